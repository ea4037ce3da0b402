/** Which one, where there are several. Nothing at all where there is no choice. */
import { useState } from "react";
import { type Choosable, chosenDevice } from "../session/device-choice.ts";
import { choicesOf } from "./use-device.ts";

type Props = {
  of: Choosable;
  all: readonly MediaDeviceInfo[];
  label: string;
  onChoose: (id: string) => void;
  /** The one in use, where the browser tells it. */
  inUse?: string | undefined;
};

export function DeviceChoice({ of, all, label, onChoose, inUse }: Props) {
  const [chosen, setChosen] = useState(() => chosenDevice(of));
  const choices = choicesOf(of, all);
  if (choices.length === 0) return null;
  const known = [inUse, chosen, choices[0]?.id].find((id) => choices.some((choice) => choice.id === id));
  return (
    <select
      className="device-choice"
      aria-label={label}
      value={known}
      onChange={({ target: { value } }) => {
        setChosen(value);
        onChoose(value);
      }}
    >
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
