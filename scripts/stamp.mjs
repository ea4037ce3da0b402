/**
 * Is what was made still true to what it was made from? Compares contents, never times: a checkout, a copy and a
 * container give files new times. Knows nothing of how things are made.
 */
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

const NOT_SOURCE = new Set(["node_modules", "dist", ".git"]);
const TEST = /\.test\.tsx?$/;

/** Every source file at or below `path`, sorted. @param {string} path @returns {string[]} */
function sourcesIn(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return TEST.test(path) ? [] : [path];
  return readdirSync(path)
    .filter((name) => !NOT_SOURCE.has(name))
    .sort()
    .flatMap((name) => sourcesIn(join(path, name)));
}

/** One hash over names and contents. @param {string} root @param {string[]} paths relative to `root` @returns {string} */
export function contentHash(root, paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => sourcesIn(join(root, path)))) {
    const content = createHash("sha256").update(readFileSync(file)).digest("hex");
    hash.update(`${relative(root, file).split(sep).join("/")}\0${content}\n`);
  }
  return hash.digest("hex");
}

/** @param {string} file @returns {string | null} */
export function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

/**
 * Does npm's own record of what it installed (node_modules/.package-lock.json, written last) hold everything the
 * lock file asks for on this platform? Optional packages may be missing: they are for other platforms.
 * @param {string | null} wantedLock @param {string | null} installedLock @returns {boolean}
 */
export function isInstalled(wantedLock, installedLock) {
  if (wantedLock === null || installedLock === null) return false;
  /** @typedef {{ version?: string, resolved?: string, optional?: boolean, devOptional?: boolean }} Package */
  /** @type {Record<string, Package>} */
  const wanted = JSON.parse(wantedLock).packages ?? {};
  /** @type {Record<string, Package>} */
  const installed = JSON.parse(installedLock).packages ?? {};
  return Object.entries(wanted).every(([path, one]) => {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) return true;
    const there = installed[path];
    if (there === undefined) return one.optional === true || one.devOptional === true;
    return there.version === one.version;
  });
}
