/** The room as one person sees it: circle, quiet lines, bar, and for leaders the rail. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { Circle } from "../circle/Circle.tsx";
import type { Live, LiveState } from "../session/live.ts";
import { clockOf, firstName, inTheChair, leadOf, microphoneOf, presenterOf } from "../session/view-model.ts";
import { say } from "../ui/speech.ts";
import { words } from "../words/words.ts";
import { Announcer } from "./Announcer.tsx";
import { Bar } from "./Bar.tsx";
import { Console } from "./Console.tsx";
import { Keys } from "./Keys.tsx";
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
  const toYou = snapshot.you.presents ? words.centreToYou[snapshot.phase] : undefined;
  return {
    title: words.phase[snapshot.phase],
    line: toYou ?? words.centre(snapshot.phase, { presenter: name }, snapshot.frame === "classic"),
  };
}

/** For whoever asks a screen reader: what the middle says, the own microphone, and to leaders the clock. */
function whereWeAre({ media, clockAhead }: LiveState, snapshot: RoomSnapshot): string {
  const { title, line } = middle(snapshot);
  const microphone = microphoneOf(snapshot, media);
  const own = microphone.is === "resting" ? words.resting[microphone.reason] : words.bar.microphone[microphone.is];
  const clock = snapshot.leaders === null ? [] : [words.clock(clockOf(snapshot.leaders, Date.now() + clockAhead))];
  return [title, ...clock, line, own].map((part) => part.replace(/[.?!]?$/, (end) => end || ".")).join(" ");
}

export function Room({ live, state, snapshot }: Props) {
  const { devices, dispatch } = live;
  const { media } = state;
  const { title, line } = middle(snapshot);
  return (
    <main
      className="room"
      aria-label={snapshot.session.name}
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
        <Keys snapshot={snapshot} onWhere={() => say(whereWeAre(state, snapshot))} />
      </header>
      <div className="stage">
        <Circle snapshot={snapshot} media={media} title={title} line={line} />
        {media.hushed && (
          <div className="alone" role="alert" data-home>
            <h1>{words.alone.title}</h1>
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
      <Announcer state={state} snapshot={snapshot} />
    </main>
  );
}
