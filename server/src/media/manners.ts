/**
 * What each person's tracks were like at the last look, and whether they are an honest client's now (SPEC M-5): nothing
 * but microphones and cameras, one of each. Knows what the media server's record says, and nothing of rights.
 */
import { type Connected, isHonest } from "./sfu.ts";

export class Manners {
  readonly #before = new Map<string, ReadonlySet<string>>();

  /** Two of a kind are too many once both were there at the look before: an older one on its way out is not. */
  areBad({ identity, tracks }: Pick<Connected, "identity" | "tracks">): boolean {
    const before = this.#before.get(identity);
    this.#before.set(identity, new Set(tracks.map(({ sid }) => sid)));
    if (!tracks.every(isHonest)) return true;
    return (["microphone", "camera"] as const).some((source) => {
      const sids = tracks.filter((track) => track.source === source).map(({ sid }) => sid);
      return sids.length > 2 || (sids.length === 2 && sids.every((sid) => before?.has(sid)));
    });
  }
}
