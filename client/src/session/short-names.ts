/**
 * What people are called where there is little room: the shortest form of a name that nobody else in this circle has.
 * One rule for every place that shows one. Pure; knows no screens and no words.
 */
import { lettersOf } from "@balint/shared/session/letters";
import { skeletonOf } from "./skeleton.ts";
import { bareOf, givenFrom } from "./titles.ts";

export type Named = {
  readonly name: string;
  readonly seat: number;
  readonly place: "ring" | "back" | "outer";
};

export type Called = {
  readonly short: string;
  /** The name as it was written; with the chair, where another's cannot be told from it. */
  readonly whole: string;
};

const firstLetter = (word: string) => lettersOf(word)[0] ?? "";

const INITIAL = /^\p{L}\.?$/u;

/** The forms of a name, shortest first: the given name, with the family's first letter, without titles, as written. */
function formsOf(written: string): string[] {
  const name = written.trim().replace(/\s+/gu, " ");
  const { words, familyFirst } = bareOf(name);
  const bare = words.join(" ");
  if (words.length < 2) return [bare, name];
  if (familyFirst) {
    const from = givenFrom(words);
    const given = words[from] ?? bare;
    return [given, `${firstLetter(words[0] ?? "")}. ${given}`, bare, name];
  }
  // "J. Robert Oppenheimer" is Robert; "A. Keller" is called no shorter.
  const named = words.slice(0, -1).find((word) => !INITIAL.test(word));
  if (named === undefined) return [bare, name];
  return [named, `${named} ${firstLetter(words.at(-1) ?? "")}.`, bare, name];
}

/** Chairs of the circle are numbered, those of the outer ring lettered: no two have the same. */
export function chairOf({ seat, place }: Pick<Named, "seat" | "place">): string {
  if (place !== "outer") return String(seat + 1);
  return String.fromCharCode(65 + (seat % 26)) + (seat < 26 ? "" : String(Math.floor(seat / 26) + 1));
}

function rivals(chosen: readonly string[]): boolean[] {
  const counts = new Map<string, number>();
  for (const text of chosen.map(skeletonOf)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return chosen.map((text) => (counts.get(skeletonOf(text)) ?? 0) > 1);
}

/** Each the first of its forms that no other has; where they end alike, with the chair. */
function toldApart(people: readonly Named[], forms: readonly (readonly string[])[]): string[] {
  const level = forms.map(() => 0);
  const chosen = () => forms.map((of, n) => of[level[n] ?? 0] ?? "");
  for (let moved = true; moved;) {
    moved = false;
    for (const [n, shared] of rivals(chosen()).entries()) {
      if (!shared || (level[n] ?? 0) >= (forms[n]?.length ?? 0) - 1) continue;
      level[n] = (level[n] ?? 0) + 1;
      moved = true;
    }
  }
  let told = chosen();
  const marked = told.map(() => false);
  // Once more, where somebody is called what another has become by it.
  for (let left = 2, round = rivals(told); left > 0 && round.includes(true); left -= 1, round = rivals(told)) {
    round.forEach((shared, n) => (marked[n] = marked[n] === true || shared));
    told = chosen().map((text, n) => {
      const person = people[n];
      return marked[n] === true && person !== undefined ? `${text} (${chairOf(person)})` : text;
    });
  }
  return told;
}

/** In the order given. */
export function calledIn(people: readonly Named[]): Called[] {
  const short = toldApart(
    people,
    people.map(({ name }) => formsOf(name)),
  );
  const whole = toldApart(
    people,
    people.map(({ name }) => [name]),
  );
  return people.map(({ name }, n) => ({ short: short[n] ?? name, whole: whole[n] ?? name }));
}

/** Of somebody who is alone on the screen. */
export function givenName(name: string): string {
  return formsOf(name)[0] ?? name;
}

/** Two letters for a chair; a title is no name. */
export function initials(name: string): string {
  const { words } = bareOf(name);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((part) => firstLetter(part ?? "")).join("");
}
