/**
 * Whose turn it is to talk in a simulated group, and for how long: by phase, with silences, as groups do.
 * Pure; knows no bots and no clock.
 */
import type { Phase } from "@balint/shared/session/model";
import type { Dice } from "../simulation/dice.ts";

export type Moment = {
  readonly phase: Phase;
  readonly paused: boolean;
  /** A leader has asked for a moment of silence. */
  readonly hush: boolean;
  readonly presenter: string | null;
  /** Whose microphone is open and who feels like talking. */
  readonly ready: readonly string[];
  /** Who talked last. */
  readonly last: string | null;
};

/** `null` = a silence. */
export type Turn = { readonly who: string | null; readonly ms: number };

const between = (dice: Dice, least: number, most: number) => least + dice.below(most - least);

export function nextTurn({ phase, paused, hush, presenter, ready, last }: Moment, dice: Dice): Turn {
  const silence = (least: number, most: number): Turn => ({ who: null, ms: between(dice, least, most) });
  const turn = (who: string, least: number, most: number): Turn => ({ who, ms: between(dice, least, most) });
  const others = ready.filter((who) => who !== last && who !== presenter);
  if (paused || ready.length === 0) return silence(800, 1_500);
  if (hush) return silence(5_000, 9_000);
  // Whoever has just talked leaves room.
  if (last !== null && dice.chance(phase === "discussion" ? 0.75 : 0.5))
    return phase === "discussion" ? silence(700, 5_500) : silence(400, 1_500);
  switch (phase) {
    case "presentation":
      return presenter !== null && ready.includes(presenter) ? turn(presenter, 5_000, 11_000) : silence(800, 1_500);
    case "clarification":
    case "return":
      if (presenter !== null && last !== presenter && ready.includes(presenter)) return turn(presenter, 2_500, 6_000);
      return others.length === 0 ? silence(800, 1_500) : turn(dice.oneOf(others), 1_200, 3_000);
    case "discussion":
      return others.length === 0 ? silence(800, 1_500) : turn(dice.oneOf(others), 2_500, 8_000);
    case "caseCall":
      // The question stands in the room for a while.
      return dice.chance(0.7) || others.length === 0 ? silence(2_500, 6_000) : turn(dice.oneOf(others), 800, 2_000);
    case "gathering":
    case "closing":
    case "aftercare":
      return others.length === 0 ? silence(800, 1_500) : turn(dice.oneOf(others), 1_000, 3_500);
    case "ended":
      return silence(800, 1_500);
  }
}
