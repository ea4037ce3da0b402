/**
 * Many sessions of bad lines and random commands, over and over, on the real process: what it keeps in memory, and
 * whether each command on a line that stayed open had its one answer. Sessions end and others begin all the time, and
 * where it is wished the server is killed now and then.
 */
import { setTimeout as delay } from "node:timers/promises";
import { type Dice, diceFrom } from "../simulation/dice.ts";
import { knockAt, leaderOf, makeSession } from "../support/app.ts";
import { Book } from "./book.ts";
import { Lives } from "./lives.ts";
import type { Sample } from "./measure.ts";
import { Walker, patiently } from "./walker.ts";

export type SoakOptions = {
  readonly seconds: number;
  readonly sessions: number;
  readonly sockets: number;
  readonly seed: number;
  /** How long a session lasts before another takes its place. */
  readonly lifeSeconds: number;
  /** Between two steps of one person. */
  readonly paceMs: number;
  /** In the mean; 0 is never. */
  readonly killEverySeconds: number;
  readonly say: (line: string) => void;
};

export type SoakReport = {
  readonly book: Book;
  /** Of each life of the server; one that was not killed has one. */
  readonly lives: readonly (readonly Sample[])[];
  /** When nobody had come yet, when one session had come and gone, and when all had. */
  readonly born: Sample;
  readonly before: Sample;
  readonly after: Sample;
  readonly sessionsPlayed: number;
  readonly sessionsLeft: number;
  readonly listeningAfterMs: readonly number[];
  readonly said: readonly string[];
  readonly warned: number;
  readonly exit: number | null;
};

/** @param later is told what must be stopped, should it not come to its own end */
export async function soak(options: SoakOptions, later: (stop: () => unknown) => void = () => {}): Promise<SoakReport> {
  const { seconds, seed, say, killEverySeconds } = options;
  const book = new Book();
  const lives = await Lives.begin(book);
  later(() => lives.server.end());
  const born = await lives.measure();
  await playOne(lives, options, diceFrom(seed), book, 2 * options.paceMs);
  const before = await lives.settled(born);
  const from = performance.now();
  const over = () => performance.now() - from > seconds * 1_000;
  let played = 0;

  const everyMs = Math.max(1_000, Math.min(5_000, seconds * 25));
  const measuring = (async () => {
    for (let next = 1; !over(); next++) {
      await delay(Math.max(0, from + next * everyMs - performance.now()));
      const sample = await lives.sample();
      if (sample !== null && next % 6 === 0)
        say(
          `${sample.minute.toFixed(1)} min: heap ${sample.heapMb.toFixed(1)} MB, resident ${sample.rssMb.toFixed(0)} MB, ` +
            `lag p99 ${sample.lagP99Ms.toFixed(0)} ms; ${book.sent} sent, ${book.answered} answered, ${book.snapshots} snapshots`,
        );
    }
  })();
  const killing =
    killEverySeconds > 0 ? lives.killNowAndThen(killEverySeconds, diceFrom(seed), over) : Promise.resolve();

  await Promise.all(
    Array.from({ length: options.sessions }, async (_, place) => {
      for (let turn = 0; !over(); turn++) {
        played += 1;
        // Not all at once, so that ends and beginnings fall among what others do.
        const life = options.lifeSeconds * (turn === 0 ? (place + 1) / options.sessions : 1);
        const left = seconds * 1_000 - (performance.now() - from);
        const dice = diceFrom(seed * 1_000_003 + place * 1_009 + turn);
        await playOne(lives, options, dice, book, Math.min(life * 1_000, left));
      }
    }),
  );
  await Promise.all([measuring, killing]);
  const after = await lives.settled(born);
  if (born === null || before === null || after === null) throw new Error("the server could not be asked");
  const sessionsLeft = lives.liveSessions;
  const exit = await lives.end();
  const { samples, listeningAfterMs, said, warned } = lives;
  return {
    book,
    lives: samples,
    born,
    before,
    after,
    sessionsPlayed: played,
    sessionsLeft,
    listeningAfterMs,
    said,
    warned,
    exit,
  };
}

/** Killed while somebody ends a session: the line breaks, or nothing is answered on it. */
const wasKilled = (cause: unknown) =>
  cause instanceof TypeError ||
  /websocket error|time(d )?out|connected|waited/.test(cause instanceof Error ? cause.message : "");

async function playOne(
  lives: Lives,
  { sockets, paceMs, killEverySeconds }: SoakOptions,
  dice: Dice,
  book: Book,
  ms: number,
) {
  const { server } = lives;
  const session = await patiently(() => makeSession(server.baseUrl, server.organiserKey));
  const walkers = Array.from({ length: sockets }, (_, n) => {
    const key = session.leaderKeys[n] ?? session.invitationKey;
    const as = n === sockets - 1 ? "observer" : "member";
    return new Walker({ ...knockAt(server, session), key, name: `Nr. ${n}`, as }, diceFrom(dice.below(2 ** 31)), book);
  });
  for (const walker of walkers) await walker.begin(paceMs);
  await delay(Math.max(0, ms));
  await Promise.all(walkers.map((walker) => walker.end()));
  book.ends(session.id);
  await patiently(() => endOne(lives, session), killEverySeconds > 0 ? wasKilled : undefined).catch(
    (cause: unknown) => {
      // It was ended, and the answer was lost with the server.
      if (killEverySeconds > 0 && /ended|is over/.test(String(cause))) return;
      book.wrong.push(`a session was not ended: ${String(cause)}`);
    },
  );
}

/** One command of a leader, as in life; the session then leaves memory. */
async function endOne({ server }: Lives, session: Awaited<ReturnType<typeof makeSession>>): Promise<void> {
  const leader = await leaderOf(server, session, 2, "Nr. 1");
  try {
    const { phase } = await leader.untilIn();
    const ended = await leader.command({ kind: "phase.move", from: phase, to: "ended" });
    if (!ended.ok) throw new Error(ended.code);
  } finally {
    leader.close();
  }
}
