/** What a language does with counts, lists and sentences, by the browser's own knowledge of it. Knows no words. */
import type { ClockView } from "../session/view-model.ts";

/** One form for each plural category the language has; `#` stands for the count. */
type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

export type Grammar = {
  readonly plural: (count: number, forms: Forms) => string;
  /** Names in a row, the last one joined with "and". */
  readonly list: (names: readonly string[]) => string;
};

/** @param language a BCP 47 tag */
export function grammarOf(language: string): Grammar {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const names = new Intl.ListFormat(language, { type: "conjunction" });
  return {
    plural: (count, forms) => (forms[rules.select(count)] ?? forms.other).replace("#", numbers.format(count)),
    list: (of) => names.format(of),
  };
}

/** So many people are named one by one; more are counted. */
export const SOME = 3;

/** With a full stop, where it does not end by itself already. */
export function sentence(text: string, stop = "."): string {
  return /[.?!…。？！]$/.test(text) ? text : `${text}${stop}`;
}

const WELL_OVER_MINUTES = 5;

/** The gentle clock, of what a language says while there is no limit, before it, and beyond it; all in whole minutes. */
export function clockFrom(says: {
  open: (passed: number) => string;
  within: (passed: number, of: number) => string;
  over: (of: number, well: boolean) => string;
}): (view: ClockView) => string {
  return ({ passed, of }) => {
    if (of === null) return says.open(passed);
    return passed <= of ? says.within(passed, of) : says.over(of, passed - of >= WELL_OVER_MINUTES);
  };
}
