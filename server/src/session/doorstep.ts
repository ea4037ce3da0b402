/**
 * From which address those at a door have come: in memory only, gone with the room, told to nobody. So no one address
 * takes the whole doorstep, or fills it again and again. How many stand there at most is for shared/ to say.
 */
import { type Person, type PersonId, type Session, personIn } from "@balint/shared/session/model";
import { MAX_AT_DOOR, isAway } from "@balint/shared/session/places";
import { Allowances, type Limits } from "../limits.ts";

/** A hospital's whole group may wait there at once, and others still find a place. */
export const MOST_OF_ONE_ADDRESS = 24;

/** `instead`: who gives up the place there. */
export type Welcome =
  | { readonly ok: true; readonly instead?: PersonId }
  | { readonly ok: false; code: "full" | "too_fast" };

export type Comer = { readonly person: PersonId; readonly name: string; readonly as: "member" | "observer" };
type Room = { readonly session: Session; readonly now: () => number };
/** `coming`: the room has not taken the knock in yet. */
type Standing = { readonly place: string; coming: boolean };

const isNew = ({ door, seat }: Person) => door === "waiting" && seat === null;

export class Doorstep {
  readonly #standing = new WeakMap<Room, Map<PersonId, Standing>>();
  readonly #comings: Allowances;

  constructor(comings: Limits["comings"], steady: () => number) {
    this.#comings = new Allowances(comings, steady);
  }

  /** Before the knock is told to the room; `settled` must follow. */
  welcome(room: Room, { person, name, as }: Comer, place: string): Welcome {
    const before = personIn(room.session, person);
    const standing = this.#of(room);
    const comings = `${room.session.id} ${place}`;
    // Who has been in before finds a place in any case, and nobody takes one twice.
    if (before !== undefined && before.seat !== null) return { ok: true };
    if (before?.door === "waiting") {
      // Another name makes it another knock, which leaders have to look at anew.
      const same = before.name === name && before.role === as;
      return same || this.#comings.take(comings) ? { ok: true } : { ok: false, code: "too_fast" };
    }
    if (standing.get(person)?.coming === true) return { ok: true };

    const waiting = room.session.people.filter(isNew);
    const now = room.now();
    const gone = (one: Person) => isAway(one, now);
    const mine = waiting.filter(({ id }) => standing.get(id)?.place === place);
    const coming = [...standing].filter(([id, { coming }]) => coming && !waiting.some((one) => one.id === id));
    const comingOfMine = coming.filter(([, one]) => one.place === place);
    let instead: PersonId | undefined;
    if (mine.length + comingOfMine.length >= MOST_OF_ONE_ADDRESS) {
      instead = mine.find(gone)?.id;
      if (instead === undefined) return { ok: false, code: "full" };
    } else if (waiting.length + coming.length >= MAX_AT_DOOR && !waiting.some(gone)) {
      instead = this.#fromTheFullest(waiting, standing, mine.length + comingOfMine.length);
      if (instead === undefined) return { ok: false, code: "full" };
    }
    if (!this.#comings.take(comings)) return { ok: false, code: "too_fast" };
    standing.set(person, { place, coming: true });
    return { ok: true, ...(instead === undefined ? {} : { instead }) };
  }

  settled(room: Room, person: PersonId): void {
    const one = this.#of(room).get(person);
    if (one !== undefined) one.coming = false;
  }

  #of(room: Room): Map<PersonId, Standing> {
    const standing = this.#standing.get(room) ?? new Map<PersonId, Standing>();
    this.#standing.set(room, standing);
    for (const [id, { coming }] of standing)
      if (!coming && personIn(room.session, id)?.door !== "waiting") standing.delete(id);
    return standing;
  }

  /** The newest of the address that has most of them there, if it has more than whoever comes would have. */
  #fromTheFullest(waiting: readonly Person[], standing: Map<PersonId, Standing>, have: number): PersonId | undefined {
    const byPlace = new Map<string, Person[]>();
    for (const person of waiting) {
      // Of whom it is not known since the app has been started again: together they are one.
      const place = standing.get(person.id)?.place ?? "";
      byPlace.set(place, [...(byPlace.get(place) ?? []), person]);
    }
    const [fullest] = [...byPlace.values()].toSorted((one, other) => other.length - one.length);
    if (fullest === undefined || fullest.length <= have + 1) return undefined;
    return fullest.reduce((newest, person) => (person.knockedAt >= newest.knockedAt ? person : newest)).id;
  }
}
