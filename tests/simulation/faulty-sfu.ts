/**
 * The media server on its bad days: slow, failing, forgetful, dead, back with an empty table, and saying what is not
 * true. Counts how often somebody ran into each, and knows whether anything is wrong just now. Knows no rules.
 */
import type { PersonId } from "@balint/shared/session/model";
import { type Sfu, SfuGone } from "../../server/src/media/sfu.ts";
import { FakeSfu } from "../support/fake-sfu.ts";
import type { Dice } from "./dice.ts";
import { CALM_LAG_MS } from "./judge.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export class FaultySfu {
  readonly fake = new FakeSfu();
  failing = 0;
  lagMs = 0;
  /** Nobody listens there. */
  gone = false;
  /** It has been gone at some time, so that nobody is to be blamed for saying so. */
  everGone = false;
  readonly #clock: VirtualClock;
  readonly #dice: Dice;
  readonly #met: (fault: string) => void;
  #goneSince = 0;
  /** Requests of a slow time that are still on their way, and when there were any last. */
  #slow = 0;
  #slowUntil = 0;
  /** Connections of which it says that they are not there, or that all is done, and does nothing. */
  readonly #denied = new Map<string, "absent" | "done">();
  /** Lists who is there and knows no room, as one that has lost its table. */
  #lost = false;
  /** Whose rights could not be set, and nobody has looked since what they are. */
  #owed = new Set<string>();

  constructor(clock: VirtualClock, dice: Dice, met: (fault: string) => void) {
    this.#clock = clock;
    this.#dice = dice;
    this.#met = met;
    this.fake.before = () => this.#asks();
    this.fake.after = async () => {
      await this.#onTheWay();
      if (this.gone) throw new Error("the media server has died before it answered");
    };
  }

  get lies(): boolean {
    const there = [...this.fake.rooms.values()].flatMap((room) => [...room.values()]);
    return this.#lost || there.some(({ connection }) => this.#denied.has(connection));
  }

  /** Of everybody who is connected now, as long as that connection lasts. */
  denies(word: "absent" | "done"): void {
    for (const room of this.fake.rooms.values())
      for (const { connection } of room.values()) this.#denied.set(connection, word);
  }

  losesTable(): void {
    this.#lost = true;
  }

  /** What it had lost it does not find again: it is another one then. */
  tellsTheTruth(): void {
    this.#denied.clear();
    if (this.#lost) this.forgets();
    this.#lost = false;
  }

  #wordOf(room: string, person: string): "absent" | "done" | null {
    const someone = this.fake.rooms.get(room)?.get(person);
    if (someone === undefined) return null;
    const word = this.#lost ? "absent" : (this.#denied.get(someone.connection) ?? null);
    if (word !== null) this.#met(word === "absent" ? "sfuDenied" : "sfuDidNothing");
    return word;
  }

  get isTroubled(): boolean {
    return this.gone || this.failing > 0 || this.lagMs > CALM_LAG_MS || this.#slow > 0;
  }

  /** For how long every request has been refused at once; 0 when some are answered. */
  get refusesForMs(): number {
    if (!this.gone || this.#slow > 0) return 0;
    return this.#clock.elapsed - Math.max(this.#goneSince, this.#slowUntil);
  }

  isOwed(person: PersonId): boolean {
    return this.#owed.has(person);
  }

  /** Starts again with an empty table, before anybody has noticed. */
  forgets(): void {
    this.fake.rooms.clear();
  }

  dies(): void {
    this.gone = true;
    this.everGone = true;
    this.#goneSince = this.#clock.elapsed;
    this.forgets();
  }

  /** There is another process now, which has still to find out what is gone. */
  asksAnew(): void {
    this.#goneSince = this.#clock.elapsed;
  }

  /**
   * As one process of the app sees it; after that one's death nothing is asked and nothing answered any more.
   * @param crowded told when two requests for the rights of one person are under way at once
   */
  portFor(isAlive: () => boolean, crowded: () => void): Sfu {
    const never = new Promise<never>(() => undefined);
    const granting = new Set<PersonId>();
    const owed = new Set<string>();
    this.#owed = owed;
    const alive = <T>(ask: () => Promise<T>): Promise<T> => (isAlive() ? ask() : never);
    return {
      openRoom: (...how) => alive(() => this.#asks().then(() => this.fake.openRoom(...how))),
      closeRoom: (room) => alive(() => this.#asks().then(() => (this.#lost ? undefined : this.fake.closeRoom(room)))),
      hall: (room) =>
        alive(async () => {
          const hall = await this.fake.hall(room);
          if (this.#lost && hall !== null) this.#met("sfuLostTable");
          return this.#lost ? null : hall;
        }),
      connected: (room) =>
        alive(async () => {
          const people = await this.fake.connected(room);
          owed.clear();
          return people;
        }),
      remove: (room, person) =>
        alive(async () => {
          const word = this.#wordOf(room, person);
          if (word !== null) return this.#asks().then(() => word);
          const how = await this.fake.remove(room, person);
          owed.delete(person);
          return how;
        }),
      mute: (...how) => alive(() => this.fake.mute(...how)),
      grant: (room, person, rights) =>
        alive(async () => {
          if (granting.has(person)) crowded();
          granting.add(person);
          owed.add(person);
          try {
            const word = this.#wordOf(room, person);
            if (word !== null) return await this.#asks().then(() => word);
            const how = await this.fake.grant(room, person, rights);
            owed.delete(person);
            return how;
          } finally {
            granting.delete(person);
          }
        }),
    };
  }

  async #asks(): Promise<void> {
    this.#mustBeThere();
    await this.#onTheWay();
    this.#mustBeThere();
    if (!this.#dice.chance(this.failing)) return;
    this.#met("sfuFailed");
    throw new Error("the media server fails");
  }

  #mustBeThere(): void {
    if (!this.gone) return;
    this.#met("sfuRefused");
    throw new SfuGone();
  }

  async #onTheWay(): Promise<void> {
    const slow = this.lagMs > CALM_LAG_MS;
    if (slow) this.#met("sfuWasSlow");
    if (slow) this.#slow += 1;
    if (this.lagMs > 0) await this.#clock.sleep(this.#dice.below(this.lagMs));
    if (!slow) return;
    this.#slow -= 1;
    this.#slowUntil = this.#clock.elapsed;
  }
}
