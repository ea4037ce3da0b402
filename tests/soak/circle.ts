/**
 * An ordinary circle of twelve, each of whom says something now and then, and how long they wait: for the answer, and
 * until each of the twelve sees it. Said at fixed times, whether or not the last was answered, as people do.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Answer, type Command, EVENTS } from "@balint/shared/session/protocol";
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
    const said: { readonly from: number; readonly version: number }[] = [];
    const seen = this.people.map((): { version: number; at: number }[] => []);
    const unwatch = this.people.map((person, n) =>
      person.watch(({ version }) => void seen[n]?.push({ version, at: performance.now() })),
    );
    const begun = performance.now();
    const saying: Promise<void>[] = [];
    for (let n = 0; n * EVERY_MS < ms; n++) {
      await delay(Math.max(0, begun + n * EVERY_MS - performance.now()));
      saying.push(
        this.#say().then(({ from, version, took }) => {
          answers.push(took);
          said.push({ from, version });
        }),
      );
    }
    await Promise.all(saying);
    const last = Math.max(...said.map(({ version }) => version));
    await Promise.all(this.people.map((person) => person.until(({ version }) => version >= last, PATIENCE_MS)));
    for (const stop of unwatch) stop();
    for (const { history } of this.people) history.length = 0;
    const sights = said.flatMap(({ from, version }) =>
      seen.map((all) => (all.find((one) => one.version >= version)?.at ?? Number.NaN) - from),
    );
    return { answers, sights };
  }

  /** What each says undoes what they said before, so that all of it is accepted and changes something. */
  async #say(): Promise<{ from: number; version: number; took: number }> {
    const n = this.#said++;
    const person = this.people[n % this.people.length];
    if (person === undefined) throw new Error("nobody is here");
    const again = Math.floor(n / this.people.length) % 2 === 1;
    const command: Command =
      person.room().leaders === null
        ? { kind: again ? "case.withdraw" : "case.offer" }
        : { kind: "room.card", card: again ? null : "momentOfSilence" };
    const from = performance.now();
    const answer = await askUntilAnswered(person, { id: randomUUID(), command });
    if (!answer.ok) throw new Error(`${command.kind} was refused: ${answer.code}`);
    return { from, version: answer.version, took: performance.now() - from };
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
