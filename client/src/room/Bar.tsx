/** What everybody has at hand. Each button says what is; a closed one says why. */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { useState } from "react";
import type { Devices, Dispatch } from "../session/live.ts";
import type { MediaState } from "../session/media-state.ts";
import { cameraOf, microphoneOf } from "../session/view-model.ts";
import { Confirm } from "../ui/Confirm.tsx";
import { Icon } from "../ui/Icon.tsx";
import { words } from "../words/words.ts";
import { keyed } from "./shortcuts.ts";
import { SoundAndPicture } from "./SoundAndPicture.tsx";
import { TellLeaders } from "./TellLeaders.tsx";

type Props = { snapshot: RoomSnapshot; media: MediaState; devices: Devices; dispatch: Dispatch; onLeave: () => void };

function Microphone({ snapshot, media, devices }: Pick<Props, "snapshot" | "media" | "devices">) {
  const view = microphoneOf(snapshot, media);
  if (view.is === "resting") {
    return (
      <button
        type="button"
        className="button bar-wide"
        data-look="rest"
        data-mic="resting"
        aria-disabled="true"
        {...keyed("microphone")}
      >
        <Icon of="microphoneOff" />
        <span>{words.resting[view.reason]}</span>
      </button>
    );
  }
  const open = view.is === "open";
  return (
    <button
      type="button"
      className="button bar-device"
      data-look={open ? "on" : undefined}
      data-mic={open || view.is === "muted" ? view.is : "closed"}
      aria-pressed={open}
      disabled={media.hushed}
      {...keyed("microphone")}
      onClick={view.is === "closed" ? devices.openMicrophone : devices.closeMicrophone}
    >
      <Icon of={open ? "microphone" : "microphoneOff"} />
      <span>{words.bar.microphone[view.is]}</span>
    </button>
  );
}

function Camera({ snapshot, media, devices }: Pick<Props, "snapshot" | "media" | "devices">) {
  const view = cameraOf(snapshot, media);
  const on = view === "on";
  const resting = view === "resting";
  return (
    <button
      type="button"
      className="button bar-device"
      data-look={on ? "on" : resting ? "rest" : undefined}
      data-camera={view === "opening" ? "off" : view}
      aria-pressed={on}
      aria-disabled={resting}
      disabled={media.hushed}
      {...keyed("camera")}
      onClick={resting ? undefined : view === "off" ? devices.openCamera : devices.closeCamera}
    >
      <Icon of={on ? "camera" : "cameraOff"} />
      <span>{words.bar.camera[view]}</span>
    </button>
  );
}

/** On a small screen the signs stand alone, and this line says what the microphone is. */
function BarSays({ snapshot, media }: Pick<Props, "snapshot" | "media">) {
  const view = microphoneOf(snapshot, media);
  return (
    <p className="bar-says" aria-hidden="true">
      {view.is === "resting" ? words.resting[view.reason] : words.bar.microphone[view.is]}
    </p>
  );
}

export function Bar({ snapshot, media, devices, dispatch, onLeave }: Props) {
  const [asks, setAsks] = useState<"soundAndPicture" | "tell" | "leave" | null>(null);
  return (
    <div className="bar-place">
      <div className="bar" role="group" aria-label={words.bar.label} data-home>
        <Microphone snapshot={snapshot} media={media} devices={devices} />
        <Camera snapshot={snapshot} media={media} devices={devices} />
        <button type="button" className="button" data-look="plain" onClick={() => setAsks("soundAndPicture")}>
          <Icon of="sliders" />
          <span>{words.soundAndPicture.title}</span>
        </button>
        <button
          type="button"
          className="button"
          data-look="plain"
          title={words.bar.someoneHint}
          {...keyed("someone")}
          onClick={devices.someoneCameIn}
        >
          <Icon of="door" />
          <span>{words.bar.someone}</span>
        </button>
        {snapshot.leaders === null && (
          <button type="button" className="button" data-look="plain" {...keyed("tell")} onClick={() => setAsks("tell")}>
            <Icon of="words" />
            <span>{words.bar.tell}</span>
          </button>
        )}
        <button type="button" className="button" data-look="plain" onClick={() => setAsks("leave")}>
          <Icon of="leave" />
          <span>{words.bar.leave}</span>
        </button>
        {asks === "soundAndPicture" && (
          <SoundAndPicture media={media} devices={devices} onClose={() => setAsks(null)} />
        )}
        <BarSays snapshot={snapshot} media={media} />
        {asks === "tell" && <TellLeaders dispatch={dispatch} onClose={() => setAsks(null)} />}
        {asks === "leave" && (
          <Confirm
            title={words.leaving.title}
            line={words.leaving.line}
            yes={words.leaving.yes}
            no={words.leaving.no}
            onYes={onLeave}
            onNo={() => setAsks(null)}
          />
        )}
      </div>
    </div>
  );
}
