/** The second half of the door: mirror, microphone, speaker and line on one screen. Nothing opens without a click. */
import { type ReactNode, useEffect, useState } from "react";
import type { DeviceChoices } from "../session/media-state.ts";
import { MicrophoneCheck } from "./MicrophoneCheck.tsx";
import { Mirror } from "./Mirror.tsx";
import { SpeakerCheck } from "./SpeakerCheck.tsx";
import { useDevice, useDeviceList } from "./use-device.ts";

type Props = {
  onChoose: (choices: DeviceChoices) => void;
  /** Above and below what is checked. */
  heading: ReactNode;
  children: ReactNode;
};

export function DeviceCheck({ onChoose, heading, children }: Props) {
  const camera = useDevice("camera");
  const microphone = useDevice("microphone");
  const devices = useDeviceList(`${camera.stream?.id} ${microphone.stream?.id}`);
  const [speaking, setSpeaking] = useState(false);
  const seen = camera.stream !== null;
  useEffect(() => onChoose({ microphone: speaking, camera: seen }), [onChoose, speaking, seen]);
  return (
    <>
      <Mirror camera={camera} devices={devices} />
      <div className="check-side">
        {heading}
        <MicrophoneCheck microphone={microphone} devices={devices} open={speaking} onOpen={setSpeaking} />
        <SpeakerCheck devices={devices} />
        {children}
      </div>
    </>
  );
}
