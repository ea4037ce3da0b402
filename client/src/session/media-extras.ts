/**
 * What a person may lay over the own picture and voice: each is off until asked for, fetched only then, and switches
 * itself off, saying so, where the device cannot carry it. Opens and closes no device. Knows LiveKit's processors.
 */
import type { LocalTrack, Track, TrackProcessor } from "livekit-client";
import type { Extra } from "./media-state.ts";
import type { Queue } from "./one-at-a-time.ts";

export type Processor = TrackProcessor<Track.Kind>;
type Load = () => Promise<(gaveUp: () => void) => Promise<Processor>>;

type Deps = {
  enqueue: Queue;
  /** The own open track, if there is one. */
  track(): LocalTrack | undefined;
  changed(is: Extra): void;
};

export type OwnExtra = {
  set(on: boolean): void;
  /** Over a track that is not sent yet, or has just come to be sent; costs nothing while it is off. */
  lay(track: LocalTrack): Promise<void>;
};

export function ownExtra(load: Load, { enqueue, track, changed }: Deps): OwnExtra {
  let wanted = false;

  async function take(from: LocalTrack | undefined) {
    if (from?.getProcessor() !== undefined) await from.stopProcessor();
  }

  function giveUp(as: "tooSlow" | "failed") {
    if (!wanted) return;
    wanted = false;
    changed(as);
    enqueue(() => take(track()));
  }

  async function lay(over: LocalTrack) {
    if (!wanted || over.getProcessor() !== undefined) return;
    try {
      const make = await load();
      const processor = await make(() => giveUp("tooSlow"));
      if (!wanted) return;
      await over.setProcessor(processor);
      if (wanted) changed("on");
      else await take(over);
    } catch (error) {
      console.warn("extra", error);
      await take(over).catch(() => undefined);
      if (!wanted) return;
      wanted = false;
      changed("failed");
    }
  }

  return {
    lay,
    set(on) {
      wanted = on;
      changed(on ? "starting" : "off");
      enqueue(async () => {
        const open = track();
        if (!wanted) return take(open);
        if (open !== undefined) return lay(open);
        // With the device closed it waits for the next time.
        return changed("on");
      });
    },
  };
}

/** Over the own picture. */
export const loadBlur: Load = async () => (await import("./media-blur.ts")).blur;
/** Over the own voice. */
export const loadClearVoice: Load = async () => (await import("./media-voice.ts")).clearVoice;
