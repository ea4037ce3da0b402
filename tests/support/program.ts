/**
 * A program of ours, such as a bench: whatever it starts it also stops, at its end, at a fault and on Ctrl-C alike, and
 * then it is over, whoever still holds a line open. Knows nothing of what it does.
 */
import { constants } from "node:os";

/** What hangs is left to whoever started us. */
const STOPPED_WITHIN_MS = 30_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** @param work is given `later`: what to do at the end, last things first. Answers the exit code, or nothing for 0. */
export async function asProgram(work: (later: (stop: () => unknown) => void) => Promise<number | void>): Promise<void> {
  const stops: (() => unknown)[] = [];
  let ending = false;

  async function end(code: number): Promise<void> {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(code || 1), STOPPED_WITHIN_MS).unref();
    // What fails because it is being stopped says nothing, and does not keep the rest from being stopped.
    process.on("uncaughtException", () => {});
    for (const stop of stops.toReversed())
      try {
        await stop();
      } catch (cause) {
        process.stderr.write(`${String(cause)}\n`);
        code ||= 1;
      }
    process.exit(code);
  }

  for (const signal of SIGNALS) process.on(signal, () => void end(128 + constants.signals[signal]));
  try {
    await end((await work((stop) => stops.push(stop))) ?? 0);
  } catch (cause) {
    if (ending) return;
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
    await end(1);
  }
}
