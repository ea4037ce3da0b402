/** Time as a port: what the session and the reconciler wait by. Tests bring one that they turn by hand. */

export type Clock = {
  /** Epoch milliseconds. */
  now: () => number;
  /** Does the work once, after so many milliseconds. Answers how to call it off. */
  after: (ms: number, work: () => void) => () => void;
};

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => clearTimeout(timer);
  },
};
