/**
 * Opens one microphone or camera as LiveKit's local track, sends it, and says what becomes of the device itself: gone, or
 * muted by the system and let again. Knows the browser's tracks; knows no wish.
 */
import {
  type LocalParticipant,
  type LocalTrack,
  PublishTrackError,
  type Track,
  TrackEvent,
  createLocalAudioTrack,
  createLocalVideoTrack,
} from "livekit-client";
import { openChosen } from "./device-choice.ts";
import type { DeviceKind } from "./device-trouble.ts";
import { elapsed, thisMoment } from "./elapsed.ts";

const PERMISSION_WAIT_MS = 3_000;
const PERMISSION_STEP_MS = 250;
/** A slow line that loses much needs several goes. */
const PUBLISH_LIMIT_MS = 20_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

// The SDK's own audio track is not assignable to its LocalTrack under exactOptionalPropertyTypes.
export function capture(kind: DeviceKind): Promise<LocalTrack> {
  return openChosen(kind, (deviceId) => {
    const which = deviceId === undefined ? {} : { deviceId };
    return kind === "microphone"
      ? (createLocalAudioTrack({
          echoCancellation: true,
          noiseSuppression: true,
          autoGainControl: true,
          ...which,
        }) as Promise<LocalTrack>)
      : (createLocalVideoTrack({
          resolution: { width: 640, height: 360, frameRate: 20 },
          ...(deviceId === undefined ? { facingMode: "user" as const } : which),
        }) as Promise<LocalTrack>);
  });
}

/** The device behind each track, even where something is laid over what it gives. */
const devices = new WeakMap<LocalTrack, MediaStreamTrack>();

/** A key of the computer or the headset, its settings, a shutter, or a call that has come: no sound, no picture. */
export const isMutedBySystem = (track: LocalTrack | undefined): boolean =>
  track !== undefined && devices.get(track)?.muted === true;

type Fate = {
  gone(): void;
  muted(): void;
  /** It is not muted any more, or the page is taken up again. @param aside the page was put aside while it was muted */
  goesOn(aside: boolean): void;
};

export function followDevice(track: LocalTrack, fate: Fate): void {
  function follow() {
    const device = track.mediaStreamTrack;
    devices.set(track, device);
    let aside = false;
    const looked = () => {
      if (device.readyState === "ended") removeEventListener("visibilitychange", looked, { capture: true });
      else if (device.muted && document.hidden) aside = true;
      else if (device.muted && aside) fate.goesOn(true);
    };
    // Before the SDK hears of it, which might open a device anew.
    addEventListener("visibilitychange", looked, { capture: true });
    device.addEventListener("ended", fate.gone, { once: true });
    device.addEventListener("mute", () => {
      aside = document.hidden;
      fate.muted();
    });
    device.addEventListener("unmute", () => fate.goesOn(aside));
  }
  follow();
  track.on(TrackEvent.Restarted, () => {
    follow();
    fate.goesOn(false);
  });
}

/** The SDK would open another device in place of one that is gone. It listens anew whenever it publishes. */
export function keepFromReplacing(track: LocalTrack | undefined): void {
  track?.removeAllListeners(TrackEvent.Ended);
}

export async function publish(
  participant: LocalParticipant,
  track: LocalTrack,
  source: Track.Source,
  stillWanted: () => boolean,
): Promise<void> {
  const begun = thisMoment();
  while (stillWanted()) {
    try {
      const tooLong = pause(PUBLISH_LIMIT_MS).then(() => Promise.reject(new Error("publishing took too long")));
      await Promise.race([participant.publishTrack(track, { source }), tooLong]);
      return;
    } catch (error) {
      // The right may reach the media server a moment after it reached this screen.
      const early = error instanceof PublishTrackError && error.status === 403;
      if (!early || elapsed(begun) > PERMISSION_WAIT_MS) throw error;
      await pause(PERMISSION_STEP_MS);
    }
  }
}
