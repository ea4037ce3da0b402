/**
 * How much picture a line can carry beside clear sound: one rung down within seconds of strain, one rung up after a
 * long calm, and after a climb that failed a longer one, so that it never flaps. Pictures rest so that sound need not.
 * Pure: knows no clock, no SDK, and no meaning of its rungs.
 */

/** What was measured of one direction of the line since the sample before. */
export type Sample = {
  /** In ms, by any clock that runs steadily. */
  readonly at: number;
  /** Share of packets that did not arrive, 0..1; `null`: too few to tell. */
  readonly lost: number | null;
  /** Round trip in ms; `null`: not known. */
  readonly roundTrip: number | null;
  /** There is less room than the pictures of this rung need. */
  readonly cramped: boolean;
};

export type Ladder = {
  /** 0 is everything; the highest is no picture at all. */
  readonly rung: number;
  /** When this rung was reached. */
  readonly since: number;
  /** Smoothed, because one second holds few packets. */
  readonly loss: number;
  readonly lastAt: number | null;
  /** Since when without a break; `null`: not so now. */
  readonly strained: number | null;
  readonly calm: number | null;
  /** How long a calm must last before the next rung up. */
  readonly patience: number;
  /** The rung was reached from below, and has not proved itself yet. */
  readonly climbed: boolean;
};

const SMOOTH = 0.4;
const STRAINED = { lost: 0.05, roundTrip: 900 };
const FAILING = { lost: 0.12, roundTrip: 2_500 };
/** Between calm and strained nothing moves. */
const CALM = { lost: 0.025, roundTrip: 600 };

const DOWN_AFTER_MS = 2_500;
/** So long a step down is given to show what it does. */
const SETTLE_MS = 4_000;
/** Where sound itself is at stake, there is no time to wait for that. */
const SETTLE_FAILING_MS = 1_500;
export const UP_AFTER_MS = 20_000;
const UP_AFTER_MOST_MS = 240_000;
/** A rung that held so long after a climb has proved itself. */
const PROVED_MS = 30_000;
/** Samples farther apart say nothing of the time between: the page slept. */
const GAP_MS = 5_000;

export function newLadder(at: number): Ladder {
  return {
    rung: 0,
    since: at,
    loss: 0,
    lastAt: null,
    strained: null,
    calm: null,
    patience: UP_AFTER_MS,
    climbed: false,
  };
}

/** @param lowest the highest number a rung may have */
export function climb(before: Ladder, sample: Sample, lowest: number): Ladder {
  const { at, lost, cramped } = sample;
  const slept = before.lastAt !== null && at - before.lastAt > GAP_MS;
  const loss = lost === null ? before.loss : before.loss * (1 - SMOOTH) + lost * SMOOTH;
  const roundTrip = sample.roundTrip ?? 0;
  const over = (limit: typeof STRAINED) => loss > limit.lost || roundTrip > limit.roundTrip;
  const failing = over(FAILING);
  const strainedNow = failing || cramped || over(STRAINED);
  const calmNow = !strainedNow && !over(CALM);
  const held = (since: number | null) => (slept ? at : (since ?? at));
  const now: Ladder = {
    ...before,
    loss,
    lastAt: at,
    strained: strainedNow ? held(before.strained) : null,
    calm: calmNow ? held(before.calm) : null,
    ...(before.climbed && at - before.since > PROVED_MS ? { climbed: false, patience: UP_AFTER_MS } : {}),
  };
  const settle = before.rung === 0 || before.climbed ? 0 : failing ? SETTLE_FAILING_MS : SETTLE_MS;
  if (now.strained !== null && now.rung < lowest && at - now.strained >= DOWN_AFTER_MS && at - now.since >= settle)
    return stepTo(now, now.rung + 1, at);
  if (now.calm !== null && now.rung > 0 && at - now.calm >= now.patience) return stepTo(now, now.rung - 1, at);
  return now;
}

function stepTo(from: Ladder, rung: number, at: number): Ladder {
  const up = rung < from.rung;
  // A climb that did not hold makes the next one wait twice as long.
  const patience = !up && from.climbed ? Math.min(from.patience * 2, UP_AFTER_MOST_MS) : from.patience;
  return {
    ...from,
    rung,
    since: at,
    patience,
    climbed: up,
    // A step up must be earned anew; a strain that goes on steps down again once the step has settled.
    calm: null,
    strained: up ? null : from.strained,
  };
}
