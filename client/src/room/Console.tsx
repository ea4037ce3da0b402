/** The leaders' rail: phase, clock and next step always in view, then who needs something, the people, the co-leader. */
import type { LeadersView, RoomSnapshot } from "@balint/shared/session/protocol";
import { useState } from "react";
import type { Dispatch } from "../session/live.ts";
import type { MediaState } from "../session/media-state.ts";
import { amongLeaders } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import { Between } from "./Between.tsx";
import { Cards } from "./Cards.tsx";
import { DoorList } from "./DoorList.tsx";
import { EmptyChairs } from "./EmptyChairs.tsx";
import { Needs } from "./Needs.tsx";
import { People } from "./People.tsx";
import { Steps } from "./Steps.tsx";

type Props = {
  snapshot: RoomSnapshot;
  leaders: LeadersView;
  media: MediaState;
  clockAhead: number;
  dispatch: Dispatch;
};

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
        <EmptyChairs snapshot={snapshot} clockAhead={clockAhead} dispatch={dispatch} />
        <DoorList snapshot={snapshot} leaders={leaders} clockAhead={clockAhead} dispatch={dispatch} />
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
