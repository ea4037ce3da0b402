/**
 * One own device, microphone or camera. It opens only when `open` is called, which is the person's own click
 * (or the return of a line it was open on); it closes before any network call. All slow work goes through
 * one queue. Knows LiveKit's local tracks; knows no phases and no words.
 */
import {
  type LocalParticipant,
  type LocalTrack,
  MediaDeviceFailure,
  PublishTrackError,
  Track,
  createLocalAudioTrack,
  createLocalVideoTrack,
} from "livekit-client";
import type { Trouble } from "./media-state.ts";

export type DeviceKind = "microphone" | "camera";
export type Queue = (work: () => Promise<void>) => void;

export type DeviceDeps = {
  /** `null` while there is no media room. */
  participant(): LocalParticipant | null;
  /** Whether the line can carry something new just now. */
  ready(): boolean;
  allowed(): boolean;
  changed(): void;
  trouble(trouble: Trouble): void;
};

export type OwnDevice = {
  state(): "open" | "opening" | "closed";
  open(): void;
  /** By the person's own wish, or once at a leader's: stays at hand. */
  close(): void;
  /** The media server has muted the track at a leader's wish. */
  closedFromOutside(): void;
  /** Taken away: capture ends now, the track goes as soon as the line lets it. */
  cut(): void;
  /** After a line came back: opens only what was open before and is still allowed. */
  resume(): void;
  /** Closes whatever came open without being meant to, such as a track the SDK has published again. */
  enforce(): void;
  forget(): void;
};

const PERMISSION_WAIT_MS = 3_000;
const PERMISSION_STEP_MS = 250;
const PUBLISH_LIMIT_MS = 8_000;

export function oneAtATime(): Queue {
  let tail = Promise.resolve();
  return (work) => {
    tail = tail.then(work).catch((error: unknown) => console.warn("device", error));
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

// The SDK's own audio track is not assignable to its LocalTrack under exactOptionalPropertyTypes.
function capture(kind: DeviceKind): Promise<LocalTrack> {
  return kind === "microphone"
    ? (createLocalAudioTrack({
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      }) as Promise<LocalTrack>)
    : (createLocalVideoTrack({
        resolution: { width: 640, height: 360, frameRate: 20 },
        facingMode: "user",
      }) as Promise<LocalTrack>);
}

function troubleFrom(kind: DeviceKind, error: unknown): Trouble {
  const denied = MediaDeviceFailure.getFailure(error) === MediaDeviceFailure.PermissionDenied;
  if (kind === "microphone") return denied ? "microphoneDenied" : "microphoneMissing";
  return denied ? "cameraDenied" : "cameraMissing";
}

export function ownDevice(kind: DeviceKind, enqueue: Queue, deps: DeviceDeps): OwnDevice {
  const source = kind === "microphone" ? Track.Source.Microphone : Track.Source.Camera;
  let intended = false;
  /** Grows with every change of mind, so that slow work can see that it is no longer wanted. */
  let wish = 0;
  let inFlight: LocalTrack | null = null;
  let muting = false;

  const published = () => deps.participant()?.getTrackPublication(source)?.track;
  const isOpen = () => {
    const track = published();
    return track !== undefined && !track.isMuted && track.mediaStreamTrack.readyState === "live";
  };

  function end(change: Trouble) {
    intended = false;
    wish += 1;
    deps.trouble(change);
  }

  async function publish(participant: LocalParticipant, track: LocalTrack, stillWanted: () => boolean) {
    const deadline = Date.now() + PERMISSION_WAIT_MS;
    while (stillWanted()) {
      try {
        const tooLong = pause(PUBLISH_LIMIT_MS).then(() => Promise.reject(new Error("publishing took too long")));
        await Promise.race([participant.publishTrack(track, { source }), tooLong]);
        return;
      } catch (error) {
        // The right may reach the media server a moment after it reached this screen.
        const early = error instanceof PublishTrackError && error.status === 403;
        if (!early || Date.now() > deadline) throw error;
        await pause(PERMISSION_STEP_MS);
      }
    }
  }

  async function bringUp(participant: LocalParticipant, mine: number) {
    const stillWanted = () => mine === wish && intended && deps.allowed() && deps.participant() === participant;
    if (!stillWanted()) return;
    const present = published();
    if (present !== undefined && (present.isMuted || present.mediaStreamTrack.readyState === "live")) {
      present.mediaStreamTrack.enabled = true;
      if (present.isMuted) await present.unmute();
      if (stillWanted()) return;
      present.stop();
    }
    if (present !== undefined) await participant.unpublishTrack(present, true);
    if (!stillWanted()) return;
    let track: LocalTrack;
    try {
      track = await capture(kind);
    } catch (error) {
      if (mine === wish) end(troubleFrom(kind, error));
      return;
    }
    inFlight = track;
    try {
      await publish(participant, track, stillWanted);
    } catch {
      if (mine === wish && deps.participant() === participant) end("notYet");
    } finally {
      inFlight = null;
      if (!stillWanted()) {
        track.stop();
        if (published() === track) await participant.unpublishTrack(track, true);
      }
    }
  }

  function open() {
    if (!deps.allowed()) return;
    intended = true;
    wish += 1;
    const mine = wish;
    deps.trouble(null);
    deps.changed();
    enqueue(async () => {
      const participant = deps.participant();
      // Without a line the wish waits; `resume` takes it up.
      if (participant !== null && deps.ready()) await bringUp(participant, mine);
      deps.changed();
    });
  }

  function close() {
    intended = false;
    wish += 1;
    inFlight?.stop();
    const track = published();
    if (track !== undefined) {
      track.mediaStreamTrack.enabled = false;
      enqueue(async () => {
        if (intended || track.isMuted) return;
        muting = true;
        await track.mute();
        muting = false;
        deps.changed();
      });
    }
    deps.changed();
  }

  function cut() {
    intended = false;
    wish += 1;
    inFlight?.stop();
    const participant = deps.participant();
    const track = published();
    if (participant !== null && track !== undefined) {
      track.stop();
      enqueue(async () => {
        if (published() === track) await participant.unpublishTrack(track, true);
        deps.changed();
      });
    }
    deps.changed();
  }

  return {
    state: () => (isOpen() && intended ? "open" : intended ? "opening" : "closed"),
    open,
    close,
    closedFromOutside() {
      if (!muting) close();
    },
    cut,
    resume() {
      if (intended && !isOpen()) open();
    },
    enforce() {
      if (published() === undefined) return;
      if (!deps.allowed()) cut();
      else if (!intended && isOpen()) close();
    },
    forget() {
      intended = false;
      wish += 1;
      inFlight?.stop();
    },
  };
}
