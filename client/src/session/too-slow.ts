/** Whether a stream of worked frames has stopped being fluent. Pure but for what it remembers; knows no device. */

const WINDOW_MS = 6_000;
/** The first frames wait for what must be fetched and built. */
const WARM_UP_MS = 4_000;
const FLUENT_FPS = 6;
/** It is asked about once a second: so long nobody asks only in a sleep. */
const GAP_MS = 5_000;

export type Judge = {
  frame(): void;
  /** To be asked about once a second: says yes once, after the frames have been too few for a while. */
  tooSlow(now: number, unseen: boolean): boolean;
};

export function judge(): Judge {
  let from: number | null = null;
  let frames = 0;
  let said = false;
  let asked: number | null = null;
  return {
    frame: () => void (frames += 1),
    tooSlow(now, unseen) {
      if (said) return false;
      const slept = asked !== null && now - asked > GAP_MS;
      asked = now;
      // A page that nobody looks at, or that was asleep, is given little time, and that says nothing of the device.
      if (unseen || slept) from = null;
      else if (from === null) [from, frames] = [now + WARM_UP_MS, 0];
      else if (now < from) frames = 0;
      else if (now - from >= WINDOW_MS) {
        said = frames / ((now - from) / 1_000) < FLUENT_FPS;
        [from, frames] = [now, 0];
      }
      return said;
    },
  };
}
