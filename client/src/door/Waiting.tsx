/** Waiting to be let in: who will open, and, after a click, the mirror and the microphone once more. */
import { useEffect, useRef, useState } from "react";
import type { Live } from "../session/live.ts";
import type { DeviceChoices } from "../session/media-state.ts";
import { givenName } from "../session/short-names.ts";
import { Notice } from "../ui/Notice.tsx";
import { words } from "../words/words.ts";
import { MicrophoneCheck } from "./MicrophoneCheck.tsx";
import { Mirror } from "./Mirror.tsx";
import { useDevice, useDeviceList } from "./use-device.ts";
import "./door.css";

type Look = { before: DeviceChoices; onChoose: (choices: DeviceChoices) => void };

/** What was chosen at the door is what is shown: the click that leads here opens the camera if it was to be open. */
function AnotherLook({ before, onChoose }: Look) {
  const camera = useDevice("camera");
  const microphone = useDevice("microphone");
  const devices = useDeviceList(`${camera.stream?.id} ${microphone.stream?.id}`);
  const [speaking, setSpeaking] = useState(before.microphone);
  const begin = useRef(before.camera ? camera.start : null);
  useEffect(() => {
    begin.current?.();
    begin.current = null;
  }, []);
  const seen = camera.stream !== null || camera.busy;
  const looked = useRef(false);
  useEffect(() => {
    if (looked.current) onChoose({ camera: seen, microphone: speaking });
    looked.current = true;
  }, [onChoose, seen, speaking]);
  return (
    <div className="another-look">
      <Mirror camera={camera} devices={devices} />
      <MicrophoneCheck microphone={microphone} devices={devices} open={speaking} onOpen={setSpeaking} />
    </div>
  );
}

type Props = { live: Live; name: string; leaders: readonly string[]; full: boolean; again: boolean };

export function Waiting({ live, name, leaders, full, again }: Props) {
  const [looking, setLooking] = useState(false);
  const opens = leaders.length === 0 ? words.waiting.nobody : words.waiting.leaders(leaders);
  const lines = [...(again ? [words.waiting.again] : []), full ? words.waiting.full : opens];
  return (
    <Notice screen="waiting" title={words.waiting.title(givenName(name))} line={lines.join("\n")}>
      {looking ? (
        <AnotherLook before={live.choices()} onChoose={live.choose} />
      ) : (
        <button type="button" className="button" data-look="plain" onClick={() => setLooking(true)}>
          {words.waiting.check}
        </button>
      )}
    </Notice>
  );
}
