/**
 * Whether this page has been asleep: a lid that was shut, a phone in a pocket, a browser that stood still. No browser tells
 * a page so; every beat has been missing, its own and those of its line. Knows nothing of what follows from it.
 */
import { type Moment, elapsed, thisMoment } from "./elapsed.ts";

const BEAT_MS = 1_000;
/** A busy page may beat late; one in the background by itself once a minute, where no sound and picture go through it. */
const ASLEEP_MS = 5_000;

export type Awake = {
  /** To be asked before anything is done about what has just arrived: it may have come out of a sleep. */
  look(): void;
  stop(): void;
};

/** @param slept is told the last moment known to be awake */
export function watchAwake(slept: (since: Moment) => void): Awake {
  let beat = thisMoment();
  function look() {
    const last = beat;
    beat = thisMoment();
    if (elapsed(last) >= ASLEEP_MS) slept(last);
  }
  const timer = setInterval(look, BEAT_MS);
  // Before the SDK hears of it, which might open a device anew.
  addEventListener("visibilitychange", look, { capture: true });
  return {
    look,
    stop() {
      clearInterval(timer);
      removeEventListener("visibilitychange", look, { capture: true });
    },
  };
}
