/**
 * The one catalogue of keys: which key does what, for whom, and whether it acts while somebody is writing. Pure.
 * Each entry presses or focuses the element that carries its id, so that a key can do nothing that a click could not.
 */
import type { RoomSnapshot } from "@balint/shared/session/protocol";

export type ShortcutId =
  | "someone"
  | "microphone"
  | "camera"
  | "where"
  | "keys"
  | "tell"
  | "sign"
  | "next"
  | "pause"
  | "door"
  | "people"
  | "cards"
  | "between";

export type Shortcut = {
  readonly id: ShortcutId;
  /** With Alt, as the keyboard in front of the person writes it. */
  readonly letter: string;
  readonly who: "everybody" | "notLeading" | "sittingBack" | "leading" | "leaders";
  readonly does: "press" | "focus";
  readonly whileWriting?: true;
};

/** With Alt, none of them a letter that a browser's own menus or its address bar answer to. */
export const SHORTCUTS: readonly Shortcut[] = [
  { id: "someone", letter: "x", who: "everybody", does: "press", whileWriting: true },
  { id: "microphone", letter: "m", who: "everybody", does: "press" },
  { id: "camera", letter: "c", who: "everybody", does: "press" },
  { id: "where", letter: "w", who: "everybody", does: "press" },
  { id: "keys", letter: "k", who: "everybody", does: "press" },
  { id: "tell", letter: "l", who: "notLeading", does: "press" },
  { id: "sign", letter: "z", who: "sittingBack", does: "press" },
  { id: "next", letter: "n", who: "leading", does: "press" },
  { id: "pause", letter: "p", who: "leading", does: "press" },
  { id: "door", letter: "a", who: "leading", does: "focus" },
  { id: "people", letter: "g", who: "leading", does: "focus" },
  { id: "cards", letter: "o", who: "leading", does: "press" },
  { id: "between", letter: "i", who: "leaders", does: "focus" },
];

/** Opens the card of keys by itself, unless the person has switched that off. */
const SINGLE = "?";

export function worksFor(shortcut: Shortcut, { you, leaders }: RoomSnapshot): boolean {
  switch (shortcut.who) {
    case "everybody":
      return true;
    case "notLeading":
      return leaders === null;
    case "sittingBack":
      return you.sittingBack;
    case "leading":
      return leaders !== null;
    case "leaders":
      return you.role === "leader";
  }
}

export type Press = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "repeat">;

/** What each key writes, by its place on the keyboard, where the browser tells. */
export type Layout = ReadonlyMap<string, string>;

const LATIN = /^[a-z]$/;

/** The Latin letter of a key: as written, else as the layout says (Option on a Mac), else by its place. */
function letterOf({ key, code }: Press, layout: Layout | null): string | null {
  const found = [key, layout?.get(code) ?? "", /^Key([A-Z])$/.exec(code)?.[1] ?? ""]
    .map((one) => one.toLowerCase())
    .find((one) => LATIN.test(one));
  return found ?? null;
}

type Place = {
  readonly writing: boolean;
  /** A card lies over the room. */
  readonly covered: boolean;
  readonly layout: Layout | null;
  /** The person lets a single key open the card of keys. */
  readonly single: boolean;
};

/** AltGr writes letters on many keyboards, and is Ctrl and Alt at once or neither to the browser. */
export function shortcutFor(press: Press, snapshot: RoomSnapshot, place: Place): Shortcut | null {
  if (press.repeat || press.ctrlKey || press.metaKey) return null;
  const letter = press.altKey && !press.shiftKey ? letterOf(press, place.layout) : null;
  const id = !press.altKey && press.key === SINGLE && place.single ? "keys" : null;
  const found = SHORTCUTS.find((one) => one.letter === letter || one.id === id);
  if (found === undefined || !worksFor(found, snapshot)) return null;
  return (place.writing || place.covered) && found.whileWriting !== true ? null : found;
}

/** As the keyboard in front of the person calls it. */
export function keysOf({ letter }: Shortcut, mac: boolean): string {
  return mac ? `⌥ ${letter.toUpperCase()}` : `Alt+${letter.toUpperCase()}`;
}

/** What the element that a key presses or focuses carries. */
export function keyed(id: ShortcutId): { "data-key": ShortcutId; "aria-keyshortcuts": string } {
  const { letter } = SHORTCUTS.find((one) => one.id === id) ?? { letter: "" };
  return { "data-key": id, "aria-keyshortcuts": `Alt+${letter.toUpperCase()}` };
}
