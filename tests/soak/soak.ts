/**
 * Many sessions of bad lines and random commands, over and over, on the real process: what it keeps in memory, and
 * whether each command on a line that stayed open had its one answer. Sessions end and others begin all the time.
 */
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { diceFrom } from "../simulation/dice.ts";
import { type TestServer, knockAt, leaderOf, makeSession, startServer } from "../support/app.ts";
import { fastDirectory } from "./fast-directory.ts";
import { type Sample, sampleFrom, slopeOf } from "./measure.ts";
import { type Book, Walker, emptyBook } from "./walker.ts";

export type SoakOptions = {
  readonly seconds: number;
  readonly sessions: number;
  readonly sockets: number;
  readonly seed: number;
  /** How long a session lasts before another takes its place. */
  readonly lifeSeconds: number;
  /** Between two steps of one person. */
  readonly paceMs: number;
  readonly say: (line: string) => void;
};

export type SoakReport = {
  readonly book: Book;
  readonly heapSlope: number;
  readonly rssSlope: number;
  readonly samples: readonly Sample[];
  readonly sessionsPlayed: number;
  /** Defects that the server wrote to its log, and how it ended. */
  readonly said: readonly string[];
  /** Faults of others it wrote there: a media server that has no time, on a machine that has none. */
  readonly warned: number;
  readonly exit: number | null;
};

/** Of the whole time: until everybody is in, and what is cached once is cached. */
const WARM_UP = 0.25;

export async function soak(options: SoakOptions): Promise<SoakReport> {
  const { seconds, seed, say } = options;
  const server = await startServer({
    dataDir: await fastDirectory(),
    env: { NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, "probe.ts")).href}` },
  });
  const book = emptyBook();
  const samples: Sample[] = [];
  const from = performance.now();
  const over = () => performance.now() - from > seconds * 1_000;
  let played = 0;

  const everyMs = Math.max(1_000, Math.min(5_000, seconds * 25));
  const measuring = (async () => {
    for (let next = 1; !over(); next++) {
      await delay(Math.max(0, from + next * everyMs - performance.now()));
      const sample = sampleFrom(await server.ask("measure"), (performance.now() - from) / 60_000);
      if (sample === null) continue;
      samples.push(sample);
      if (next % 6 === 0)
        say(
          `${sample.minute.toFixed(1)} min: heap ${sample.heapMb.toFixed(1)} MB, resident ${sample.rssMb.toFixed(0)} MB, ` +
            `lag p99 ${sample.lagP99Ms.toFixed(0)} ms; ${book.sent} sent, ${book.answered} answered, ${book.snapshots} snapshots`,
        );
    }
  })();

  await Promise.all(
    Array.from({ length: options.sessions }, async (_, place) => {
      for (let turn = 0; !over(); turn++) {
        played += 1;
        // Not all at once, so that ends and beginnings fall among what others do.
        const life = options.lifeSeconds * (turn === 0 ? (place + 1) / options.sessions : 1);
        await playOne(
          server,
          options,
          diceFrom(seed * 1_000_003 + place * 1_009 + turn),
          book,
          Math.min(life * 1_000, seconds * 1_000 - (performance.now() - from)),
        );
      }
    }),
  );
  await measuring;
  const exit = await server.stop();
  await server.remove();
  const lines = server.output().split("\n");
  const warm = samples.filter(({ minute }) => minute * 60 > seconds * WARM_UP);
  return {
    book,
    heapSlope: slopeOf(warm, "heapMb"),
    rssSlope: slopeOf(warm, "rssMb"),
    samples: warm,
    sessionsPlayed: played,
    said: lines.filter((line) => line.includes('"level":"error"') || /^\S*Error|ejection|^\s+at |ended by/.test(line)),
    warned: lines.filter((line) => line.includes('"level":"warn"')).length,
    exit,
  };
}

async function playOne(
  server: TestServer,
  { sockets, paceMs }: SoakOptions,
  dice: ReturnType<typeof diceFrom>,
  book: Book,
  ms: number,
) {
  const session = await makeSession(server.baseUrl, server.organiserKey);
  const walkers = Array.from({ length: sockets }, (_, n) => {
    const key = session.leaderKeys[n] ?? session.invitationKey;
    const as = n === sockets - 1 ? "observer" : "member";
    return new Walker({ ...knockAt(server, session), key, name: `Nr. ${n}`, as }, diceFrom(dice.below(2 ** 31)), book);
  });
  for (const walker of walkers) await walker.begin(paceMs);
  await delay(Math.max(0, ms));
  for (const walker of walkers) walker.end();
  // The end is one command of a leader, as in life; the session then leaves memory.
  const leader = await leaderOf(server, session, 2, "Nr. 1").catch((cause: unknown) => {
    book.wrong.push(`a leader could not come to end a session: ${String(cause)}`);
    return null;
  });
  if (leader === null) return;
  const { phase } = await leader.untilIn();
  const ended = await leader.command({ kind: "phase.move", from: phase, to: "ended" });
  if (!ended.ok) book.wrong.push(`a session was not ended: ${ended.code}`);
  leader.close();
}
