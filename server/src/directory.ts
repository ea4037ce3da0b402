/**
 * Directories and small files of the installation. Knows the file system and nothing of what is kept there; every
 * failure is thrown at once.
 */
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** Only for this user. Node's own `recursive` never returns where a file system says of a new name that it is not there, as /proc does. */
export function makeDirectory(path: string): void {
  const missing: string[] = [];
  let at = resolve(path);
  for (; statSync(at, { throwIfNoEntry: false }) === undefined && dirname(at) !== at; at = dirname(at))
    missing.push(at);
  for (const one of missing.toReversed()) makeOne(one);
  if (!statSync(path).isDirectory()) throw new Error("it is not a directory");
}

function makeOne(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another start has been quicker.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

/** The whole file or none, however full the disk is. */
export function writeWhole(file: string, content: string): void {
  const half = `${file}.half`;
  try {
    const opened = openSync(half, "w", 0o600);
    try {
      // Goes on where the system has taken a part of it.
      writeFileSync(opened, content);
      fsyncSync(opened);
    } finally {
      closeSync(opened);
    }
    renameSync(half, file);
  } catch (error) {
    rmSync(half, { force: true });
    throw error;
  }
}
