/**
 * Whom the presenter's own client lets receive its tracks while veiled: leaders everything, others sound alone.
 * The presenter's free choice, so it may be the presenter's client that asks for it. Pure; knows no SDK.
 */
import type { RoomSnapshot } from "@balint/shared/session/protocol";

export type Audience = {
  readonly everyone: boolean;
  readonly people: readonly { participantIdentity: string; allowAll?: boolean; allowedTrackSids?: string[] }[];
};

const EVERYONE: Audience = { everyone: true, people: [] };

export function audience(snapshot: RoomSnapshot, soundTracks: readonly string[]): Audience {
  if (!snapshot.you.sittingBack || snapshot.you.visibility !== "veiled") return EVERYONE;
  const others = snapshot.seats.filter((seat) => seat.person !== snapshot.you.id);
  return {
    everyone: false,
    people: others.map((seat) =>
      seat.role === "leader"
        ? { participantIdentity: seat.person, allowAll: true }
        : { participantIdentity: seat.person, allowedTrackSids: [...soundTracks] },
    ),
  };
}
