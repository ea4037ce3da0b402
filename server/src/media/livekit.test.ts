import { TrackSource, TrackType } from "livekit-server-sdk";
import { describe, expect, it } from "vitest";
import { trackOf } from "./livekit.ts";
import { isHonest } from "./sfu.ts";

type Told = Parameters<typeof trackOf>[0];
const told = (type: TrackType, source: TrackSource, mimeType: string, ...codecs: string[]): Told => ({
  type,
  source,
  mimeType,
  codecs: codecs.map((mime) => ({ mimeType: mime })) as Told["codecs"],
});

describe("[M-5] what the media server's record says of a track", () => {
  it.each([
    told(TrackType.AUDIO, TrackSource.MICROPHONE, "audio/opus", "audio/opus"),
    told(TrackType.AUDIO, TrackSource.MICROPHONE, "audio/red", "audio/red"),
    told(TrackType.AUDIO, TrackSource.MICROPHONE, "audio/red"),
    told(TrackType.VIDEO, TrackSource.CAMERA, "video/VP8", "video/VP8"),
    told(TrackType.VIDEO, TrackSource.CAMERA, "video/AV1", "video/av1", "video/vp8"),
  ])("honest: $type $source $mimeType", (track) => {
    expect(isHonest(trackOf(track))).toBe(true);
  });

  it("nothing else is honest, whatever was declared", () => {
    const mimes = ["audio/opus", "video/VP8", "", "application/x", "audio", "xaudio/opus"];
    let honest = 0;
    for (const type of [TrackType.AUDIO, TrackType.VIDEO, TrackType.DATA, 7 as TrackType])
      for (const source of [...Array(6).keys()] as TrackSource[])
        for (const mime of mimes)
          for (const codecs of [[], ...mimes.map((one) => [one]), ...mimes.map((one) => ["audio/opus", one])]) {
            const track = told(type, source, mime, ...codecs);
            const all = (kind: string) => [mime, ...codecs].every((one) => one.startsWith(`${kind}/`));
            const really =
              (type === TrackType.AUDIO && source === TrackSource.MICROPHONE && all("audio")) ||
              (type === TrackType.VIDEO && source === TrackSource.CAMERA && all("video"));
            expect(isHonest(trackOf(track))).toBe(really);
            honest += Number(really);
          }
    expect(honest).toBeGreaterThan(3);
  });
});
