/**
 * One own device, microphone or camera. It opens only when `open` is called, which is the person's own click
 * (or the return of a line it was open on); it closes before any network call. All slow work goes through
 * one queue. Knows LiveKit's local tracks; knows no phases and no words.
 */
import {
  type LocalParticipant,
  type LocalTrack,
  PublishTrackError,
  Track,
  TrackEvent,
  createLocalAudioTrack,
  createLocalVideoTrack,
} from "livekit-client";
import { openChosen } from "./device-choice.ts";
import { type DeviceKind, troubleFrom } from "./device-trouble.ts";
import type { Trouble } from "./media-state.ts";

export type Queue = (work: () => Promise<void>) => void;

export type DeviceDeps = {
  /** `null` while there is no media room. */
  participant(): LocalParticipant | null;
  /** Whether the line can carry something new just now. */
  ready(): boolean;
  allowed(): boolean;
  /** Before a new track is sent. */
  prepare(track: LocalTrack): Promise<void>;
  /** What must still be the same when a line comes back, such as the phase. */
  moment(): string | null;
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
  /** The line may be falling; sound may still go through. */
  unstable(): void;
  /** The line fell. The microphone falls silent until `resume`, so that the SDK cannot bring it back by itself. */
  suspend(): void;
  /** A line is there: opens what was open before or is meant to be, in the same moment and not long after. */
  resume(): void;
  /** Closes whatever came open without being meant to, such as a track the SDK has published again. */
  enforce(): void;
  /** The media server has taken the track off the line; giving the right back does not open it again. */
  goneFromOutside(): void;
  forget(): void;
};

/** How long after the line fell a device may come back without a new click. */
const PATIENCE_MS: Readonly<Record<DeviceKind, number>> = { microphone: 20_000, camera: 120_000 };
const PERMISSION_WAIT_MS = 3_000;
const PERMISSION_STEP_MS = 250;
/** A slow line that loses much needs several goes. */
const PUBLISH_LIMIT_MS = 20_000;

export function oneAtATime(): Queue {
  let tail = Promise.resolve();
  return (work) => {
    tail = tail.then(work).catch((error: unknown) => console.warn("device", error));
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

// The SDK's own audio track is not assignable to its LocalTrack under exactOptionalPropertyTypes.
function capture(kind: DeviceKind): Promise<LocalTrack> {
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

/** Calls back when the device itself is gone. */
function followEnd(track: LocalTrack, ended: () => void) {
  const follow = () => track.mediaStreamTrack.addEventListener("ended", ended, { once: true });
  follow();
  track.on(TrackEvent.Restarted, follow);
}

/** The SDK would open another device in place of one that is gone. It listens anew whenever it publishes. */
function keepFromReplacing(track: LocalTrack | undefined) {
  track?.removeAllListeners(TrackEvent.Ended);
}

export function ownDevice(kind: DeviceKind, enqueue: Queue, deps: DeviceDeps): OwnDevice {
  const source = kind === "microphone" ? Track.Source.Microphone : Track.Source.Camera;
  let intended = false;
  /** Grows with every change of mind, so that slow work can see that it is no longer wanted. */
  let wish = 0;
  let inFlight: LocalTrack | null = null;
  let muting = false;
  /** Has come open and was not closed since; not so while it is only meant to open. */
  let up = false;
  /** When the line began to fall, or was last clicked at since, and in which moment that was. */
  let fell: { readonly since: number; readonly moment: string | null } | null = null;
  /** It has fallen, and the device waits for `resume`. */
  let down = false;

  const published = () => deps.participant()?.getTrackPublication(source)?.track;
  const isOpen = () => {
    const track = published();
    if (track === undefined || track.isMuted) return false;
    return track.mediaStreamTrack.enabled && track.mediaStreamTrack.readyState === "live";
  };

  const mark = () => ({ since: Date.now(), moment: deps.moment() });
  const stale = () =>
    down && fell !== null && (Date.now() - fell.since >= PATIENCE_MS[kind] || fell.moment !== deps.moment());

  function unwish() {
    intended = false;
    up = false;
    wish += 1;
    inFlight?.stop();
  }

  function end(change: Trouble) {
    unwish();
    deps.trouble(change);
  }

  async function mute(track: LocalTrack) {
    muting = true;
    try {
      await track.mute();
    } finally {
      muting = false;
    }
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
    followEnd(track, () => gone(track));
    try {
      await deps.prepare(track);
      await publish(participant, track, stillWanted);
      keepFromReplacing(track);
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
    up = false;
    if (fell !== null) fell = mark();
    if (deps.ready()) down = false;
    wish += 1;
    const mine = wish;
    deps.trouble(null);
    deps.changed();
    enqueue(async () => {
      const participant = deps.participant();
      // Without a line the wish waits; `resume` takes it up.
      if (participant !== null && deps.ready()) await bringUp(participant, mine);
      if (mine === wish) up = isOpen();
      deps.changed();
    });
  }

  function close() {
    unwish();
    const track = published();
    if (track !== undefined) {
      track.mediaStreamTrack.enabled = false;
      enqueue(async () => {
        if (intended || track.isMuted) return;
        await mute(track);
        deps.changed();
      });
    }
    deps.changed();
  }

  function cut() {
    unwish();
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

  function gone(track: LocalTrack) {
    if (track !== inFlight && track !== published()) return;
    cut();
    deps.trouble(`${kind}Gone`);
  }

  return {
    state: () => (!intended ? "closed" : isOpen() ? "open" : stale() ? "closed" : "opening"),
    open,
    close,
    closedFromOutside() {
      if (!muting) close();
    },
    cut,
    unstable() {
      fell ??= mark();
    },
    suspend() {
      fell ??= mark();
      down = true;
      setTimeout(deps.changed, fell.since + PATIENCE_MS[kind] - Date.now());
      const track = published();
      if (kind !== "microphone" || track === undefined || track.isMuted) return;
      track.mediaStreamTrack.enabled = false;
      // Not in the queue: the SDK may publish the track again before its turn.
      mute(track).catch((error: unknown) => console.warn("device", error));
    },
    resume() {
      const late = stale();
      fell = null;
      down = false;
      if (late) close();
      else if (intended && !isOpen()) open();
    },
    enforce() {
      keepFromReplacing(published());
      if (intended && stale()) close();
      else if (isOpen() && deps.ready()) down = false;
      if (published() === undefined) return;
      if (!deps.allowed()) cut();
      else if (!intended && isOpen()) close();
    },
    goneFromOutside() {
      if (up && published() === undefined) unwish();
    },
    forget() {
      unwish();
      fell = null;
      down = false;
    },
  };
}
