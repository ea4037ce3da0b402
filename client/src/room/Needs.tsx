/** Signs of the presenter, calls for help and lost lines that matter, for leaders only. Prominent, and silent:
 * what a screen reader says of them is the announcer's. */
import type { Whisper } from "@balint/shared/session/model";
import type { LeadersView, RoomSnapshot } from "@balint/shared/session/protocol";
import type { Dispatch } from "../session/live.ts";
import { lostPresenter, nameOf, shortNameOf } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import { useNow } from "./use-now.ts";

type Props = { snapshot: RoomSnapshot; leaders: LeadersView; clockAhead: number; dispatch: Dispatch };

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

/** Stays as long as the line is lost: there is nothing to be done with it but to wait or to go on. */
function LostPresenter({ snapshot, leaders, clockAhead }: Omit<Props, "dispatch">) {
  const now = useNow(clockAhead);
  const presenter = lostPresenter(snapshot);
  if (presenter === null) return null;
  const since = leaders.lost.find(({ person }) => person === presenter.person)?.since ?? now;
  const minutes = Math.max(0, Math.floor((now - since) / 60_000));
  return (
    <div className="need" data-need="presenterLost">
      <p>
        <strong>
          {words.console.presenterLost(shortNameOf(snapshot, presenter.person) ?? presenter.name, minutes)}
        </strong>{" "}
        <span>{words.console.presenterLostHint(presenter.place === "back")}</span>
      </p>
    </div>
  );
}

function LostCoLeader({ snapshot }: Pick<Props, "snapshot">) {
  const lost = snapshot.seats.find(
    ({ role, line, person }) => role === "leader" && line === "lost" && person !== snapshot.you.id,
  );
  if (lost === undefined || snapshot.you.role !== "leader") return null;
  return (
    <div className="need" data-need="coLost">
      <p>{words.console.coLost(shortNameOf(snapshot, lost.person) ?? lost.name)}</p>
    </div>
  );
}

export function Needs({ snapshot, leaders, clockAhead, dispatch }: Props) {
  const needs = leaders.whispers.flatMap((whisper) => {
    const line = said(whisper, snapshot);
    return line === null ? [] : [{ whisper, line }];
  });
  return (
    <section className="console-needs" aria-label={words.console.needs}>
      <LostPresenter snapshot={snapshot} leaders={leaders} clockAhead={clockAhead} />
      <LostCoLeader snapshot={snapshot} />
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
