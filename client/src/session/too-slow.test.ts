import { describe, expect, it } from "vitest";
import { judge } from "./too-slow.ts";

/** In which seconds it said yes, asked once a second. */
function walk(fps: (second: number) => number, seconds: number, unseen = false) {
  const { frame, tooSlow } = judge();
  const said: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    for (let i = 0; i < fps(second); i += 1) frame();
    if (tooSlow(second * 1_000, unseen)) said.push(second);
  }
  return said;
}

describe("[N-6] an extra that the device cannot carry", () => {
  it.each([
    [20, 0],
    [8, 0],
    [4, 1],
    [0, 1],
  ])("at %d frames a second gives up %d times", (fps, times) => {
    expect(walk(() => fps, 60)).toHaveLength(times);
  });

  it("gives up within seconds of becoming slow, and not for its slow beginning", () => {
    const [said] = walk((second) => (second < 3 ? 0 : second < 30 ? 15 : 3), 60);
    expect(said).toBeGreaterThan(30);
    expect(said).toBeLessThan(46);
  });

  it("not for a sleep, in which nothing is asked and nothing comes", () => {
    const { frame, tooSlow } = judge();
    const said = Array.from({ length: 60 }, (_, second) => {
      for (let i = 0; i < 15; i += 1) frame();
      return tooSlow((second < 30 ? second : second + 45) * 1_000, false);
    });
    expect(said).not.toContain(true);
  });

  it("not while nobody looks", () => {
    expect(walk(() => 0, 60, true)).toEqual([]);
  });
});
