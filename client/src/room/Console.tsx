/** The leaders' rail: phase and clock, the one next step, then everything a leader may quietly do. */
import { CardKind } from "@balint/shared/session/model";
import type { LeadersView, RoomSnapshot } from "@balint/shared/session/protocol";
import { useState } from "react";
import type { Dispatch } from "../session/live.ts";
import type { MediaState } from "../session/media-state.ts";
import { peopleOf } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import { Between } from "./Between.tsx";
import { Needs } from "./Needs.tsx";
import { PersonTools } from "./PersonTools.tsx";
import { Steps } from "./Steps.tsx";
import { useSteady } from "./use-steady.ts";

type Part = { snapshot: RoomSnapshot; leaders: LeadersView; dispatch: Dispatch };
type Props = Part & { media: MediaState; clockAhead: number };

const DOUBLE_CLICK_MS = 350;

function Door({ leaders, dispatch }: Part) {
  const guests = leaders.door.map((guest) => guest.person).join(" ");
  const steady = useSteady(guests, DOUBLE_CLICK_MS);
  if (leaders.door.length === 0) return null;
  return (
    <section className="console-part door-list" aria-label={words.console.door}>
      <h3>{words.console.door}</h3>
      <ul className="stack">
        {leaders.door.map((guest) => (
          <li key={guest.person} data-knocks={guest.person}>
            <p>
              {guest.name} <small className="soft">{words.console.knocks(guest.role, guest.again, guest.here)}</small>
            </p>
            <div className="row">
              <button
                type="button"
                className="button"
                data-look="on"
                aria-label={words.console.admitName(guest.name)}
                aria-disabled={!steady}
                onClick={() => steady && void dispatch({ kind: "person.admit", person: guest.person })}
              >
                {words.console.admit}
              </button>
              <button
                type="button"
                className="button"
                data-look="plain"
                aria-label={words.console.notNowName(guest.name)}
                aria-disabled={!steady}
                onClick={() => steady && void dispatch({ kind: "person.refuse", person: guest.person })}
              >
                {words.console.notNow}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Cards({ snapshot, dispatch }: Part) {
  return (
    <section className="console-part console-extra" aria-label={words.console.cards}>
      <h3>{words.console.cards}</h3>
      <div className="row chips">
        {CardKind.options.map((card) => {
          const shown = snapshot.card === card;
          return (
            <button
              key={card}
              type="button"
              className="button"
              data-look={shown ? "on" : "small"}
              aria-pressed={shown}
              onClick={() => void dispatch({ kind: "room.card", card: shown ? null : card })}
            >
              {words.card[card]}
            </button>
          );
        })}
      </div>
    </section>
  );
}

export function Console({ snapshot, leaders, media, clockAhead, dispatch }: Props) {
  // On a small screen the rail is a sheet that shows the next step and is drawn up for the rest.
  const [open, setOpen] = useState(false);
  const people = peopleOf(snapshot, media);
  const unsettled = words.media[leaders.media];
  return (
    <aside className="console" aria-label={words.console.label} data-open={open}>
      <Steps snapshot={snapshot} leaders={leaders} clockAhead={clockAhead} dispatch={dispatch} />
      <p className="console-media" role="status" data-media-health={leaders.media}>
        {unsettled}
      </p>
      <Needs snapshot={snapshot} leaders={leaders} clockAhead={clockAhead} dispatch={dispatch} />
      <Door snapshot={snapshot} leaders={leaders} dispatch={dispatch} />
      <Cards snapshot={snapshot} leaders={leaders} dispatch={dispatch} />
      <section className="console-part console-extra" aria-label={words.console.people}>
        <h3>{words.console.people}</h3>
        {people.length === 0 && <p className="soft">{words.console.nobody}</p>}
        <ul>
          {people.map((row) => (
            <PersonTools
              key={row.seat.person}
              row={row}
              mayName={snapshot.you.role === "leader"}
              clockAhead={clockAhead}
              dispatch={dispatch}
            />
          ))}
        </ul>
      </section>
      {snapshot.you.role === "leader" && <Between snapshot={snapshot} leaders={leaders} dispatch={dispatch} />}
      <button type="button" className="button console-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? words.console.less : words.console.more}
      </button>
    </aside>
  );
}
