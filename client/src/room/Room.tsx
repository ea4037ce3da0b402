/** The room as one person sees it: circle, quiet lines, bar, and for leaders the rail. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { Circle } from "../circle/Circle.tsx";
import type { MiddleWords } from "../circle/Middle.tsx";
import type { LineTrials } from "../session/line-trial.ts";
import type { Live, LiveState } from "../session/live.ts";
import { amongLeaders, clockOf, inTheChair, leadOf, microphoneOf, presenterName } from "../session/view-model.ts";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { say } from "../ui/speech.ts";
import { words } from "../words/words.ts";
import { Announcer } from "./Announcer.tsx";
import { Bar } from "./Bar.tsx";
import { Keys } from "./Keys.tsx";
import { Quiet } from "./Quiet.tsx";
import { Rail } from "./Rail.tsx";
import { useWakeLock } from "./use-wake-lock.ts";
import "./room.css";
import "./console.css";
import "./low.css";

type Props = { live: Live; trials: LineTrials; state: LiveState; snapshot: RoomSnapshot };

function middle(snapshot: RoomSnapshot): MiddleWords {
  const { you, card } = snapshot;
  const heard = you.role === "observer" && you.microphone;
  const own = you.role !== "observer" ? null : heard ? words.circle.outerRingHeard : words.circle.outerRing;
  const plain = { card: null, own };
  if (snapshot.paused) {
    const leading = you.role === "leader";
    const line = words.pausedLine(snapshot.pausedItself, leadOf(snapshot), leading, inTheChair(snapshot));
    return { ...plain, title: words.pausedTitle, line };
  }
  const says = card === null ? null : words.card[card];
  if (you.sittingBack) return { title: words.backTitle, line: words.backLine, card: says, own };
  const leaders = amongLeaders(snapshot);
  if (leaders !== null) return { ...plain, title: words.debrief.title, line: words.debrief.line(leaders) };
  const toYou = you.presents ? words.centreToYou[snapshot.phase] : undefined;
  const line =
    toYou ?? words.centre(snapshot.phase, { presenter: presenterName(snapshot) }, snapshot.frame === "classic");
  return { title: words.phase[snapshot.phase], line: says === null ? line : null, card: says, own };
}

/** For whoever asks a screen reader: what the middle says, the own microphone, and to leaders the clock. */
function whereWeAre({ media, clockAhead }: LiveState, snapshot: RoomSnapshot): string {
  const { title, line, card } = middle(snapshot);
  const microphone = microphoneOf(snapshot, media);
  const own = microphone.is === "resting" ? words.resting[microphone.reason] : words.bar.microphone[microphone.is];
  const clock = snapshot.leaders === null ? [] : [words.clock(clockOf(snapshot.leaders, Date.now() + clockAhead))];
  const said = [line, card].filter((part) => part !== null);
  return [title, ...clock, ...said, own].map((part) => part.replace(/[.?!]?$/, (end) => end || ".")).join(" ");
}

export function Room({ live, trials, state, snapshot }: Props) {
  const { devices, dispatch } = live;
  const { media } = state;
  useWakeLock();
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
      data-among-leaders={amongLeaders(snapshot) !== null}
    >
      <header className="room-head">
        <strong>{snapshot.session.name}</strong>
        <Keys snapshot={snapshot} onWhere={() => say(whereWeAre(state, snapshot))} />
        <LanguageChoice />
      </header>
      <div className="stage">
        <Circle snapshot={snapshot} media={media} levelOf={devices.levelOf} says={middle(snapshot)} />
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
      <Quiet
        live={state}
        trials={trials}
        snapshot={snapshot}
        devices={devices}
        dispatch={dispatch}
        onDismiss={live.dismiss}
      />
      {(snapshot.leaders !== null || snapshot.you.deputy) && (
        <Rail
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
