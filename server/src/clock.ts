/** Time as a port: what the session and the reconciler wait by. Tests bring one that they turn by hand. */

export type Clock = {
  /** Epoch milliseconds, as the machine has them: somebody may set them, forward or back, at any moment. */
  now: () => number;
  /** Milliseconds since some moment, whatever the clock is set to: what durations are measured by. */
  steady: () => number;
  /** Does the work once, after so many milliseconds. Answers how to call it off. */
  after: (ms: number, work: () => void) => () => void;
};

/** A time that runs evenly from now on, epoch milliseconds; it begins no earlier than a moment that is known to be past. */
export function evenTime(clock: Clock, past: number): () => number {
  const [began, from] = [Math.max(clock.now(), past), clock.steady()];
  return () => began + Math.max(0, Math.floor(clock.steady() - from));
}

export const systemClock: Clock = {
  now: () => Date.now(),
  steady: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
