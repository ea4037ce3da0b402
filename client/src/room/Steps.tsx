/** Phase, gentle clock and the steps a leader may take: one stands out, the others are at hand. */
import type { Command, LeadersView, RoomSnapshot } from "@balint/shared/session/protocol";
import { useState } from "react";
import type { Dispatch } from "../session/live.ts";
import { amongLeaders, clockOf, presenterName, shortNameOf, stepsOf } from "../session/view-model.ts";
import { Confirm } from "../ui/Confirm.tsx";
import { words } from "../words/words.ts";
import { keyed } from "./shortcuts.ts";
import { useNow } from "./use-now.ts";
import { useInPlace, useSteady } from "./use-steady.ts";

type Props = { snapshot: RoomSnapshot; leaders: LeadersView; clockAhead: number; dispatch: Dispatch };

const EXTRA_MINUTES = 5;
/** Long enough for a co-leader who had the same thought a moment later. */
const STEADY_MS = 700;

function Offers({ snapshot, dispatch }: Pick<Props, "snapshot" | "dispatch">) {
  const steady = useInPlace(snapshot.offers, STEADY_MS);
  return (
    <section aria-label={words.console.cases} className="offers">
      {snapshot.offers.length === 0 && <p className="soft">{words.console.noCases}</p>}
      {snapshot.offers.map((person) => (
        <button
          key={person}
          type="button"
          className="button"
          data-look="step"
          aria-disabled={!steady}
          onClick={() => steady && void dispatch({ kind: "case.pick", person })}
        >
          {words.console.caseOf(shortNameOf(snapshot, person) ?? words.console.somebody)}
        </button>
      ))}
    </section>
  );
}

export function Steps({ snapshot, leaders, clockAhead, dispatch }: Props) {
  const [ending, setEnding] = useState(false);
  const now = useNow(clockAhead);
  const clock = clockOf(leaders, now);
  const over = clock.of !== null && clock.passed > clock.of;
  const { next, others, end } = stepsOf(snapshot);
  const names = { presenter: presenterName(snapshot) };
  const debrief = amongLeaders(snapshot);
  const hint = debrief === null ? words.hint[snapshot.phase] : words.debrief.hint(debrief);
  const sitsBack = snapshot.frame !== "classic";
  const steady = useSteady(`${snapshot.phase} ${snapshot.paused}`, STEADY_MS);
  const take = (command: Command) => () => {
    if (steady) void dispatch(command);
  };
  return (
    <section className="console-step" aria-label={words.console.step} tabIndex={-1}>
      <div className="phase-head" data-over={over}>
        <h2>{debrief === null ? words.phase[snapshot.phase] : words.debrief.title}</h2>
        <p className="soft">{words.clock(clock)}</p>
        <div className="clock" aria-hidden="true">
          <i style={{ inlineSize: `${clock.share * 100}%` }} />
        </div>
      </div>
      <p className="soft hint" data-media-health={leaders.media}>
        {words.media[leaders.media] ?? hint}
      </p>
      {snapshot.phase === "caseCall" && <Offers snapshot={snapshot} dispatch={dispatch} />}
      {next !== null && (
        <button
          type="button"
          className="button"
          data-look="step"
          data-step={next.to}
          aria-disabled={!steady}
          {...keyed("next")}
          onClick={take(next.command)}
        >
          {words.step(next, names, sitsBack)}
        </button>
      )}
      <div className="row chips console-extra">
        <button
          type="button"
          className="button"
          data-look={snapshot.paused ? "on" : "small"}
          aria-disabled={!steady}
          {...keyed("pause")}
          onClick={take({ kind: snapshot.paused ? "session.resume" : "session.pause" })}
        >
          {snapshot.paused ? words.console.resume : words.console.pause}
        </button>
        {leaders.minutes !== null && (
          <button
            type="button"
            className="button"
            data-look="small"
            onClick={() => void dispatch({ kind: "phase.extend", phase: snapshot.phase, minutes: EXTRA_MINUTES })}
          >
            {words.console.extend}
          </button>
        )}
        {others.map((step) => (
          <button
            key={step.to}
            type="button"
            className="button"
            data-look="small"
            data-step={step.to}
            aria-disabled={!steady}
            aria-label={words.step(step, names, sitsBack)}
            onClick={take(step.command)}
          >
            {step.kind === "back" ? words.console.back(words.phase[step.to]) : words.step(step, names, sitsBack)}
          </button>
        ))}
        {/* Among themselves they have it under the circle's middle. */}
        {end !== null && debrief === null && (
          <button
            type="button"
            className="button"
            data-look={next === null && snapshot.phase !== "caseCall" ? "on" : "small"}
            onClick={() => setEnding(true)}
          >
            {words.console.end}
          </button>
        )}
      </div>
      {ending && end !== null && (
        <Confirm
          title={words.console.endTitle}
          line={words.console.endLine}
          yes={words.console.endYes}
          no={words.console.endNo}
          onYes={() => {
            setEnding(false);
            void dispatch(end.command);
          }}
          onNo={() => setEnding(false)}
        />
      )}
    </section>
  );
}
