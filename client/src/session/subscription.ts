/**
 * The look at the listener: what of others' tracks this screen takes, and as what. It believes no label. A voice is
 * what the media server's record and the browser itself both call sound, declared as a microphone, of a person who may
 * speak by the newest snapshot; a picture likewise. Pure; knows no SDK.
 */
import type { RoomSnapshot } from "@balint/shared/session/protocol";

/** As the media server announces it. `kind` and `source` are its sender's own words, `codecs` are not. */
export type Publication = {
  readonly person: string;
  readonly kind: string;
  readonly source: string;
  /** Every codec of the record, such as `audio/opus`. */
  readonly codecs: readonly string[];
};

/** What has come in, by the browser's own word. */
export type Arrived = { readonly kind: string; readonly codecs: readonly string[] };

/** `posing`: no honest client sends this. `unwanted`: an honest track of somebody who may not be heard or seen now. */
export type Verdict = "voice" | "picture" | "unwanted" | "posing";

const isAllOf = (kind: string, codecs: readonly string[]) =>
  codecs.every((codec) => codec.toLowerCase().startsWith(`${kind}/`));

function claimOf({ kind, source, codecs }: Publication): "voice" | "picture" | null {
  if (codecs.length === 0 || !isAllOf(kind, codecs)) return null;
  if (kind === "audio" && source === "microphone") return "voice";
  return kind === "video" && source === "camera" ? "picture" : null;
}

/** @param arrived `null` while nothing of it has been received */
export function judge(snapshot: RoomSnapshot, publication: Publication, arrived: Arrived | null): Verdict {
  const claim = claimOf(publication);
  if (claim === null) return "posing";
  const { kind, person } = publication;
  if (arrived !== null && (arrived.kind !== kind || !isAllOf(kind, arrived.codecs))) return "posing";
  const seat = person === snapshot.you.id ? undefined : snapshot.seats.find((one) => one.person === person);
  const may = claim === "voice" ? seat?.maySpeak : seat?.mayShow;
  return may === true ? claim : "unwanted";
}
