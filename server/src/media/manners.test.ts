import { expect, test } from "vitest";
import { Manners } from "./manners.ts";
import type { Connected } from "./sfu.ts";

const camera = (sid: string) => ({ kind: "video", source: "camera", sid }) as const;
const microphone = (sid: string) => ({ kind: "audio", source: "microphone", sid }) as const;

const SWEEP_MS = 3_000;

/** What each look in turn says of one person, so many ms apart. */
function looksEvery(ms: number, ...tracks: Connected["tracks"][]): boolean[] {
  const manners = new Manners();
  return tracks.map((seen, n) => manners.areBad({ identity: "person00", tracks: seen }, n * ms));
}
const looks = (...tracks: Connected["tracks"][]) => looksEvery(SWEEP_MS, ...tracks);

test("[M-5] one microphone and one camera a person, whatever takes over from whatever", () => {
  expect(looks([], [microphone("a"), camera("b")], [microphone("a"), camera("b")])).toEqual([false, false, false]);
  expect(looks([camera("a")], [camera("a"), camera("b")], [camera("b"), camera("c")], [camera("c")])).not.toContain(
    true,
  );
});

test("[M-5] more than two of a kind are too many at once, two that both stay until the second look", () => {
  expect(looks([camera("a"), camera("b"), camera("c")])).toEqual([true]);
  expect(looks(["a", "b", "c"].map(microphone))).toEqual([true]);
  expect(looks([camera("a"), camera("b")], [camera("b"), camera("a")])).toEqual([false, true]);
  expect(looks([microphone("a"), microphone("b")], [camera("c"), microphone("a"), microphone("b")])).toEqual([
    false,
    true,
  ]);
});

test("[M-5] an older track on its way out is no second one, however often is looked meanwhile", () => {
  const two = [camera("a"), camera("b")];
  expect(looksEvery(10, two, two, two, [camera("b")])).not.toContain(true);
  expect(looksEvery(800, two, two, two, two)).toEqual([false, false, false, true]);
});

test("[M-5] anything that is no microphone and no camera is bad at once, and people are told apart", () => {
  expect(looks([{ kind: "audio", source: "camera", sid: "a" }])).toEqual([true]);
  const manners = new Manners();
  const two = [camera("a"), camera("b")];
  expect(["person00", "person01"].map((identity) => manners.areBad({ identity, tracks: two }, 0))).toEqual([
    false,
    false,
  ]);
});
