/**
 * The store on one file of SQLite. Durable at every commit; what is deleted is overwritten, in the
 * write-ahead log too, because names must not outlive a session but as attendance (SPEC K-2).
 * Each call holds up the whole process while it lasts, so none waits long for another program's lock (SPEC K-5).
 */
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as pause } from "node:timers/promises";
import { Session } from "@balint/shared/session/model";
import * as z from "zod/mini";
import { makeDirectory } from "../directory.ts";
import type { Store } from "./store.ts";

/** How long the start waits for another program's lock; nobody else waits for us then. */
const WAIT_AT_START_MS = 2_000;
/** How long one try may hold up everybody, when the next try is, and when a commit gives up. */
const TRY_MS = 10;
const TRY_AGAIN_MS = 40;
const GIVE_UP_MS = 1_000;
const TIDY_AGAIN_MS = 2_000;

const SQLITE_BUSY = 5;

const MIGRATIONS = [
  `CREATE TABLE session (
     id TEXT PRIMARY KEY, name TEXT NOT NULL, frame TEXT NOT NULL, leader_count INTEGER NOT NULL,
     created_at INTEGER NOT NULL, ended_at INTEGER
   ) STRICT;
   CREATE TABLE live (
     session TEXT PRIMARY KEY REFERENCES session(id), version INTEGER NOT NULL, state TEXT NOT NULL
   ) STRICT;
   CREATE TABLE given (
     session TEXT NOT NULL REFERENCES session(id), person TEXT NOT NULL, command TEXT NOT NULL, version INTEGER NOT NULL,
     PRIMARY KEY (session, person, command)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE attendance (
     session TEXT NOT NULL REFERENCES session(id), person TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,
     came INTEGER NOT NULL, went INTEGER
   ) STRICT;
   CREATE INDEX attendance_of ON attendance (session, person);`,
];

const Row = z.object({
  id: Session.shape.id,
  name: z.string(),
  frame: Session.shape.frame,
  leaderCount: Session.shape.leaderCount,
  createdAt: z.int(),
  endedAt: z.nullable(z.int()),
});
const Came = z.object({
  person: Session.shape.people.def.element.shape.id,
  name: z.string(),
  role: Session.shape.people.def.element.shape.role,
  came: z.int(),
  went: z.nullable(z.int()),
});
const Version = z.object({ version: z.int() });
const State = z.object({ state: z.string() });

const RECORD = `SELECT id, name, frame, leader_count AS leaderCount, created_at AS createdAt, ended_at AS endedAt FROM session`;

/** @param file a path, or ":memory:" */
export function openSqlite(file: string): Store {
  if (file !== ":memory:") makeDirectory(dirname(file));
  const db = new DatabaseSync(file);
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
           PRAGMA foreign_keys = ON; PRAGMA busy_timeout = ${WAIT_AT_START_MS};`);
  migrate(db);

  const sql = {
    record: db.prepare(`${RECORD} WHERE id = ?`),
    records: db.prepare(`${RECORD} ORDER BY created_at DESC, id`),
    newRecord: db.prepare(`INSERT INTO session (id, name, frame, leader_count, created_at) VALUES (?, ?, ?, ?, ?)`),
    newLive: db.prepare(`INSERT INTO live (session, version, state) VALUES (?, ?, ?)`),
    load: db.prepare(`SELECT state FROM live WHERE session = ?`),
    update: db.prepare(`UPDATE live SET version = ?, state = ? WHERE session = ? AND version = ?`),
    drop: db.prepare(`DELETE FROM live WHERE session = ? AND version = ?`),
    end: db.prepare(`UPDATE session SET ended_at = ? WHERE id = ?`),
    forget: db.prepare(`DELETE FROM given WHERE session = ?`),
    give: db.prepare(`INSERT INTO given (session, person, command, version) VALUES (?, ?, ?, ?)`),
    given: db.prepare(`SELECT version FROM given WHERE session = ? AND person = ? AND command = ?`),
    came: db.prepare(`INSERT INTO attendance (session, person, name, role, came) VALUES (?, ?, ?, ?, ?)`),
    went: db.prepare(`UPDATE attendance SET went = ? WHERE session = ? AND person = ? AND went IS NULL`),
    attendance: db.prepare(
      `SELECT person, name, role, came, went FROM attendance WHERE session = ? ORDER BY came, rowid`,
    ),
  };

  /** All in one turn of the process: two sessions' commits must never be open at once. */
  function attempt(work: () => void): void {
    db.exec("BEGIN IMMEDIATE");
    try {
      work();
      db.exec("COMMIT");
    } catch (error) {
      if (db.isTransaction) db.exec("ROLLBACK");
      throw error;
    }
  }

  /** Others go on between the tries: what waits here is one session's commit. */
  async function transaction(work: () => void): Promise<void> {
    for (const end = performance.now() + GIVE_UP_MS; ; await pause(TRY_AGAIN_MS))
      try {
        return attempt(work);
      } catch (error) {
        if (!isBusy(error) || performance.now() > end) throw error;
      }
  }

  let tidying: NodeJS.Timeout | undefined;
  /** The log still holds what was deleted. What cannot be truncated now, because another program reads, is soon. */
  function truncateLog(): void {
    clearTimeout(tidying);
    if (!isTruncated(db)) tidying = setTimeout(truncateLog, TIDY_AGAIN_MS).unref();
  }
  truncateLog();
  db.exec(`PRAGMA busy_timeout = ${TRY_MS}`);

  return {
    async create(session) {
      await transaction(() => {
        sql.newRecord.run(session.id, session.name, session.frame, session.leaderCount, session.createdAt);
        sql.newLive.run(session.id, session.version, JSON.stringify(session));
      });
    },
    async load(id) {
      const row = sql.load.get(id);
      return row === undefined ? null : Session.parse(JSON.parse(State.parse(row).state));
    },
    async record(id) {
      const row = sql.record.get(id);
      return row === undefined ? null : Row.parse(row);
    },
    async records() {
      return z.array(Row).parse(sql.records.all());
    },
    async commit(session, given, presence, now) {
      const ended = session.phase === "ended";
      await transaction(() => {
        const before = session.version - 1;
        const { changes } = ended
          ? sql.drop.run(session.id, before)
          : sql.update.run(session.version, JSON.stringify(session), session.id, before);
        if (changes !== 1) throw new Error(`session ${session.id} is not at version ${before} in the store`);
        for (const { what, person, name, role, at } of presence) {
          if (what === "came") sql.came.run(session.id, person, name, role, at);
          else sql.went.run(at, session.id, person);
        }
        if (given !== null) sql.give.run(session.id, given.person, given.id, given.version);
        if (ended) {
          sql.end.run(now, session.id);
          sql.forget.run(session.id);
        }
      });
      if (ended) truncateLog();
    },
    async given(session, person, id) {
      const row = sql.given.get(session, person, id);
      return row === undefined ? null : Version.parse(row).version;
    },
    async attendance(id) {
      return z.array(Came).parse(sql.attendance.all(id));
    },
    async close() {
      clearTimeout(tidying);
      db.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && (Number(error.errcode) & 0xff) === SQLITE_BUSY;
}

/** The commit stands in any case; a checkpoint is only tidying. */
function isTruncated(db: DatabaseSync): boolean {
  try {
    return db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.["busy"] === 0;
  } catch {
    return false;
  }
}

function migrate(db: DatabaseSync): void {
  const row = db.prepare("PRAGMA user_version").get();
  const done = z.object({ user_version: z.int() }).parse(row).user_version;
  if (done > MIGRATIONS.length)
    throw new Error("The data was written by a newer version of this program; start that version instead.");
  for (let next = done; next < MIGRATIONS.length; next++)
    db.exec(`BEGIN; ${MIGRATIONS[next] ?? ""} PRAGMA user_version = ${next + 1}; COMMIT;`);
}
