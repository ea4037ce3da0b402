/**
 * The second barrier: which published tracks an honest screen asks to receive, by the newest snapshot.
 * Only (audio, microphone) of a person who may speak and (video, camera) of a person who may be shown; so a
 * mislabelled or forbidden track is never sent here. Pure; knows no SDK.
 */
import type { RoomSnapshot } from "@balint/shared/session/protocol";

export type Publication = { readonly person: string; readonly kind: "audio" | "video"; readonly source: string };

export function wants(snapshot: RoomSnapshot, publication: Publication): boolean {
  if (publication.person === snapshot.you.id) return false;
  const seat = snapshot.seats.find((candidate) => candidate.person === publication.person);
  if (seat === undefined) return false;
  if (publication.kind === "audio") return publication.source === "microphone" && seat.maySpeak;
  return publication.source === "camera" && seat.mayShow;
}
