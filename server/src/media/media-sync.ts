/**
 * Drives the media server towards what the session allows, and repeats until it is so.
 * Level-triggered: `want` states the goal, nothing here knows which command led to it. Revocations go first,
 * one request at a time per person, newest goal wins. Knows the SFU as a port.
 */
import { PersonId, type Session } from "@balint/shared/session/model";
import type { MediaHealth, MediaNow } from "@balint/shared/session/protocol";
import type { Clock } from "../clock.ts";
import {
  DEGRADED_AFTER_MS,
  type Lane,
  aim,
  arrived,
  goalFor,
  healthOf,
  isDue,
  isSettled,
  newLane,
  seen,
  stirred,
  takes,
  wanted,
} from "./lane.ts";
import { Manners } from "./manners.ts";
import { type Connected, type Sfu, SfuGone, type Track, covers, isHonest } from "./sfu.ts";

/** How often the whole room is compared with the goal, whatever happened or did not. */
const SWEEP_MS = 3_000;
const RETRY_MS = [100, 300, 1_000, 2_000] as const;
/** A rights request for somebody who has just joined may come too early for the server's own bookkeeping. */
const EARLY_TRIES = 3;
/** After being refused so often in a row, a media server that nobody has reported is held to be gone. */
const REFUSED_TIMES = 2;
/** After so many words that a look has shown to be untrue, a media room is given up, but not again and again. */
const BROKEN_TIMES = 2;
const BROKEN_RETRY_MS = 1_500;
const ANEW_MS = 30_000;

export type MediaSyncPorts = {
  sfu: Sfu;
  clock: Clock;
  /** What is known of the media room has changed: its health (for leaders), or where and whether it is (for all). */
  changed: (what: "health" | "hall") => void;
  /** Somebody sent what no honest client sends; they have been disconnected from the media server. */
  forbidden: (person: PersonId) => void;
  fault: (what: string, cause: unknown) => void;
};

export class MediaSync {
  readonly #room: Session["id"];
  readonly #ports: MediaSyncPorts;
  readonly #lanes = new Map<string, Lane>();
  readonly #manners = new Manners();
  #people = new Set<string>();
  #health: MediaHealth = "settled";
  #hall: string | null = null;
  #away = false;
  #refused = 0;
  /** Somebody is here whom a media room must be kept for. */
  #awaited = false;
  /** Somebody was connected at the last look, or has come since. */
  #someone = false;
  /** Since when nobody has been able to look, on the steady clock. */
  #blindSince: number | null = null;
  /** Nobody has looked yet, and there may be something. */
  #unseen = false;
  #anewAt = Number.NEGATIVE_INFINITY;
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

  /** Another process has driven it before: what the media server holds is not known until somebody has looked. */
  takeUp(): void {
    this.#unseen = true;
    this.#blindSince = this.#ports.clock.steady();
    this.#tell();
  }

  /** Stops driving; what the media server holds stays as it is. */
  stop(): void {
    this.#over = true;
    this.#nextSweep?.();
    this.#nextLook?.();
    for (const lane of this.#lanes.values()) lane.retry?.();
  }

  want(session: Session): void {
    this.#people = new Set(session.people.map(({ id }) => id));
    for (const { id } of session.people) {
      const goal = goalFor(session, id);
      const lane = this.#lanes.get(id);
      // Nobody is connected before a token was minted, and no token is minted without the right to come in.
      if (lane === undefined) this.#lanes.set(id, newLane(id, goal, goal));
      else aim(lane, goal);
    }
    for (const lane of this.#lanes.values()) if (!this.#people.has(lane.identity)) aim(lane, null);
    this.#forget();
    this.#closed = session.phase === "ended";
    this.#awaited = session.people.some(({ id, line }) => line.is === "present" && goalFor(session, id) !== null);
    this.#drive();
    if (this.#unseen && this.#awaited) void this.sweep();
  }

  /** Somebody connected: an old token may have given them rights they no longer have. */
  joined(identity: string): void {
    const lane = this.#laneOf(identity);
    this.#someone = true;
    arrived(lane);
    lane.early = EARLY_TRIES;
    this.#drive();
  }

  published(identity: string, track: Track): void {
    const lane = this.#laneOf(identity);
    if (isHonest(track) && lane.goal !== null && covers(lane.goal, track)) return;
    if (!isHonest(track)) return this.cheated(identity);
    stirred(lane);
    this.#drive();
  }

  /** Somebody sent, or said to the media server, what no honest client does. */
  cheated(identity: string): void {
    const lane = this.#laneOf(identity);
    if (!lane.cheats) this.#forbidden(lane);
    lane.cheats = true;
    stirred(lane);
    this.#drive();
  }

  /** The media room must be there: somebody is about to connect, or has been left without one. */
  async open(): Promise<void> {
    const opened = await this.#ports.sfu.openRoom(this.#room);
    // One that has lost its table answers with a name, and keeps nothing.
    if ((await this.#ports.sfu.hall(this.#room)) !== opened) throw new Error("the room that was opened is not there");
    this.#found(opened);
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
    // What happens while the list is on its way makes it old.
    const events = new Map([...this.#lanes.values()].map((lane) => [lane, lane.events]));
    let whole = false;
    try {
      const hall = await this.#ports.sfu.hall(this.#room);
      this.#refused = 0;
      const needed = hall === null && (this.#awaited || this.#someone) && !this.#closed;
      const [made] = await Promise.allSettled(needed ? [this.open()] : []);
      if (!needed) this.#found(hall);
      // Who was there may be there still, whatever is said of the room.
      const asks = hall !== null || needed;
      const connected = asks ? await this.#ports.sfu.connected(this.#room) : [];
      if (this.#over) return;
      this.#look(connected, events);
      if (made?.status === "rejected") throw made.reason;
      await this.#giveUpIfBroken();
      [whole, this.#unseen, this.#blindSince] = [true, this.#unseen && !asks, null];
    } catch (cause) {
      this.#blindSince ??= since;
      this.#refused = cause instanceof SfuGone ? this.#refused + 1 : 0;
      if (this.#refused >= REFUSED_TIMES) this.gone();
      this.#ports.fault("asking who is connected", cause);
    } finally {
      this.#sweeping = false;
      this.#drive(whole);
    }
  }

  #look(connected: readonly Connected[], events: Map<Lane, number>): void {
    this.#someone = connected.length > 0;
    const there = new Map(connected.map((one) => [one.identity, one]));
    for (const identity of there.keys()) if (!this.#lanes.has(identity)) events.set(this.#laneOf(identity), 0);
    for (const lane of this.#lanes.values()) {
      const one = there.get(lane.identity);
      if (lane.busy || events.get(lane) !== lane.events || (one === undefined && lane.retry !== null)) continue;
      const { cheats } = lane;
      const bad = one !== undefined && this.#manners.areBad(one, this.#ports.clock.steady());
      if (seen(lane, one, bad)) this.#later(lane, lane.broken > 0 ? BROKEN_RETRY_MS : RETRY_MS[0]);
      if (lane.cheats && !cheats) this.#forbidden(lane);
    }
    this.#forget();
  }

  /** Whoever the session does not know, and who is not there or never had a right to lose. */
  #forget(): void {
    for (const lane of this.#lanes.values())
      if (isSettled(lane) && !this.#people.has(lane.identity)) this.#lanes.delete(lane.identity);
  }

  /** Where the server's word of people who are there is not true, the media room is left, and all come over to another. */
  async #giveUpIfBroken(): Promise<void> {
    const now = this.#ports.clock.steady();
    // Nobody's sound stops because of somebody who sends nothing: there is nothing to end yet.
    const broken = [...this.#lanes.values()].some((lane) => lane.broken >= BROKEN_TIMES && lane.exposed);
    if (!broken || now - this.#anewAt < ANEW_MS) return;
    this.#ports.fault("the media server's word is not true; the media room is made anew", null);
    await this.#ports.sfu.closeRoom(this.#room);
    if (this.#awaited) await this.open();
    this.#anewAt = now;
    for (const lane of this.#lanes.values()) arrived(lane);
  }

  /** The media server has answered, so it is there. `null` = without a room that anybody would need. */
  #found(hall: string | null): void {
    if (this.#over || (this.#hall === hall && !this.#away)) return;
    this.#hall = hall;
    this.#away = false;
    this.#ports.changed("hall");
  }

  /** Whoever has no business there has a lane too: to be removed, as reliably as a right is taken. */
  #laneOf(identity: string): Lane {
    const lane = this.#lanes.get(identity) ?? newLane(identity, null, "unknown");
    this.#lanes.set(identity, lane);
    return lane;
  }

  #forbidden({ identity }: Lane): void {
    if (this.#people.has(identity)) this.#ports.forbidden(PersonId.parse(identity));
  }

  /** @param looked nothing is known to fail, so that what was answered is looked at now */
  #drive(looked = true): void {
    if (this.#over) return;
    const due = [...this.#lanes.values()].filter(isDue);
    for (const lane of due.filter(takes)) void this.#reach(lane);
    const lanes = [...this.#lanes.values()];
    if (!lanes.some((lane) => lane.busy && takes(lane))) for (const lane of due) if (!lane.busy) void this.#reach(lane);
    if (looked && lanes.some(({ word }) => word !== null) && !lanes.some(({ busy }) => busy)) void this.sweep();
    this.#tell();
  }

  async #reach(lane: Lane): Promise<void> {
    const { connection } = lane;
    const goal = wanted(lane);
    lane.busy = true;
    stirred(lane);
    const { events } = lane;
    try {
      const { sfu } = this.#ports;
      const how =
        goal === null
          ? await sfu.remove(this.#room, lane.identity)
          : await sfu.grant(this.#room, PersonId.parse(lane.identity), goal);
      if (how === "absent" && lane.early > 0) {
        lane.early -= 1;
        this.#later(lane, RETRY_MS[0]);
      } else if (lane.events === events) {
        // Otherwise the answer is about a connection from before, and the newer one is still to be set right.
        lane.word = { goal, connection };
        lane.early = 0;
      }
    } catch (cause) {
      this.#later(lane, RETRY_MS[Math.min(lane.failures, RETRY_MS.length - 1)] ?? RETRY_MS[0]);
      lane.failures += 1;
      this.#ports.fault("setting a person's rights", cause);
    } finally {
      lane.busy = false;
      lane.events += 1;
      this.#drive();
    }
  }

  #later(lane: Lane, ms: number): void {
    if (this.#over || lane.retry !== null) return;
    lane.retry = this.#ports.clock.after(ms, () => {
      lane.retry = null;
      this.#drive();
    });
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
    return healthOf([...this.#lanes.values()], this.#ports.clock.steady(), this.#blindSince, this.#unseen);
  }
}
