/**
 * Waiting for a condition instead of for a time. Knows nothing of what is waited for.
 */
import { setTimeout as delay } from "node:timers/promises";

const LOOK_EVERY_MS = 40;

/** The first look that is neither `undefined` nor `false`; throws with `what` when there was none in `withinMs`. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 5_000,
): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > until) throw new Error(`within ${withinMs} ms it did not come true that ${what}`);
    await delay(LOOK_EVERY_MS);
  }
}

/** Lets real time pass: only for watching that nothing happens meanwhile, never for waiting until something has. */
export function watchFor(ms: number): Promise<void> {
  return delay(ms);
}
