/** Signs of the presenter and calls for help, for leaders only. Prominent, and silent. */
import type { Whisper } from "@balint/shared/session/model";
import type { LeadersView, RoomSnapshot } from "@balint/shared/session/protocol";
import type { Dispatch } from "../session/live.ts";
import { nameOf } from "../session/view-model.ts";
import { words } from "../ui/words.ts";

type Props = { snapshot: RoomSnapshot; leaders: LeadersView; dispatch: Dispatch };

function said(whisper: Whisper, snapshot: RoomSnapshot): string | null {
  const name = nameOf(snapshot, whisper.from) ?? words.console.somebody;
  switch (whisper.kind) {
    case "signal":
      return words.signal[whisper.signal].told(name);
    case "help":
      return words.console.helpFrom(name, whisper.topic);
    case "forbiddenTrack":
      return words.console.forbidden(name);
    case "nudge":
    case "ask":
    case "mute":
    case "leaders":
      return null;
  }
}

export function Needs({ snapshot, leaders, dispatch }: Props) {
  const needs = leaders.whispers.flatMap((whisper) => {
    const line = said(whisper, snapshot);
    return line === null ? [] : [{ whisper, line }];
  });
  return (
    <section className="console-needs" aria-label={words.console.needs} aria-live="polite">
      {needs.map(({ whisper, line }) => (
        <div key={whisper.id} className="need" data-whisper={whisper.kind}>
          <p>
            <strong>{line}</strong>
            {whisper.kind === "help" && whisper.text !== "" && <span> {whisper.text}</span>}
          </p>
          <button
            type="button"
            className="button"
            data-look="small"
            onClick={() => void dispatch({ kind: "whisper.done", whisper: whisper.id })}
          >
            {words.done}
          </button>
        </div>
      ))}
    </section>
  );
}
