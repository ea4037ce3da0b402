/** Time turned by hand: thousands of sessions in seconds, each with every timer in its order. */
import type { Clock } from "../../server/src/clock.ts";

type Timer = { readonly at: number; readonly order: number; readonly work: () => void };

/** Lets everything that is ready happen, before time goes on. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export class VirtualClock implements Clock {
  #now: number;
  #timers: Timer[] = [];
  #order = 0;

  constructor(start: number) {
    this.#now = start;
  }

  /** Milliseconds since the beginning, whatever the wall clock was set to. */
  elapsed = 0;

  readonly steady = (): number => this.elapsed;

  readonly now = (): number => this.#now;

  readonly after = (ms: number, work: () => void): (() => void) => {
    const timer = { at: this.#now + Math.max(0, ms), order: (this.#order += 1), work };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** How many things wait for their time. */
  get waiting(): number {
    return this.#timers.length;
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const next = this.#timers
        .filter((timer) => timer.at <= end)
        .toSorted((one, other) => one.at - other.at || one.order - other.order)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#go(Math.max(this.#now, next.at));
      next.work();
      await settle();
    }
    this.#go(end);
  }

  #go(to: number): void {
    this.elapsed += to - this.#now;
    this.#now = to;
  }

  /** The wall clock is set: timers that run stay as far away as they were. */
  jump(ms: number): void {
    this.#now += ms;
    this.#timers = this.#timers.map((timer) => ({ ...timer, at: timer.at + ms }));
  }
}
