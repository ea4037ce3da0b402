/** The one place that speaks to screen readers: phase, seats, rights, words, lines. Says nothing of who speaks. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { useEffect, useRef } from "react";
import { type Change, changesBetween, changesOfLine } from "../session/changes.ts";
import type { LiveState } from "../session/live.ts";
import { firstName, presenterOf } from "../session/view-model.ts";
import { troubleLine } from "../ui/trouble.ts";
import { useStore } from "../ui/use-store.ts";
import { words } from "../words/words.ts";
import type { Speech } from "./speech.ts";

type Props = { state: LiveState; snapshot: RoomSnapshot; speech: Speech };

function tell(changes: readonly Change[], snapshot: RoomSnapshot): string {
  const presenter = presenterOf(snapshot);
  const names = { presenter: presenter === null ? null : firstName(presenter.name) };
  return changes
    .map((change) => (change.what === "trouble" ? troubleLine(change.trouble) : words.change(change, snapshot, names)))
    .join(" ");
}

export function Announcer({ state, snapshot, speech }: Props) {
  const before = useRef<{ state: LiveState; snapshot: RoomSnapshot } | null>(null);
  const { lines } = useStore(speech.said);
  useEffect(() => {
    const was = before.current;
    before.current = { state, snapshot };
    const changes = was?.snapshot === snapshot ? [] : changesBetween(was?.snapshot ?? null, snapshot);
    if (was !== null) changes.push(...changesOfLine(was.state, state));
    if (changes.length > 0) speech.say(tell(changes, snapshot));
  }, [state, snapshot, speech]);
  return (
    <div className="unseen" aria-live="polite" aria-relevant="additions" data-testid="announcer">
      {lines.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
