/**
 * What a session description says of its media: kinds, codecs, and the names of what is sent. Stricter than any other
 * reader of the same text: what could be read in two ways is not read at all. Knows no messages and no people.
 */
export type Kind = "audio" | "video";
export type Section = { readonly kind: Kind | "application"; readonly tracks: readonly string[] };

const LINE = /^[a-z]=\P{Cc}*$/u;
const MEDIA = /^m=(audio|video|application) \d+ \S+(?: \S+)+$/;
const CODEC = /^a=rtpmap:\d+ ([^ /]+)\//;
/** Of codecs that the media server can take; others (repair, padding) are of either kind, or of none to it. */
const CODECS: Readonly<Record<string, Kind>> = {
  opus: "audio",
  pcmu: "audio",
  pcma: "audio",
  g722: "audio",
  vp8: "video",
  vp9: "video",
  h264: "video",
  h265: "video",
  av1: "video",
};

export function kindOfCodec(name: string): Kind | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(CODECS, key) ? CODECS[key] : undefined;
}

/** The name that a line gives to a track; "" = none. `null` = more or fewer words than there should be. */
function trackIn(line: string): string | null {
  const own = /^a=msid:(.*)$/.exec(line)?.[1];
  const words = own?.split(" ") ?? (/^a=ssrc:.*msid:/i.test(line) ? line.split(" ").slice(1) : []);
  if (words.length > 2 || words.includes("")) return null;
  return words.at(-1) ?? "";
}

/** `null` = not the text of an ordinary client. */
export function sectionsOf(sdp: string): readonly Section[] | null {
  const sections: { kind: Section["kind"]; tracks: string[] }[] = [];
  for (const line of sdp.split(/\r\n|\n/)) {
    if (line === "") continue;
    if (!LINE.test(line)) return null;
    if (line.startsWith("m=")) {
      const kind = MEDIA.exec(line)?.[1];
      if (kind === undefined) return null;
      sections.push({ kind: kind as Section["kind"], tracks: [] });
      continue;
    }
    const section = sections.at(-1);
    const track = trackIn(line);
    if (track === null) return null;
    if (track !== "") section?.tracks.push(track);
    const codec = kindOfCodec(CODEC.exec(line)?.[1] ?? "");
    if (section !== undefined && codec !== undefined && codec !== section.kind) return null;
  }
  return sections;
}
