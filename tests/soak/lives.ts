/**
 * The server's lives: one, or many when it is killed at random moments and started again on the same data. Each death
 * is looked at: what was told must be stored. Knows the store's table of given answers, and no session.
 */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod/mini";
import type { Dice } from "../simulation/dice.ts";
import type { TestServer } from "../support/app.ts";
import type { Book } from "./book.ts";
import { type Sample, sampleFrom } from "./measure.ts";
import { startProbed } from "./probed.ts";

const Given = z.array(z.object({ command: z.string(), version: z.int() }));
const SETTLED_WITHIN_MS = 20_000;
const SETTLING_MS = 500;

export class Lives {
  readonly #book: Book;
  readonly #born = performance.now();
  #server: TestServer;
  /** Of each life. */
  readonly samples: Sample[][] = [[]];
  readonly listeningAfterMs: number[] = [];
  #said: string[] = [];

  private constructor(server: TestServer, book: Book) {
    this.#server = server;
    this.#book = book;
  }

  static async begin(book: Book): Promise<Lives> {
    return new Lives(await startProbed(), book);
  }

  get server(): TestServer {
    return this.#server;
  }

  async measure(): Promise<Sample | null> {
    const answer = await this.#server.ask("measure").catch(() => null);
    return sampleFrom(answer, (performance.now() - this.#born) / 60_000);
  }

  /** One of those by which a life is judged: while it is lived. */
  async sample(): Promise<Sample | null> {
    const life = this.samples.at(-1);
    const sample = await this.measure();
    if (sample !== null) life?.push(sample);
    return sample;
  }

  /** At random moments, so many seconds apart in the mean, until it is `over`. */
  async killNowAndThen(everySeconds: number, dice: Dice, over: () => boolean): Promise<void> {
    for (;;) {
      await delay(everySeconds * (500 + dice.below(1_000)));
      if (over()) return;
      await this.#server.stop("SIGKILL");
      this.#lookAtTheDead();
      const from = performance.now();
      const { dataDir, baseUrl, sfuUrl } = this.#server;
      const env = { PORT: new URL(baseUrl).port, SFU_PORT: new URL(sfuUrl).port };
      this.#server = await startProbed({ dataDir, env });
      this.listeningAfterMs.push(performance.now() - from);
      this.samples.push([]);
    }
  }

  #lookAtTheDead(): void {
    this.#keepWords(/ended by SIGKILL/);
    const given = Given.parse(this.#stored("SELECT command, version FROM given"));
    this.#book.died(new Map(given.map(({ command, version }) => [command, version])));
  }

  #keepWords(except: RegExp = /^$/): void {
    this.#said.push(
      ...this.#server
        .output()
        .split("\n")
        .filter((line) => !except.test(line)),
    );
  }

  /** Once nobody is here any more, and no more is held than was when nobody had come yet; or what is held for ever. */
  async settled(born: Sample | null): Promise<Sample | null> {
    for (const until = performance.now() + SETTLED_WITHIN_MS; ; await delay(SETTLING_MS)) {
      const sample = await this.measure();
      if (sample === null || born === null || performance.now() > until) return sample;
      if (sample.sockets <= born.sockets && sample.timers <= born.timers) return sample;
    }
  }

  get liveSessions(): number {
    return this.#stored("SELECT session FROM live").length;
  }

  #stored(query: string): unknown[] {
    const db = new DatabaseSync(join(this.#server.dataDir, "balint.sqlite"), { readOnly: true });
    const rows = db.prepare(query).all();
    db.close();
    return rows;
  }

  /** The last one ends in order. */
  async end(): Promise<number | null> {
    const exit = await this.#server.stop();
    this.#keepWords();
    await this.#server.remove();
    return exit;
  }

  /** Defects that the server wrote to its log. */
  get said(): readonly string[] {
    return this.#said.filter(
      (line) => line.includes('"level":"error"') || /^\S*Error|ejection|^\s+at |ended by/.test(line),
    );
  }

  /** Faults of others it wrote there: a media server that has no time, on a machine that has none. */
  get warned(): number {
    return this.#said.filter((line) => line.includes('"level":"warn"')).length;
  }
}
