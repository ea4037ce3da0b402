/** The private line between the leaders. Gone with the session. */
import { MAX_LINE, type LeadersView, type RoomSnapshot } from "@balint/shared/session/protocol";
import { useState } from "react";
import type { Dispatch } from "../session/live.ts";
import { firstName, nameOf } from "../session/view-model.ts";
import { words } from "../words/words.ts";

type Props = { snapshot: RoomSnapshot; leaders: LeadersView; dispatch: Dispatch };

export function Between({ snapshot, leaders, dispatch }: Props) {
  const [text, setText] = useState("");
  const lines = leaders.whispers.filter((whisper) => whisper.kind === "leaders");
  async function send() {
    if (text.trim() === "") return;
    const answer = await dispatch({ kind: "leaders.say", text });
    if (answer.ok) setText("");
  }
  return (
    <section className="console-part console-extra stack" aria-label={words.console.between}>
      <h3>{words.console.between}</h3>
      {lines.length > 0 && (
        <ul className="between" aria-live="polite">
          {lines.map((line) => (
            <li key={line.id}>
              <strong>
                {line.from === snapshot.you.id
                  ? words.circle.you
                  : firstName(nameOf(snapshot, line.from) ?? words.console.co)}
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
