/** Attacks on a server by a process of their own, which is told what to do here. Knows which there are, not how. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { type TestServer, knockAt, leaderOf, makeSession } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { enter } from "../support/person.ts";

/** Whom it attacks: as a stranger, or as those whose cookies it holds, in a session of their own. */
export type Aim = {
  readonly baseUrl: string;
  readonly session: string;
  /** Of the invitation: whoever has it may try a line. */
  readonly key: string;
  /** The first is a leader. */
  readonly cookies: readonly string[];
  readonly person: string;
};
export const ATTACKS = {
  commands: "10,000 commands a second by one line",
  strangers: "1,000 websockets without a cookie",
  cookies: "1,000 websockets with good cookies",
  silent: "1,000 connections that say nothing",
  frames: "20 frames of 1 MB a second",
  drips: "1,000 slow requests",
  deaf: "12 lines that never read",
  requests: "1,000 requests a second",
  signals: "a million words a second to the media server, by a trial of a line",
  joins: "1,000 connections to the media server a second, by a trial of a line",
} as const;
export type Kind = keyof typeof ATTACKS;
export type Order = Kind | "stop" | "score";
/** Frames or requests that were due and that were written; connections that were tried and that are open. */
export type Score = { due: number; sent: number; tried: number; open: number };

const CONSPIRATORS = 12;

export class Attacker {
  readonly #child: ChildProcess;
  /** Since when the present attack has gone on. */
  #since = 0;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async against(server: TestServer): Promise<Attacker> {
    const session = await makeSession(server.baseUrl, server.organiserKey);
    const leader = await leaderOf(server, session, 1, "Eve");
    const cookies = [leader.cookie];
    let person = leader.id;
    for (let n = 1; n < CONSPIRATORS; n++) {
      const guest = await enter({ ...knockAt(server, session), name: `Nr. ${n}` });
      await leader.admit(guest.id);
      cookies.push(guest.cookie);
      person = guest.id;
    }
    await leader.command({ kind: "phase.move", from: "gathering", to: "caseCall" });
    leader.close();
    const aim: Aim = { baseUrl: server.baseUrl, session: session.id, key: session.invitationKey, cookies, person };
    const child = fork(fileURLToPath(new URL("attacker.ts", import.meta.url)), [JSON.stringify(aim)]);
    await once(child, "message");
    return new Attacker(child);
  }

  async #tell(order: Order): Promise<Score> {
    const answer = once(this.#child, "message");
    this.#child.send(order);
    const [score] = (await answer) as [Score];
    return score;
  }

  /** Resolves when the attack has arrived: connections have been tried. */
  async begin(kind: Kind): Promise<void> {
    await this.#tell(kind);
    this.#since = performance.now();
    await eventually("the attack has begun", async () => (await this.#tell("score")).tried > 0, 20_000);
  }

  async stop(): Promise<Score & { readonly seconds: number }> {
    const score = await this.#tell("score");
    const seconds = (performance.now() - this.#since) / 1_000;
    await this.#tell("stop");
    return { ...score, seconds };
  }

  async end(): Promise<void> {
    if (!this.#child.connected) return;
    const ended = once(this.#child, "exit");
    this.#child.disconnect();
    await ended;
  }
}
