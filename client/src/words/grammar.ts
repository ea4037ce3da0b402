/** What a language does with counts and lists, by the browser's own knowledge of it. Knows no words. */

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

/** With a full stop, where it does not end by itself already. */
export function sentence(text: string, stop = "."): string {
  return /[.?!…。？！]$/.test(text) ? text : `${text}${stop}`;
}
