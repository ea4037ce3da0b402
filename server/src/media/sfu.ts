/**
 * What the app asks of a media server: the port. A fake and the real one obey the same contract suite.
 */
import type { PersonId, SessionId } from "@balint/shared/session/model";

/** What one person may send. Receiving is always allowed to whoever may be in the room. */
export type Rights = { readonly microphone: boolean; readonly camera: boolean };

/** `kind` is what it is by every word of the server's record, `other` where these do not agree. */
export type Track = { readonly kind: "audio" | "video" | "other"; readonly source: "microphone" | "camera" | "other" };

export type Connected = {
  readonly identity: string;
  /** The server's own name of this connection, never given to another one. */
  readonly connection: string;
  /** `null` when what the server holds is not exactly one of our own records. */
  readonly rights: Rights | null;
  /** `sid` is the server's own name of a track. */
  readonly tracks: readonly (Track & { readonly sid: string })[];
};

export type Sfu = {
  /** Makes the room if it is not there; safe to repeat. Answers the server's own name of it (see `hall`). */
  openRoom(room: string): Promise<string>;
  /** The server's own name of the room, another one each time the room is made anew; `null` = there is no such room. */
  hall(room: SessionId): Promise<string | null>;
  closeRoom(room: string): Promise<void>;
  /** Who is connected to a room that is there. @throws when the server cannot be asked. */
  connected(room: SessionId): Promise<Connected[]>;
  /** Makes these the person's whole rights; published tracks they do not cover are closed at once. */
  grant(room: SessionId, person: PersonId, rights: Rights): Promise<"done" | "absent">;
  remove(room: SessionId, person: string): Promise<"done" | "absent">;
  /** Closes the person's open microphone once; they may open it again. */
  mute(room: SessionId, person: PersonId): Promise<void>;
};

/** Nobody listens where the media server should be: it is not slow, it is not there. */
export class SfuGone extends Error {}

/** Whether an honest client would ever publish this, whatever its rights (SPEC M-5). */
export function isHonest(track: Track): boolean {
  return (
    (track.kind === "audio" && track.source === "microphone") || (track.kind === "video" && track.source === "camera")
  );
}

export function covers(rights: Rights, track: Track): boolean {
  return isHonest(track) && (track.kind === "audio" ? rights.microphone : rights.camera);
}
