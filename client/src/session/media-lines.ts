/**
 * Keeps sound clear on a poor line: looks once a second at how each direction does, and lets pictures become smaller,
 * fewer, or rest, by `ladder.ts`. Never touches sound, and neither opens nor closes a device.
 */
import {
  ConnectionQuality,
  type LocalVideoTrack,
  type RemoteParticipant,
  type RemoteTrackPublication,
  type Room,
  Track,
  VideoQuality,
} from "livekit-client";
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { type Ladder, climb, newLadder } from "./ladder.ts";
import { ownPicture } from "./media-sending.ts";
import type { MediaState } from "./media-state.ts";
import { incomingMeter, measureOutgoing } from "./media-stats.ts";
import { INCOMING, OUTGOING, SPOKE_MS, type Take, takeOf } from "./reception.ts";

const LOOK_EVERY_MS = 1_000;
/** Of the room towards the media server, what each rung of the own picture needs beside the own voice, in bit/s. */
const NEEDS = { full: 150_000, small: 90_000, none: 0 };
const POOR: ReadonlySet<ConnectionQuality> = new Set([ConnectionQuality.Poor, ConnectionQuality.Lost]);
const SLOW_FPS = 7;
const FULL_FPS = 30;

type Deps = {
  snapshot(): RoomSnapshot | null;
  changed(change: Partial<MediaState>): void;
  /** Whose pictures are taken may have changed. */
  refresh(): void;
  /** Whose voice is played: the media server also calls loud who is not. */
  isHeard(person: string): boolean;
};

export type PoorLines = {
  /** A line is there. */
  follow(room: Room): void;
  /** It is gone; the next one begins with everything. */
  stop(): void;
  soundOnly(on: boolean): void;
  /** How large a picture of this person is taken just now; sees to it that the media server sends no larger one. */
  take(publication: RemoteTrackPublication, person: string): Take;
};

export function poorLines({ snapshot, changed, refresh, isHeard }: Deps): PoorLines {
  let room: Room | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let incoming: Ladder = newLadder(0);
  let outgoing: Ladder = newLadder(0);
  let soundOnly = false;
  let looking = false;
  let measureIncoming = incomingMeter();
  const spokeAt = new Map<string, number>();
  const asked = new WeakMap<RemoteTrackPublication, Take>();
  const resting = new Set<RemoteTrackPublication>();
  let insisted = false;
  const shape = ownPicture();

  const taken = () => INCOMING[incoming.rung] ?? "none";
  const sent = () => OUTGOING[outgoing.rung] ?? "none";
  const spoke = (now: number) =>
    new Set([...spokeAt].filter(([, at]) => now - at < SPOKE_MS).map(([person]) => person));

  const tracksOf = (person: RemoteParticipant) =>
    [...person.trackPublications.values()]
      .map((publication) => publication.track)
      .filter((track) => track !== undefined);

  async function lookAtIncoming(of: Room, at: number) {
    const people = [...of.remoteParticipants.values()];
    const cramped = people
      .flatMap(tracksOf)
      .some((track) => track.kind === Track.Kind.Video && track.streamState === Track.StreamState.Paused);
    // Whoever sends over a poor line is no witness of this one.
    const witnesses = people.filter((person) => !POOR.has(person.connectionQuality));
    const measure = await measureIncoming(witnesses.map(tracksOf));
    if (room === of) incoming = climb(incoming, { at, ...measure, cramped }, INCOMING.length - 1);
  }

  async function lookAtOutgoing(of: Room, at: number) {
    const camera = of.localParticipant.getTrackPublication(Track.Source.Camera);
    const picture = camera?.track as LocalVideoTrack | undefined;
    // Nothing to rest: the next picture begins whole.
    if (picture === undefined || camera?.isMuted === true) {
      outgoing = newLadder(at);
      return;
    }
    const voice = of.localParticipant.getTrackPublication(Track.Source.Microphone)?.track;
    const measure = await measureOutgoing(voice === undefined ? [picture] : [picture, voice]);
    if (room !== of) return;
    const cramped = measure.room !== null && measure.room < NEEDS[sent()];
    outgoing = climb(outgoing, { at, ...measure, cramped }, OUTGOING.length - 1);
    await shape(picture, sent());
  }

  async function look(of: Room) {
    if (looking) return;
    looking = true;
    const before = [taken(), sent()].join();
    const now = performance.now();
    try {
      for (const { identity } of of.activeSpeakers) if (isHeard(identity)) spokeAt.set(identity, now);
      await Promise.all([lookAtIncoming(of, now), lookAtOutgoing(of, now)]);
    } catch (error) {
      console.warn("line", error);
    } finally {
      looking = false;
    }
    if (room !== of) return;
    insist();
    if (before !== [taken(), sent()].join()) tell();
    else if (taken() === "few") refresh();
  }

  function tell() {
    changed({ incoming: taken(), outgoing: sent(), soundOnly });
    refresh();
  }

  function ask(publication: RemoteTrackPublication, take: Take) {
    if (take === "none") {
      resting.add(publication);
      asked.delete(publication);
      return;
    }
    resting.delete(publication);
    if (publication.track === undefined || asked.get(publication) === take) return;
    asked.set(publication, take);
    publication.setVideoQuality(take === "large" ? VideoQuality.HIGH : VideoQuality.LOW);
    publication.setVideoFPS(take === "slow" ? SLOW_FPS : FULL_FPS);
  }

  /**
   * A picture that nobody shows is not asked for, by the SDK's own care. While the media server holds it back for want of
   * room it overhears that, and sends it as soon as there is some: so it is said again while any comes, each time in other
   * words, for the same ones it would overhear as well.
   */
  function insist() {
    for (const publication of resting) {
      if ((publication.track?.currentBitrate ?? 0) === 0) continue;
      publication.setVideoFPS(insisted ? SLOW_FPS : SLOW_FPS + 1);
      insisted = !insisted;
    }
  }

  return {
    follow(next) {
      room = next;
      const now = performance.now();
      [incoming, outgoing] = [newLadder(now), newLadder(now)];
      measureIncoming = incomingMeter();
      clearInterval(timer);
      timer = setInterval(() => void look(next), LOOK_EVERY_MS);
    },
    stop() {
      room = null;
      clearInterval(timer);
      spokeAt.clear();
      resting.clear();
      [incoming, outgoing] = [newLadder(0), newLadder(0)];
      changed({ incoming: taken(), outgoing: sent() });
    },
    soundOnly(on) {
      soundOnly = on;
      tell();
    },
    take(publication, person) {
      const now = snapshot();
      if (now === null) return "none";
      const take = takeOf(now, person, { incoming: taken(), soundOnly, spoke: spoke(performance.now()) });
      ask(publication, take);
      return take;
    },
  };
}
