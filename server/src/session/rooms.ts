/**
 * All live sessions of this process: each room with its media, loaded at the start, dropped at the end.
 * The only place where rooms, media and screens are tied together.
 */
import { randomUUID } from "node:crypto";
import { aloneSince, isUnattended } from "@balint/shared/session/chair";
import { CommandId, type PersonId, type Session, type SessionId } from "@balint/shared/session/model";
import type { Clock } from "../clock.ts";
import { MediaSync } from "../media/media-sync.ts";
import type { Sfu } from "../media/sfu.ts";
import type { Store } from "../store/store.ts";
import { Room } from "./room.ts";

export type RoomsPorts = {
  store: Store;
  sfu: Sfu;
  clock: Clock;
  /** How long a group may be without anybody who leads before its room pauses itself. */
  graceMs: number;
  /** Tell the screens. */
  publish: (room: Room, to?: "everybody" | "leaders") => void;
  /** The session is over: let go of the screens. */
  dismiss: (room: Room) => void;
  fault: (what: string, cause: unknown) => void;
};

/** A media room of a session that ended no longer ago than this may have outlived a crash. */
const MAY_LINGER_MS = 24 * 60 * 60_000;

const CLOSE_AGAIN_MS = 2_000;
const DISMISS_MS = 1_000;
const STORE_AGAIN_MS = 500;
const RESUME_TRIES = 10;

/**
 * `since`: taken up by this process. `heed`: calls off the look at whether the group is still alone. `untold`: who sent
 * what no honest client sends, while that is not stored yet.
 */
type Live = { room: Room; media: MediaSync; since: number; heed: (() => void) | null; untold: Set<PersonId> };

export class Rooms {
  readonly #live = new Map<SessionId, Live>();
  readonly #closing = new Set<SessionId>();
  readonly #ports: RoomsPorts;
  #stopped = false;
  #changing = false;

  constructor(ports: RoomsPorts) {
    this.#ports = ports;
  }

  /** Takes up every session that was live when the process last stopped. */
  async resume(): Promise<void> {
    for (const { id, endedAt } of await this.#ports.store.records()) {
      if (endedAt !== null) {
        if (this.#ports.clock.now() - endedAt < MAY_LINGER_MS) this.closeMedia(id);
        continue;
      }
      try {
        const session = await this.#ports.store.load(id);
        if (session === null) continue;
        const { room, media } = this.#take(session);
        media.takeUp();
        await this.#askWhoIsHere(room);
        void media.sweep();
      } catch (cause) {
        // One session that cannot be read must not keep the others from going on.
        this.#ports.fault(`taking up session ${id}`, cause);
      }
    }
  }

  /** Nobody can come in yet, so this may wait a little for a store that cannot be written. */
  async #askWhoIsHere(room: Room): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const { ok } = await room.execute({ kind: "system", command: { kind: "lines.unknown" } });
      if (ok || tries === RESUME_TRIES) return;
      await new Promise<void>((done) => this.#ports.clock.after(STORE_AGAIN_MS, done));
    }
  }

  async create(session: Session): Promise<void> {
    await this.#ports.store.create(session);
    this.#take(session);
  }

  get(id: SessionId): Room | undefined {
    return this.#live.get(id)?.room;
  }

  mediaOf(id: SessionId): MediaSync | undefined {
    return this.#live.get(id)?.media;
  }

  /** The media server's process has stopped, or answers again. */
  mediaIs(there: boolean): void {
    for (const { media } of this.#live.values())
      if (there) void media.sweep();
      else media.gone();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { media, heed } of this.#live.values()) {
      media.stop();
      heed?.();
    }
    // Everybody's line has been closed, and attendance shall say so.
    await Promise.all(
      [...this.#live.values()].map(({ room }) => room.execute({ kind: "system", command: { kind: "lines.unknown" } })),
    );
  }

  #take(session: Session): Live {
    const { sfu, store, clock, fault, publish } = this.#ports;
    const room: Room = new Room(session, {
      store,
      clock,
      fault,
      changed: () => this.#changed(live),
      closes: (_room, person) => void sfu.mute(room.id, person).catch((cause: unknown) => fault("muting", cause)),
    });
    const media = new MediaSync(session.id, {
      sfu,
      clock,
      fault,
      // A change is told to everybody in a moment, with this in it.
      changed: (what) => void (this.#changing || publish(room, what === "health" ? "leaders" : "everybody")),
      forbidden: (person) => this.#forbidden(live, person),
    });
    const live: Live = { room, media, since: room.now(), heed: null, untold: new Set() };
    this.#live.set(session.id, live);
    media.want(session);
    media.start();
    return live;
  }

  /** SPEC M-5. Said again until it is stored: their tokens must become stale. */
  #forbidden({ room, untold }: Live, person: PersonId): void {
    if (untold.has(person)) return;
    untold.add(person);
    const id = CommandId.parse(randomUUID());
    const tell = () =>
      void room.execute({ kind: "system", command: { kind: "media.forbiddenTrack", person, id } }).then((answer) => {
        const again = !answer.ok && (answer.code === "unavailable" || answer.code === "busy") && !this.#stopped;
        if (again) this.#ports.clock.after(STORE_AGAIN_MS, tell);
        else untold.delete(person);
      });
    tell();
  }

  #changed(live: Live): void {
    const { room, media } = live;
    // The request that takes a microphone away is begun before any screen is told.
    this.#changing = true;
    media.want(room.session);
    this.#changing = false;
    this.#ports.publish(room);
    if (room.session.phase === "ended") this.#end(live);
    else this.#heed(live);
  }

  /** SPEC P-13. Looks again after every change, so that whoever comes back calls it off. */
  #heed(live: Live, least = 0): void {
    const { clock, graceMs } = this.#ports;
    const { session } = live.room;
    live.heed?.();
    live.heed = null;
    const since = aloneSince(session);
    if (since === null || isUnattended(session) || this.#stopped) return;
    // While the app was away, nobody could come back to it.
    const alone = Math.max(since, live.since);
    live.heed = clock.after(Math.max(least, alone + graceMs - live.room.now()), () => {
      live.heed = null;
      void live.room.execute({ kind: "system", command: { kind: "room.alone", since } }).then((answer) => {
        if (!answer.ok && live.heed === null && this.#live.has(live.room.id)) this.#heed(live, STORE_AGAIN_MS);
      });
    });
  }

  #end({ room, media, heed }: Live): void {
    media.stop();
    heed?.();
    this.#live.delete(room.id);
    // The last answer and the last snapshot have gone out by then.
    this.#ports.clock.after(DISMISS_MS, () => this.#ports.dismiss(room));
    this.closeMedia(room.id);
  }

  /** Of a session that is over, or that is none of ours. Closed is what is not there any more, whatever was answered. */
  closeMedia(id: SessionId): void {
    if (this.#closing.has(id)) return;
    this.#closing.add(id);
    const { sfu, clock, fault } = this.#ports;
    const close = async (): Promise<void> => {
      await sfu.closeRoom(id);
      if ((await sfu.hall(id)) !== null) throw new Error("the media room is still there");
      this.#closing.delete(id);
    };
    const tryAgain = (cause: unknown): void => {
      fault("closing a media room", cause);
      if (!this.#stopped) clock.after(CLOSE_AGAIN_MS, () => void close().catch(tryAgain));
    };
    void close().catch(tryAgain);
  }
}
