/** The first half of the door: who comes, as what, and the promise. */
import type { WhoAnswer } from "@balint/shared/rest";
import { OF_PERSON } from "@balint/shared/session/name";
import { type FormEvent, useState } from "react";
import { NameField, nameIn } from "../ui/NameField.tsx";
import { words } from "../words/words.ts";

export type Comer = { readonly name: string; readonly as: "member" | "observer"; readonly agreed: boolean };

type Props = {
  who: WhoAnswer;
  comer: Comer;
  onChange: (change: Partial<Comer>) => void;
  onDone: () => void;
  /** What the door has said to an earlier try. */
  problem: string | null;
};

export function Introduction({ who, comer, onChange, onDone, problem }: Props) {
  const [missing, setMissing] = useState(false);
  const [tried, setTried] = useState(false);
  const guest = who.as === "guest";

  function goOn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    setMissing(!comer.agreed);
    const name = nameIn(event.currentTarget, comer.name, OF_PERSON);
    if (name !== null && comer.agreed) onDone();
  }

  return (
    <form className="door-card stack" data-step="promise" onSubmit={goOn}>
      <div>
        <h1>{who.name}</h1>
        <p className="soft">{guest ? words.door.leadGuest : words.door.leadLeader}</p>
      </div>
      <NameField
        label={words.door.name}
        rule={OF_PERSON}
        value={comer.name}
        tried={tried}
        autoComplete="name"
        onChange={(name) => onChange({ name })}
      />
      {guest && (
        <fieldset className="row as">
          <legend>{words.door.as}</legend>
          {(["member", "observer"] as const).map((option) => (
            <label key={option} className="choice">
              <input type="radio" name="as" checked={comer.as === option} onChange={() => onChange({ as: option })} />
              {words.door[option]}
            </label>
          ))}
        </fieldset>
      )}
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
            checked={comer.agreed}
            aria-invalid={missing && !comer.agreed}
            onChange={(event) => onChange({ agreed: event.target.checked })}
          />
          <strong>{words.door.agree}</strong>
        </label>
      </section>
      <p role="alert" className="problem">
        {missing && !comer.agreed ? words.door.agreeFirst : (problem ?? "")}
      </p>
      <button type="submit" className="button" data-look="step">
        {words.door.goOn}
      </button>
    </form>
  );
}
