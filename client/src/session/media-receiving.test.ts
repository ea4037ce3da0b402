import { aSnapshot } from "@balint/shared/session/fixtures";
import { PersonId } from "@balint/shared/session/model";
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import type { Room } from "livekit-client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { receiving } from "./media-receiving.ts";

const ilona = PersonId.parse("person01");

function seen(maySpeak: boolean, mayShow = true): RoomSnapshot {
  const seat = {
    person: ilona,
    name: "Ilona",
    role: "member",
    seat: 1,
    place: "ring",
    presents: false,
    line: "present",
  } as const;
  return aSnapshot(
    { seats: [{ ...seat, maySpeak, mayShow, muted: false }] },
    { id: PersonId.parse("person00"), name: "Anna" },
  );
}

/** A track of somebody else as the SDK has it. */
function published(kind: string, source: string, ...codecs: string[]) {
  const [mimeType = "", ...more] = codecs;
  const publication = {
    kind,
    source,
    trackSid: `TR_${kind}_${source}`,
    trackInfo: { mimeType, codecs: more.map((mime) => ({ mimeType: mime })) },
    subscribed: false,
    asked: 0,
    track: undefined as unknown,
    setSubscribed(want: boolean) {
      publication.subscribed = want;
      publication.asked += 1;
      if (!want) publication.track = undefined;
    },
    /** What really comes when it is subscribed to. */
    arrive(really: string, negotiated: string[] = [`${really}/x`]) {
      const track = {
        mediaStreamTrack: { kind: really, enabled: true },
        receiver: { getParameters: () => ({ codecs: negotiated.map((mime) => ({ mimeType: mime })) }) },
        attach: () => {
          const element = { remove: () => playing.delete(track) };
          playing.add(track);
          return element;
        },
        detach: () => undefined,
      };
      publication.track = track;
      return track;
    },
  };
  return publication;
}

let playing: Set<unknown>;
let now: RoomSnapshot;
let odd: number;
let changes: number;
let tracks: Map<string, ReturnType<typeof published>>;
let receive: ReturnType<typeof receiving>;

function has(...publications: ReturnType<typeof published>[]) {
  tracks.clear();
  for (const [index, publication] of publications.entries()) tracks.set(String(index), publication);
  receive.look();
}
const pictures = () => [...receive.pictures().values()] as unknown[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { body: { append: () => undefined } });
  [playing, now, odd, changes, tracks] = [new Set(), seen(true), 0, 0, new Map()];
  receive = receiving({ snapshot: () => now, odd: () => void (odd += 1), changed: () => void (changes += 1) });
  const someone = { identity: ilona, trackPublications: tracks };
  receive.follow({ remoteParticipants: new Map([[ilona, someone]]) } as unknown as Room);
});
afterEach(() => {
  receive.stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

it("[M-6] plays the voice and shows the picture of who may, and takes the voice away with the right", () => {
  const [voice, camera] = [
    published("audio", "microphone", "audio/red"),
    published("video", "camera", "video/VP8", "video/VP8"),
  ];
  has(voice, camera);
  expect([voice.subscribed, camera.subscribed]).toEqual([true, true]);
  const track = voice.arrive("audio");
  camera.arrive("video");
  receive.look();
  expect([playing.has(track), receive.isHeard(ilona), pictures()]).toEqual([true, true, [camera]]);
  now = seen(false);
  receive.look();
  expect([playing.size, receive.isHeard(ilona), voice.subscribed, pictures(), odd]).toEqual([
    0,
    false,
    false,
    [camera],
    0,
  ]);
});

it("[M-6] [M-7] sound that poses as a picture is neither asked for, nor played, nor shown, and is reported once", () => {
  now = seen(false);
  const posing = published("video", "camera", "audio/opus", "audio/opus");
  has(posing);
  receive.look();
  expect([posing.asked, posing.subscribed, playing.size, pictures(), odd]).toEqual([1, false, 0, [], 1]);
});

it.each([
  ["the record lies too", "audio", ["audio/opus"]],
  ["one negotiated codec is another's", "video", ["video/VP8", "audio/opus"]],
])("[M-6] where %s, what has arrived decides, for good", (_name, really, negotiated) => {
  now = seen(false);
  const posing = published("video", "camera", "video/VP8", "video/VP8");
  has(posing);
  expect(posing.subscribed).toBe(true);
  posing.arrive(really, negotiated);
  receive.look();
  for (let again = 0; again < 3; again++) receive.look();
  expect([posing.subscribed, posing.asked, playing.size, pictures(), receive.isHeard(ilona), odd]).toEqual([
    false,
    2,
    0,
    [],
    false,
    1,
  ]);
});

it("[M-6] a record that changes after the subscription is seen within a second, without any event", async () => {
  const voice = published("audio", "microphone", "audio/opus");
  has(voice);
  voice.arrive("audio");
  receive.look();
  expect(receive.isHeard(ilona)).toBe(true);
  voice.source = "screen_share_audio";
  await vi.advanceTimersByTimeAsync(1_000);
  expect([receive.isHeard(ilona), playing.size, voice.subscribed, odd, changes]).toEqual([false, 0, false, 1, 1]);
});

it("[M-5] takes one voice and one picture of a person, the newest", () => {
  const cameras = Array.from({ length: 10 }, () => published("video", "camera", "video/VP8"));
  const voices = Array.from({ length: 3 }, () => published("audio", "microphone", "audio/opus"));
  has(...cameras, ...voices);
  for (const all of [cameras, voices])
    expect(all.map(({ subscribed }) => subscribed)).toEqual(all.map((_, index) => index === all.length - 1));
});

it("[M-6] asks again for what it wants when the line is new, and for nothing else", () => {
  const [voice, posing] = [published("audio", "microphone", "audio/opus"), published("video", "camera", "audio/opus")];
  has(voice, posing);
  receive.look();
  expect([voice.asked, posing.asked]).toEqual([1, 1]);
  receive.askAgain();
  expect([voice.asked, posing.asked, voice.subscribed, posing.subscribed]).toEqual([2, 2, true, false]);
});
