/** The own picture, as in a mirror; until it is there, its place says what is. */
import { useEffect, useRef } from "react";
import { Icon } from "../ui/Icon.tsx";
import { troubleLine } from "../ui/trouble.ts";
import { words } from "../words/words.ts";
import { DeviceChoice } from "./DeviceChoice.tsx";
import type { TriedDevice } from "./use-device.ts";

type Props = { camera: TriedDevice; devices: readonly MediaDeviceInfo[] };

export function Mirror({ camera, devices }: Props) {
  const { stream } = camera;
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  const seen = stream !== null;
  return (
    <div className="mirror-side">
      <div className="mirror">
        <video
          ref={video}
          className="mirror-video"
          muted
          playsInline
          autoPlay
          hidden={!seen}
          aria-label={words.door.mirror}
        />
        <p role="status" className="soft">
          {camera.trouble !== null ? troubleLine(camera.trouble) : seen ? "" : words.door.cameraOff}
        </p>
      </div>
      <div className="row">
        <button type="button" className="button" disabled={camera.busy} onClick={seen ? camera.stop : camera.start}>
          <Icon of={seen ? "cameraOff" : "camera"} />
          {seen ? words.door.stopCamera : words.door.tryCamera}
        </button>
        <DeviceChoice
          of="camera"
          all={devices}
          label={words.door.camera}
          inUse={stream?.getVideoTracks()[0]?.getSettings().deviceId}
          onChoose={camera.choose}
        />
      </div>
    </div>
  );
}
