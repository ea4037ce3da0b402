/** What holds for every language: nothing is empty, nothing was left in English, and every sentence can be said. */
import { describe, expect, it } from "vitest";
import { LANGUAGES, type Language } from "./words.ts";

/** Every string in a catalogue by its path; what a function says is another test's matter. */
function leaves(of: unknown, path = ""): [string, string][] {
  if (typeof of === "string") return [[path, of]];
  if (typeof of !== "object" || of === null) return [];
  return Object.entries(of).flatMap(([key, value]) => leaves(value, path === "" ? key : `${path}.${key}`));
}

/** Functions by their path, to be called with the same examples in every language. */
function sayings(of: unknown, path = ""): [string, (...given: unknown[]) => unknown][] {
  if (typeof of === "function") return [[path, of as (...given: unknown[]) => unknown]];
  if (typeof of !== "object" || of === null) return [];
  return Object.entries(of).flatMap(([key, value]) => sayings(value, path === "" ? key : `${path}.${key}`));
}

/** What is rightly the same: names, signs, and words that travel. */
const SHARED = /^(Balint|\d+ minut|.{0,3}$)/;
const MAY_BE_EMPTY = new Set(["hint.ended"]);

const english = await LANGUAGES.en.load();
const others = (Object.keys(LANGUAGES) as Language[]).filter((language) => language !== "en");

describe.each(others)("%s", (language) => {
  it("leaves nothing empty and nothing in English", async () => {
    const words = await LANGUAGES[language].load();
    const original = new Map(leaves(english));
    const empty = leaves(words).filter(([path, text]) => text.trim() === "" && !MAY_BE_EMPTY.has(path));
    const same = leaves(words).filter(
      ([path, text]) => text === original.get(path) && text.split(/\s+/).length > 1 && !SHARED.test(text),
    );
    expect({ empty, same }).toEqual({ empty: [], same: [] });
  });

  it("puts what it is given into the sentences where English does", async () => {
    const words = await LANGUAGES[language].load();
    const theirs = new Map(sayings(words));
    for (const [path, say] of sayings(english)) {
      // Those that take a state are exercised on screens.
      if (/^(change|step|clock|centre|pausedLine|minutes)$/.test(path)) continue;
      const given = ["Ilona", "Ilona", "Ilona"];
      const says = (one: typeof say | undefined) => {
        try {
          return String(one?.(...given));
        } catch {
          return null;
        }
      };
      const [here, there] = [says(say), says(theirs.get(path))];
      if (here?.includes("Ilona") === true) expect(there, path).toContain("Ilona");
    }
  });
});
