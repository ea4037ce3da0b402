/**
 * How many find a place: in the circle, in the outer ring, on the doorstep. Asked on every way in, so that no bound
 * holds on one way and not on another. Pure; knows no commands and no addresses.
 */
import type { Person, PersonId, Session } from "./model.ts";

/** Leaders and members together. */
export const MAX_CIRCLE = 14;
export const MAX_OUTER_RING = 10;
/** Of those who have never been let in. Whoever has a seat finds a place at the door beside them. */
export const MAX_AT_DOOR = 40;
/** Who has knocked a moment ago, or whose line has fallen for a moment, is still standing there. */
const AWAY_MS = 15_000;
/** Who was refused and never let in is remembered, so that their page can say so; no more of them than these. */
export const MAX_REFUSED = 40;

/** Whose chair stands: who is in and has not left. The presenter's is kept as long as the case is theirs. */
function takesPlace(session: Session, person: Person): boolean {
  return person.door === "admitted" && (person.line.is !== "left" || session.presenter?.person === person.id);
}

/** Whether there is a place for one more in the circle, or in the outer ring. Leaders' places are kept for them. */
export function hasRoom(session: Session, outer: boolean): boolean {
  const taken = session.people.filter(
    (person) => person.role !== "leader" && (person.role === "observer") === outer && takesPlace(session, person),
  );
  return taken.length < (outer ? MAX_OUTER_RING : MAX_CIRCLE - session.leaderCount);
}

/** Whether somebody who is in may sit down again, with the line open anew: nobody else has got their place meanwhile. */
export function mayComeBack(session: Session, person: Person): boolean {
  return person.role === "leader" || takesPlace(session, person) || hasRoom(session, person.role === "observer");
}

const isNew = (person: Person, door: Person["door"]) => person.door === door && person.seat === null;

/** No longer standing at the door. @param now epoch milliseconds */
export function isAway({ line }: Person, now: number): boolean {
  return line.is !== "present" && now - line.since >= AWAY_MS;
}

/**
 * The people, with a place on the doorstep for one more who has never been let in. `null` = there is none.
 * @param instead who gives up theirs; otherwise a full doorstep forgets who has gone
 */
export function withRoomAtDoor(
  session: Session,
  comer: PersonId,
  instead: PersonId | undefined,
  now: number,
): Person[] | null {
  const waiting = session.people.filter((person) => person.id !== comer && isNew(person, "waiting"));
  const full = waiting.length >= MAX_AT_DOOR;
  const gives =
    waiting.find(({ id }) => id === instead) ?? (full ? waiting.find((person) => isAway(person, now)) : undefined);
  if (full && gives === undefined) return null;
  return session.people.filter((person) => person !== gives);
}

/** Forgets those refused longest ago, and first of all who is gone. */
export function withFewRefused(people: readonly Person[]): Person[] {
  const refused = people.filter((person) => isNew(person, "removed"));
  const here = (person: Person) => Number(person.line.is === "present");
  const forgotten = new Set(
    refused
      .toSorted((one, other) => here(one) - here(other) || one.knockedAt - other.knockedAt)
      .slice(0, Math.max(0, refused.length - MAX_REFUSED)),
  );
  return people.filter((person) => !forgotten.has(person));
}
