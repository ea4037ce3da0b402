import { aSnapshot } from "@balint/shared/session/fixtures";
import { PersonId } from "@balint/shared/session/model";
import type { SeatView } from "@balint/shared/session/protocol";
import { expect, it } from "vitest";
import { type Arrived, type Publication, judge } from "./subscription.ts";

const me = PersonId.parse("person00");
const other = PersonId.parse("person01");

function seat(change: Partial<SeatView>): SeatView {
  return {
    person: other,
    name: "Tom",
    role: "member",
    seat: 1,
    place: "ring",
    presents: false,
    line: "present",
    maySpeak: true,
    mayShow: true,
    muted: false,
    ...change,
  };
}

const snapshot = (seats: SeatView[]) => aSnapshot({ seats }, { id: me, name: "Anna" });
const free = snapshot([seat({})]);
const mute = snapshot([seat({ maySpeak: false })]);
const hidden = snapshot([seat({ mayShow: false })]);

const microphone: Publication = {
  person: other,
  kind: "audio",
  source: "microphone",
  codecs: ["audio/red", "audio/red"],
};
const camera: Publication = { person: other, kind: "video", source: "camera", codecs: ["video/VP8", "video/vp8"] };
const sound: Arrived = { kind: "audio", codecs: ["audio/opus", "audio/red", "audio/telephone-event"] };
const images: Arrived = { kind: "video", codecs: ["video/VP8", "video/rtx"] };

it("[M-6] takes the microphone of who may speak as a voice and the camera of who may be shown as a picture", () => {
  for (const arrived of [null, sound, { kind: "audio", codecs: [] }])
    expect(judge(free, microphone, arrived)).toBe("voice");
  for (const arrived of [null, images]) expect(judge(free, camera, arrived)).toBe("picture");
});

it("[M-6] takes nothing that the snapshot does not allow, and blames nobody for it", () => {
  expect(judge(mute, microphone, sound)).toBe("unwanted");
  expect(judge(hidden, camera, images)).toBe("unwanted");
  expect(judge(mute, camera, images)).toBe("picture");
  expect(judge(hidden, microphone, sound)).toBe("voice");
  expect(judge(snapshot([]), microphone, null)).toBe("unwanted");
  expect(judge(snapshot([seat({ person: me })]), { ...microphone, person: me }, null)).toBe("unwanted");
});

/** Everything that can be declared, recorded and received, in any state: one row of each is honest. */
const KINDS = ["audio", "video", "unknown"];
const SOURCES = ["microphone", "camera", "screen_share", "screen_share_audio", "unknown", ""];
const RECORDS = [
  ["audio/opus"],
  ["audio/red", "audio/opus"],
  ["AUDIO/OPUS"],
  ["video/VP8"],
  ["video/H264", "video/vp8"],
  ["audio/opus", "video/vp8"],
  ["video/vp8", "audio/opus"],
  ["video/vp8", ""],
  ["", "audio/opus"],
  ["application/octet-stream"],
  [""],
  [],
];
const ARRIVALS: (Arrived | null)[] = [
  null,
  sound,
  images,
  { kind: "audio", codecs: [] },
  { kind: "video", codecs: [] },
  { kind: "audio", codecs: ["audio/opus", "video/VP8"] },
  { kind: "video", codecs: ["video/VP8", "audio/opus"] },
  { kind: "", codecs: [] },
];

it("[M-5] [M-6] [R-10] no label makes a voice of anything but sound, nor a picture of anything but images", () => {
  const taken = { voice: 0, picture: 0, unwanted: 0, posing: 0 };
  for (const room of [free, mute, hidden, snapshot([])])
    for (const kind of KINDS)
      for (const source of SOURCES)
        for (const codecs of RECORDS)
          for (const arrived of ARRIVALS) {
            const verdict = judge(room, { person: other, kind, source, codecs }, arrived);
            taken[verdict] += 1;
            const all = [...codecs, ...(arrived?.codecs ?? [])].map((codec) => codec.toLowerCase());
            const is = (what: string) =>
              kind === what &&
              codecs.length > 0 &&
              (arrived === null || arrived.kind === what) &&
              all.every((codec) => codec.startsWith(`${what}/`));
            const honest = (is("audio") && source === "microphone") || (is("video") && source === "camera");
            expect(verdict === "posing").toBe(!honest);
            if (verdict === "voice")
              expect([is("audio"), source, room === free || room === hidden]).toEqual([true, "microphone", true]);
            if (verdict === "picture")
              expect([is("video"), source, room === free || room === mute]).toEqual([true, "camera", true]);
          }
  // Each of the four has been met.
  expect(Object.values(taken).every((times) => times > 0)).toBe(true);
});
