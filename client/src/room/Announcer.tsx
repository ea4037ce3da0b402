/** Tells a screen reader what has changed: phase, seats, rights. Says nothing of who speaks. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { useEffect, useRef, useState } from "react";
import { changesBetween, firstName, presenterOf } from "../session/view-model.ts";
import { words } from "../words/words.ts";

export function Announcer({ snapshot }: { snapshot: RoomSnapshot }) {
  const before = useRef<RoomSnapshot | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const changes = changesBetween(before.current, snapshot);
    before.current = snapshot;
    const presenter = presenterOf(snapshot);
    const names = { presenter: presenter === null ? null : firstName(presenter.name) };
    if (changes.length > 0) setSaid(changes.map((change) => words.change(change, snapshot, names)).join(" "));
  }, [snapshot]);
  return (
    <p className="unseen" aria-live="polite" data-testid="announcer">
      {said}
    </p>
  );
}
