/** What a leader may do towards one person, gentlest first; seen by nobody else. */
import type { NudgeKind } from "@balint/shared/session/model";
import type { Command } from "@balint/shared/session/protocol";
import { useState } from "react";
import type { Dispatch } from "../session/live.ts";
import type { PersonRow } from "../session/view-model.ts";
import { Confirm } from "../ui/Confirm.tsx";
import { words } from "../words/words.ts";
import { useNow } from "./use-now.ts";

const REDIRECTS: readonly NudgeKind[] = [
  "advising",
  "fixing",
  "judging",
  "teaching",
  "critiquing",
  "interrogating",
  "theorising",
];
const INVITATIONS: readonly NudgeKind[] = ["patientVoice", "doctorVoice", "theAbsent", "images", "bothSides"];

type Props = {
  row: PersonRow;
  /** The viewer may name a deputy. */ mayName: boolean;
  clockAhead: number;
  dispatch: Dispatch;
};

export function PersonTools({ row, mayName, clockAhead, dispatch }: Props) {
  const { seat, health, held, heard, deputy, lostSince } = row;
  const [asking, setAsking] = useState(false);
  const now = useNow(clockAhead);
  const { person, name } = seat;
  const tool = (label: string, command: Command) => (
    <button type="button" className="button" data-look="small" onClick={() => void dispatch(command)}>
      {label}
    </button>
  );
  const nudges = (title: string, kinds: readonly NudgeKind[]) => (
    <div role="group" aria-label={title} className="row chips">
      <small className="soft chips-title">{title}</small>
      {kinds.map((nudge) => (
        <span key={nudge}>{tool(words.nudge[nudge].label, { kind: "person.nudge", person, nudge })}</span>
      ))}
    </div>
  );
  const minutes = lostSince === null ? 0 : Math.floor((now - lostSince) / 60_000);
  const line = health === "lost" && minutes > 0 ? words.console.lostFor(minutes) : words.console.health[health];
  return (
    <li className="person" data-row={person} data-health={health} data-held={held}>
      <details>
        <summary aria-label={words.console.actions(name)}>
          <span className="person-name">{name}</span>
          <small className="soft">
            {held ? `${words.console.held} · ` : ""}
            {deputy ? `${words.circle.deputy} · ` : ""}
            <span className={health === "good" ? "unseen" : ""}>{line}</span>
          </small>
          <i className="dot" aria-hidden="true" />
        </summary>
        <div className="stack person-tools">
          <div className="row chips">
            {tool(words.console.ask, { kind: "person.askToMute", person })}
            {tool(words.console.mute, { kind: "person.mute", person })}
            {held
              ? tool(words.console.release, { kind: "person.release", person })
              : tool(words.console.hold, { kind: "person.hold", person })}
            {seat.role === "observer" &&
              tool(heard ? words.console.unhear : words.console.hear, { kind: "observer.hear", person, heard: !heard })}
          </div>
          {nudges(words.console.redirects, REDIRECTS)}
          {nudges(words.console.invitations, INVITATIONS)}
          <div className="row chips">
            {mayName &&
              seat.role === "member" &&
              tool(deputy ? words.console.noDeputy : words.console.deputy, {
                kind: "deputy.name",
                person: deputy ? null : person,
              })}
            <button type="button" className="button" data-look="small" onClick={() => setAsking(true)}>
              {words.console.stepOut}
            </button>
          </div>
        </div>
      </details>
      {asking && (
        <Confirm
          title={words.console.stepOutTitle(name)}
          line={words.console.stepOutLine(name, seat.presents)}
          yes={words.console.stepOutYes}
          no={words.console.endNo}
          onYes={() => {
            setAsking(false);
            void dispatch({ kind: "person.stepOut", person });
          }}
          onNo={() => setAsking(false)}
        />
      )}
    </li>
  );
}
