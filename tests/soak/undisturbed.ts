/** How long a circle waits while nobody and while somebody attacks, in turns, and a table of it. Asserts nothing. */
import { percentile } from "../bench/seat-back/table.ts";
import type { TestServer } from "../support/app.ts";
import { ATTACKS, Attacker, type Kind, type Score } from "./attack.ts";
import { Circle, type Waits } from "./circle.ts";

/** Not counted: until code is warm, and until those who attacked have been let go. */
const WARM_UP_MS = 2_000;
const AFTERMATH_MS = 250;

export type Attacked = {
  readonly kind: Kind;
  readonly windows: Waits[];
  readonly scores: (Score & { readonly seconds: number })[];
};

/** A circle that talks, somebody who can attack it, and what was measured so far. */
export class Disturbance {
  readonly quiet: Waits[] = [];
  readonly attacked: readonly Attacked[];
  readonly circle: Circle;
  readonly #attacker: Attacker;

  private constructor(circle: Circle, attacker: Attacker, kinds: readonly Kind[]) {
    this.circle = circle;
    this.#attacker = attacker;
    this.attacked = kinds.map((kind) => ({ kind, windows: [], scores: [] }));
  }

  static async on(server: TestServer, kinds: readonly Kind[]): Promise<Disturbance> {
    const circle = await Circle.gather(server);
    const attacker = await Attacker.against(server);
    await circle.talk(WARM_UP_MS);
    return new Disturbance(circle, attacker, kinds);
  }

  /** Each attack once, and before each the quiet, so that the machine's moods hit both alike. */
  async round(quietMs: number, attackMs: number): Promise<void> {
    for (const { kind, windows, scores } of this.attacked) {
      this.quiet.push(await this.circle.talk(quietMs));
      await this.#attacker.begin(kind);
      windows.push(await this.circle.talk(attackMs));
      scores.push(await this.#attacker.stop());
      await this.circle.talk(AFTERMATH_MS);
    }
  }

  async end(): Promise<void> {
    this.circle.leave();
    await this.#attacker.end();
  }
}

export function tableOf({ quiet, attacked }: Pick<Disturbance, "quiet" | "attacked">): string {
  const head = ["in ms", "answers", "p50", "p99", "most", "seen", "p50", "p99", "most"];
  const row = (what: string, windows: readonly Waits[]) => [
    what,
    ...(["answers", "sights"] as const).flatMap((of) => {
      const all = windows.flatMap((one) => one[of]);
      return [String(all.length), ...[50, 99, 100].map((of100) => percentile(all, of100).toFixed(1))];
    }),
  ];
  const rows = [
    head,
    row("nobody attacks", quiet),
    ...attacked.map(({ kind, windows, scores }) => row(`${ATTACKS[kind]}: ${loadOf(scores)}`, windows)),
  ];
  const widths = head.map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join("  ");
  return rows.map(line).join("\n");
}

/** How many of what, a second. */
export function perSecond(scores: Attacked["scores"], of: "due" | "sent" | "tried"): number {
  const sum = (each: (score: Attacked["scores"][number]) => number) =>
    scores.reduce((all, score) => all + each(score), 0);
  return sum((score) => score[of]) / sum(({ seconds }) => seconds);
}

function loadOf(scores: Attacked["scores"]): string {
  const [due, sent, tried] = (["due", "sent", "tried"] as const).map((of) => perSecond(scores, of).toFixed(0));
  const open = Math.max(...scores.map((score) => score.open));
  return `${sent} of ${due} sent, ${tried} connections tried, each second; ${open} open`;
}
