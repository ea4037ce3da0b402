import { describe, expect, it } from "vitest";
import { type Ladder, type Sample, UP_AFTER_MS, climb, newLadder } from "./ladder.ts";

const LOWEST = 3;
const CLEAR = { lost: 0, roundTrip: 40, cramped: false };

type Weather = Omit<Sample, "at">;

/** One sample a second; the rung after each. */
function walk(seconds: number, weather: (second: number, rung: number) => Weather, from: Ladder = newLadder(0)) {
  let ladder = from;
  const start = ladder.lastAt ?? 0;
  const rungs: number[] = [];
  for (let second = 1; second <= seconds; second += 1) {
    ladder = climb(ladder, { at: start + second * 1_000, ...weather(second, ladder.rung) }, LOWEST);
    rungs.push(ladder.rung);
  }
  return { ladder, rungs };
}

const firstAt = (rungs: readonly number[], rung: number) => rungs.indexOf(rung) + 1;
const turns = (rungs: readonly number[]) => rungs.filter((rung, i) => i > 0 && rung !== rungs[i - 1]).length;

describe("[N-1] pictures step down to keep sound clear", () => {
  it.each<[string, Partial<Weather>, number[]]>([
    ["a clear line", {}, [0, 0]],
    ["loss that sound gets over", { lost: 0.02 }, [0, 0]],
    ["some loss", { lost: 0.08 }, [6, 16]],
    ["heavy loss", { lost: 0.2 }, [5, 12]],
    ["a slow line, evenly", { roundTrip: 400 }, [0, 0]],
    ["a line that jams", { roundTrip: 1_200 }, [5, 14]],
    ["pictures held back for want of room", { cramped: true }, [5, 14]],
    ["nothing to count", { lost: null, roundTrip: null }, [0, 0]],
  ])("%s: %j, down by second and at the lowest by second %j", (_what, weather, [down, lowest]) => {
    const { rungs } = walk(60, () => ({ ...CLEAR, ...weather }));
    if (down === 0) return expect(Math.max(...rungs)).toBe(0);
    expect(firstAt(rungs, 1)).toBeGreaterThan(2);
    expect(firstAt(rungs, 1)).toBeLessThanOrEqual(down ?? 0);
    expect(firstAt(rungs, LOWEST)).toBeGreaterThan(firstAt(rungs, 1));
    expect(firstAt(rungs, LOWEST)).toBeLessThanOrEqual(lowest ?? 0);
    return expect(turns(rungs)).toBe(LOWEST);
  });

  it("not for a single bad second", () => {
    const { rungs } = walk(60, (second) => (second % 10 === 0 ? { ...CLEAR, cramped: true } : CLEAR));
    expect(Math.max(...rungs)).toBe(0);
  });

  it("only as far as it takes", () => {
    const { rungs } = walk(15, (_second, rung) => ({ ...CLEAR, cramped: rung < 2 }));
    expect(rungs.at(-1)).toBe(2);
  });
});

describe("[N-1] pictures come back", () => {
  const poor = walk(30, () => ({ ...CLEAR, lost: 0.2 })).ladder;

  it("one rung after each long calm", () => {
    const { rungs } = walk(120, () => CLEAR, poor);
    const calmFrom = UP_AFTER_MS / 1_000;
    for (const rung of [2, 1, 0]) {
      expect(firstAt(rungs, rung)).toBeGreaterThanOrEqual(calmFrom * (LOWEST - rung));
      expect(firstAt(rungs, rung)).toBeLessThanOrEqual((calmFrom + 4) * (LOWEST - rung) + 6);
    }
  });

  it("not while it is neither calm nor strained", () => {
    const { rungs } = walk(300, () => ({ ...CLEAR, roundTrip: 750 }), poor);
    expect(new Set(rungs)).toEqual(new Set([LOWEST]));
  });

  it("not for a calm that was slept through", () => {
    const before = walk(3, () => CLEAR, { ...poor, loss: 0 }).ladder;
    const slept = climb(before, { at: (before.lastAt ?? 0) + 600_000, ...CLEAR }, LOWEST);
    expect(slept.rung).toBe(LOWEST);
  });

  it("more and more seldom on a line that cannot carry the next rung", () => {
    const hour = walk(3_600, (_second, rung) => ({ ...CLEAR, cramped: rung < 2 }));
    const ups = hour.rungs.flatMap((rung, i) => (rung < (hour.rungs[i - 1] ?? 0) ? [i] : []));
    // The very first steps led down from everything, before anything had been tried.
    expect(ups.length).toBeLessThanOrEqual(18);
    const pauses = ups.slice(1).map((at, i) => at - (ups[i] ?? 0));
    expect(pauses.every((pause, i) => i === 0 || pause >= (pauses[i - 1] ?? 0) - 1)).toBe(true);
    expect(Math.min(...pauses)).toBeGreaterThan(20);
  });

  it("as soon as ever again, once a climb has held", () => {
    const tried = walk(200, (_second, rung) => ({ ...CLEAR, cramped: rung < 2 })).ladder;
    expect(tried.patience).toBeGreaterThan(UP_AFTER_MS);
    const held = walk(400, () => CLEAR, tried).ladder;
    expect([held.rung, held.patience]).toEqual([0, UP_AFTER_MS]);
  });
});
