/**
 * What may be the name of a person or of a meeting: a closed rule over Unicode's properties, and what is wrong with a
 * text that is none. Pure; knows no words. What is stored already is not asked again.
 */
import * as z from "zod/mini";
import { lettersOf } from "./letters.ts";

export type NameRule = {
  /** As letters are seen, one by one. */
  readonly most: number;
  /** Numbers are enough, as in a date. */
  readonly numbers: boolean;
};
export const OF_PERSON: NameRule = { most: 60, numbers: false };
export const OF_MEETING: NameRule = { most: 80, numbers: true };

/** What a letter may take at most, however much is joined in it. */
const MOST_SIGNS = 4;
/** Of what anybody sends, before anything is done with it: room for blanks, and for marks that are not yet composed. */
const MOST_SENT = 1_000;

/**
 * `letters`: there is nothing to read. `unseen`: a sign that nobody sees. `unshown`: one that screens cannot show.
 * `marks`: more than can be read over or under one letter, or on none.
 */
export type NameFault =
  | { readonly is: "letters" }
  | { readonly is: "long"; readonly most: number }
  | { readonly is: "unseen" | "unshown"; readonly after: string }
  | { readonly is: "marks"; readonly on: string };

const EMOJI =
  /\p{RI}\p{RI}|[0-9#*]\uFE0F?\u20E3|\p{ExtPict}[\uFE0E\uFE0F]?\p{EMod}?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?(?:\u200D\p{ExtPict}[\uFE0E\uFE0F]?\p{EMod}?)*/uy;
const MARKS = /\p{M}(?:[\u200C\u200D]?\p{M})*/uy;

/** Letters that take another shape beside each other, and need to be kept from it. */
const JOINING =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mong}\p{scx=Nkoo}\p{scx=Mand}\p{scx=Mani}\p{scx=Phag}\p{scx=Rohg}\p{scx=Adlm}]/u;
/** Letters of which two become one beside a certain mark. */
const STACKING =
  /[\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Mymr}\p{scx=Khmr}\p{scx=Bali}\p{scx=Java}\p{scx=Sund}\p{scx=Newa}\p{scx=Gran}\p{scx=Tirh}]/u;
const isJoining = (sign: string) => /\p{L}/u.test(sign) && JOINING.test(sign);
const isVirama = (sign: string) => /\p{M}/u.test(sign) && /\p{Dia}/u.test(sign) && STACKING.test(sign);

/** What stands for nothing by Unicode's word, and what is drawn as nothing all the same. */
const UNSEEN = /[\p{DI}\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u2800\u{1D159}\u{13441}\u{13442}\u{16FE4}]/u;
const UNSHOWN = /[\p{Cs}\p{Co}\p{Cn}\uFFFC\uFFFD]/u;

/** On one letter: of the marks that fit any letter, and in all, as scripts with letters below letters have them. */
const MOST_COMMON_MARKS = 3;
const MOST_MARKS = 6;

/** Composed, and with one blank where there are some. */
export function tidied(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\p{Zs}\t]+/gu, " ")
    .trim();
}

function at(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? "";
}

/** As much of the end as is ever looked at: looking at all of it for each sign would take the square of the time. */
function endOf(kept: string): string[] {
  return Array.from(kept.slice(-2 * (2 * MOST_MARKS + 2)));
}

/** The sign before, marks aside. */
function baseOf(kept: string): string {
  return endOf(kept).findLast((sign) => !/[\p{M}\u200C\u200D]/u.test(sign)) ?? "";
}

function isJoinedWell(kept: string, next: string): boolean {
  const before = endOf(kept).at(-1) ?? "";
  if (isVirama(before) || isVirama(next)) return true;
  return isJoining(baseOf(kept)) && isJoining(next);
}

/** A form of a letter that fonts know, in scripts that have such. */
function isVariant(sign: string, kept: string): boolean {
  const before = endOf(kept).at(-1) ?? "";
  if (/[\u180B-\u180D\u180F]/u.test(sign)) return /\p{scx=Mong}/u.test(before);
  return /[\uFE00-\uFE02\u{E0100}-\u{E01EF}]/u.test(sign) && /\p{scx=Han}/u.test(before);
}

/** As many of these marks as a letter may carry. */
function bearable(marks: string, base: string): string {
  if (base === "" || base === " ") return "";
  let [common, all] = [0, 0];
  return Array.from(marks)
    .filter((mark) => {
      if (!/\p{M}/u.test(mark)) return true;
      const isCommon = /\p{Script=Inherited}/u.test(mark);
      if (/\p{Me}/u.test(mark) || all >= MOST_MARKS || (isCommon && common >= MOST_COMMON_MARKS)) return false;
      all += 1;
      common += isCommon ? 1 : 0;
      return true;
    })
    .join("");
}

/** Goes through a tidied text sign by sign: what may stay, and the first thing that may not. */
function read(text: string): { kept: string; fault: NameFault | null } {
  let [kept, index] = ["", 0];
  let fault: NameFault | null = null;
  while (index < text.length) {
    const joined = at(EMOJI, text, index);
    const marks = joined === "" && !UNSEEN.test(signAt(text, index)) ? at(MARKS, text, index) : "";
    const sign = joined || marks || signAt(text, index);
    index += sign.length;
    if (joined !== "") {
      kept += joined;
    } else if (marks !== "") {
      const some = bearable(marks, baseOf(kept));
      if (some !== marks) fault ??= { is: "marks", on: baseOf(kept).trim() };
      kept += some;
    } else if (/[\u200C\u200D]/u.test(sign) ? isJoinedWell(kept, signAt(text, index)) : isVariant(sign, kept)) {
      kept += sign;
    } else if (UNSEEN.test(sign) || UNSHOWN.test(sign)) {
      fault ??= { is: UNSEEN.test(sign) ? "unseen" : "unshown", after: kept.trim().split(" ").at(-1) ?? "" };
    } else {
      kept += sign;
    }
  }
  return { kept, fault };
}

function signAt(text: string, index: number): string {
  const sign = text.codePointAt(index);
  return sign === undefined ? "" : String.fromCodePoint(sign);
}

/** `null`: it may be a name. */
export function faultIn(written: string, { most, numbers }: NameRule): NameFault | null {
  const text = tidied(written);
  const { fault } = read(text);
  if (fault !== null) return fault;
  if (!(numbers ? /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}\p{Nd}]/u : /[\p{Lu}\p{Ll}\p{Lt}\p{Lo}]/u).test(text))
    return { is: "letters" };
  return text.length > most * MOST_SIGNS || lettersOf(text).length > most ? { is: "long", most } : null;
}

/** The same without what a name cannot have in it. */
export function withoutFaults(written: string): string {
  for (let text = tidied(written); ;) {
    const kept = tidied(read(text).kept);
    if (kept === text) return text;
    text = kept;
  }
}

function nameOf(rule: NameRule) {
  return z.string().check(
    z.maxLength(MOST_SENT, { abort: true }),
    z.overwrite(tidied),
    z.refine((text) => faultIn(text, rule) === null),
  );
}

export const PersonName = nameOf(OF_PERSON);
export const MeetingName = nameOf(OF_MEETING);
