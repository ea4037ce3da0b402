import { expect, test } from "vitest";
import { type Clock, evenTime } from "./clock.ts";

const HOUR = 3_600_000;

/** A machine whose clock somebody sets while its timers run on. */
function machine(start: number) {
  let [set, ran] = [start, 0];
  const clock: Clock = { now: () => set + ran, steady: () => ran, after: () => () => undefined };
  return { clock, run: (ms: number) => void (ran += ms), set: (by: number) => void (set += by) };
}

test.each([HOUR, -HOUR, 24 * HOUR, -24 * HOUR])("[P-15] a clock set by %d ms moves no time that has begun", (by) => {
  const { clock, run, set } = machine(1_000_000);
  const now = evenTime(clock, 0);
  run(5_000.7);
  set(by);
  expect(now()).toBe(1_005_000);
  run(1_000);
  expect(now()).toBe(1_006_000);
});

test("[P-15] after a restart with the clock set back, time goes on from what is known to be past", () => {
  const { clock, run } = machine(1_000_000);
  const now = evenTime(clock, 1_000_000 + HOUR);
  run(250);
  expect(now()).toBe(1_000_250 + HOUR);
});
