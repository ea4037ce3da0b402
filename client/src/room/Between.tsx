/** The private line between the leaders. Gone with the session. */
import { MAX_LINE, type LeadersView, type RoomSnapshot } from "@balint/shared/session/protocol";
import { useEffect, useRef, useState } from "react";
import type { Dispatch } from "../session/live.ts";
import { shortNameOf } from "../session/view-model.ts";
import { words } from "../words/words.ts";
import { keyed } from "./shortcuts.ts";

type Props = { snapshot: RoomSnapshot; leaders: LeadersView; dispatch: Dispatch };

export function Between({ snapshot, leaders, dispatch }: Props) {
  const [text, setText] = useState("");
  const list = useRef<HTMLUListElement>(null);
  const lines = leaders.whispers.filter((whisper) => whisper.kind === "leaders");
  const newest = lines.at(-1)?.id;
  useEffect(() => {
    if (newest !== undefined) list.current?.lastElementChild?.scrollIntoView({ block: "nearest" });
  }, [newest]);
  async function send() {
    if (text.trim() === "") return;
    const answer = await dispatch({ kind: "leaders.say", text });
    if (answer.ok) setText("");
  }
  return (
    <section className="console-between console-extra" aria-label={words.console.between}>
      <h3 className="unseen">{words.console.between}</h3>
      {lines.length > 0 && (
        // It scrolls, and nothing in it takes the focus.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <ul className="between" ref={list} tabIndex={0} aria-label={words.console.between}>
          {lines.map((line) => (
            <li key={line.id}>
              <strong>
                {line.from === snapshot.you.id
                  ? words.circle.you
                  : (shortNameOf(snapshot, line.from) ?? words.console.co)}
              </strong>{" "}
              {line.kind === "leaders" ? line.text : ""}
            </li>
          ))}
        </ul>
      )}
      <form
        className="between-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <label className="field">
          <span className="unseen">{words.console.say}</span>
          <input
            maxLength={MAX_LINE}
            placeholder={words.console.say}
            value={text}
            autoComplete="off"
            {...keyed("between")}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <button type="submit" className="button" data-look="small">
          {words.console.send}
        </button>
      </form>
    </section>
  );
}
