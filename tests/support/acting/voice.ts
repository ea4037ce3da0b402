/**
 * A voice without words: syllables of a hummed, vowel-like murmur at a person's own pitch, or nothing at all.
 * Gives 16-bit samples, frame by frame. Pure; its randomness is its own and begins with a seed.
 */
import { diceFrom } from "../../simulation/dice.ts";

/** Two resonances make a vowel: a, e, i, o, u, roughly. Hz. */
const VOWELS = [
  [730, 1090],
  [530, 1840],
  [270, 2290],
  [570, 840],
  [300, 870],
] as const;
const LOUDNESS = 0.16;

export type Voice = {
  /** The next samples, and how far the mouth is open by the end of them, 0..1. */
  readonly next: (count: number, talking: boolean) => { samples: Int16Array; mouth: number };
};

/** A resonance of two poles, whose centre may move while it sounds. */
function resonance(rate: number) {
  let [before, last] = [0, 0];
  return (input: number, hz: number, width: number): number => {
    const radius = Math.exp((-Math.PI * width) / rate);
    const now =
      (1 - radius) * input + 2 * radius * Math.cos((2 * Math.PI * hz) / rate) * last - radius * radius * before;
    [before, last] = [last, now];
    return now;
  };
}

/** @param pitch Hz: about 110 for a low voice, 210 for a high one */
export function voice(seed: number, pitch: number, rate: number): Voice {
  const dice = diceFrom(seed);
  const [first, second] = [resonance(rate), resonance(rate)];
  let wave = 0;
  let left = 0;
  let length = 1;
  let vowel: readonly [number, number] = VOWELS[0];
  let tune = 1;
  let open = 0;

  function newSyllable() {
    length = Math.round(rate * (0.11 + dice.below(140) / 1_000));
    left = length;
    vowel = dice.oneOf(VOWELS);
    tune = 0.88 + dice.below(240) / 1_000;
  }

  return {
    next(count, talking) {
      const samples = new Int16Array(count);
      for (let at = 0; at < count; at++) {
        if (left === 0 && talking) newSyllable();
        const share = left === 0 ? 1 : 1 - left / length;
        // A syllable swells and falls; what is begun is spoken to its end.
        const swell = left === 0 ? 0 : Math.sin(Math.PI * share) ** 1.4;
        open += (swell - open) * 0.002;
        if (left > 0) left -= 1;
        wave = (wave + (pitch * tune * (1 - 0.06 * share)) / rate) % 1;
        const breath = (dice.below(2_000) / 1_000 - 1) * 0.04;
        const source = (1 - 2 * wave + breath) * swell;
        const sound = first(source, vowel[0], 110) * 5 + second(source, vowel[1], 160) * 3;
        samples[at] = Math.max(-1, Math.min(1, sound * LOUDNESS)) * 32_767;
      }
      return { samples, mouth: Math.min(1, open) };
    },
  };
}
