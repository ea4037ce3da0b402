/** The door: name, the promise of confidentiality, a look at camera and microphone, and knocking. */
import type { WhoAnswer } from "@balint/shared/rest";
import { MAX_NAME } from "@balint/shared/session/model";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import { loadMedia } from "../session/live.ts";
import { type DeviceChoices, NO_DEVICES } from "../session/media-state.ts";
import { type Failure, rest } from "../session/rest.ts";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { words } from "../words/words.ts";
import { DeviceCheck } from "./DeviceCheck.tsx";
import "./door.css";

type Props = { session: string; secret: string; who: WhoAnswer; onIn: (choices: DeviceChoices, name: string) => void };

function Agreement({
  agreed,
  onAgree,
  missing,
}: {
  agreed: boolean;
  onAgree: (agreed: boolean) => void;
  missing: boolean;
}) {
  return (
    <section className="promise" aria-labelledby="promise">
      <h2 id="promise">{words.door.agreement}</h2>
      <ul>
        {words.door.promises.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <label className="choice">
        <input
          type="checkbox"
          checked={agreed}
          aria-invalid={missing}
          onChange={(event) => onAgree(event.target.checked)}
        />
        <strong>{words.door.agree}</strong>
      </label>
    </section>
  );
}

export function Door({ session, secret, who, onIn }: Props) {
  const [name, setName] = useState(who.known ?? "");
  const [as, setAs] = useState<"member" | "observer">("member");
  const [agreed, setAgreed] = useState(false);
  /** Read when the door opens, not when the knock was sent: a choice may change in between. */
  const choices = useRef(NO_DEVICES);
  const choose = useCallback((now: DeviceChoices) => {
    choices.current = now;
  }, []);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Failure["error"] | "notAgreed" | null>(null);
  const guest = who.as === "guest";

  useEffect(() => {
    loadMedia().catch(() => undefined);
  }, []);

  async function knock(event: FormEvent) {
    event.preventDefault();
    if (!agreed) return setProblem("notAgreed");
    setBusy(true);
    setProblem(null);
    const reply = await rest.knock(session, { key: secret, name: name.trim(), as, agreed: true });
    setBusy(false);
    if (reply.ok) onIn(choices.current, name.trim());
    else setProblem(reply.error);
  }

  return (
    <main className="door" data-screen="door">
      <LanguageChoice />
      <form className="door-card" onSubmit={(event) => void knock(event)}>
        <DeviceCheck onChoose={choose} />
        <div className="stack">
          <div>
            <h1>{who.name}</h1>
            <p className="soft">{guest ? words.door.leadGuest : words.door.leadLeader}</p>
          </div>
          <label className="field">
            {words.door.name}
            <input
              required
              maxLength={MAX_NAME}
              autoComplete="name"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </label>
          {guest && (
            <fieldset className="row as">
              <legend>{words.door.as}</legend>
              {(["member", "observer"] as const).map((option) => (
                <label key={option} className="choice">
                  <input type="radio" name="as" checked={as === option} onChange={() => setAs(option)} />
                  {words.door[option]}
                </label>
              ))}
            </fieldset>
          )}
          <Agreement agreed={agreed} onAgree={setAgreed} missing={problem === "notAgreed"} />
          <p role="alert" className="problem">
            {problem === null ? "" : problem === "notAgreed" ? words.door.agreeFirst : words.failed[problem]}
          </p>
          <button type="submit" className="button" data-look="step" disabled={busy}>
            {busy ? words.oneMoment : guest ? words.door.knock : words.door.goIn}
          </button>
        </div>
      </form>
    </main>
  );
}
