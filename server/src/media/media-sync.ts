/**
 * Drives the media server towards what the session allows, and repeats until it is so.
 * Level-triggered: `want` states the goal, nothing here knows which command led to it. Revocations go first,
 * one request at a time per person, newest goal wins. Knows the SFU as a port.
 */
import { PersonId, type Session, personIn } from "@balint/shared/session/model";
import { mediaGrant } from "@balint/shared/session/policy";
import type { MediaHealth, MediaNow } from "@balint/shared/session/protocol";
import type { Clock } from "../clock.ts";
import { Manners } from "./manners.ts";
import { type Rights, type Sfu, SfuGone, type Track, covers, isHonest } from "./sfu.ts";

/** How often the whole room is compared with the goal, whatever happened or did not. */
const SWEEP_MS = 3_000;
const RETRY_MS = [100, 300, 1_000, 2_000] as const;
/** A rights request for somebody who has just joined may come too early for the server's own bookkeeping. */
const EARLY_TRIES = 3;
/** A goal not reached for this long is no longer "settling". */
const DEGRADED_AFTER_MS = 2_000;
/** After being refused so often in a row, a media server that nobody has reported is held to be gone. */
const REFUSED_TIMES = 2;

export type MediaSyncPorts = {
  sfu: Sfu;
  clock: Clock;
  /** What is known of the media room has changed: its health (for leaders), or where and whether it is (for all). */
  changed: (what: "health" | "hall") => void;
  /** Somebody sent what no honest client sends; they have been disconnected from the media server. */
  forbidden: (person: PersonId) => void;
  fault: (what: string, cause: unknown) => void;
};

/** `null` = may not be connected at all. */
type Goal = Rights | null;

type Lane = {
  readonly person: PersonId;
  goal: Goal;
  /** What the server is known to hold; `unknown` until asked, and again after every join. */
  reached: Goal | "unknown";
  busy: boolean;
  failures: number;
  /** Since when the goal has not been reached, on the steady clock. */
  offSince: number | null;
  early: number;
  /** Grows with everything that may have changed what the server holds behind our back. */
  events: number;
  retry: (() => void) | null;
};

function sameGoal(one: Goal, other: Goal | "unknown"): boolean {
  if (one === null || other === null || other === "unknown") return one === other;
  return one.microphone === other.microphone && one.camera === other.camera;
}

/** What is on its way may still arrive, also when the goal has gone back meanwhile to what was reached before. */
function isSettled({ goal, reached, busy }: Lane): boolean {
  return !busy && sameGoal(goal, reached);
}

/** Whether reaching the goal takes something away, or may. */
function takes({ goal, reached }: Lane): boolean {
  if (goal === null) return true;
  const from = reached === "unknown" || reached === null ? { microphone: true, camera: true } : reached;
  return (from.microphone && !goal.microphone) || (from.camera && !goal.camera);
}

export class MediaSync {
  readonly #room: Session["id"];
  readonly #ports: MediaSyncPorts;
  readonly #lanes = new Map<PersonId, Lane>();
  readonly #manners = new Manners();
  #health: MediaHealth = "settled";
  #hall: string | null = null;
  #away = false;
  #refused = 0;
  /** Somebody is here whom a media room must be kept for. */
  #awaited = false;
  #sweepFailingSince: number | null = null;
  #nextLook: (() => void) | null = null;
  #nextSweep: (() => void) | null = null;
  #sweeping = false;
  #over = false;
  #closed = false;

  constructor(room: Session["id"], ports: MediaSyncPorts) {
    this.#room = room;
    this.#ports = ports;
  }

  get now(): MediaNow {
    return { health: this.#health, hall: this.#hall, away: this.#away };
  }

  start(): void {
    this.#nextSweep = this.#ports.clock.after(SWEEP_MS, () => {
      this.start();
      void this.sweep();
    });
  }

  /** Stops driving; what the media server holds stays as it is. */
  stop(): void {
    this.#over = true;
    this.#nextSweep?.();
    this.#nextLook?.();
    for (const lane of this.#lanes.values()) lane.retry?.();
  }

  want(session: Session): void {
    for (const person of session.people) {
      const grant = mediaGrant(session, person.id);
      const goal = grant.join ? { microphone: grant.microphone, camera: grant.camera } : null;
      const lane = this.#lanes.get(person.id);
      // Nobody is connected before a token was minted, and no token is minted without `join`.
      if (lane === undefined) this.#lanes.set(person.id, newLane(person.id, goal));
      else lane.goal = goal;
    }
    // Who was forgotten at a full doorstep never had a right to lose.
    for (const { person, goal, busy } of this.#lanes.values())
      if (goal === null && !busy && personIn(session, person) === undefined) this.#lanes.delete(person);
    this.#closed = session.phase === "ended";
    this.#awaited = session.people.some(({ id, line }) => line.is === "present" && mediaGrant(session, id).join);
    this.#drive();
  }

  /** Somebody connected: an old token may have given them rights they no longer have. */
  joined(identity: string): void {
    const lane = this.#laneOf(identity);
    if (lane === undefined) return void this.#expel(identity);
    lane.reached = "unknown";
    lane.events += 1;
    lane.early = EARLY_TRIES;
    this.#drive();
  }

  published(identity: string, track: Track): void {
    const lane = this.#laneOf(identity);
    if (lane === undefined) return void this.#expel(identity);
    if (!isHonest(track)) return void this.#expel(identity, lane.person);
    if (lane.goal !== null && covers(lane.goal, track)) return;
    lane.reached = "unknown";
    lane.events += 1;
    this.#drive();
  }

  /** The media room must be there: somebody is about to connect, or has been left without one. */
  async open(): Promise<void> {
    this.#found(await this.#ports.sfu.openRoom(this.#room));
  }

  /** The media server has stopped. Said by whoever knows for certain: a wrong word here would alarm everybody. */
  gone(): void {
    if (this.#away || this.#over) return;
    this.#away = true;
    this.#ports.changed("hall");
  }

  /** Compares everybody who is connected with the goal, and keeps a media room for whoever is here. */
  async sweep(): Promise<void> {
    if (this.#sweeping || this.#over) return;
    this.#sweeping = true;
    const since = this.#ports.clock.steady();
    try {
      // What happens while the list is on its way makes it old.
      const events = new Map([...this.#lanes.values()].map((lane) => [lane, lane.events]));
      const hall = await this.#ports.sfu.hall(this.#room);
      this.#sweepFailingSince = null;
      this.#refused = 0;
      if (hall === null && this.#awaited && !this.#closed) await this.open();
      else this.#found(hall);
      const connected = hall === null ? [] : await this.#ports.sfu.connected(this.#room);
      for (const one of connected) {
        const lane = this.#laneOf(one.identity);
        if (lane === undefined) void this.#expel(one.identity);
        else if (this.#manners.areBad(one)) void this.#expel(one.identity, lane.person);
        else if (!lane.busy && events.get(lane) === lane.events) seen(lane, one.rights ?? "unknown");
      }
      this.#drive();
    } catch (cause) {
      this.#sweepFailingSince ??= since;
      this.#refused = cause instanceof SfuGone ? this.#refused + 1 : 0;
      if (this.#refused >= REFUSED_TIMES) this.gone();
      this.#ports.fault("asking who is connected", cause);
    } finally {
      this.#sweeping = false;
      this.#tell();
    }
  }

  /** The media server has answered, so it is there. `null` = without a room that anybody would need. */
  #found(hall: string | null): void {
    if (this.#over || (this.#hall === hall && !this.#away)) return;
    this.#hall = hall;
    this.#away = false;
    this.#ports.changed("hall");
  }

  #laneOf(identity: string): Lane | undefined {
    const person = PersonId.safeParse(identity);
    return person.success ? this.#lanes.get(person.data) : undefined;
  }

  #drive(): void {
    if (this.#over) return;
    const due = [...this.#lanes.values()].filter(
      (lane) => !lane.busy && lane.retry === null && !sameGoal(lane.goal, lane.reached),
    );
    for (const lane of due.filter(takes)) void this.#reach(lane);
    const taking = [...this.#lanes.values()].some((lane) => lane.busy && takes(lane));
    if (!taking) for (const lane of due) if (!lane.busy) void this.#reach(lane);
    this.#tell();
  }

  async #reach(lane: Lane): Promise<void> {
    const { goal, events } = lane;
    lane.busy = true;
    try {
      const { sfu } = this.#ports;
      const how =
        goal === null ? await sfu.remove(this.#room, lane.person) : await sfu.grant(this.#room, lane.person, goal);
      if (how === "absent" && lane.early > 0) {
        lane.early -= 1;
        this.#later(lane, RETRY_MS[0]);
      } else if (lane.events === events) {
        // Otherwise the answer is about a connection from before, and the newer one is still to be set right.
        seen(lane, goal);
        lane.early = 0;
      }
    } catch (cause) {
      lane.reached = "unknown";
      this.#later(lane, RETRY_MS[Math.min(lane.failures, RETRY_MS.length - 1)] ?? RETRY_MS[0]);
      lane.failures += 1;
      this.#ports.fault("setting a person's rights", cause);
    } finally {
      lane.busy = false;
      this.#drive();
    }
  }

  #later(lane: Lane, ms: number): void {
    if (this.#over) return;
    lane.retry = this.#ports.clock.after(ms, () => {
      lane.retry = null;
      this.#drive();
    });
  }

  async #expel(identity: string, person?: PersonId): Promise<void> {
    try {
      await this.#ports.sfu.remove(this.#room, identity);
    } catch (cause) {
      this.#ports.fault("removing somebody from the media server", cause);
    }
    if (person !== undefined) this.#ports.forbidden(person);
  }

  #tell(): void {
    const health = this.#healthNow();
    // A request that takes long says nothing meanwhile.
    if (health === "settling" && !this.#over)
      this.#nextLook ??= this.#ports.clock.after(DEGRADED_AFTER_MS, () => {
        this.#nextLook = null;
        this.#tell();
      });
    if (health === this.#health || this.#over) return;
    this.#health = health;
    this.#ports.changed("health");
  }

  #healthNow(): MediaHealth {
    if (this.#closed) return "settled";
    const now = this.#ports.clock.steady();
    const long = (since: number | null) => since !== null && now - since >= DEGRADED_AFTER_MS;
    const lanes = [...this.#lanes.values()];
    for (const lane of lanes) lane.offSince = isSettled(lane) ? null : (lane.offSince ?? now);
    if (long(this.#sweepFailingSince) || lanes.some((lane) => long(lane.offSince))) return "degraded";
    return lanes.some((lane) => lane.offSince !== null) ? "settling" : "settled";
  }
}

/** What the server holds, as it has just told us. However the goal was reached, nothing is failing any more. */
function seen(lane: Lane, reached: Lane["reached"]): void {
  lane.reached = reached;
  if (!sameGoal(lane.goal, reached)) return;
  lane.failures = 0;
}

function newLane(person: PersonId, goal: Goal): Lane {
  return {
    person,
    goal,
    reached: goal,
    busy: false,
    failures: 0,
    offSince: null,
    early: 0,
    events: 0,
    retry: null,
  };
}
