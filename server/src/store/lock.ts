/** One process per data directory. The lock is the operating system's and goes with the process, however that ends. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Holds the directory until `release`. `null` when another process has it. */
export function lockDirectory(dataDir: string): { release: () => void } | null {
  const db = new DatabaseSync(join(dataDir, "lock"));
  try {
    db.exec("PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    // SQLITE_BUSY; anything else is about the directory and not about another process.
    if (error instanceof Error && /locked/.test(error.message)) return null;
    throw error;
  }
  return { release: () => db.close() };
}
