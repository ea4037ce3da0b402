/** Seeded chance: the same seed gives the same session. */

export type Dice = {
  readonly chance: (probability: number) => boolean;
  /** A whole number from 0 to `count` - 1. */
  readonly below: (count: number) => number;
  readonly oneOf: <T>(from: readonly T[]) => T;
};

export function diceFrom(seed: number): Dice {
  let state = (seed * 2_654_435_769) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    chance: (probability) => next() < probability,
    below,
    oneOf(from) {
      const chosen = from[below(from.length)];
      if (chosen === undefined) throw new Error("nothing to choose from");
      return chosen;
    },
  };
}
