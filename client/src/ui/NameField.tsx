/** The field for a name of a person or a meeting. Says what cannot be in a name while it is written, and takes it out. */
import { type NameFault, type NameRule, faultIn, tidied, withoutFaults } from "@balint/shared/session/name";
import { useId, useRef } from "react";
import { words } from "../words/words.ts";

/** Longer texts are cut, so that a page full of text, pasted by mistake, stays out. */
const MOST_WRITTEN = 400;

type Props = {
  label: string;
  rule: NameRule;
  value: string;
  /** Somebody has tried to go on with it: an empty name is then a fault, too. */
  tried: boolean;
  autoComplete: string;
  onChange: (value: string) => void;
};

function lineFor(fault: NameFault): string {
  switch (fault.is) {
    case "letters":
      return words.nameFault.letters;
    case "long":
      return words.nameFault.long(fault.most);
    case "unseen":
    case "unshown":
      return words.nameFault[fault.is](fault.after);
    case "marks":
      return words.nameFault.marks(fault.on);
  }
}

export function NameField({ label, rule, value, tried, autoComplete, onChange }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const found = faultIn(value, rule);
  const fault = found?.is === "letters" && !tried ? null : found;
  return (
    <div className="field">
      <label className="field">
        {label}
        <input
          ref={input}
          required
          maxLength={MOST_WRITTEN}
          autoComplete={autoComplete}
          value={value}
          aria-invalid={fault !== null}
          aria-describedby={id}
          onChange={(event) => onChange(event.target.value)}
        />
      </label>
      <div className="name-fault">
        <p id={id} role="alert" className="problem">
          {fault === null ? "" : lineFor(fault)}
        </p>
        {fault !== null && fault.is !== "letters" && fault.is !== "long" && (
          <button
            type="button"
            className="button"
            data-look="small"
            onClick={() => {
              onChange(withoutFaults(value));
              input.current?.focus();
            }}
          >
            {words.nameFault.takeOut}
          </button>
        )}
      </div>
    </div>
  );
}

/** The name to go on with; `null`: not yet, and the field has the focus. */
export function nameIn(form: HTMLFormElement, value: string, rule: NameRule): string | null {
  if (faultIn(value, rule) === null) return tidied(value);
  form.querySelector("input")?.focus();
  return null;
}
