/**
 * Who has been heard in this part of the session, yes or no: for the leader's own eyes, on the leader's own screen.
 * Forgets everything with the phase; knows no times that last, and nothing leaves it. Pure.
 */
import type { Phase } from "@balint/shared/session/model";

export type Heard = {
  readonly phase: Phase;
  /** This screen has listened since the phase began. */
  readonly whole: boolean;
  readonly people: ReadonlySet<string>;
  /** Who is speaking just now, since when. */
  readonly since: ReadonlyMap<string, number>;
};

/** A cough is not a contribution. */
export const A_WORD_MS = 800;

export function nobodyHeard(phase: Phase, whole: boolean): Heard {
  return { phase, whole, people: new Set(), since: new Map() };
}

/** @param now milliseconds of any clock */
export function heardNow(before: Heard, phase: Phase, speaking: ReadonlySet<string>, now: number): Heard {
  const start = phase === before.phase ? before : nobodyHeard(phase, true);
  const spoke = [...start.since].filter(([, since]) => now - since >= A_WORD_MS).map(([person]) => person);
  return {
    ...start,
    people: new Set([...start.people, ...spoke]),
    since: new Map([...speaking].map((person) => [person, start.since.get(person) ?? now])),
  };
}
