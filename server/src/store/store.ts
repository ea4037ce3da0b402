/**
 * What the app asks of storage: the newest state of each live session, the answers already given,
 * and attendance. The port; knows no database.
 */
import type { CommandId, PersonId, Role, Session, SessionId } from "@balint/shared/session/model";

/** `came` and `went` in epoch milliseconds; an open interval has no `went`. */
export type Presence = { person: PersonId; name: string; role: Role; at: number; what: "came" | "went" };

export type Given = { person: PersonId; id: CommandId; version: number };

/** What stays of a session for good. */
export type SessionRecord = {
  id: SessionId;
  name: string;
  frame: Session["frame"];
  leaderCount: 1 | 2;
  createdAt: number;
  endedAt: number | null;
};

export type Attendance = { person: PersonId; name: string; role: Role; came: number; went: number | null };

export interface Store {
  create(session: Session): Promise<void>;
  /** The live state, or `null` when there is none (never made, or ended). */
  load(id: SessionId): Promise<Session | null>;
  record(id: SessionId): Promise<SessionRecord | null>;
  /** Newest first. */
  records(): Promise<SessionRecord[]>;
  /**
   * One transaction: the new state (its version must follow the stored one), the answer given, who came and went.
   * A session that has ended leaves its record and its attendance, nothing else.
   * @throws when nothing was stored.
   */
  commit(session: Session, given: Given | null, presence: readonly Presence[], now: number): Promise<void>;
  /** The version a command was applied at; `null` when it never was. */
  given(session: SessionId, person: PersonId, id: CommandId): Promise<number | null>;
  attendance(id: SessionId): Promise<Attendance[]>;
  close(): Promise<void>;
}
