/** Who is said to be unheard, and from when on. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lineHealth } from "./media-health.ts";
import type { RoomSnapshot } from "@balint/shared/session/protocol";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const circle = (...lost: string[]) =>
  ({
    you: { id: "anna" },
    seats: ["anna", "tom", "mei"].map((person) => ({ person, line: lost.includes(person) ? "lost" : "present" })),
  }) as unknown as RoomSnapshot;

test("[S-8] whoever is here and not in the media room is unheard after 5 s, and not before", () => {
  const changed = vi.fn();
  const lines = lineHealth(changed);
  expect(lines.look(circle(), new Set(["mei"]))).toEqual(new Map());
  vi.advanceTimersByTime(4_900);
  expect(lines.look(circle(), new Set(["mei"]))).toEqual(new Map());
  expect(changed).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(changed).toHaveBeenCalled();
  expect(lines.look(circle(), new Set(["mei"]))).toEqual(new Map([["tom", "lost"]]));
  expect(lines.look(circle(), new Set(["mei", "tom"]))).toEqual(new Map());
});

test("[S-8] whoever is in again has a new start, and who has lost the line is told of by the wire", () => {
  const lines = lineHealth(vi.fn());
  lines.look(circle(), new Set(["mei"]));
  vi.advanceTimersByTime(4_000);
  lines.look(circle(), new Set(["mei", "tom"]));
  vi.advanceTimersByTime(4_000);
  expect(lines.look(circle(), new Set(["mei"]))).toEqual(new Map());
  vi.advanceTimersByTime(6_000);
  expect(lines.look(circle("tom"), new Set(["mei"]))).toEqual(new Map());
});

test("[S-8] the media server's word counts while we are with it ourselves", () => {
  const lines = lineHealth(vi.fn());
  lines.said("tom", "lost");
  lines.said("mei", "poor");
  const inside = new Set(["mei", "tom"]);
  expect(lines.look(circle(), inside)).toEqual(new Map(Object.entries({ tom: "lost", mei: "poor" })));
  lines.said("mei", null);
  expect(lines.look(circle(), inside)).toEqual(new Map([["tom", "lost"]]));
  expect(lines.look(circle(), null)).toEqual(new Map());
  expect(lines.look(circle(), inside)).toEqual(new Map());
});
