/**
 * Plays the voices of others through hidden audio elements, outside React, and can silence them all at once.
 * Knows remote audio tracks; does not know who may speak.
 */
import type { RemoteTrack } from "livekit-client";

export type RemoteSound = {
  play(track: RemoteTrack): void;
  stop(track: RemoteTrack): void;
  hush(hushed: boolean): void;
  stopAll(): void;
};

export function remoteSound(): RemoteSound {
  const playing = new Map<RemoteTrack, HTMLMediaElement>();
  let hushed = false;

  // `startAudio` of the SDK takes `muted` off again, so the track itself is silenced too.
  function silence(track: RemoteTrack, element: HTMLMediaElement) {
    element.muted = hushed;
    track.mediaStreamTrack.enabled = !hushed;
  }

  function stop(track: RemoteTrack) {
    const element = playing.get(track);
    if (element === undefined) return;
    element.muted = true;
    track.detach(element);
    element.remove();
    playing.delete(track);
  }

  return {
    play(track) {
      if (playing.has(track)) return;
      const element = track.attach();
      element.hidden = true;
      document.body.append(element);
      playing.set(track, element);
      silence(track, element);
    },
    stop,
    hush(now) {
      hushed = now;
      for (const [track, element] of playing) silence(track, element);
    },
    stopAll() {
      for (const track of [...playing.keys()]) stop(track);
    },
  };
}
