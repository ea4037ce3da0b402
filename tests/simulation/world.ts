/**
 * One session's world: the real rooms, reconciler, presence and door, a media server and a store that fail as told, and
 * people whose clients may be honest or not. What must hold is for the judge to say, who is asked at every commit,
 * every telling and as time passes.
 */
import { stepsFrom } from "@balint/shared/session/frame";
import { type CommandId, PersonId, type Session, SessionId } from "@balint/shared/session/model";
import { mediaGrant } from "@balint/shared/session/policy";
import { type Answer, type Command, MEDIA_WELL } from "@balint/shared/session/protocol";
import { newSession } from "@balint/shared/session/transition";
import { mayPass } from "../../server/src/media/door.ts";
import type { Rights, Track } from "../../server/src/media/sfu.ts";
import type { Clock } from "../../server/src/clock.ts";
import { Presence } from "../../server/src/session/presence.ts";
import type { Room } from "../../server/src/session/room.ts";
import { Rooms } from "../../server/src/session/rooms.ts";
import { leadsByTheBook, maySpeakByTheBook } from "./by-the-book.ts";
import type { Dice } from "./dice.ts";
import { FaultySfu } from "./faulty-sfu.ts";
import { CALM_LAG_MS, GRACE_MS, Judge, Violation, must } from "./judge.ts";
import { MemoryStore } from "./memory-store.ts";
import { VirtualClock, settle } from "./virtual-clock.ts";

const START = 1_700_000_000_000;
/** Commands that a room holds at once, and no more. */
export const MOST_WAITING = 200;
/** Two sweeps that nobody answers, and the one that was under way. */
const GONE_KNOWN_WITHIN_MS = 3 * 3_000 + 200;
/** Timers at rest: one sweep, one look at whether the group is alone, and little else. */
const MOST_TIMERS = 10;

/** `from`: epoch seconds. `made`: milliseconds since the beginning. */
type Token = { readonly from: number; readonly made: number; readonly rights: Rights };

export class World {
  readonly clock = new VirtualClock(START);
  readonly sfu: FaultySfu;
  readonly store = new MemoryStore();
  readonly id: SessionId;
  readonly dice: Dice;
  /** Who has an open socket to the living process. */
  readonly online = new Set<PersonId>();
  readonly tokens = new Map<PersonId, Token[]>();
  readonly leaders: readonly PersonId[];
  readonly guests: readonly PersonId[];
  storeFailing = 0;
  webhooksLost = 0;
  #rooms: Rooms;
  #presence: Presence;
  #alive = { yes: true };
  #setBackAt = -1;
  #waiting = 0;
  readonly #judge: Judge;
  #violation: Violation | null = null;

  constructor(dice: Dice, frame: Session["frame"]) {
    this.dice = dice;
    const session = newSession({
      id: SessionId.parse("5e55105e55105e55"),
      name: "Simulated Circle",
      frame,
      leaderCount: 2,
      now: START,
    });
    this.id = session.id;
    this.#judge = new Judge(session, this.clock.steady, this.date);
    this.leaders = ["leader01", "leader02"].map((id) => PersonId.parse(id));
    this.guests = Array.from({ length: 3 + dice.below(12) }, (_, n) =>
      PersonId.parse(`guest${String(n).padStart(3, "0")}`),
    );
    this.sfu = new FaultySfu(this.clock, dice, (fault) => this.#met(fault));
    this.store.fault = () => {
      if (!dice.chance(this.storeFailing)) return "none";
      const when = dice.oneOf(["before", "after"] as const);
      this.#met(when === "before" ? "storeFailedBefore" : "storeFailedAfter");
      return when;
    };
    this.store.committed = (next) => this.#guard(() => this.#judge.atCommit(next));
    [this.#rooms, this.#presence] = this.#newProcess();
  }

  /** How often each fault was not only staged but met by somebody. */
  readonly met = new Map<string, number>();

  #met(fault: string): void {
    this.met.set(fault, (this.met.get(fault) ?? 0) + 1);
  }

  /** Epoch seconds as the machine's clock has them. */
  readonly date = (): number => Math.floor(this.clock.now() / 1000);

  async begin(): Promise<void> {
    await this.sfu.fake.openRoom(this.id);
    await this.#rooms.create(this.session);
  }

  get session(): Session {
    return this.#judge.stored;
  }

  get isOver(): boolean {
    return this.session.phase === "ended";
  }

  steps(): ReturnType<typeof stepsFrom> {
    return stepsFrom(this.session);
  }

  /** Throws what any check has found since the last time. */
  check(): void {
    if (this.#violation !== null) throw this.#violation;
  }

  #guard(look: () => void): void {
    try {
      look();
    } catch (error) {
      this.#violation ??= error instanceof Violation ? error : new Violation(String(error));
    }
  }

  #newProcess(): [Rooms, Presence] {
    const alive = { yes: true };
    this.#alive = alive;
    const clock: Clock = {
      now: this.clock.now,
      steady: this.clock.steady,
      after: (ms, work) => this.clock.after(ms, () => void (alive.yes && work())),
    };
    const crowded = () => this.#guard(() => must(false, "[M-2] one request at a time per person"));
    const rooms = new Rooms({
      store: this.store.opened(() => alive.yes),
      sfu: this.sfu.portFor(() => alive.yes, crowded),
      clock,
      graceMs: GRACE_MS,
      publish: (room, to) => void (alive.yes && this.#guard(() => this.#atTelling(room, to ?? "everybody"))),
      dismiss: () => this.online.clear(),
      fault: () => undefined,
    });
    return [rooms, new Presence(clock)];
  }

  /** The process dies in the middle of whatever it does, and is started again. */
  async restart(): Promise<void> {
    this.#alive.yes = false;
    this.online.clear();
    this.storeFailing = 0;
    await settle();
    this.#waiting = 0;
    this.#judge.restarted();
    this.sfu.asksAnew();
    [this.#rooms, this.#presence] = this.#newProcess();
    await this.#rooms.resume();
  }

  get #room(): Room | undefined {
    return this.#rooms.get(this.id);
  }

  async issue(by: PersonId, id: CommandId, command: Command): Promise<Answer> {
    const room = this.#room;
    if (room === undefined) return { ok: false, code: "ended" };
    const judge = this.#judge;
    const released = command.kind === "person.release" ? command.person : null;
    const admitted = command.kind === "person.admit" ? command.person : null;
    if (released !== null) judge.releasing.add(released);
    if (admitted !== null) judge.admitting.add(admitted);
    if (command.kind === "session.resume") judge.resuming += 1;
    const answer = await this.#answered(room.execute({ kind: "user", by, id, command }));
    if (released !== null) judge.releasing.delete(released);
    if (admitted !== null) judge.admitting.delete(admitted);
    if (command.kind === "session.resume") judge.resuming -= 1;
    return answer;
  }

  /** However many ask at once, a room holds so many and no more: the others are told that it is busy, at once. */
  async #answered(answer: Promise<Answer>): Promise<Answer> {
    this.#waiting += 1;
    const given = await answer;
    if (this.#waiting > 0) this.#waiting -= 1;
    if (!given.ok && given.code === "busy")
      this.#guard(() =>
        must(this.#waiting >= MOST_WAITING - 10, "a room is busy only with as many commands as it may hold"),
      );
    return given;
  }

  async knock(person: PersonId, as: "member" | "observer"): Promise<void> {
    await this.#rooms
      .get(this.id)
      ?.execute({ kind: "system", command: { kind: "door.knock", person, name: person, as } });
  }

  async leaderEnters(person: PersonId): Promise<boolean> {
    const answer = await this.#room?.execute({
      kind: "system",
      command: { kind: "door.leader", person, name: person },
    });
    return answer?.ok === true;
  }

  async line(person: PersonId, to: "open" | "lost"): Promise<void> {
    if (to === "open") this.online.add(person);
    else this.online.delete(person);
    const room = this.#room;
    if (room !== undefined) await this.#presence.tell(room, person, to === "open");
  }

  /** What the app would mint now; kept for ever by somebody who hoards. */
  async fetchToken(person: PersonId): Promise<void> {
    const room = this.#room;
    const media = this.#rooms.mediaOf(this.id);
    if (room === undefined || media === undefined || !mediaGrant(room.session, person).join) return;
    if (
      !(await media.open().then(
        () => true,
        () => false,
      ))
    )
      return;
    this.#judge.settingBack += 1;
    await room.dates();
    this.#judge.settingBack -= 1;
    const { join, microphone, camera } = mediaGrant(room.session, person);
    if (!join || room !== this.#room) return;
    const token = { from: this.date(), made: this.clock.elapsed, rights: { microphone, camera } };
    this.tokens.set(person, [...(this.tokens.get(person) ?? []), token]);
    if (this.storeFailing === 0)
      this.#guard(() => must(mayPass(room.session, this.#claims(person, token)), "[D-3] no new token is stale"));
  }

  #claims(person: PersonId, { from, rights }: Token) {
    return { room: this.id, identity: person, from, rights, plain: true };
  }

  /** By the door with any token ever had, or straight at the media server's own port. */
  connectMedia(person: PersonId, way: "door" | "past"): boolean {
    const token = this.dice.oneOf(this.tokens.get(person) ?? [null]);
    const room = this.#room;
    if (token === null || this.sfu.gone || (way === "door" && room === undefined)) return false;
    if (way === "door" && room !== undefined) {
      if (!mayPass(room.session, this.#claims(person, token))) return false;
      this.#guard(() => {
        // A state that the store took while it seemed to fail is known to nobody yet.
        if (room.session.version === this.session.version && token.made > this.#setBackAt)
          must(
            token.from >= this.#judge.takenAt(person),
            `[D-3] the door lets in no token of ${person} from before a taking`,
          );
        if (token.rights.microphone)
          must(
            maySpeakByTheBook(room.session, person),
            `[D-3] the door gives ${person} no microphone that is not allowed`,
          );
      });
    }
    if (!this.sfu.fake.rooms.has(this.id)) return false;
    this.sfu.fake.join(this.id, person, token.rights);
    this.#webhook(() => this.#rooms.mediaOf(this.id)?.joined(person));
    return true;
  }

  publish(person: PersonId, track: Track): boolean {
    const someone = this.sfu.fake.rooms.get(this.id)?.get(person);
    // The media server asks only whether the declared source is allowed.
    const declared = track.source === "microphone" ? someone?.rights.microphone : someone?.rights.camera;
    if (someone === undefined || declared !== true) return false;
    someone.tracks.push(track);
    this.#webhook(() => this.#rooms.mediaOf(this.id)?.published(person, track));
    return true;
  }

  /** Somebody who has got at the media server's own key or port, and whom the session does not know. */
  strangerConnects(): void {
    this.sfu.fake.join(this.id, "stranger0", { microphone: true, camera: true });
  }

  disconnectMedia(person: PersonId): void {
    this.sfu.fake.rooms.get(this.id)?.delete(person);
  }

  /** The media server dies or returns. Whoever runs it may be told (`watched`), or has to find out. */
  sfuIs(there: boolean, watched: boolean): void {
    if (there !== this.sfu.gone) return;
    if (there) this.sfu.gone = false;
    else this.sfu.dies();
    if (watched) this.#rooms.mediaIs(there);
  }

  setClock(ms: number): void {
    this.clock.jump(ms);
    if (ms >= 0) return;
    this.#setBackAt = this.clock.elapsed;
    this.#judge.clockSetBack();
  }

  calm(): void {
    this.sfuIs(true, false);
    this.sfu.tellsTheTruth();
    this.sfu.failing = 0;
    this.storeFailing = 0;
    this.webhooksLost = 0;
    this.sfu.lagMs = Math.min(this.sfu.lagMs, CALM_LAG_MS);
  }

  #webhook(deliver: () => void): void {
    if (this.dice.chance(this.webhooksLost)) return this.#met("webhookLost");
    // Each takes its own time, so that a later one may overtake.
    this.clock.after(this.dice.below(200), deliver);
    if (!this.dice.chance(0.1)) return;
    this.#met("webhookTwice");
    this.clock.after(this.dice.below(2_000), deliver);
  }

  #atTelling(room: Room, to: "everybody" | "leaders"): void {
    const media = this.#rooms.mediaOf(this.id)?.now ?? MEDIA_WELL;
    if (to === "everybody") this.#judge.toldEverybody(media);
    if (media.health === "degraded") this.#met("degraded");
    must(!media.away || this.sfu.everGone, "[M-9] a media server that is there is never said to be gone");
    const listeners = [...this.online].filter((id) => to === "everybody" || leadsByTheBook(room.session, id));
    if (listeners.length === 0) return;
    const viewOf = (id: PersonId) => room.viewFor(id, media);
    this.#judge.atTelling(room.session, this.dice.oneOf(listeners), this.leaders, viewOf);
  }

  /** What must hold as time passes. */
  look(): void {
    this.#judge.look(this.#room?.session, this.#connected, {
      sfu: this.sfu.isTroubled,
      lies: this.sfu.lies,
      store: this.storeFailing > 0,
    });
    this.#checkGone();
    const media = this.#rooms.mediaOf(this.id);
    if (media?.now.health === "settled") this.#judge.toldSettled();
    if (media?.now.health === "settled")
      for (const { id } of this.session.people)
        must(!this.sfu.isOwed(id), `[M-4] the media is not settled while the rights of ${id} are not set`);
  }

  get #connected() {
    return this.sfu.fake.rooms.get(this.id) ?? new Map<string, { rights: Rights; tracks: Track[] }>();
  }

  /** [M-9] a media server that is gone is found out by the second sweep that nobody answers. */
  #checkGone(): void {
    const media = this.#rooms.mediaOf(this.id);
    if (media !== undefined && this.sfu.refusesForMs > GONE_KNOWN_WITHIN_MS)
      must(media.now.away && this.#judge.told?.away !== false, "[M-9] a media server that is gone is said to be gone");
  }

  /** When every fault has ended and time has passed, everything is as the session says. */
  async checkConverged(): Promise<void> {
    this.calm();
    for (let left = 12; left > 0; left--) {
      // The room will still do something by itself.
      if (this.#judge.awaitsPause) left = Math.max(left, 3);
      await this.clock.advance(1_000);
      this.check();
      this.look();
    }
    const room = this.#room;
    for (const { id, door, line } of room?.session.people ?? [])
      must(
        door !== "admitted" || line.is !== "present" || this.online.has(id),
        `[S-3] ${id} is shown as present and is`,
      );
    this.#judge.atRest(room?.session, this.#connected);
    must(this.clock.waiting <= MOST_TIMERS, "at rest nothing waits but the next sweep and the next look");
    const media = this.#rooms.mediaOf(this.id);
    if (room === undefined || media === undefined) return;
    must(!media.now.away, "[M-9] a media server that is back is not said to be gone");
    const awaited = room.session.people.some(
      ({ id, line }) => line.is === "present" && mediaGrant(room.session, id).join,
    );
    // After a start of the app nobody looks before somebody is here.
    must(
      media.now.health === "settled" || (media.now.health === "settling" && !awaited),
      "[M-4] the media is settled when nothing fails",
    );
    must(!awaited || this.sfu.fake.rooms.has(this.id), "[M-9] there is a media room for whoever is here");
    if (!this.sfu.fake.rooms.has(this.id)) return;
    const hall = await this.sfu.fake.openRoom(this.id);
    must(media.now.hall === hall, "[M-9] the media room is known by its name");
    if (this.#judge.told !== null)
      must(this.#judge.told.hall === hall && !this.#judge.told.away, "[M-9] everybody was told where the media is");
  }
}
