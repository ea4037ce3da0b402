/**
 * What a screen reader is to say, in order: each line is added to the one polite region of the page and stays there for
 * a while, so that two that come at once are both said. Knows no words of its own.
 */
import { createStore } from "../session/store.ts";

type Said = { readonly lines: readonly { readonly id: number; readonly text: string }[] };

/** Enough for a screen reader to catch up; whoever reads the page by hand finds no history there. */
const LINES = 4;

export const said = createStore<Said>({ lines: [] });
let next = 0;

export function say(text: string): void {
  if (text.trim() === "") return;
  next += 1;
  said.set({ lines: [...said.get().lines, { id: next, text }].slice(-LINES) });
}

/** Nothing of a room stays on the page when it has been left. */
export function forgetSaid(): void {
  said.set({ lines: [] });
}
