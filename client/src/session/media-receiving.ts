/**
 * Receives from others what `subscription.ts` takes, one voice and one picture a person. The only way from a track of
 * somebody else to an output, a picture, a level or the ring around a chair. Level-triggered: everything is judged anew
 * on each look. Knows LiveKit's remote tracks; decides nothing of who may.
 */
import type { RemoteParticipant, RemoteTrack, RemoteTrackPublication, Room } from "livekit-client";
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { remoteSound } from "./media-sound.ts";
import { type Arrived, type Verdict, judge } from "./subscription.ts";

/** The record of a track may change without any event of the SDK. */
const LOOK_EVERY_MS = 1_000;

type Deps = {
  snapshot(): RoomSnapshot | null;
  /** Something came that no honest client sends. */
  odd(): void;
  /** What is taken has changed, without anything having happened. */
  changed(): void;
};

export type Receiving = {
  follow(room: Room): void;
  stop(): void;
  look(): void;
  /** All wishes are told anew, to a media server that may have forgotten them. */
  askAgain(): void;
  /** A track that has gone. */
  drop(track: RemoteTrack): void;
  hush(hushed: boolean): void;
  /** Whose voice this screen plays. */
  isHeard(person: string): boolean;
  /** The one picture of each person that has come in. */
  pictures(): ReadonlyMap<string, RemoteTrackPublication>;
};

/** Not every browser can say what was negotiated, and none at every moment; each can say what the track is. */
function negotiated({ receiver }: RemoteTrack): string[] {
  try {
    return (receiver?.getParameters?.()?.codecs ?? []).map(({ mimeType }) => mimeType);
  } catch {
    return [];
  }
}

function arrivedBy({ track }: RemoteTrackPublication): Arrived | null {
  if (track === undefined) return null;
  return { kind: track.mediaStreamTrack.kind, codecs: negotiated(track) };
}

function codecsOf({ trackInfo }: RemoteTrackPublication): string[] {
  return trackInfo === undefined ? [] : [trackInfo.mimeType, ...trackInfo.codecs.map(({ mimeType }) => mimeType)];
}

export function receiving({ snapshot, odd, changed }: Deps): Receiving {
  let room: Room | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  let asked = new WeakMap<RemoteTrackPublication, boolean>();
  /** Once it is gone, there would be nothing to tell it by. */
  const caught = new WeakSet<RemoteTrackPublication>();
  const reported = new WeakSet<RemoteTrackPublication>();
  const sound = remoteSound();
  let heard = new Set<string>();
  let seen = new Map<string, RemoteTrackPublication>();

  function verdictOn(publication: RemoteTrackPublication, person: string): Verdict {
    const now = snapshot();
    if (now === null) return "unwanted";
    const { kind, source } = publication;
    const arrived = arrivedBy(publication);
    const verdict = judge(now, { person, kind, source, codecs: codecsOf(publication) }, arrived);
    if (verdict === "posing" && arrived !== null) caught.add(publication);
    return caught.has(publication) ? "posing" : verdict;
  }

  function ask(publication: RemoteTrackPublication, want: boolean) {
    if (asked.get(publication) === want) return;
    asked.set(publication, want);
    publication.setSubscribed(want);
  }

  function refuse(publication: RemoteTrackPublication, verdict: Verdict) {
    if (publication.track !== undefined) sound.stop(publication.track);
    ask(publication, false);
    if (verdict !== "posing" || reported.has(publication)) return;
    reported.add(publication);
    odd();
  }

  function lookAt(other: RemoteParticipant) {
    const newest: { voice?: RemoteTrackPublication; picture?: RemoteTrackPublication } = {};
    const refused: [RemoteTrackPublication, Verdict][] = [];
    // The newest of a kind: while a device is changed, the older one is on its way out.
    for (const publication of [...other.trackPublications.values()].toReversed()) {
      const verdict = verdictOn(publication, other.identity);
      if ((verdict === "voice" || verdict === "picture") && newest[verdict] === undefined)
        newest[verdict] = publication;
      else refused.push([publication, verdict]);
    }
    for (const [publication, verdict] of refused) refuse(publication, verdict);
    const { voice, picture } = newest;
    if (voice !== undefined) {
      ask(voice, true);
      if (voice.track !== undefined) {
        sound.play(voice.track);
        heard.add(other.identity);
      }
    }
    if (picture === undefined) return;
    ask(picture, true);
    if (picture.track !== undefined) seen.set(other.identity, picture);
  }

  function look() {
    heard = new Set();
    seen = new Map();
    for (const other of room?.remoteParticipants.values() ?? []) lookAt(other);
  }

  const taken = () => [...heard, ...[...seen].map(([person, { trackSid }]) => `${person}/${trackSid}`)].join(" ");

  return {
    follow(next) {
      room = next;
      clearInterval(timer);
      timer = setInterval(() => {
        const before = taken();
        look();
        if (taken() !== before) changed();
      }, LOOK_EVERY_MS);
      look();
    },
    stop() {
      room = null;
      clearInterval(timer);
      sound.stopAll();
      look();
    },
    look,
    askAgain() {
      asked = new WeakMap();
      look();
    },
    drop: sound.stop,
    hush: sound.hush,
    isHeard: (person) => heard.has(person),
    pictures: () => seen,
  };
}
