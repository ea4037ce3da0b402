/** Tells screen readers what has changed: phase, seats, rights, words, lines. Says nothing of who speaks. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { type Change, changesBetween, changesOfLine } from "../session/changes.ts";
import type { LiveState } from "../session/live.ts";
import { presenterName } from "../session/view-model.ts";
import { forgetSaid, said, say } from "../ui/speech.ts";
import { troubleLine } from "../ui/trouble.ts";
import { useStore } from "../ui/use-store.ts";
import { words } from "../words/words.ts";

function tell(changes: readonly Change[], snapshot: RoomSnapshot): string {
  const names = { presenter: presenterName(snapshot) };
  return changes
    .map((change) => (change.what === "trouble" ? troubleLine(change.trouble) : words.change(change, snapshot, names)))
    .join(" ");
}

export function Announcer({ state, snapshot }: { state: LiveState; snapshot: RoomSnapshot }) {
  const before = useRef<{ state: LiveState; snapshot: RoomSnapshot } | null>(null);
  const { lines } = useStore(said);
  useEffect(() => {
    const was = before.current;
    before.current = { state, snapshot };
    const changes = was?.snapshot === snapshot ? [] : changesBetween(was?.snapshot ?? null, snapshot);
    if (was !== null) changes.push(...changesOfLine(was.state, state));
    say(tell(changes, snapshot));
  }, [state, snapshot]);
  useEffect(() => forgetSaid, []);
  const region = document.getElementById("said");
  return region === null
    ? null
    : createPortal(
        lines.map(({ id, text }) => <p key={id}>{text}</p>),
        region,
      );
}
