/**
 * An ordinary circle of twelve, each of whom says something now and then, and how long they wait: for the answer, and
 * until each of the twelve sees it. Said at fixed times, whether or not the last was answered, as people do.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Answer, type Command, EVENTS, type RoomSnapshot } from "@balint/shared/session/protocol";
import { type TestServer, admitted, leaderOf, makeSession } from "../support/app.ts";
import type { Person } from "../support/person.ts";

/** In ms, each command's and each command's for each of the twelve. */
export type Waits = { readonly answers: number[]; readonly sights: number[] };

const MEMBERS = 11;
/** Each of twelve is below two commands a second then. */
const EVERY_MS = 50;
/** Longer than anything that is measured: a server that stands still shall be a figure. */
const PATIENCE_MS = 60_000;
const AGAIN_MS = 20;

/** Somebody takes a word, or takes it back. */
type Said = { readonly by: Person; readonly says: boolean; readonly from: number };

/** Whether a screen shows that this person has the word: a card of the leader's, a case of anybody else's. */
const shows = ({ card, offers, seats }: RoomSnapshot, { id }: Person) =>
  seats.find(({ person }) => person === id)?.role === "leader" ? card !== null : offers.includes(id);

/** When one screen came to show what each person said: changes of one person come in the order in which they were said. */
class Sight {
  readonly #changes = new Map<Person, number[]>();
  readonly #taken = new Map<Person, number>();
  readonly #stop: () => void;
  #ended = Number.NaN;

  constructor(viewer: Person, people: readonly Person[]) {
    const shown = new Map(people.map((one) => [one, shows(viewer.room(), one)]));
    this.#stop = viewer.watch((snapshot) => {
      if (snapshot.standing !== "in") return;
      for (const [one, before] of shown) {
        if (shows(snapshot, one) === before) continue;
        shown.set(one, !before);
        this.#changes.set(one, [...(this.#changes.get(one) ?? []), performance.now()]);
      }
    });
  }

  end(): void {
    this.#stop();
    this.#ended = performance.now();
  }

  /** Asked once for each word, in their order. What was never shown, because it was taken back first, counts to the end. */
  after({ by }: Said): number {
    const n = this.#taken.get(by) ?? 0;
    this.#taken.set(by, n + 1);
    return this.#changes.get(by)?.[n] ?? this.#ended;
  }
}

export class Circle {
  readonly people: readonly Person[];
  #said = 0;

  private constructor(people: readonly Person[]) {
    this.people = people;
  }

  static async gather(server: TestServer): Promise<Circle> {
    const session = await makeSession(server.baseUrl, server.organiserKey);
    const anna = await leaderOf(server, session, 1, "Anna");
    const people = [anna];
    for (let n = 1; n <= MEMBERS; n++) people.push(await admitted(server, session, anna, `Nr. ${n}`));
    await anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" });
    return new Circle(people);
  }

  /** Everybody in turn for so long, until all of it is answered and seen. */
  async talk(ms: number): Promise<Waits> {
    const answers: number[] = [];
    const said: Said[] = [];
    const seen = this.people.map((viewer) => new Sight(viewer, this.people));
    const begun = performance.now();
    const saying: Promise<void>[] = [];
    for (let n = 0; n * EVERY_MS < ms; n++) {
      await delay(Math.max(0, begun + n * EVERY_MS - performance.now()));
      const word = this.#next();
      said.push(word);
      saying.push(this.#say(word).then((took) => void answers.push(took)));
    }
    await Promise.all(saying);
    const last = new Map(said.map(({ by, says }) => [by, says]));
    await Promise.all(
      this.people.map((viewer) =>
        viewer.untilIn((room) => [...last].every(([by, says]) => shows(room, by) === says), PATIENCE_MS),
      ),
    );
    for (const sight of seen) sight.end();
    for (const { history } of this.people) history.length = 0;
    return { answers, sights: said.flatMap((word) => seen.map((sight) => sight.after(word) - word.from)) };
  }

  /** What each says undoes what they said before, so that all of it is accepted and changes something. */
  #next(): Said {
    const n = this.#said++;
    const by = this.people[n % this.people.length];
    if (by === undefined) throw new Error("nobody is here");
    const turn = Math.floor(n / this.people.length);
    return { by, says: turn % 2 === 0, from: performance.now() };
  }

  async #say({ by, says, from }: Said): Promise<number> {
    const command: Command =
      by.room().leaders === null
        ? { kind: says ? "case.offer" : "case.withdraw" }
        : { kind: "room.card", card: says ? "momentOfSilence" : null };
    const answer = await askUntilAnswered(by, { id: randomUUID(), command });
    if (!answer.ok) throw new Error(`${command.kind} was refused: ${answer.code}`);
    return performance.now() - from;
  }

  leave(): void {
    for (const person of this.people) person.close();
  }
}

/** As our page does when the line breaks: under the same id, on the next one. All of it is waiting. */
async function askUntilAnswered(person: Person, envelope: { id: string; command: Command }): Promise<Answer> {
  for (const until = performance.now() + PATIENCE_MS; ; await delay(AGAIN_MS))
    try {
      return Answer.parse(await person.raw(EVENTS.command, envelope, PATIENCE_MS));
    } catch (cause) {
      if (performance.now() > until) throw cause;
    }
}
