/** The leaders' rail: phase, clock and next step always in view, then who needs something, the people, the co-leader. */
import type { LeadersView, RoomSnapshot } from "@balint/shared/session/protocol";
import { useState } from "react";
import type { Dispatch } from "../session/live.ts";
import type { MediaState } from "../session/media-state.ts";
import { amongLeaders } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import { Between } from "./Between.tsx";
import { Cards } from "./Cards.tsx";
import { Needs } from "./Needs.tsx";
import { People } from "./People.tsx";
import { keyed } from "./shortcuts.ts";
import { Steps } from "./Steps.tsx";
import { useSteady } from "./use-steady.ts";

type Part = { snapshot: RoomSnapshot; leaders: LeadersView; dispatch: Dispatch };
type Props = Part & { media: MediaState; clockAhead: number };

const DOUBLE_CLICK_MS = 350;

function Door({ leaders, dispatch }: Omit<Part, "snapshot">) {
  const guests = leaders.door.map((guest) => guest.person).join(" ");
  const steady = useSteady(guests, DOUBLE_CLICK_MS);
  if (leaders.door.length === 0) return null;
  return (
    <section className="door-list" aria-label={words.console.door} {...keyed("door")}>
      <h3>{words.console.door}</h3>
      <ul>
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

export function Console({ snapshot, leaders, media, clockAhead, dispatch }: Props) {
  // On a small screen the rail is a sheet that shows the next step and is drawn up for the rest.
  const [open, setOpen] = useState(false);
  // Whoever is left is a leader: there is no circle to speak to, and nobody to be told anything.
  const debrief = amongLeaders(snapshot) !== null;
  return (
    <aside className="console" aria-label={words.console.label} data-open={open}>
      <Steps snapshot={snapshot} leaders={leaders} clockAhead={clockAhead} dispatch={dispatch} />
      {!debrief && <Cards snapshot={snapshot} dispatch={dispatch} />}
      <div className="console-calls">
        <Needs snapshot={snapshot} leaders={leaders} clockAhead={clockAhead} dispatch={dispatch} />
        <Door leaders={leaders} dispatch={dispatch} />
      </div>
      {!debrief && (
        <People snapshot={snapshot} leaders={leaders} media={media} clockAhead={clockAhead} dispatch={dispatch} />
      )}
      {snapshot.you.role === "leader" && <Between snapshot={snapshot} leaders={leaders} dispatch={dispatch} />}
      <button type="button" className="button console-toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? words.console.less : words.console.more}
      </button>
    </aside>
  );
}
