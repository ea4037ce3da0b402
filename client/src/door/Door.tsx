/**
 * The door, in two short steps: name and promise, then a look at camera, microphone, speaker and line, and knocking.
 * Leaders come the same way and need not knock.
 */
import type { WhoAnswer } from "@balint/shared/rest";
import { tidied } from "@balint/shared/session/name";
import { type FormEvent, useCallback, useEffect, useRef, useState } from "react";
import type { LineTrials } from "../session/line-trial.ts";
import { loadMedia } from "../session/load-media.ts";
import { type DeviceChoices, NO_DEVICES } from "../session/media-state.ts";
import { type Failure, rest } from "../session/rest.ts";
import { givenName } from "../session/short-names.ts";
import { unfit } from "../ui/browser.ts";
import { LanguageChoice } from "../ui/LanguageChoice.tsx";
import { words } from "../words/words.ts";
import { DeviceCheck } from "./DeviceCheck.tsx";
import { type Comer, Introduction } from "./Introduction.tsx";
import { LineCheck } from "./LineCheck.tsx";
import { loadRoom } from "./load.ts";
import { Unfit } from "./Unfit.tsx";
import "./door.css";

export type Known = NonNullable<WhoAnswer["known"]>;

type Props = {
  session: string;
  secret: string;
  who: WhoAnswer;
  trials: LineTrials;
  onIn: (choices: DeviceChoices, as: Known) => void;
};

/** The screen has changed under whoever listens to it: the new heading is read out. */
function readOut(heading: HTMLHeadingElement | null) {
  heading?.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

export function Door({ session, secret, who, trials, onIn }: Props) {
  const [step, setStep] = useState<"promise" | "check">("promise");
  const [comer, setComer] = useState<Comer>({ name: who.known?.name ?? "", as: "member", agreed: false });
  const [hindrance] = useState(unfit);
  // An unfit browser may not even have this.
  const [knocking] = useState(() => (hindrance === null ? crypto.randomUUID() : ""));
  /** Read when the door opens, not when the knock was sent: a choice may change in between. */
  const choices = useRef(NO_DEVICES);
  const choose = useCallback((now: DeviceChoices) => {
    choices.current = now;
  }, []);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Failure["error"] | null>(null);
  const guest = who.as === "guest";
  const name = tidied(comer.name);

  useEffect(() => {
    if (step === "check") for (const load of [loadRoom(!guest), loadMedia()]) load.catch(() => undefined);
  }, [step, guest]);

  async function knock(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const { as } = comer;
    const asked = { key: secret, name, as, agreed: true, knock: knocking, person: who.known?.person } as const;
    const reply = await rest.knock(session, asked);
    if (reply.ok) {
      await loadRoom(!guest).catch(() => undefined);
      return onIn(choices.current, { person: reply.value.person, name });
    }
    setBusy(false);
    setProblem(reply.error);
    // What was written stands on the step before.
    if (reply.error === "invalid") setStep("promise");
  }

  if (hindrance !== null) return <Unfit why={hindrance} />;
  const said = problem === null ? null : words.failed[problem];
  return (
    <main className="door" data-screen="door">
      <LanguageChoice />
      {step === "promise" ? (
        <Introduction
          who={who}
          comer={comer}
          onChange={(change) => setComer({ ...comer, ...change })}
          onDone={() => {
            setProblem(null);
            setStep("check");
          }}
          problem={said}
        />
      ) : (
        <form className="door-card check" data-step="check" onSubmit={(event) => void knock(event)}>
          <DeviceCheck
            onChoose={choose}
            heading={
              <div>
                <h1 ref={readOut} tabIndex={-1}>
                  {words.door.welcome(givenName(name))}
                </h1>
                <p className="soft">{guest ? words.door.checkGuest : words.door.checkLeader}</p>
              </div>
            }
          >
            <LineCheck trials={trials} />
            <p role="alert" className="problem">
              {said ?? ""}
            </p>
            <div className="door-steps">
              <button type="button" className="button" data-look="plain" onClick={() => setStep("promise")}>
                {words.door.back}
              </button>
              <button type="submit" className="button" data-look="step" disabled={busy}>
                {busy ? words.oneMoment : guest ? words.door.knock : words.door.goIn}
              </button>
            </div>
          </DeviceCheck>
        </form>
      )}
    </main>
  );
}
