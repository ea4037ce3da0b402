/**
 * A media server in memory, behind the same port and bound by the same contract suite as the real one: for faults
 * and for speed. Keeps the real one's habits: whole-record permissions that close tracks, absent is not an error,
 * a join brings the token's rights. `fail` and `hold` stage what a real one does on a bad day.
 */
import type { PersonId, SessionId } from "@balint/shared/session/model";
import { type Connected, type Rights, type Sfu, type Track, covers } from "../../server/src/media/sfu.ts";

type Someone = { rights: Rights; tracks: Track[]; connection: string };
type Call = {
  readonly what: "grant" | "remove" | "hall" | "connected" | "mute";
  readonly person?: string;
  readonly rights?: Rights;
};

export class FakeSfu implements Sfu {
  readonly rooms = new Map<string, Map<string, Someone>>();
  readonly calls: Call[] = [];
  /** Called before each request takes effect; throw to fail it, return a promise to delay it. */
  before: (call: Call) => Promise<void> | void = () => undefined;
  /** The way back: what was asked has been done, and its answer is on its way. */
  after: () => Promise<void> | void = () => undefined;

  readonly #sids = new WeakMap<Track, string>();
  #tracks = 0;
  #connections = 0;
  readonly #halls = new Map<Map<string, Someone>, string>();

  async openRoom(room: string): Promise<string> {
    const there = this.rooms.get(room) ?? new Map<string, Someone>();
    this.rooms.set(room, there);
    return this.#hallOf(there);
  }

  async hall(room: SessionId): Promise<string | null> {
    await this.#ask({ what: "hall" });
    const there = this.rooms.get(room);
    return there === undefined ? null : this.#hallOf(there);
  }

  #sidOf(track: Track): string {
    const sid = this.#sids.get(track) ?? `TR_${++this.#tracks}`;
    this.#sids.set(track, sid);
    return sid;
  }

  #hallOf(there: Map<string, Someone>): string {
    const hall = this.#halls.get(there) ?? `RM_${this.#halls.size + 1}`;
    this.#halls.set(there, hall);
    return hall;
  }

  async closeRoom(room: string): Promise<void> {
    this.rooms.delete(room);
  }

  async connected(room: SessionId): Promise<Connected[]> {
    await this.#ask({ what: "connected" });
    const people = [...(this.rooms.get(room) ?? [])].map(([identity, { rights, tracks, connection }]) => ({
      identity,
      connection,
      rights,
      tracks: tracks.map((track) => ({ ...track, sid: this.#sidOf(track) })),
    }));
    await this.after();
    return people;
  }

  async grant(room: SessionId, person: PersonId, rights: Rights): Promise<"done" | "absent"> {
    await this.#ask({ what: "grant", person, rights });
    const someone = this.rooms.get(room)?.get(person);
    if (someone !== undefined) {
      someone.rights = rights;
      someone.tracks = someone.tracks.filter(
        (track) => covers(rights, track) || (track.source === "camera" && rights.camera),
      );
    }
    await this.after();
    return someone === undefined ? "absent" : "done";
  }

  async remove(room: SessionId, person: string): Promise<"done" | "absent"> {
    await this.#ask({ what: "remove", person });
    const was = this.rooms.get(room)?.delete(person) ?? false;
    await this.after();
    return was ? "done" : "absent";
  }

  async mute(_room: SessionId, person: PersonId): Promise<void> {
    await this.#ask({ what: "mute", person });
  }

  /** Somebody connects with a token of these rights. */
  join(room: SessionId, person: string, rights: Rights, tracks: readonly Track[] = []): void {
    this.#connections += 1;
    this.rooms.get(room)?.set(person, { rights, tracks: [...tracks], connection: `PA_${this.#connections}` });
  }

  async #ask(call: Call): Promise<void> {
    this.calls.push(call);
    await this.before(call);
  }
}
