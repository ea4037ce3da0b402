/**
 * Whose sound and picture can reach us: by the media server's word on each line, and by who is in its room at all.
 * Whoever the snapshot has here and the media room has not, for longer than coming in takes, is not heard by anybody.
 * Knows no SDK.
 */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import type { LineHealth } from "./media-state.ts";

/** A slow line takes a while to come in. */
const MISSED_AFTER_MS = 5_000;

export type Health = {
  /** The media server's word; `null` = it does not know. */
  said(person: string, health: LineHealth | null): void;
  /** @param inside who is in the media room; `null` while we are not in it ourselves, and cannot tell */
  look(snapshot: RoomSnapshot | null, inside: ReadonlySet<string> | null): ReadonlyMap<string, LineHealth>;
};

/** @param changed called when somebody has been missed for long enough: look again */
export function lineHealth(changed: () => void): Health {
  const words = new Map<string, LineHealth>();
  const missedSince = new Map<string, number>();

  function missed(person: string): boolean {
    const since = missedSince.get(person);
    // By a clock that nobody sets, and that does not count what was slept through.
    if (since !== undefined) return performance.now() - since >= MISSED_AFTER_MS;
    missedSince.set(person, performance.now());
    setTimeout(changed, MISSED_AFTER_MS);
    return false;
  }

  return {
    said(person, health) {
      if (health === null) words.delete(person);
      else words.set(person, health);
    },
    look(snapshot, inside) {
      const lines = new Map<string, LineHealth>();
      if (snapshot === null || inside === null) {
        words.clear();
        missedSince.clear();
        return lines;
      }
      for (const { person, line } of snapshot.seats) {
        if (person === snapshot.you.id || inside.has(person) || line === "lost") {
          missedSince.delete(person);
          const word = words.get(person);
          if (word !== undefined) lines.set(person, word);
        } else {
          words.delete(person);
          if (missed(person)) lines.set(person, "lost");
        }
      }
      return lines;
    },
  };
}
