/**
 * `npm run soak [-- --minutes 10 --sessions 20 --sockets 12 --seed 1 --kill-every 0]`: prints what it measured; 0 when
 * all holds. With `--kill-every 60` the server is killed about every 60 s and started again on the same data.
 */
import { parseArgs } from "node:util";
import { asProgram } from "../support/program.ts";
import { type Sample, slopeOf } from "./measure.ts";
import { soak } from "./soak.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    sessions: { type: "string", default: "20" },
    sockets: { type: "string", default: "12" },
    seed: { type: "string", default: "1" },
    "kill-every": { type: "string", default: "0" },
  },
});
/** Flat, as far as a collection lets one see. A life that was cut short has no slope; it may not be larger than others. */
const MOST_MB_A_MINUTE = 0.5;
const MOST_OF_THE_LEAST = 1.5;
/** Of the whole time: until everybody is in, and what is cached once is cached. */
const WARM_UP = 0.25;

const say = (line: string) => process.stdout.write(`${line}\n`);
const options = {
  seconds: Number(values.minutes) * 60,
  sessions: Number(values.sessions),
  sockets: Number(values.sockets),
  seed: Number(values.seed),
  killEverySeconds: Number(values["kill-every"]),
  lifeSeconds: 90,
  paceMs: 2_000,
  say,
};

await asProgram(async (later) => {
  const report = await soak(options, later);
  const { book, born, before, after, lives } = report;
  const killed = lives.length > 1;
  const all = lives.flat();
  const warm = all.slice(Math.floor(all.length * WARM_UP));
  const [heapSlope, rssSlope] = [slopeOf(warm, "heapMb"), slopeOf(warm, "rssMb")];
  const lags = warm.map(({ lagP99Ms }) => lagP99Ms).toSorted((a, b) => a - b);
  const mostOf = (life: readonly Sample[]) => Math.max(...life.map(({ heapMb }) => heapMb));
  const rangeOf = (life: readonly Sample[]) =>
    `${Math.min(...life.map(({ heapMb }) => heapMb)).toFixed(1)} to ${mostOf(life).toFixed(1)}`;
  const full = lives.filter((life) => life.length > 3);
  say(`
sessions played                    ${report.sessionsPlayed}, not ended ${report.sessionsLeft}
commands sent                      ${book.sent}, of them again under the same id ${book.resent}
answers                            ${book.answered}, of them accepted ${book.accepted}
answers lost on an open line       ${book.lost.length}
snapshots                          ${book.snapshots}
drops, silences, doubles, rubbish  ${book.drops}, ${book.silences}, ${book.doubles}, ${book.rubbish}
heap after collection              ${rangeOf(warm)} MB, ${heapSlope.toFixed(3)} MB/min
resident                           ${warm.at(-1)?.rssMb.toFixed(0)} MB at the end, ${rssSlope.toFixed(3)} MB/min
heap after one session, after all  ${before.heapMb.toFixed(1)}, ${after.heapMb.toFixed(1)} MB
sockets, timers at first, at last  ${born.sockets}, ${born.timers}; ${after.sockets}, ${after.timers}
event loop late, p99 of 5 s        median ${lags[Math.floor(lags.length / 2)]?.toFixed(0)} ms, most ${lags.at(-1)?.toFixed(0)} ms
faults of others, defects logged   ${report.warned}, ${report.said.length}
what was wrong                     ${book.wrong.length}`);
  if (killed)
    say(`killed                             ${lives.length - 1} times, listening again after at most ${Math.max(...report.listeningAfterMs).toFixed(0)} ms
applied, but the answer lost       ${book.givenAgain}, asked again and answered so
heap of each life, MB              ${lives.map((life) => (life.length === 0 ? "-" : rangeOf(life))).join(", ")}`);
  for (const line of [...book.lost, ...book.wrong, ...report.said].slice(0, 20)) say(line);
  const isFlat = killed
    ? full.length > 1 && Math.max(...full.map(mostOf)) < MOST_OF_THE_LEAST * Math.min(...full.map(mostOf))
    : heapSlope < MOST_MB_A_MINUTE;
  const holds =
    book.lost.length + book.wrong.length + report.said.length + report.sessionsLeft === 0 &&
    report.exit === 0 &&
    isFlat;
  say(holds ? "\nIt holds." : "\nIt does not hold.");
  return holds ? 0 : 1;
});
