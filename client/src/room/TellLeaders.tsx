/** A few words from one person to the leaders, about the line and not about the case. */
import { HelpTopic } from "@balint/shared/session/model";
import { MAX_LINE } from "@balint/shared/session/protocol";
import { useState } from "react";
import type { Dispatch } from "../session/live.ts";
import { DialogCard } from "../ui/Confirm.tsx";
import { say } from "../ui/speech.ts";
import { words } from "../words/words.ts";

export function TellLeaders({ dispatch, onClose }: { dispatch: Dispatch; onClose: () => void }) {
  const [topic, setTopic] = useState<HelpTopic>("cannotHear");
  const [text, setText] = useState("");
  async function send() {
    const answer = await dispatch({ kind: "help.ask", topic, text });
    if (!answer.ok) return;
    onClose();
    say(words.tell.sent);
  }
  return (
    <DialogCard title={words.tell.title} onClose={onClose}>
      <p className="soft">{words.tell.lead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <fieldset>
          <legend className="unseen">{words.tell.topic}</legend>
          {HelpTopic.options.map((option) => (
            <label key={option} className="choice">
              <input type="radio" name="topic" checked={topic === option} onChange={() => setTopic(option)} />
              {words.help[option]}
            </label>
          ))}
        </fieldset>
        <label className="field">
          {words.tell.text}
          <textarea rows={2} maxLength={MAX_LINE} value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <div className="row">
          <button type="submit" className="button" data-look="on">
            {words.tell.send}
          </button>
          <button type="button" className="button" data-look="plain" onClick={onClose}>
            {words.cancel}
          </button>
        </div>
      </form>
    </DialogCard>
  );
}
