/** The store's contract in memory, with the two ways a disk can fail: before anything was written, or after all was. */
import { Session, type SessionId } from "@balint/shared/session/model";
import type { Store } from "../../server/src/store/store.ts";

export type StoreFault = "none" | "before" | "after";

export class MemoryStore {
  readonly #live = new Map<SessionId, string>();
  readonly #versions = new Map<SessionId, number>();
  readonly #given = new Map<string, number>();
  readonly #ended = new Set<SessionId>();
  /** Asked at every commit. */
  fault: () => StoreFault = () => "none";
  /** Told of every state that is now stored. */
  committed: (session: Session) => void = () => undefined;

  #put(session: Session): void {
    this.#live.set(session.id, JSON.stringify(session));
    this.#versions.set(session.id, session.version);
  }

  /** As one process sees it; after its death it stores nothing more. */
  opened(isAlive: () => boolean): Store {
    const failing = () => {
      if (!isAlive()) throw new Error("the process is dead");
    };
    return {
      create: async (session) => {
        failing();
        this.#put(session);
      },
      load: async (id) => {
        failing();
        const text = this.#live.get(id);
        return text === undefined ? null : Session.parse(JSON.parse(text));
      },
      record: async () => null,
      records: async () =>
        [...this.#live.values()].map((text) => {
          const session = Session.parse(JSON.parse(text));
          return { ...session, endedAt: null };
        }),
      commit: async (session, given) => {
        failing();
        const fault = this.fault();
        if (fault === "before") throw new Error("the disk is full");
        if (this.#versions.get(session.id) !== session.version - 1) throw new Error("not at the version before");
        if (session.phase === "ended") {
          this.#live.delete(session.id);
          this.#versions.delete(session.id);
          this.#ended.add(session.id);
        } else {
          this.#put(session);
          if (given !== null) this.#given.set(`${session.id}/${given.person}/${given.id}`, given.version);
        }
        this.committed(session);
        if (fault === "after") throw new Error("the disk answered too late");
      },
      given: async (session, person, id) => {
        failing();
        return this.#given.get(`${session}/${person}/${id}`) ?? null;
      },
      attendance: async () => [],
      close: async () => undefined,
    };
  }
}
