/** A text as people see it: one letter after the other, each with what stands over, under and within it. Pure. */

/** Older browsers know no such letters; for them a sign with its marks and joined ones is one. */
const ROUGHLY = /\P{M}(?:[\p{M}\u{1F3FB}-\u{1F3FF}\u{E0020}-\u{E007F}]|\u200D\p{Extended_Pictographic})*|\p{M}+/gu;

export function lettersOf(text: string): string[] {
  if (!("Segmenter" in Intl)) return [...(text as string).matchAll(ROUGHLY)].map(([letter]) => letter);
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
