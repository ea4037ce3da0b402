/**
 * One live session: every change goes through `execute`, one at a time, stored before it is told.
 * Knows the store, the media and the screens as ports only.
 */
import { type CommandId, type PersonId, type RoomState, SILENCE, type Session } from "@balint/shared/session/model";
import type { Answer, MediaNow, Snapshot } from "@balint/shared/session/protocol";
import { type Issued, type Outcome, transition } from "@balint/shared/session/transition";
import { viewFor } from "@balint/shared/session/view";
import { type Clock, evenTime } from "../clock.ts";
import type { Store } from "../store/store.ts";
import { attendanceBetween } from "./attendance.ts";

export type RoomPorts = {
  store: Store;
  clock: Clock;
  /** A new state is stored: drive the media server there, then tell the screens. */
  changed: (room: Room) => void;
  /** A leader closes somebody's open microphone once. */
  closes: (room: Room, person: PersonId) => void;
  fault: (what: string, cause: unknown) => void;
};

/** Commands that may wait at once, and how long each may: what comes later than its moment is better not done at all. */
const MAX_WAITING = 200;
const MAX_WAIT_MS = 3_000;
const ASK_STORE_AGAIN_MS = 500;

export class Room {
  readonly id: Session["id"];
  /** The session's own time, epoch ms: it never jumps, and after a restart it is not before what was stored. */
  readonly now: () => number;
  #state: RoomState;
  #ports: RoomPorts;
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  /** The store failed in the middle of a commit; whether it holds the new state must be looked up. */
  #unsure = false;
  #asking = false;

  constructor(session: Session, ports: RoomPorts) {
    this.id = session.id;
    this.now = evenTime(ports.clock, latestMoment(session));
    this.#state = { session, aside: SILENCE };
    this.#ports = ports;
  }

  get session(): Session {
    return this.#state.session;
  }

  viewFor(person: PersonId, media: MediaNow): Snapshot | null {
    return viewFor(this.#state, person, this.now(), media);
  }

  /** Never throws: an expected refusal is an answer, a fault of the store is `unavailable`. */
  execute(issued: Issued): Promise<Answer> {
    const busy = { ok: false, code: "busy" } as const;
    if (this.#waiting >= MAX_WAITING) return Promise.resolve(busy);
    this.#waiting += 1;
    const { steady } = this.#ports.clock;
    const since = steady();
    const answer = this.#last.then(() => (steady() - since > MAX_WAIT_MS ? busy : this.#apply(issued)));
    this.#last = answer.finally(() => (this.#waiting -= 1));
    return answer;
  }

  /** Before a media token is dated: one from before the clock was set back must not make it stale. */
  async dates(): Promise<void> {
    const date = Math.floor(this.#ports.clock.now() / 1000);
    if (this.session.people.some(({ freshFrom }) => freshFrom > date))
      await this.execute({ kind: "system", command: { kind: "dates.setBack" } });
  }

  async #apply(issued: Issued): Promise<Answer> {
    try {
      if (this.#unsure) await this.#reload();
      const before = await this.#givenBefore(issued);
      if (before !== null) return { ok: true, version: before };
      return await this.#change(issued);
    } catch (cause) {
      this.#unsure = true;
      this.#ports.fault("store", cause);
      // Without this a state that was stored after all would be known to nobody until the next command.
      if (!this.#asking) this.#askAgain();
      return { ok: false, code: "unavailable" };
    }
  }

  #askAgain(): void {
    this.#asking = true;
    this.#ports.clock.after(ASK_STORE_AGAIN_MS, () => {
      this.#last = this.#last.then(async () => {
        try {
          if (this.#unsure) await this.#reload();
          this.#asking = false;
        } catch (cause) {
          this.#ports.fault("store", cause);
          this.#askAgain();
        }
      });
    });
  }

  async #change(issued: Issued): Promise<Answer> {
    const now = this.now();
    const outcome: Outcome = transition(this.#state, issued, now, this.#ports.clock.now());
    if (!outcome.ok) return { ok: false, code: outcome.code };
    const { session } = outcome.state;
    const given = issued.kind === "user" ? { person: issued.by, id: issued.id, version: session.version } : null;
    await this.#ports.store.commit(session, given, attendanceBetween(this.session, session, now), now);
    this.#state = outcome.state;
    this.#ports.changed(this);
    if (outcome.closes !== null) this.#ports.closes(this, outcome.closes);
    return { ok: true, version: session.version };
  }

  #givenBefore(issued: Issued): Promise<number | null> {
    if (issued.kind === "system") return Promise.resolve(null);
    return this.#ports.store.given(this.id, issued.by, issued.id as CommandId);
  }

  async #reload(): Promise<void> {
    const stored = await this.#ports.store.load(this.id);
    this.#unsure = false;
    if (stored?.version === this.session.version || this.session.phase === "ended") return;
    // A session that is gone from the store was ended by the very commit that seemed to fail.
    this.#state =
      stored === null
        ? { session: { ...this.session, version: this.session.version + 1, phase: "ended" }, aside: SILENCE }
        : { session: stored, aside: this.#state.aside };
    this.#ports.changed(this);
  }
}

/** The newest moment a session knows of. The dates of media tokens are not of its time. */
function latestMoment({ createdAt, phaseSince, pausedSince, people }: Session): number {
  const ofPeople = people.flatMap(({ knockedAt, agreedAt, line }) => [
    knockedAt,
    agreedAt,
    line.is === "present" ? 0 : line.since,
  ]);
  return Math.max(createdAt, phaseSince, pausedSince ?? 0, ...ofPeople);
}
