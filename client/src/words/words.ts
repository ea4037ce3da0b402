/**
 * The words of the language that is spoken on this page, one at a time. `words` is read when something is drawn, so a
 * screen drawn anew after `speak` speaks the new language. Knows which languages there are; knows no screens.
 */
import { english, type Words } from "./english.ts";

/** Each under its own name: whoever cannot read the page's language finds their own. */
export const LANGUAGES = {
  en: { name: "English", direction: "ltr", load: () => Promise.resolve(english) },
  de: { name: "Deutsch", direction: "ltr", load: async () => (await import("./german.ts")).german },
  fr: { name: "Français", direction: "ltr", load: async () => (await import("./french.ts")).french },
  es: { name: "Español", direction: "ltr", load: async () => (await import("./spanish.ts")).spanish },
  pt: { name: "Português", direction: "ltr", load: async () => (await import("./portuguese.ts")).portuguese },
  hu: { name: "Magyar", direction: "ltr", load: async () => (await import("./hungarian.ts")).hungarian },
  zh: { name: "简体中文", direction: "ltr", load: async () => (await import("./chinese.ts")).chinese },
} as const satisfies Record<string, { name: string; direction: "ltr" | "rtl"; load: () => Promise<Words> }>;
export type Language = keyof typeof LANGUAGES;

const REMEMBERED = "balint-language";

export let words: Words = english;
let spoken: Language = "en";
const listeners = new Set<() => void>();

export function language(): Language {
  return spoken;
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Fetches the words and speaks them from then on. What cannot be fetched leaves the language as it is. */
export async function speak(wanted: Language): Promise<void> {
  try {
    words = await LANGUAGES[wanted].load();
  } catch {
    return;
  }
  spoken = wanted;
  document.documentElement.lang = wanted === "zh" ? "zh-Hans" : wanted;
  document.documentElement.dir = LANGUAGES[wanted].direction;
  for (const listener of [...listeners]) listener();
}

/** By the person's own choice: kept on this device for the next time. */
export async function choose(wanted: Language): Promise<void> {
  try {
    localStorage.setItem(REMEMBERED, wanted);
  } catch {
    // A browser that keeps nothing still speaks it this time.
  }
  await speak(wanted);
}

const isLanguage = (code: string): code is Language => Object.hasOwn(LANGUAGES, code);

/** The one chosen before on this device, else the first of the browser's that we speak, else English. */
export function preferred(of: readonly string[] = navigator.languages): Language {
  let remembered: string | null = null;
  try {
    remembered = localStorage.getItem(REMEMBERED);
  } catch {
    // As if nothing had been chosen.
  }
  const codes = [...(remembered === null ? [] : [remembered]), ...of.map((tag) => tag.split("-")[0] ?? "")];
  return codes.find(isLanguage) ?? "en";
}
