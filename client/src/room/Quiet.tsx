/**
 * The quiet lines above the bar: private words, the presenter's signs, an offer, what is wrong with the line.
 * Nothing here appears by itself to break a silence; each line answers something that has happened to this person.
 */
import { SignalKind, Visibility } from "@balint/shared/session/model";
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { type ReactNode, useState } from "react";
import type { LineTrials } from "../session/line-trial.ts";
import type { Devices, Dispatch, LiveState } from "../session/live.ts";
import type { MediaState } from "../session/media-state.ts";
import { amongLeaders, inTheChair, leadOf, lostPresenter, shortNameOf } from "../session/view-model.ts";
import { Confirm } from "../ui/Confirm.tsx";
import { troubleLine } from "../ui/trouble.ts";
import { words } from "../words/words.ts";
import { BlockedLine, useBlocked } from "./BlockedLine.tsx";
import { type ShortcutId, keyed } from "./shortcuts.ts";

function QuietLine({ children }: { children: ReactNode }) {
  return <div className="quiet">{children}</div>;
}

type SmallProps = {
  onClick: () => void;
  children: ReactNode;
  pressed?: boolean | undefined;
  /** Which key presses it too. */ of?: ShortcutId | undefined;
};

function Small({ onClick, children, pressed, of }: SmallProps) {
  return (
    <button
      type="button"
      className="button"
      data-look="small"
      aria-pressed={pressed}
      {...(of === undefined ? {} : keyed(of))}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

function ToYou({ snapshot, devices, dispatch }: { snapshot: RoomSnapshot; devices: Devices; dispatch: Dispatch }) {
  return snapshot.toYou.map((word) => {
    const done = () => void dispatch({ kind: "whisper.done", whisper: word.id });
    switch (word.kind) {
      case "nudge":
        return word.nudge === null ? null : (
          <div key={word.id} className="quiet whisper" role="note" aria-label={words.toYou.nudgeTitle}>
            <p>
              <small>{words.toYou.nudgeTitle}</small>
              {words.nudge[word.nudge].words}
            </p>
            <Small onClick={done}>{words.toYou.dismiss}</Small>
          </div>
        );
      case "ask":
        return (
          <QuietLine key={word.id}>
            <p>{words.toYou.ask}</p>
            <Small onClick={devices.closeMicrophone}>{words.toYou.askButton}</Small>
          </QuietLine>
        );
      case "mute":
        return (
          <QuietLine key={word.id}>
            <p>{words.toYou.mute}</p>
            <Small onClick={done}>{words.toYou.dismiss}</Small>
          </QuietLine>
        );
    }
  });
}

function SittingBack({ snapshot, dispatch }: { snapshot: RoomSnapshot; dispatch: Dispatch }) {
  const { signal, visibility } = snapshot.you;
  return (
    <div className="quiet sitting-back">
      <div className="row" role="group" aria-label={words.back.signs}>
        <span>{words.back.signs}:</span>
        {signal === null ? (
          SignalKind.options.map((kind) => (
            <Small
              key={kind}
              of={kind === "needPause" ? "sign" : undefined}
              onClick={() => void dispatch({ kind: "presenter.signal", signal: kind })}
            >
              {words.signal[kind].button}
            </Small>
          ))
        ) : (
          <strong>{words.signal[signal].sent}</strong>
        )}
      </div>
      <div className="row" role="group" aria-label={words.back.seen}>
        <span>{words.back.seen}</span>
        {Visibility.options.map((choice) => (
          <Small
            key={choice}
            pressed={visibility === choice}
            onClick={() => void dispatch({ kind: "presenter.visibility", visibility: choice })}
          >
            {words.visibility[choice]}
          </Small>
        ))}
      </div>
    </div>
  );
}

function Offer({ snapshot, dispatch }: { snapshot: RoomSnapshot; dispatch: Dispatch }) {
  const offered = snapshot.offers.includes(snapshot.you.id);
  return (
    <QuietLine>
      {offered && <p>{words.offer.offered}</p>}
      <button
        type="button"
        className="button"
        data-look={offered ? "small" : "step"}
        onClick={() => void dispatch({ kind: offered ? "case.withdraw" : "case.offer" })}
      >
        {offered ? words.offer.takeBack : words.offer.mine}
      </button>
    </QuietLine>
  );
}

function whatIsLost(wire: LiveState["line"], media: boolean): string | null {
  if (wire === "soon") return words.link.soon;
  if (wire === "lost") return media ? words.link.both : words.link.wire;
  return media ? words.link.reconnecting : null;
}

type TroubleProps = Pick<Props, "live" | "devices" | "onDismiss"> & { blocked: boolean };

function LineTrouble({ live, blocked, devices, onDismiss }: TroubleProps) {
  const { line, media } = live;
  // Where they are blocked they are not coming back, and that is said instead.
  const said = whatIsLost(line, media.link === "reconnecting" && !blocked);
  return (
    <>
      {said !== null && (
        <QuietLine>
          <p>{said}</p>
        </QuietLine>
      )}
      {media.link === "lost" && line === "live" && (
        <QuietLine>
          <p>{words.link.lost}</p>
          <Small onClick={devices.retry}>{words.tryAgain}</Small>
        </QuietLine>
      )}
      {media.soundBlocked && media.link === "connected" && (
        <QuietLine>
          <p>{words.sound.blocked}</p>
          <Small onClick={devices.startSound}>{words.sound.start}</Small>
        </QuietLine>
      )}
      {media.trouble !== null && (
        <QuietLine>
          <p>{troubleLine(media.trouble)}</p>
          {media.trouble.endsWith("Away") && <Small onClick={onDismiss}>{words.close}</Small>}
        </QuietLine>
      )}
    </>
  );
}

/** What a weak line, or the person's own wish, takes from the pictures. */
function WeakLine({ media, devices }: { media: MediaState; devices: Devices }) {
  const incoming = media.soundOnly ? null : words.weakLine.incoming[media.incoming];
  const outgoing = words.weakLine.outgoing[media.outgoing];
  return (
    <>
      {media.soundOnly && (
        <QuietLine>
          <p>{words.weakLine.soundOnly}</p>
          <Small onClick={() => devices.soundOnly(false)}>{words.weakLine.pictures}</Small>
        </QuietLine>
      )}
      {incoming !== null && (
        <QuietLine>
          <p>{incoming}</p>
        </QuietLine>
      )}
      {outgoing !== null && (
        <QuietLine>
          <p>{outgoing}</p>
        </QuietLine>
      )}
    </>
  );
}

/** Who leads, and whether the presenter is here: only while it is not as usual. */
function Gone({ snapshot, dispatch }: { snapshot: RoomSnapshot; dispatch: Dispatch }) {
  const lead = leadOf(snapshot);
  const presenter = lostPresenter(snapshot);
  const mayTake = lead === "unattended" && snapshot.you.deputy && !snapshot.you.presents;
  // While the room pauses itself, its middle says why.
  const said = lead === "nobody" || (lead === "deputy" && !snapshot.paused);
  return (
    <>
      {said && (
        <QuietLine>
          <p>{words.lead[lead](inTheChair(snapshot))}</p>
        </QuietLine>
      )}
      {mayTake && (
        <QuietLine>
          <p>{words.deputy.offer}</p>
          <button
            type="button"
            className="button"
            data-look="step"
            onClick={() => void dispatch({ kind: "deputy.takeChair" })}
          >
            {words.deputy.take}
          </button>
        </QuietLine>
      )}
      {presenter !== null && snapshot.leaders === null && (
        <QuietLine>
          <p>{words.presenterLost(shortNameOf(snapshot, presenter.person) ?? presenter.name)}</p>
        </QuietLine>
      )}
    </>
  );
}

/** When only leaders are left, what remains is one act, and nothing presses for it. */
function Debrief({ dispatch }: { dispatch: Dispatch }) {
  const [asking, setAsking] = useState(false);
  return (
    <QuietLine>
      <button type="button" className="button" data-look="step" onClick={() => setAsking(true)}>
        {words.console.end}
      </button>
      {asking && (
        <Confirm
          title={words.console.endTitle}
          line={words.console.endLine}
          yes={words.console.endYes}
          no={words.console.endNo}
          onYes={() => void dispatch({ kind: "phase.move", from: "aftercare", to: "ended" })}
          onNo={() => setAsking(false)}
        />
      )}
    </QuietLine>
  );
}

type Props = {
  live: LiveState;
  trials: LineTrials;
  snapshot: RoomSnapshot;
  devices: Devices;
  dispatch: Dispatch;
  onDismiss: () => void;
};

export function Quiet({ live, trials, snapshot, devices, dispatch, onDismiss }: Props) {
  const blocked = useBlocked(trials, live, snapshot.away);
  return (
    <div className="quiet-lines">
      {blocked && <BlockedLine trials={trials} />}
      <LineTrouble live={live} blocked={blocked} devices={devices} onDismiss={onDismiss} />
      {live.media.link === "connected" && <WeakLine media={live.media} devices={devices} />}
      <Gone snapshot={snapshot} dispatch={dispatch} />
      {live.refused !== null && (
        <QuietLine>
          <p>{words.refused[live.refused]}</p>
          <Small onClick={onDismiss}>{words.close}</Small>
        </QuietLine>
      )}
      {amongLeaders(snapshot) !== null && <Debrief dispatch={dispatch} />}
      <ToYou snapshot={snapshot} devices={devices} dispatch={dispatch} />
      {snapshot.you.sittingBack && <SittingBack snapshot={snapshot} dispatch={dispatch} />}
      {snapshot.phase === "caseCall" && snapshot.you.role === "member" && live.line !== "lost" && (
        <Offer snapshot={snapshot} dispatch={dispatch} />
      )}
    </div>
  );
}
