/** One person in the leaders' rail, and what a leader may do towards them: two acts, seen by nobody else. */
import type { NudgeKind, PersonId } from "@balint/shared/session/model";
import type { Command } from "@balint/shared/session/protocol";
import { useId, useRef, useState } from "react";
import type { Dispatch } from "../session/live.ts";
import type { PersonRow } from "../session/view-model.ts";
import { Confirm } from "../ui/Confirm.tsx";
import { words } from "../words/words.ts";
import { Popover, arrowsAmongButtons } from "./Popover.tsx";
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

/** Whose line has been lost for longer is not waited for minute by minute. */
const MANY_MINUTES = 120;

type Props = {
  row: PersonRow;
  /** A private word that this person has not put away yet. */ word: NudgeKind | null;
  /** The leader wishes to see that this person has not spoken. */ quiet: string | null;
  /** The viewer may name a deputy. */ mayName: boolean;
  /** Who is deputy so far. */ instead: PersonId | null;
  /** Beside what the card for this person stands open. */ anchor: Element | null;
  onOpen: (anchor: Element | null) => void;
  clockAhead: number;
  dispatch: Dispatch;
};

type NudgesProps = { title: string; kinds: readonly NudgeKind[]; onNudge: (nudge: NudgeKind) => void };

/** Each says its name; what the person will read is at hand under the pointer, and stands there on a phone. */
function Nudges({ title, kinds, onNudge, onLook }: NudgesProps & { onLook: (nudge: NudgeKind) => void }) {
  const id = useId();
  return (
    <div role="group" aria-label={title} className="nudges">
      <small className="soft">{title}</small>
      {kinds.map((nudge) => (
        <div key={nudge} className="nudge-line">
          <button
            type="button"
            className="nudge"
            aria-describedby={`${id}${nudge}`}
            onClick={() => onNudge(nudge)}
            onFocus={() => onLook(nudge)}
            onPointerEnter={() => onLook(nudge)}
          >
            {words.nudge[nudge].label}
          </button>
          <small id={`${id}${nudge}`}>{words.nudge[nudge].words}</small>
        </div>
      ))}
    </div>
  );
}

function Tools({ row, mayName, instead, onDo, onStepOut }: Pick<Props, "row" | "mayName" | "instead"> & ToolsProps) {
  const { seat, name, held, heard, deputy, lostSince } = row;
  const { person } = seat;
  const [looked, look] = useState<NudgeKind>("advising");
  const nudge = (kind: NudgeKind) => onDo({ kind: "person.nudge", person, nudge: kind });
  const tool = (label: string, command: Command, title?: string) => (
    <button type="button" className="button" data-look="small" title={title} onClick={() => onDo(command)}>
      {label}
    </button>
  );
  return (
    <div className="person-tools">
      <div>
        <h3>{name}</h3>
        <small className="soft">{words.console.toOne}</small>
      </div>
      <div className="nudges-both">
        <Nudges title={words.console.redirects} kinds={REDIRECTS} onNudge={nudge} onLook={look} />
        <Nudges title={words.console.invitations} kinds={INVITATIONS} onNudge={nudge} onLook={look} />
      </div>
      <p className="they-read" aria-hidden="true">
        {words.nudge[looked].words}
      </p>
      <div className="row chips" role="group" aria-label={words.console.microphone}>
        <small className="soft">{words.console.microphone}</small>
        {tool(words.console.ask, { kind: "person.askToMute", person })}
        {tool(words.console.mute, { kind: "person.mute", person })}
        {held
          ? tool(words.console.release, { kind: "person.release", person })
          : tool(words.console.hold, { kind: "person.hold", person })}
        {seat.role === "observer" &&
          tool(heard ? words.console.unhear : words.console.hear, { kind: "observer.hear", person, heard: !heard })}
      </div>
      <div className="row chips">
        {mayName &&
          seat.role === "member" &&
          tool(
            deputy ? words.console.noDeputy : words.console.deputy,
            { kind: "deputy.name", person: deputy ? null : person, instead },
            words.console.deputyHint,
          )}
        {lostSince !== null &&
          !seat.presents &&
          tool(
            words.console.freeChairs(1),
            { kind: "chairs.free", shown: [{ person, since: lostSince }] },
            words.console.freeChairHint,
          )}
        <button type="button" className="button" data-look="small" onClick={onStepOut}>
          {words.console.stepOut}
        </button>
      </div>
    </div>
  );
}
type ToolsProps = { onDo: (command: Command) => void; onStepOut: () => void };

/** What a leader should know of this person before pressing anything, in as few words as there is room for. */
function useMarks({ row, word, quiet, clockAhead }: Pick<Props, "row" | "word" | "quiet" | "clockAhead">): string[] {
  const now = useNow(clockAhead);
  const { health, held, deputy, lostSince } = row;
  const minutes = lostSince === null ? 0 : Math.floor((now - lostSince) / 60_000);
  const counted = minutes > 0 && minutes < MANY_MINUTES;
  const line = health === "lost" && counted ? words.console.lostFor(minutes) : words.console.health[health];
  return [
    ...(health === "good" ? [] : [line]),
    ...(held ? [words.console.held] : []),
    ...(word === null ? [] : [words.console.word(words.nudge[word].label)]),
    ...(deputy ? [words.circle.deputy] : []),
    ...(quiet === null ? [] : [quiet]),
  ];
}

export function PersonTools({ row, word, quiet, mayName, instead, anchor, onOpen, clockAhead, dispatch }: Props) {
  const { seat, name, health, held } = row;
  const { person } = seat;
  /** `presents`: what the question on the screen says of the case. */
  const [asking, setAsking] = useState<{ presents: boolean } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  /** Pressing elsewhere closes the card before the click comes, even if elsewhere is the button that opened it. */
  const wasOpen = useRef(false);
  const marks = useMarks({ row, word, quiet, clockAhead });
  const open = anchor !== null;
  return (
    <li className="person" data-row={person} data-health={health} data-held={held} data-quiet={quiet !== null}>
      <button
        ref={button}
        type="button"
        className="person-row"
        aria-haspopup="dialog"
        aria-expanded={open}
        onKeyDown={(event) => arrowsAmongButtons(event, event.currentTarget.closest("ul"))}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={(event) => {
          onOpen(open || wasOpen.current ? null : event.currentTarget);
          wasOpen.current = false;
        }}
      >
        <span className="person-name">{name}</span>
        <small className="soft">
          {marks.join(" · ")}
          {health === "good" && <span className="unseen">{words.console.health.good}</span>}
        </small>
        <i className="dot" aria-hidden="true" />
      </button>
      {anchor !== null && (
        <Popover label={words.console.actions(name)} anchor={anchor} onClose={() => onOpen(null)}>
          <Tools
            row={row}
            mayName={mayName}
            instead={instead}
            onDo={(command) => {
              button.current?.focus();
              onOpen(null);
              void dispatch(command);
            }}
            onStepOut={() => {
              // So that the question gives the focus back to something that is still there.
              button.current?.focus();
              onOpen(null);
              setAsking({ presents: seat.presents });
            }}
          />
        </Popover>
      )}
      {asking !== null && (
        <Confirm
          title={words.console.stepOutTitle(name)}
          line={words.console.stepOutLine(name, asking.presents)}
          yes={words.console.stepOutYes}
          no={words.console.endNo}
          onYes={() => {
            setAsking(null);
            void dispatch({ kind: "person.stepOut", person, presents: asking.presents });
          }}
          onNo={() => setAsking(null)}
        />
      )}
    </li>
  );
}
