/**
 * `npm run check`: everything that needs no server and no browser, the same here and in CI. The static steps are
 * exported for `npm test`. All of it runs on the pinned Node.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT, installed, pinnedNode } from "./paths.mjs";
import { runVisibly, say, stopOnSignal } from "./process.mjs";
import { sum, tallyOf } from "./report.mjs";
import { asCommand, setup } from "./setup.mjs";
import { readIfThere } from "./stamp.mjs";

const RUN_WITHIN_MS = 30 * 60_000;

const TYPED = ["shared", "server", "client", "tests", "scripts"];

/** @type {{ name: string, command: string[] }[]} */
const STATIC_STEPS = [
  { name: "format", command: [installed("oxfmt", "bin", "oxfmt"), "--check", "."] },
  { name: "lint", command: [installed("oxlint", "bin", "oxlint"), "--type-aware", "--deny-warnings", "."] },
  ...TYPED.map((folder) => ({
    name: `types: ${folder}`,
    command: [installed("typescript", "bin", "tsc"), "-p", folder],
  })),
  { name: "unused", command: [installed("knip", "bin", "knip.js")] },
];

/** @returns {Promise<import("./report.mjs").Tally[]>} one for each step */
export async function checkStatically() {
  const tallies = [];
  for (const { name, command } of STATIC_STEPS) {
    say(`\n== ${name}`);
    const code = await runVisibly(pinnedNode(), command, { cwd: ROOT });
    if (code !== 0) say(`${name}: FAILED`);
    tallies.push({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
  }
  return tallies;
}

/**
 * @param {string} project @param {NodeJS.ProcessEnv} [found] @param {import("./process.mjs").Beside} [beside]
 * @returns {Promise<import("./report.mjs").Tally>}
 */
export async function runTests(project, found = {}, beside = {}) {
  say(`\n== tests: ${project}`);
  const file = join(ROOT, "tests", "output", `${project}.json`);
  mkdirSync(join(file, ".."), { recursive: true });
  // The report of an earlier run must not stand in for this one.
  rmSync(file, { force: true });
  const code = await runVisibly(
    pinnedNode(),
    [
      installed("vitest", "vitest.mjs"),
      "run",
      "--project",
      project,
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${file}`,
    ],
    { cwd: ROOT, env: { ...process.env, ...found }, timeoutMs: RUN_WITHIN_MS, ...beside },
  );
  const { why, ...tally } = tallyOf(readIfThere(file), code);
  if (why !== null) say(`tests: ${project}: FAILED, ${why}`);
  return tally;
}

/** The last line anybody reads. @param {import("./report.mjs").Tally[]} tallies @returns {number} exit code */
export function conclude(tallies) {
  const { passed, failed, skipped } = sum(tallies);
  if (skipped > 0) console.log(`\n${skipped} skipped`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await asCommand(async () => {
    await setup({ livekit: false, client: false });
    stopOnSignal();
    return conclude([...(await checkStatically()), await runTests("unit")]);
  });
