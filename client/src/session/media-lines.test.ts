import { aSnapshot } from "@balint/shared/session/fixtures";
import { PersonId } from "@balint/shared/session/model";
import type { RemoteTrackPublication, Room } from "livekit-client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { poorLines } from "./media-lines.ts";

const other = PersonId.parse("person01");
const snapshot = aSnapshot({ seats: [] }, { id: PersonId.parse("person00"), name: "Anna" });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("[N-3] says again that a picture rests while it comes all the same, never in the same words, and then no more", async () => {
  const said: number[] = [];
  const track = { currentBitrate: 40_000 };
  const publication = {
    track,
    setVideoFPS: (fps: number) => void said.push(fps),
    setVideoQuality: () => undefined,
  } as unknown as RemoteTrackPublication;
  const room = {
    remoteParticipants: new Map(),
    localParticipant: { getTrackPublication: () => undefined },
    activeSpeakers: [],
  } as unknown as Room;
  const lines = poorLines({
    snapshot: () => snapshot,
    changed: () => undefined,
    refresh: () => void lines.take(publication, other),
    isHeard: () => true,
  });
  lines.follow(room);
  lines.soundOnly(true);
  await vi.advanceTimersByTimeAsync(3_500);
  expect(said.length).toBe(3);
  for (const [index, fps] of said.entries()) expect(fps).not.toBe(said[index - 1]);

  track.currentBitrate = 0;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(said.length).toBe(3);
  lines.stop();
});
