/** `npm run soak [-- --minutes 10 --sessions 20 --sockets 12 --seed 1]`: prints what it measured; 0 when all holds. */
import { parseArgs } from "node:util";
import { soak } from "./soak.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    sessions: { type: "string", default: "20" },
    sockets: { type: "string", default: "12" },
    seed: { type: "string", default: "1" },
  },
});
/** Flat, as far as a collection lets one see. */
const MOST_MB_A_MINUTE = 0.5;

const say = (line: string) => process.stdout.write(`${line}\n`);
const report = await soak({
  seconds: Number(values.minutes) * 60,
  sessions: Number(values.sessions),
  sockets: Number(values.sockets),
  seed: Number(values.seed),
  lifeSeconds: 90,
  paceMs: 2_000,
  say,
});
const { book, samples } = report;
const least = Math.min(...samples.map(({ heapMb }) => heapMb));
const most = Math.max(...samples.map(({ heapMb }) => heapMb));
const lags = samples.map(({ lagP99Ms }) => lagP99Ms).toSorted((a, b) => a - b);
say(`
sessions played                    ${report.sessionsPlayed}
commands sent                      ${book.sent}, of them again under the same id ${book.resent}
answers                            ${book.answered}, of them accepted ${book.accepted}
answers lost on an open line       ${book.lost.length}
snapshots                          ${book.snapshots}
drops, silences, doubles, rubbish  ${book.drops}, ${book.silences}, ${book.doubles}, ${book.rubbish}
heap after collection              ${least.toFixed(1)} to ${most.toFixed(1)} MB, ${report.heapSlope.toFixed(3)} MB/min
resident                           ${samples.at(-1)?.rssMb.toFixed(0)} MB at the end, ${report.rssSlope.toFixed(3)} MB/min
event loop late, p99 of 5 s        median ${lags[Math.floor(lags.length / 2)]?.toFixed(0)} ms, most ${lags.at(-1)?.toFixed(0)} ms
faults of others, defects logged   ${report.warned}, ${report.said.length}
what was wrong                     ${book.wrong.length}`);
for (const line of [...book.lost, ...book.wrong, ...report.said].slice(0, 20)) say(line);
const holds =
  book.lost.length + book.wrong.length + report.said.length === 0 &&
  report.exit === 0 &&
  report.heapSlope < MOST_MB_A_MINUTE;
say(holds ? "\nIt holds." : "\nIt does not hold.");
process.exit(holds ? 0 : 1);
