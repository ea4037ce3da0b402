/** Whether one is heard, and whether the microphone comes in open: a choice of its own, never made by trying. */
import { useEffect, useState } from "react";
import { Icon } from "../ui/Icon.tsx";
import { troubleLine } from "../ui/trouble.ts";
import { words } from "../words/words.ts";
import { DeviceChoice } from "./DeviceChoice.tsx";
import { listenToLevel } from "./preview.ts";
import type { TriedDevice } from "./use-device.ts";

const AUDIBLE = 0.08;

function Level({ stream }: { stream: MediaStream }) {
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(
    () =>
      listenToLevel(stream, (now) => {
        setLevel(now);
        if (now > AUDIBLE) setHeard(true);
      }),
    [stream],
  );
  return (
    <div className="level">
      <meter min={0} max={1} value={level} aria-label={words.door.level} />
      <span role="status">{heard ? words.door.hearYou : words.door.speakNow}</span>
    </div>
  );
}

type Props = {
  microphone: TriedDevice;
  devices: readonly MediaDeviceInfo[];
  open: boolean;
  onOpen: (open: boolean) => void;
};

export function MicrophoneCheck({ microphone, devices, open, onOpen }: Props) {
  const { stream } = microphone;
  return (
    <div className="check-line">
      <Icon of="microphone" />
      <div className="check-body">
        {stream !== null && <Level stream={stream} />}
        <div className="row">
          <button
            type="button"
            className="button"
            data-look="small"
            disabled={microphone.busy}
            onClick={stream === null ? microphone.start : microphone.stop}
          >
            {stream === null ? words.door.tryMicrophone : words.door.stopMicrophone}
          </button>
          <DeviceChoice
            of="microphone"
            all={devices}
            label={words.door.microphone}
            inUse={stream?.getAudioTracks()[0]?.getSettings().deviceId}
            onChoose={microphone.choose}
          />
        </div>
        <p role="status" className="soft small trouble">
          {microphone.trouble === null ? "" : troubleLine(microphone.trouble)}
        </p>
        <label className="choice">
          <input type="checkbox" checked={open} onChange={(event) => onOpen(event.target.checked)} />
          {words.door.microphoneOpen}
        </label>
        {!open && <p className="soft small">{words.door.microphoneNote}</p>}
      </div>
    </div>
  );
}
