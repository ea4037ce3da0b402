/** The room as one person sees it: circle, quiet lines, bar, and for leaders the rail. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { useEffect } from "react";
import { Circle } from "../circle/Circle.tsx";
import type { Live, LiveState } from "../session/live.ts";
import { firstName, inTheChair, leadOf, presenterOf } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import { Announcer } from "./Announcer.tsx";
import { Bar } from "./Bar.tsx";
import { Console } from "./Console.tsx";
import { Quiet } from "./Quiet.tsx";
import "./room.css";
import "./console.css";

type Props = { live: Live; state: LiveState; snapshot: RoomSnapshot };

function middle(snapshot: RoomSnapshot): { title: string; line: string } {
  if (snapshot.paused) {
    const leading = snapshot.you.role === "leader";
    const line = words.pausedLine(snapshot.pausedItself, leadOf(snapshot), leading, inTheChair(snapshot));
    return { title: words.pausedTitle, line };
  }
  if (snapshot.you.sittingBack) return { title: words.backTitle, line: words.backLine };
  const presenter = presenterOf(snapshot);
  const name = presenter === null ? null : firstName(presenter.name);
  return {
    title: words.phase[snapshot.phase],
    line: words.centre(snapshot.phase, { presenter: name }, snapshot.frame === "classic"),
  };
}

function useSomeoneKeys(cut: () => void) {
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyX") return;
      event.preventDefault();
      cut();
    }
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [cut]);
}

export function Room({ live, state, snapshot }: Props) {
  const { devices, dispatch } = live;
  const { media } = state;
  useSomeoneKeys(devices.someoneCameIn);
  const { title, line } = middle(snapshot);
  return (
    <main
      className="room"
      data-screen="room"
      data-phase={snapshot.phase}
      data-paused={snapshot.paused}
      data-sitting-back={snapshot.you.sittingBack}
      data-media={media.link}
      data-line={state.line}
      data-leader={snapshot.leaders !== null}
      data-closed={media.hushed}
      data-lead={leadOf(snapshot)}
    >
      <header className="room-head">
        <strong>{snapshot.session.name}</strong>
      </header>
      <div className="stage">
        <Circle snapshot={snapshot} media={media} title={title} line={line} />
        {media.hushed && (
          <div className="alone" role="alert">
            <h2>{words.alone.title}</h2>
            <p>{words.alone.line}</p>
            <button type="button" className="button" data-look="step" onClick={devices.aloneAgain}>
              {words.alone.again}
            </button>
          </div>
        )}
      </div>
      <Quiet live={state} snapshot={snapshot} devices={devices} dispatch={dispatch} onDismiss={live.dismissRefusal} />
      {snapshot.leaders !== null && (
        <Console
          snapshot={snapshot}
          leaders={snapshot.leaders}
          media={media}
          clockAhead={state.clockAhead}
          dispatch={dispatch}
        />
      )}
      <Bar snapshot={snapshot} media={media} devices={devices} dispatch={dispatch} onLeave={() => void live.leave()} />
      <Announcer snapshot={snapshot} />
    </main>
  );
}
