/**
 * Child processes and their progress. Every child leads a process group of its own, so that stopping us stops its
 * children too (a Go build starts compilers). Knows nothing of what the commands are for.
 * Runs on any Node >= 20, before anything is installed.
 */
import { spawn } from "node:child_process";
import { existsSync, linkSync, readFileSync, unlinkSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const TICK_TTY_MS = 1_000;
const TICK_LOG_MS = 15_000;
/** A server that is told to stop takes its own media server along; a busy machine needs a while for that. */
const GRACE_MS = 8_000;
/** A server left behind by a test stops its own LiveKit, which lives in another group, when asked. */
const LEFTOVER_GRACE_MS = 5_000;
const HEAD_LINES = 10;
const TAIL_LINES = 15;

const onWindows = process.platform === "win32";

/** Something cannot be had. The message says what, and how to mend it; it is all the user sees. */
export class CannotHave extends Error {}

/** A command ended badly. `output` is what it said, shortened. */
export class CommandFailed extends Error {
  /** @param {string} message @param {string} output */
  constructor(message, output) {
    super(message);
    this.output = output;
  }
}

/** @type {Set<number>} leaders of the groups under way */
const groups = new Set();
/** @type {Set<() => void>} what to remove when we are stopped */
const leftovers = new Set();
/** Once told to stop, nothing that was ended by it is reported as a failure. */
let stopping = false;

/** Lines for the user go to stderr, so that a program's own output stays clean. @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** Ends a process group, if it still has members. @param {number | undefined} leader @param {NodeJS.Signals} signal */
export function endGroup(leader, signal) {
  if (leader === undefined) return;
  try {
    if (onWindows) spawn("taskkill", ["/pid", String(leader), "/T", "/F"], { stdio: "ignore" });
    else process.kill(-leader, signal);
  } catch {
    // nobody left
  }
}

/** @param {number | undefined} leader */
function hasMembers(leader) {
  return leader !== undefined && !onWindows && isAlive(-leader);
}

/** Ends what a finished command left running in its group. @param {number | undefined} leader */
async function endLeftovers(leader) {
  endGroup(leader, "SIGTERM");
  const deadline = Date.now() + LEFTOVER_GRACE_MS;
  while (hasMembers(leader) && Date.now() < deadline) await sleep(50);
  endGroup(leader, "SIGKILL");
}

/** Registers what must not stay behind when we are stopped. @param {() => void} remove @returns {() => void} forget */
export function orElseRemove(remove) {
  leftovers.add(remove);
  return () => void leftovers.delete(remove);
}

/** While set-up runs: a signal ends the commands under way, removes their leftovers, then us. @returns {() => void} undo */
export function stopOnSignal() {
  /** @param {NodeJS.Signals} signal */
  const stop = async (signal) => {
    if (stopping) return;
    stopping = true;
    const ending = [...groups];
    for (const leader of ending) endGroup(leader, "SIGTERM");
    const deadline = Date.now() + GRACE_MS;
    while (groups.size > 0 && Date.now() < deadline) await sleep(50);
    // Children of a group's leader may outlive it.
    for (const leader of ending) endGroup(leader, "SIGKILL");
    for (const remove of leftovers) remove();
    process.exit(128 + (constants.signals[signal] ?? 1));
  };
  /** @type {NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  /** @param {NodeJS.Signals} signal */
  const onSignal = (signal) => void stop(signal);
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

/** @param {number} ms */
function clock(ms) {
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * Shows that a long step is alive: an updating line on a terminal, a line now and then in a log.
 * @template T @param {string} label @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function showing(label, work) {
  const tty = process.stderr.isTTY === true;
  const since = Date.now();
  const elapsed = () => clock(Date.now() - since);
  say(`${label} ...`);
  const ticker = setInterval(
    () => (tty ? process.stderr.write(`\r  ${elapsed()}`) : say(`  still at it: ${label} (${elapsed()})`)),
    tty ? TICK_TTY_MS : TICK_LOG_MS,
  );
  try {
    return await work();
  } finally {
    clearInterval(ticker);
    if (tty) process.stderr.write("\r\x1b[K");
  }
}

/** The beginning says what is wrong, the end where it stopped. @param {string} output */
function shortened(output) {
  const lines = output.trimEnd().split("\n");
  if (lines.length <= HEAD_LINES + TAIL_LINES) return lines.join("\n");
  return [...lines.slice(0, HEAD_LINES), "...", ...lines.slice(-TAIL_LINES)].join("\n");
}

/**
 * Runs a command quietly and gives what it wrote to stdout.
 * @param {string} command @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, { timeoutMs, ...options } = {}) {
  return new Promise((resolve, reject) => {
    let stdout = "";
    let output = "";
    const child = spawn(command, args, { ...options, detached: !onWindows, stdio: ["ignore", "pipe", "pipe"] });
    const { pid } = child;
    if (pid !== undefined) groups.add(pid);
    const timer = timeoutMs === undefined ? undefined : setTimeout(() => endGroup(pid, "SIGKILL"), timeoutMs);
    child.stdout.on("data", (chunk) => ((stdout += chunk), (output += chunk)));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.on("error", (error) => reject(new CommandFailed(`${command} did not start: ${error.message}`, "")));
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (pid !== undefined) groups.delete(pid);
      if (stopping) return;
      if (code === 0) return resolve(stdout);
      reject(new CommandFailed(`${command} ended with ${signal ?? `code ${code}`}`, shortened(output)));
    });
  });
}

/** Whether this program starts at all. @param {string} binary @returns {Promise<boolean>} */
export function runs(binary) {
  return run(binary, ["--version"], { timeoutMs: 30_000 }).then(
    () => true,
    () => false,
  );
}

/** @param {readonly (string | undefined)[]} binaries as far as they are named @returns {Promise<string | undefined>} */
export async function firstThatRuns(binaries) {
  for (const binary of binaries) if (binary && existsSync(binary) && (await runs(binary))) return binary;
  return undefined;
}

/** `ended` may look at what a command leaves behind; one that gives way gets what others leave of the machine.
 * @typedef {{ ended?: () => Promise<void>, givesWay?: boolean }} Beside */

/**
 * Runs a command whose output the user reads. Whatever it leaves running in its group is ended with it.
 * @param {string} command @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number } & Beside} [options]
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function runVisibly(command, args, { timeoutMs, ended = async () => {}, givesWay = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, detached: !onWindows, stdio: ["ignore", "inherit", "inherit"] });
    const { pid } = child;
    if (pid !== undefined) groups.add(pid);
    if (pid !== undefined && givesWay) setPriority(pid, constants.priority.PRIORITY_LOW);
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            say(`${args[0] ?? command} took longer than ${clock(timeoutMs)} and is ended.`);
            endGroup(pid, "SIGKILL");
          }, timeoutMs);
    child.on("error", (error) => {
      say(`${command} did not start: ${error.message}`);
      resolve(1);
    });
    child.on("exit", (code) => {
      clearTimeout(timer);
      const over = stopping ? Promise.resolve() : ended();
      void over
        .then(() => endLeftovers(pid))
        .then(() => {
          if (pid !== undefined) groups.delete(pid);
          if (!stopping) resolve(code ?? 1);
        });
    });
  });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * One at a time across processes; a lock whose owner died counts for nothing.
 * @template T @param {string} file @param {() => Promise<T>} work @returns {Promise<T>}
 */
export async function alone(file, work) {
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  let told = false;
  for (;;) {
    try {
      // A link appears with its content, so nobody ever reads an empty lock.
      linkSync(mine, file);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    const owner = ownerOf(file);
    if (owner !== null && !isAlive(owner)) removeFile(file);
    else if (!told) {
      told = true;
      say(`Waiting for another start (process ${owner ?? "unknown"}) to finish the same step.`);
    }
    await sleep(200);
  }
  removeFile(mine);
  const forget = orElseRemove(() => removeFile(file));
  try {
    return await work();
  } finally {
    forget();
    removeFile(file);
  }
}

/** @param {string} file */
function ownerOf(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

/** @param {string} file */
function removeFile(file) {
  try {
    unlinkSync(file);
  } catch {
    // already gone
  }
}
