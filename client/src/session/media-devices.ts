/**
 * One own device, microphone or camera. It opens only when `open` is called, which is the person's own click
 * (or the return of a line it was open on); it closes before any network call. All slow work goes through
 * one queue. Knows LiveKit's local tracks; knows no phases and no words.
 */
import { type LocalParticipant, type LocalTrack, Track } from "livekit-client";
import { type DeviceKind, troubleFrom } from "./device-trouble.ts";
import { type Moment, thisMoment } from "./elapsed.ts";
import { capture, followDevice, isMutedBySystem, keepFromReplacing, publish } from "./media-capture.ts";
import type { Trouble } from "./media-state.ts";
import type { Queue } from "./one-at-a-time.ts";
import { outageOf } from "./outage.ts";

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
  /** Whether the page has just woken: then `slept` is called before this returns. */
  look(): void;
  trouble(trouble: Trouble): void;
  /** It is not so any more. */
  mended(trouble: Trouble): void;
};

export type OwnDevice = {
  /** `muted`: open as far as the person and the room go, but the system gives nothing of it. */
  state(): "open" | "muted" | "opening" | "closed";
  open(): void;
  /** By the person's own wish, or once at a leader's: stays at hand. */
  close(): void;
  /** The media server has muted the track at a leader's wish. */
  closedFromOutside(): void;
  /** Taken away: capture ends now, the track goes as soon as the line lets it. */
  cut(): void;
  /** The line may be falling, since then; sound may still go through. */
  unstable(since: Moment): void;
  /** The page was asleep, since then: what was open too long ago closes before anything of it can be sent. */
  slept(since: Moment): void;
  /** The line fell. The microphone falls silent until `resume`, so that the SDK cannot bring it back by itself. */
  suspend(since: Moment): void;
  /** A line is there: opens what was open before or is meant to be, in the same moment and not long after. */
  resume(): void;
  /** Closes whatever came open without being meant to, such as a track the SDK has published again. */
  enforce(): void;
  /** The media server has taken the track off the line; giving the right back does not open it again. */
  goneFromOutside(): void;
  forget(): void;
};

export function ownDevice(kind: DeviceKind, enqueue: Queue, deps: DeviceDeps): OwnDevice {
  const source = kind === "microphone" ? Track.Source.Microphone : Track.Source.Camera;
  let intended = false;
  /** Grows with every change of mind, so that slow work can see that it is no longer wanted. */
  let wish = 0;
  let inFlight: LocalTrack | null = null;
  let muting = false;
  /** Has come open and was not closed since; not so while it is only meant to open. */
  let up = false;
  const outage = outageOf(kind, deps.moment);
  /** It has fallen, and the device waits for `resume`. */
  let down = false;
  /** The page has been asleep, and it is not known yet what has become of the line. */
  let drowsy = false;
  /** How long the system has muted it. */
  const hush = outageOf(kind, deps.moment);

  const published = () => deps.participant()?.getTrackPublication(source)?.track;
  const isOpen = () => {
    const track = published();
    if (track === undefined || track.isMuted) return false;
    return track.mediaStreamTrack.enabled && track.mediaStreamTrack.readyState === "live";
  };

  const stale = () => (down || drowsy) && outage.tooLong();

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
    followDevice(track, {
      gone: () => gone(track),
      muted: () => mutedBySystem(track),
      goesOn: (aside) => goesOn(track, aside),
    });
    try {
      await deps.prepare(track);
      await publish(participant, track, source, stillWanted);
      keepFromReplacing(track);
      if (isMutedBySystem(track)) mutedBySystem(track);
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
    deps.trouble(null);
    begin();
  }

  function begin() {
    intended = true;
    up = false;
    drowsy = false;
    outage.beginAnew();
    if (deps.ready()) down = false;
    wish += 1;
    const mine = wish;
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
    // What the system has muted would be at hand whenever the system lets it.
    if (isMutedBySystem(published())) return cut();
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
    hush.end();
    deps.mended(`${kind}Muted`);
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

  const isMine = (track: LocalTrack) => track === inFlight || track === published();

  function gone(track: LocalTrack) {
    // A browser that stood still may find its devices ended when it wakes.
    deps.look();
    if (!isMine(track)) return;
    const wasIntended = intended;
    cut();
    if (wasIntended) deps.trouble(`${kind}${drowsy ? "Away" : "Gone"}`);
  }

  function mutedBySystem(track: LocalTrack) {
    if (!isMine(track) || !intended) return;
    hush.begin(thisMoment());
    deps.trouble(`${kind}Muted`);
    deps.changed();
  }

  /** By a key, say, which is the person's own act; but after a call on the phone nobody may be at the page. */
  function goesOn(track: LocalTrack, aside: boolean) {
    if (!isMine(track)) return;
    const late = aside && hush.tooLong();
    if (!late && isMutedBySystem(track)) return;
    hush.end();
    if (late) return lapse();
    deps.mended(`${kind}Muted`);
    deps.changed();
  }

  function silence() {
    const track = published();
    if (track === undefined || track.isMuted) return;
    track.mediaStreamTrack.enabled = false;
    // Not in the queue: the SDK may publish the track again before its turn.
    mute(track).catch((error: unknown) => console.warn("device", error));
  }

  /** What was open too long ago, or in another moment, is not to come back by itself. */
  function lapse() {
    if (!intended) return;
    silence();
    close();
    deps.trouble(`${kind}Away`);
  }

  return {
    state() {
      if (!intended) return "closed";
      if (isOpen()) return isMutedBySystem(published()) ? "muted" : "open";
      return stale() ? "closed" : "opening";
    },
    open,
    close,
    closedFromOutside() {
      if (!muting) close();
    },
    cut,
    unstable: outage.begin,
    slept(since) {
      outage.begin(since);
      drowsy = true;
      if (stale()) lapse();
    },
    suspend(since) {
      outage.begin(since);
      down = true;
      setTimeout(deps.changed, outage.left());
      if (kind === "microphone") silence();
    },
    resume() {
      const late = stale();
      outage.end();
      down = false;
      drowsy = false;
      if (late) lapse();
      else if (intended && !isOpen() && deps.allowed()) begin();
    },
    enforce() {
      keepFromReplacing(published());
      if (stale()) lapse();
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
      outage.end();
      down = false;
      drowsy = false;
    },
  };
}
