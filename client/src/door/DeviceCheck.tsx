/** The mirror at the door. Both devices start by the person's click, and both are choices for coming in. */
import { useEffect, useRef, useState } from "react";
import type { DeviceChoices, Trouble } from "../session/media-state.ts";
import { Icon } from "../ui/Icon.tsx";
import { words } from "../words/words.ts";
import { listenToLevel, stopStream, tryDevice } from "./preview.ts";

const AUDIBLE = 0.08;

function useDevice(kind: "microphone" | "camera") {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const door = useRef(new AbortController());
  useEffect(() => {
    const here = new AbortController();
    door.current = here;
    return () => here.abort();
  }, []);
  useEffect(() => () => stopStream(stream), [stream]);
  return {
    stream,
    trouble,
    async start() {
      const gone = door.current.signal;
      const started = await tryDevice(kind, gone);
      if (gone.aborted) return;
      setTrouble(started.ok ? null : started.trouble);
      setStream(started.ok ? started.stream : null);
    },
    stop: () => setStream(null),
  };
}

function Mirror({ stream }: { stream: MediaStream | null }) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current !== null) video.current.srcObject = stream;
  }, [stream]);
  return (
    <video
      ref={video}
      className="mirror-video"
      muted
      playsInline
      autoPlay
      hidden={stream === null}
      aria-label={words.door.mirror}
    />
  );
}

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

export function DeviceCheck({ onChoose }: { onChoose: (choices: DeviceChoices) => void }) {
  const camera = useDevice("camera");
  const microphone = useDevice("microphone");
  const [speaking, setSpeaking] = useState(false);
  const seen = camera.stream !== null;
  useEffect(() => onChoose({ microphone: speaking, camera: seen }), [onChoose, speaking, seen]);
  const troubles = [camera.trouble, microphone.trouble].filter((trouble) => trouble !== null);
  return (
    <div className="check">
      <div className="mirror">
        <Mirror stream={camera.stream} />
        {!seen && <p className="soft">{words.door.cameraOff}</p>}
      </div>
      <div className="row">
        <button type="button" className="button" onClick={() => (seen ? camera.stop() : void camera.start())}>
          <Icon of={seen ? "cameraOff" : "camera"} />
          {seen ? words.door.stopCamera : words.door.tryCamera}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => (microphone.stream === null ? void microphone.start() : microphone.stop())}
        >
          <Icon of="microphone" />
          {microphone.stream === null ? words.door.tryMicrophone : words.door.stopMicrophone}
        </button>
      </div>
      {microphone.stream !== null && <Level stream={microphone.stream} />}
      <label className="choice">
        <input type="checkbox" checked={speaking} onChange={(event) => setSpeaking(event.target.checked)} />
        {words.door.microphoneOpen}
      </label>
      <div role="status" className="soft small">
        {troubles.map((trouble) => (
          <p key={trouble}>{words.trouble[trouble]}</p>
        ))}
        {troubles.length === 0 && <p>{speaking ? words.door.withoutDevices : words.door.microphoneNote}</p>}
      </div>
    </div>
  );
}
