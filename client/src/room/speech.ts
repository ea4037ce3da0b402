/**
 * What a screen reader is to say, in order: each line is added to one polite region and stays there for a while, so
 * that two that come at once are both said. Knows no words of its own.
 */
import { createStore, type Store } from "../session/store.ts";

type Said = { readonly lines: readonly { readonly id: number; readonly text: string }[] };
export type Speech = { readonly said: Store<Said>; say(text: string): void };

/** Enough for a screen reader to catch up; whoever reads the page by hand finds no history there. */
const LINES = 4;

export function createSpeech(): Speech {
  const said = createStore<Said>({ lines: [] });
  let next = 0;
  return {
    said,
    say(text) {
      if (text.trim() === "") return;
      next += 1;
      said.set({ lines: [...said.get().lines, { id: next, text }].slice(-LINES) });
    },
  };
}
