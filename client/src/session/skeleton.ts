/**
 * One text for all that are drawn alike: capitals, accents, blanks and invisible signs aside, with letters of other
 * alphabets that look like ours. A small part of what Unicode lists, for names in the languages of the room. Pure.
 */

/** As they are drawn, before capitals are made small; what Unicode itself calls compatible needs no entry. */
const DRAWN: readonly (readonly [string, string])[] = [
  ["а", "a"],
  ["АΑ", "a"],
  ["αɑ", "a"],
  ["ВΒвβ", "b"],
  ["СсϹϲ", "c"],
  ["ԁ", "d"],
  ["ЕеΕєεҽ", "e"],
  ["ɡց", "g"],
  ["НнΗһհ", "h"],
  ["іІΙιӏӀıɩ|", "l"],
  ["јЈϳ", "j"],
  ["КкΚκ", "k"],
  ["МмΜ", "m"],
  ["ΝηпՈո", "n"],
  ["ОоΟοσօՕ", "o"],
  ["РрΡρ", "p"],
  ["ԛգ", "q"],
  ["г", "r"],
  ["ЅѕՏ", "s"],
  ["ТтΤτ", "t"],
  ["υսՍ", "u"],
  ["νѵ", "v"],
  ["ԝωшѡ", "w"],
  ["ХхΧχ", "x"],
  ["УуΥүγ", "y"],
  ["Ζζᴢ", "z"],
  ["øØ", "o"],
  ["łŁ", "l"],
  ["đĐð", "d"],
  ["ß", "ss"],
  ["æÆ", "ae"],
  ["œŒ", "oe"],
];
const DRAWN_AS = new Map(DRAWN.flatMap(([signs, letter]) => Array.from(signs, (sign) => [sign, letter] as const)));
/** After that, small: what is one stroke or one circle in most hands. */
const STROKES: Readonly<Record<string, string>> = { i: "l", j: "l", "1": "l", "0": "o" };

/** One text for all that look the same. */
export function skeletonOf(text: string): string {
  return Array.from(text.normalize("NFKD").replace(/[\p{M}\p{Cf}\p{DI}]/gu, ""))
    .map((sign) => DRAWN_AS.get(sign) ?? sign.toLowerCase())
    .map((sign) => STROKES[sign] ?? sign)
    .join("")
    .replace(/rn/gu, "m")
    .replace(/vv/gu, "w")
    .replace(/[^\p{L}\p{N}]/gu, "");
}
