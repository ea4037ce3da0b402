import { ANNA, ILONA, TOM, aRoom, aSnapshot } from "@balint/shared/session/fixtures";
import { PersonId } from "@balint/shared/session/model";
import { MEDIA_WELL, type RoomSnapshot } from "@balint/shared/session/protocol";
import { viewFor } from "@balint/shared/session/view";
import { describe, expect, it } from "vitest";
import { english } from "../words/english.ts";
import { SHORTCUTS, type Press, keysOf, shortcutFor, worksFor } from "./shortcuts.ts";

const member = aSnapshot({ leaders: null }, { id: PersonId.parse("person01") });
const seenBy = (person: PersonId): RoomSnapshot => {
  const view = viewFor(aRoom("discussion"), person, 0, MEDIA_WELL);
  if (view?.standing !== "in") throw new Error("not in");
  return view;
};
const idle: Parameters<typeof shortcutFor>[2] = { writing: false, covered: false, layout: null, single: true };
const NO_KEYS = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, repeat: false };
const alt = (key: string, code = `Key${key.toUpperCase()}`): Press => ({ ...NO_KEYS, altKey: true, key, code });
const idFor = (press: Press, snapshot: RoomSnapshot, place = idle) => shortcutFor(press, snapshot, place)?.id ?? null;

describe("[A-1] the catalogue of keys", () => {
  it("has words for each, one letter each, and none that browsers keep for themselves", () => {
    expect(SHORTCUTS.map(({ id }) => id).toSorted()).toEqual(Object.keys(english.keys.what).toSorted());
    const letters = SHORTCUTS.map(({ letter }) => letter);
    expect(new Set(letters).size).toBe(letters.length);
    // Chromium: address, menus. Firefox: file, edit, view, history, bookmarks, tools, help.
    expect(letters.filter((letter) => "defvsbth".includes(letter))).toEqual([]);
  });

  it("gives everybody what is theirs and nobody what is not", () => {
    const ids = (snapshot: RoomSnapshot) => SHORTCUTS.filter((one) => worksFor(one, snapshot)).map(({ id }) => id);
    expect(ids(seenBy(TOM))).toEqual(["someone", "microphone", "camera", "where", "keys", "tell"]);
    expect(ids(seenBy(ILONA))).toEqual(["someone", "microphone", "camera", "where", "keys", "tell", "sign"]);
    expect(ids(seenBy(ANNA))).toContain("next");
    expect(ids(seenBy(ANNA))).not.toContain("tell");
    expect(idFor(alt("n"), seenBy(TOM))).toBeNull();
    expect(idFor(alt("n"), seenBy(ANNA))).toBe("next");
  });

  it("[A-2] never acts while somebody writes or a card lies over the room, but for “someone came in”", () => {
    for (const place of [
      { ...idle, writing: true },
      { ...idle, covered: true },
    ]) {
      expect(idFor(alt("m"), member, place)).toBeNull();
      expect(idFor({ ...NO_KEYS, key: "?", code: "Slash", shiftKey: true }, member, place)).toBeNull();
      expect(idFor(alt("x"), member, place)).toBe("someone");
    }
  });

  it("[A-2] needs a modifier, but for the one key that can be switched off", () => {
    for (const { letter } of SHORTCUTS) expect(idFor({ ...alt(letter), altKey: false }, member)).toBeNull();
    const question = { ...NO_KEYS, key: "?", code: "Slash", shiftKey: true };
    expect(idFor(question, member)).toBe("keys");
    expect(idFor(question, member, { ...idle, single: false })).toBeNull();
  });

  it("leaves AltGr, a screen reader's modifiers and a key held down alone", () => {
    expect(idFor({ ...alt("x"), ctrlKey: true }, member)).toBeNull();
    expect(idFor({ ...alt("x"), metaKey: true }, member)).toBeNull();
    expect(idFor({ ...alt("m"), repeat: true }, member)).toBeNull();
  });

  it("goes by what the person's keyboard writes, and by its place where that is no Latin letter", () => {
    // French: M stands where English keyboards have a semicolon.
    expect(idFor(alt("m", "Semicolon"), member)).toBe("microphone");
    // Option on a French Mac writes a sign; the layout knows the letter.
    expect(idFor(alt("µ", "Semicolon"), member, { ...idle, layout: new Map([["Semicolon", "m"]]) })).toBe("microphone");
    expect(idFor(alt("ь", "KeyM"), member)).toBe("microphone");
  });

  it("is shown as the keyboard calls it", () => {
    const [someone] = SHORTCUTS;
    if (someone === undefined) throw new Error("no keys");
    expect([keysOf(someone, false), keysOf(someone, true)]).toEqual(["Alt+X", "⌥ X"]);
  });
});
