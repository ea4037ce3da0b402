/**
 * What a run of ours leaves behind: processes, each known by a mark that it inherited, mounts in the run's own temporary
 * folder, and network namespaces of processes that are gone. A port is always some process's. Looks at what is there, on
 * Linux alone, and ends what it finds. Knows nothing of what is run.
 */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT, pinnedNode } from "./paths.mjs";
import { orElseRemove, runVisibly, say } from "./process.mjs";

/** Whoever starts a process with an environment of its own passes this on. */
const MARK = "BALINT_RUN";
const ENDED_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 100;
const NAME_CHARS = 160;
/** tests/network names what it makes after its process. */
const OF_NETWORK = /^bln(\d+)/;

/** @typedef {{ mark: string, folder: string, networks: ReadonlySet<string>, env: NodeJS.ProcessEnv }} Run */
/** @typedef {{ what: string, end: () => void }} Leftover */

/** @param {string} folder @returns {string[]} */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} file */
function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

/** Everything started with `env` carries the mark and works in the folder. @returns {Run} */
export function beginRun() {
  const mark = randomBytes(8).toString("hex");
  const folder = mkdtempSync(join(tmpdir(), "balint-"));
  const networks = new Set(networksThere().map(({ name }) => name));
  return { mark, folder, networks, env: { [MARK]: mark, TMPDIR: folder } };
}

/** @param {Run} run @returns {Leftover[]} */
function processesOf({ mark }) {
  return namesIn("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => textOf(`/proc/${pid}/environ`).split("\0").includes(`${MARK}=${mark}`))
    .map((pid) => ({
      what: `process ${pid}: ${textOf(`/proc/${pid}/cmdline`).replaceAll("\0", " ").trim().slice(0, NAME_CHARS)}`,
      end: () => void process.kill(Number(pid), "SIGKILL"),
    }));
}

/** @param {Run} run @returns {Leftover[]} */
function mountsOf({ folder }) {
  return textOf("/proc/self/mounts")
    .split("\n")
    .map((line) => (line.split(" ")[1] ?? "").replaceAll("\\040", " "))
    .filter((path) => path.startsWith(`${folder}/`))
    .map((path) => ({ what: `mount ${path}`, end: () => void spawnSync("umount", ["-l", path]) }));
}

function networksThere() {
  return [
    ...namesIn("/run/netns").map((name) => ({ name, remove: ["netns", "del", name] })),
    ...namesIn("/sys/class/net").map((name) => ({ name, remove: ["link", "del", name] })),
  ];
}

/** @param {Run} run @returns {Leftover[]} */
function networksOf({ networks }) {
  return networksThere()
    .filter(({ name }) => !networks.has(name) && isOfTheDead(name))
    .map(({ name, remove }) => ({ what: `network ${name}`, end: () => void spawnSync("ip", remove) }));
}

/** @param {string} name */
function isOfTheDead(name) {
  const pid = OF_NETWORK.exec(name)?.[1];
  return pid !== undefined && namesIn(`/proc/${pid}`).length === 0;
}

/** @param {Run} run */
const leftBy = (run) => [...processesOf(run), ...mountsOf(run), ...networksOf(run)];

/** What a process holds is free once it is gone, so processes come first. @param {Leftover[]} left */
function endAll(left) {
  for (const { end } of left)
    try {
      end();
    } catch {
      // it has gone by itself
    }
}

/**
 * Gives what is still stopping a while; then ends what is there and names it.
 * @param {Run} run @param {number} [withinMs] @returns {Promise<string[]>}
 */
export async function endLeftovers(run, withinMs = ENDED_WITHIN_MS) {
  const until = Date.now() + withinMs;
  while (leftBy(run).length > 0 && Date.now() < until) await sleep(LOOK_EVERY_MS);
  const left = leftBy(run);
  const names = left.map(({ what }) => what);
  endAll(left);
  for (const name of names) say(`LEFT BEHIND: ${name}`);
  return names;
}

/** At once: for a run that is told to stop, and the last act of each. @param {Run} run */
export function endRun(run) {
  endAll(leftBy(run));
  rmSync(run.folder, { recursive: true, force: true });
}

/**
 * A run of many parts: `work` gives each part `env` and, once the part has ended, asks what it left.
 * @param {(run: Run, look: () => Promise<void>) => Promise<void>} work @param {number} [withinMs]
 * @returns {Promise<import("./report.mjs").Tally>} as one test
 */
export async function leavingNothing(work, withinMs) {
  const run = beginRun();
  const forget = orElseRemove(() => endRun(run));
  /** @type {string[]} */
  const left = [];
  const look = async () => void left.push(...(await endLeftovers(run, withinMs)));
  try {
    await work(run, look);
    await look();
  } finally {
    endRun(run);
    forget();
  }
  say("\n== nothing is left behind");
  if (process.platform !== "linux") {
    say("skipped: only Linux tells which processes, mounts and networks are of this run");
    return { passed: 0, failed: 0, skipped: 1 };
  }
  for (const what of left) say(`LEFT BEHIND: ${what}`);
  return { passed: left.length === 0 ? 1 : 0, failed: left.length === 0 ? 0 : 1, skipped: 0 };
}

/** One of our own programs on the pinned Node. @param {string[]} args @param {NodeJS.ProcessEnv} found @returns {Promise<number>} exit code */
export async function runProgram(args, found) {
  let code = 1;
  const { failed } = await leavingNothing(async (run, look) => {
    const env = { ...process.env, ...found, ...run.env };
    code = await runVisibly(pinnedNode(), args, { cwd: ROOT, env, ended: look });
  });
  return code === 0 && failed > 0 ? 1 : code;
}
