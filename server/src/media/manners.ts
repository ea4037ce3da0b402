/**
 * What each person's tracks were like at the last look, and whether they are an honest client's now (SPEC M-5): nothing
 * but microphones and cameras, one of each. Knows what the media server's record says, and nothing of rights.
 */
import { type Connected, isHonest } from "./sfu.ts";

/** An older track on its way out is gone by then. */
const BOTH_FOR_MS = 2_000;

export class Manners {
  readonly #since = new Map<string, ReadonlyMap<string, number>>();

  /** Two of a kind are too many once both have been there for a while, however often was looked meanwhile. */
  areBad({ identity, tracks }: Pick<Connected, "identity" | "tracks">, now: number): boolean {
    const before = this.#since.get(identity);
    const since = new Map(tracks.map(({ sid }) => [sid, before?.get(sid) ?? now]));
    this.#since.set(identity, since);
    if (!tracks.every(isHonest)) return true;
    return (["microphone", "camera"] as const).some((source) => {
      const sids = tracks.filter((track) => track.source === source).map(({ sid }) => sid);
      return (
        sids.length > 2 || (sids.length === 2 && sids.every((sid) => now - (since.get(sid) ?? now) >= BOTH_FOR_MS))
      );
    });
  }
}
