/** A soft sound that the person starts, and the question whether it was heard: no program can know that. */
import { useState } from "react";
import { chooseDevice } from "../session/device-choice.ts";
import { Icon } from "../ui/Icon.tsx";
import { words } from "../words/words.ts";
import { DeviceChoice } from "./DeviceChoice.tsx";
import { playSoftSound } from "./preview.ts";

export function SpeakerCheck({ devices }: { devices: readonly MediaDeviceInfo[] }) {
  const [at, setAt] = useState<"silent" | "playing" | "asking" | "heard" | "notHeard">("silent");
  async function play() {
    setAt("playing");
    await playSoftSound().catch(() => undefined);
    setAt((now) => (now === "playing" ? "asking" : now));
  }
  return (
    <div className="check-line">
      <Icon of="speaker" />
      <div className="check-body">
        <div className="row">
          <button
            type="button"
            className="button"
            data-look="small"
            disabled={at === "playing"}
            onClick={() => void play()}
          >
            {words.door.playSound}
          </button>
          {(at === "playing" || at === "asking") && (
            <div className="row">
              <span>{words.door.didYouHear}</span>
              <button type="button" className="button" data-look="small" onClick={() => setAt("heard")}>
                {words.door.heard}
              </button>
              <button type="button" className="button" data-look="small" onClick={() => setAt("notHeard")}>
                {words.door.notHeard}
              </button>
            </div>
          )}
          <DeviceChoice
            of="speaker"
            all={devices}
            label={words.door.speaker}
            onChoose={(id) => chooseDevice("speaker", id)}
          />
        </div>
        <p role="status" className="soft small">
          {at === "heard" ? words.door.youHear : at === "notHeard" ? words.door.soundMend : ""}
        </p>
      </div>
    </div>
  );
}
