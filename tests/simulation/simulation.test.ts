/**
 * Thousands of random sessions against every rule that must hold at all times.
 * Replay one: SIMULATION_SEED=<seed> npx vitest run --project simulation
 */
import { describe, expect, test } from "vitest";
import { PHASES } from "@balint/shared/session/model";
import { type Visits, walk } from "./walk.ts";

const RUNS = Number(process.env["SIMULATION_RUNS"] ?? 20_000);
const ONLY = process.env["SIMULATION_SEED"];

/** Seeds that have found something once, by what they found. */
const REGRESSIONS: Record<string, number> = {
  "a line lost while the store fails is told again": 239,
  "a failure that the sweep has mended is not degraded for ever": 5,
};

/** How often each of these was visited at least, in a thousand runs: an idle simulation proves nothing. */
const FLOOR: Record<string, number> = {
  ...Object.fromEntries(PHASES.filter((phase) => phase !== "ended").map((phase) => [phase, 600])),
  restarts: 80,
  sfuForgets: 80,
  sfuFails: 80,
  sfuSlow: 80,
  storeFails: 80,
  webhooksLost: 80,
  clockJumps: 80,
  bothLeaders: 300,
  hoards: 300,
  mislabels: 50,
  strangers: 50,
  speaks: 300,
  replays: 300,
  drops: 300,
  "person.hold": 200,
  "person.release": 200,
  "person.stepOut": 80,
  "session.pause": 150,
  "presenter.visibility": 100,
};

describe.runIf(ONLY !== undefined)("one seed", () => {
  test(`[P-1] [M-1] seed ${ONLY}`, () => walk(Number(ONLY), new Map()));
});

describe.runIf(ONLY === undefined)("random sessions", () => {
  test.each(Object.entries(REGRESSIONS))("%s", (_name, seed) => walk(seed, new Map()));

  test(`[P-1] [S-1] [K-1] [W-2] [M-1] [M-7] [P-12] every rule at every commit, in ${RUNS} runs`, async () => {
    const visits: Visits = new Map();
    for (let seed = 1; seed <= RUNS; seed++) await walk(seed, visits);
    const rare = Object.entries(FLOOR).filter(([what, floor]) => (visits.get(what) ?? 0) < (floor * RUNS) / 1_000);
    expect(rare.map(([what, floor]) => `${what}: ${visits.get(what) ?? 0} of ${(floor * RUNS) / 1_000}`)).toEqual([]);
    console.log(
      [...visits]
        .toSorted(([one], [other]) => one.localeCompare(other))
        .map(([what, count]) => `${what} ${count}`)
        .join(" · "),
    );
  }, 900_000);
});
