/** The people a leader may speak to one by one, with each line's health; pressing a chair opens the same card. */
import type { LeadersView, RoomSnapshot } from "@balint/shared/session/protocol";
import { useEffect, useState } from "react";
import type { Dispatch } from "../session/live.ts";
import type { MediaState } from "../session/media-state.ts";
import { peopleOf } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import { A_WORD_MS, type Heard, heardNow, nobodyHeard } from "./heard.ts";
import { PersonTools } from "./PersonTools.tsx";
import { keyed } from "./shortcuts.ts";

/** A phase that began longer ago than this was not listened to from its beginning. */
const JUST_BEGUN_MS = 5_000;

type Props = {
  snapshot: RoomSnapshot;
  leaders: LeadersView;
  media: MediaState;
  clockAhead: number;
  dispatch: Dispatch;
};

function useHeard({ phase, now }: RoomSnapshot, { phaseSince }: LeadersView, speaking: ReadonlySet<string>): Heard {
  const [heard, setHeard] = useState(() => nobodyHeard(phase, now - phaseSince < JUST_BEGUN_MS));
  useEffect(() => {
    const look = () => setHeard((before) => heardNow(before, phase, speaking, performance.now()));
    look();
    const timer = setTimeout(look, A_WORD_MS);
    return () => clearTimeout(timer);
  }, [phase, speaking]);
  return heard;
}

/** Of whom a press on the chair opens the card; `null` = nothing opens. */
function useChairs(people: readonly string[], open: (person: string, chair: Element) => void) {
  useEffect(() => {
    function pressed({ target }: MouseEvent) {
      if (!(target instanceof Element) || target.closest("button, a, input") !== null) return;
      const chair = target.closest("[data-person]");
      const person = chair?.getAttribute("data-person") ?? "";
      if (chair !== null && people.includes(person)) open(person, chair);
    }
    document.addEventListener("click", pressed);
    return () => document.removeEventListener("click", pressed);
  }, [people, open]);
}

export function People({ snapshot, leaders, media, clockAhead, dispatch }: Props) {
  const [marking, setMarking] = useState(false);
  const [opened, setOpened] = useState<{ person: string; anchor: Element } | null>(null);
  const heard = useHeard(snapshot, leaders, media.speaking);
  const people = peopleOf(snapshot, media);
  useChairs(
    people.map(({ seat }) => seat.person),
    (person, anchor) => setOpened({ person, anchor }),
  );
  const notSpoken = heard.whole ? words.console.notSpoken : words.console.notSpokenSince;
  return (
    <section className="console-people console-extra" aria-label={words.console.people}>
      <div className="people-head">
        <h3>{words.console.people}</h3>
        {people.length > 0 && (
          <button
            type="button"
            className="mark-quiet"
            aria-pressed={marking}
            title={words.console.quietHint}
            onClick={() => setMarking(!marking)}
          >
            {words.console.quiet}
          </button>
        )}
      </div>
      {people.length === 0 && <p className="soft">{words.console.nobody}</p>}
      <ul {...keyed("people")}>
        {people.map((row) => {
          const { person, maySpeak } = row.seat;
          const word = leaders.whispers.find((one) => one.kind === "nudge" && one.to === person);
          return (
            <PersonTools
              key={person}
              row={row}
              word={word?.kind === "nudge" ? word.nudge : null}
              quiet={marking && maySpeak && !heard.people.has(person) ? notSpoken : null}
              mayName={snapshot.you.role === "leader"}
              instead={leaders.deputy}
              anchor={opened?.person === person ? opened.anchor : null}
              onOpen={(anchor) => setOpened(anchor === null ? null : { person, anchor })}
              clockAhead={clockAhead}
              dispatch={dispatch}
            />
          );
        })}
      </ul>
    </section>
  );
}
