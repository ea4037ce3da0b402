/** A word to the whole circle: one press shows what there is, the next sends it or takes it away. */
import { CardKind } from "@balint/shared/session/model";
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { useRef, useState } from "react";
import type { Dispatch } from "../session/live.ts";
import { words } from "../words/words.ts";
import { Popover } from "./Popover.tsx";
import { keyed } from "./shortcuts.ts";

export function Cards({ snapshot, dispatch }: { snapshot: RoomSnapshot; dispatch: Dispatch }) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const wasOpen = useRef(false);
  const open = anchor !== null;
  const shown = snapshot.card;
  return (
    <div className="console-cards console-extra">
      <button
        type="button"
        className="button cards-button"
        data-look={shown === null ? "small" : "on"}
        aria-haspopup="dialog"
        aria-expanded={open}
        {...keyed("cards")}
        onPointerDown={() => {
          wasOpen.current = open;
        }}
        onClick={(event) => {
          setAnchor(open || wasOpen.current ? null : event.currentTarget);
          wasOpen.current = false;
        }}
      >
        {shown === null ? words.console.cards : words.console.cardShown(words.card[shown])}
      </button>
      {anchor !== null && (
        <Popover label={words.console.cards} anchor={anchor} onClose={() => setAnchor(null)}>
          <div className="person-tools">
            <h3>{words.console.cards}</h3>
            <div className="nudges">
              {CardKind.options.map((card) => (
                <button
                  key={card}
                  type="button"
                  className="nudge"
                  aria-pressed={shown === card}
                  onClick={() => {
                    setAnchor(null);
                    void dispatch({ kind: "room.card", card: shown === card ? null : card });
                  }}
                >
                  {words.card[card]}
                </button>
              ))}
            </div>
          </div>
        </Popover>
      )}
    </div>
  );
}
