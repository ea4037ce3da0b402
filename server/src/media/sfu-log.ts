/**
 * The file that the media server writes into. The server outlives this process and then goes on writing, so nothing
 * may stand between the two: it is told to be silent about those who talk to it, and the file is kept short from
 * beside. Knows the file and that configuration; no processes.
 */
import { existsSync, openSync, readFileSync, renameSync, statSync, truncateSync } from "node:fs";

/**
 * At any other level LiveKit writes what its clients send: names, descriptions, candidates, as often as they like.
 * What remains is why it does not start, and what Go says when it breaks down.
 */
export const SILENT = { level: "fatal", pion_level: "fatal", json: true } as const;

/** Of the file, and of the one before it. */
export const MOST_LOG_BYTES = 1_000_000;

/** @returns a file descriptor for a server that is about to start; what the one before it wrote is kept beside. */
export function openLog(file: string): number {
  if (existsSync(file)) {
    // What broke first stands first.
    if (statSync(file).size > MOST_LOG_BYTES) truncateSync(file, MOST_LOG_BYTES);
    if (statSync(file).size > 0) renameSync(file, `${file}.1`);
  }
  // Only what writes at the end of a file goes on at its beginning once it has been emptied.
  return openSync(file, "a", 0o600);
}

/** Never throws: a log that is too long is not worth a meeting. */
export function keepShort(file: string): void {
  try {
    const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > MOST_LOG_BYTES) truncateSync(file, 0);
  } catch {
    // Looked at again in a moment.
  }
}

export function lastWords(file: string): string {
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.at(-1)?.slice(0, 300) || "it said nothing.";
}
