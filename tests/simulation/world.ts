/**
 * One session's world: the real rooms, reconciler and door, a media server and a store that fail as told, and
 * people whose clients may be honest or not. Every rule that must hold at all times is checked here, at every
 * commit and every telling.
 */
import { CASE_PHASES, stepsFrom } from "@balint/shared/session/frame";
import { type CommandId, PersonId, Session, SessionId } from "@balint/shared/session/model";
import { isSittingBack, mediaGrant } from "@balint/shared/session/policy";
import { type Answer, type Command, MEDIA_WELL, Snapshot } from "@balint/shared/session/protocol";
import { newSession } from "@balint/shared/session/transition";
import { mayPass } from "../../server/src/media/door.ts";
import { type Rights, type Sfu, type Track, covers } from "../../server/src/media/sfu.ts";
import type { Clock } from "../../server/src/clock.ts";
import { Presence } from "../../server/src/session/presence.ts";
import type { Room } from "../../server/src/session/room.ts";
import { Rooms } from "../../server/src/session/rooms.ts";
import { FakeSfu } from "../support/fake-sfu.ts";
import type { Dice } from "./dice.ts";
import { MemoryStore } from "./memory-store.ts";
import { VirtualClock, settle } from "./virtual-clock.ts";

const START = 1_700_000_000_000;
/** A right that should be gone is gone within a sweep and its request, when nothing is failing. */
const CALM_LAG_MS = 60;
const SILENT_WITHIN_MS = 3_000 + 6 * CALM_LAG_MS;

export class Violation extends Error {}

export function must(holds: boolean, rule: string): void {
  if (!holds) throw new Violation(rule);
}

/**
 * Whose microphone may be open, written out once more from the table in docs/SPEC.md: an oracle
 * that shares no line with the policy it judges.
 */
function maySpeakByTheBook({ phase, frame, presenter, pausedSince, people }: Session, id: string): boolean {
  const person = people.find((one) => one.id === id);
  if (person?.door !== "admitted" || person.line.is === "left" || person.held || pausedSince !== null) return false;
  if (person.role === "observer" && !person.heard) return false;
  const presents = presenter?.person === id;
  if (phase === "presentation") return presents || person.role === "leader";
  if (phase === "discussion") return !presents || frame === "classic";
  return phase !== "ended";
}

type Token = { readonly from: number; readonly rights: Rights };

export class World {
  readonly clock = new VirtualClock(START);
  readonly sfu = new FakeSfu();
  readonly store = new MemoryStore();
  readonly id: SessionId;
  readonly dice: Dice;
  /** Who has an open socket to the living process. */
  readonly online = new Set<PersonId>();
  readonly tokens = new Map<PersonId, Token[]>();
  readonly leaders: readonly PersonId[];
  readonly guests: readonly PersonId[];
  sfuFailing = 0;
  sfuLagMs = 0;
  storeFailing = 0;
  webhooksLost = 0;
  #rooms: Rooms;
  #presence: Presence;
  #alive = { yes: true };
  /** Requests of a slow time that are still on their way. */
  #slow = 0;
  /** Epoch seconds of the last microphone taken from somebody. */
  readonly #takenAt = new Map<PersonId, number>();
  #seats = new Map<string, PersonId>();
  #stored: Session;
  #calmSince = 0;
  #exceedsSince = new Map<string, number>();
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
    this.#stored = session;
    this.leaders = ["leader01", "leader02"].map((id) => PersonId.parse(id));
    this.guests = Array.from({ length: 3 + dice.below(10) }, (_, n) =>
      PersonId.parse(`guest${String(n).padStart(3, "0")}`),
    );
    this.sfu.before = async () => {
      await this.#onTheWay();
      if (dice.chance(this.sfuFailing)) throw new Error("the media server fails");
    };
    this.sfu.after = () => this.#onTheWay();
    this.store.fault = () => (dice.chance(this.storeFailing) ? dice.oneOf(["before", "after"]) : "none");
    this.store.committed = (next) => this.#guard(() => this.#atCommit(next));
    [this.#rooms, this.#presence] = this.#newProcess();
  }

  async #onTheWay(): Promise<void> {
    const slow = this.sfuLagMs > CALM_LAG_MS;
    if (slow) this.#slow += 1;
    if (this.sfuLagMs > 0) await this.clock.sleep(this.dice.below(this.sfuLagMs));
    if (slow) this.#slow -= 1;
  }

  async begin(): Promise<void> {
    await this.sfu.openRoom(this.id);
    await this.#rooms.create(this.#stored);
  }

  get session(): Session {
    return this.#stored;
  }

  get isOver(): boolean {
    return this.#stored.phase === "ended";
  }

  steps(): ReturnType<typeof stepsFrom> {
    return stepsFrom(this.#stored);
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
    const never = new Promise<never>(() => undefined);
    const sfu: Sfu = {
      openRoom: (...how) => (alive.yes ? this.sfu.openRoom(...how) : never),
      hall: (...how) => (alive.yes ? this.sfu.hall(...how) : never),
      closeRoom: (...how) => (alive.yes ? this.sfu.closeRoom(...how) : never),
      connected: (...how) => (alive.yes ? this.sfu.connected(...how) : never),
      grant: (...how) => (alive.yes ? this.sfu.grant(...how) : never),
      remove: (...how) => (alive.yes ? this.sfu.remove(...how) : never),
      mute: (...how) => (alive.yes ? this.sfu.mute(...how) : never),
    };
    const rooms = new Rooms({
      store: this.store.opened(() => alive.yes),
      sfu,
      clock,
      graceMs: 120_000,
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
    [this.#rooms, this.#presence] = this.#newProcess();
    await this.#rooms.resume();
  }

  issue(by: PersonId, id: CommandId, command: Command): Promise<Answer> {
    const room = this.#rooms.get(this.id);
    if (room === undefined) return Promise.resolve({ ok: false, code: "ended" });
    return room.execute({ kind: "user", by, id, command });
  }

  async knock(person: PersonId, as: "member" | "observer"): Promise<void> {
    await this.#rooms
      .get(this.id)
      ?.execute({ kind: "system", command: { kind: "door.knock", person, name: person, as } });
  }

  async leaderEnters(person: PersonId): Promise<void> {
    await this.#rooms.get(this.id)?.execute({ kind: "system", command: { kind: "door.leader", person, name: person } });
  }

  async line(person: PersonId, to: "open" | "lost"): Promise<void> {
    if (to === "open") this.online.add(person);
    else this.online.delete(person);
    const room = this.#rooms.get(this.id);
    if (room !== undefined) await this.#presence.tell(room, person, to === "open");
  }

  /** What the app would mint now; kept for ever by somebody who hoards. */
  fetchToken(person: PersonId): void {
    const room = this.#rooms.get(this.id);
    if (room === undefined) return;
    const { join, microphone, camera } = mediaGrant(room.session, person);
    if (!join) return;
    const token = { from: Math.floor(this.clock.now() / 1000), rights: { microphone, camera } };
    this.tokens.set(person, [...(this.tokens.get(person) ?? []), token]);
  }

  /** By the door with any token ever had, or straight at the media server's own port. */
  connectMedia(person: PersonId, way: "door" | "past"): boolean {
    const token = this.dice.oneOf(this.tokens.get(person) ?? [null]);
    const room = this.#rooms.get(this.id);
    if (token === null || (way === "door" && room === undefined)) return false;
    const claims = { room: this.id, identity: person, from: token.from, rights: token.rights, plain: true };
    if (way === "door" && room !== undefined && !mayPass(room.session, claims)) return false;
    // A state that the store took while it seemed to fail is known to nobody yet.
    if (way === "door" && room?.session.version === this.#stored.version)
      must(
        token.from >= (this.#takenAt.get(person) ?? 0),
        `the door lets in no token of ${person} from before a taking`,
      );
    if (way === "door" && room !== undefined && token.rights.microphone)
      must(maySpeakByTheBook(room.session, person), `the door gives ${person} no microphone that is not allowed`);
    this.sfu.join(this.id, person, token.rights);
    this.#webhook(() => this.#rooms.mediaOf(this.id)?.joined(person));
    return true;
  }

  publish(person: PersonId, track: Track): boolean {
    const someone = this.sfu.rooms.get(this.id)?.get(person);
    // The media server asks only whether the declared source is allowed.
    const declared = track.source === "microphone" ? someone?.rights.microphone : someone?.rights.camera;
    if (someone === undefined || declared !== true) return false;
    someone.tracks.push(track);
    this.#webhook(() => this.#rooms.mediaOf(this.id)?.published(person, track));
    return true;
  }

  /** Somebody who has got at the media server's own key or port, and whom the session does not know. */
  strangerConnects(): void {
    this.sfu.join(this.id, "stranger0", { microphone: true, camera: true });
  }

  disconnectMedia(person: PersonId): void {
    this.sfu.rooms.get(this.id)?.delete(person);
  }

  /** The media server starts again with an empty table. */
  sfuForgets(): void {
    this.sfu.rooms.get(this.id)?.clear();
  }

  calm(): void {
    this.sfuFailing = 0;
    this.storeFailing = 0;
    this.webhooksLost = 0;
    this.sfuLagMs = Math.min(this.sfuLagMs, CALM_LAG_MS);
  }

  #webhook(deliver: () => void): void {
    if (this.dice.chance(this.webhooksLost)) return;
    this.clock.after(this.dice.below(200), deliver);
    if (this.dice.chance(0.1)) this.clock.after(this.dice.below(2_000), deliver);
  }

  /** [P-1] [S-1] and the rest of what every stored state obeys. */
  #atCommit(next: Session): void {
    const before = this.#stored;
    must(Session.safeParse(next).success, "every stored state is well-formed");
    must(next.version === before.version + 1, "the version grows by one with every commit");
    if (CASE_PHASES.has(next.phase)) {
      const presenter = next.people.find(({ id }) => id === next.presenter?.person);
      must(presenter !== undefined, `there is a presenter in ${next.phase}`);
      must(presenter?.role === "member", "the presenter is a member");
      must(presenter?.door === "admitted", "the presenter is in the room");
    }
    must(next.casesDone <= 1, "two cases at most");
    for (const { id, role, seat } of next.people) {
      if (seat !== null) {
        const place = `${role === "observer" ? "outer" : "ring"}/${seat}`;
        must((this.#seats.get(place) ?? id) === id, `seat ${place} is given once`);
        this.#seats.set(place, id);
      }
    }
    for (const { id, seat } of before.people) {
      const now = next.people.find((one) => one.id === id);
      if (seat !== null && now !== undefined) must(now.seat === seat, `${id} keeps the seat`);
      must(seat === null || now !== undefined, `${id}, who has a seat, is not forgotten`);
    }
    this.#holdsStay(before, next);
    for (const { id } of before.people)
      if (maySpeakByTheBook(before, id) && !maySpeakByTheBook(next, id))
        this.#takenAt.set(id, Math.floor(this.clock.now() / 1000));
    this.#stored = next;
  }

  /** A hold ends by release or by stepping out, and by nothing else. */
  #holdsStay(before: Session, next: Session): void {
    for (const person of before.people) {
      const now = next.people.find(({ id }) => id === person.id);
      if (person.held && now?.held === false && now.door === "admitted")
        must(this.releasing.has(person.id), `the hold on ${person.id} stays until released`);
    }
  }

  /** Whom a release is under way for. */
  readonly releasing = new Set<PersonId>();

  /** [K-1] [W-2] what anybody is told is stored, well-formed, and theirs to know. */
  #atTelling(room: Room, to: "everybody" | "leaders"): void {
    must(room.session.version <= this.#stored.version, "told only what is stored");
    const listeners = [...this.online].filter(
      (id) => to === "everybody" || room.session.people.some((person) => person.id === id && person.role === "leader"),
    );
    if (listeners.length === 0) return;
    this.#checkView(room, this.dice.oneOf(listeners));
    const [one, other] = this.leaders.map((id) => room.viewFor(id, MEDIA_WELL));
    if (one?.standing === "in" && other?.standing === "in")
      must(JSON.stringify(one.leaders) === JSON.stringify(other.leaders), "both leaders are told the same");
  }

  #checkView(room: Room, id: PersonId): void {
    const view = room.viewFor(id, MEDIA_WELL);
    if (view === null) return;
    must(Snapshot.safeParse(view).success, "every snapshot parses");
    if (view.standing !== "in") return;
    must((view.leaders !== null) === this.leaders.includes(id), "leaders' matters are for leaders");
    const seat = view.seats.find(({ person }) => person === room.session.presenter?.person);
    if (seat !== undefined)
      must((seat.place === "back") === isSittingBack(room.session, seat.person), "sits back on every screen");
    must(
      view.seats.every(({ person, maySpeak }) => maySpeak === mediaGrant(room.session, person).microphone),
      "listens by policy",
    );
  }

  /** [M-1] [M-7] nobody holds a right for long that the policy does not give. */
  checkSilence(): void {
    const calm = this.sfuFailing === 0 && this.storeFailing === 0 && this.sfuLagMs <= CALM_LAG_MS && this.#slow === 0;
    if (!calm) this.#calmSince = this.clock.elapsed;
    const room = this.#rooms.get(this.id);
    const connected = this.sfu.rooms.get(this.id) ?? new Map<string, { rights: Rights; tracks: Track[] }>();
    for (const id of this.#exceedsSince.keys()) if (!connected.has(id)) this.#exceedsSince.delete(id);
    for (const [id, { rights, tracks }] of connected) {
      const grant =
        room === undefined
          ? { join: false, microphone: false, camera: false }
          : mediaGrant(room.session, id as PersonId);
      const exceeds =
        !grant.join ||
        (rights.microphone && !(grant.microphone && room !== undefined && maySpeakByTheBook(room.session, id))) ||
        (rights.camera && !grant.camera) ||
        tracks.some((track) => !covers(grant, track));
      if (!exceeds) this.#exceedsSince.delete(id);
      else {
        const since = Math.max(this.#exceedsSince.get(id) ?? this.clock.elapsed, this.#calmSince);
        this.#exceedsSince.set(id, since);
        must(
          this.clock.elapsed - since <= SILENT_WITHIN_MS,
          `${id} has no more rights than the policy gives, ${SILENT_WITHIN_MS} ms later`,
        );
      }
    }
  }

  /** When every fault has ended and time has passed, the media server holds exactly the goal. */
  async checkConverged(): Promise<void> {
    this.calm();
    for (let step = 0; step < 12; step++) {
      await this.clock.advance(1_000);
      this.check();
      this.checkSilence();
    }
    const room = this.#rooms.get(this.id);
    for (const { id, door, line } of room?.session.people ?? [])
      must(door !== "admitted" || line.is !== "present" || this.online.has(id), `${id} is shown as present and is`);
    for (const [id, { rights, tracks }] of this.sfu.rooms.get(this.id) ?? []) {
      must(room !== undefined, "nobody is connected to a session that has ended");
      if (room === undefined) return;
      const { join, microphone, camera } = mediaGrant(room.session, id as PersonId);
      must(join, `${id} is connected and may be`);
      must(rights.microphone === microphone && rights.camera === camera, `${id} has exactly the rights of the policy`);
      must(
        tracks.every((track) => covers(rights, track)),
        `${id} sends nothing that is not allowed`,
      );
    }
    if (room !== undefined)
      must(this.#rooms.mediaOf(this.id)?.now.health === "settled", "the media is settled when nothing fails");
  }
}
