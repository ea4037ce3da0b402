/** The whole sentence for a trouble with sound or picture: what it is, and the mend for this browser. */
import type { Trouble } from "../session/media-state.ts";
import { words } from "../words/words.ts";
import { browserOf } from "./browser.ts";

export function troubleLine(trouble: Exclude<Trouble, null>): string {
  const line = words.trouble[trouble];
  return trouble.endsWith("Denied") ? `${line} ${words.allow[browserOf(navigator)]}` : line;
}
