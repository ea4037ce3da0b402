/**
 * All live sessions of this process: each room with its media, loaded at the start, dropped at the end.
 * The only place where rooms, media and screens are tied together.
 */
import { randomUUID } from "node:crypto";
import { CommandId, type Session, type SessionId } from "@balint/shared/session/model";
import type { Clock } from "../clock.ts";
import { MediaSync } from "../media/media-sync.ts";
import type { Sfu } from "../media/sfu.ts";
import type { Store } from "../store/store.ts";
import { Room } from "./room.ts";

export type RoomsPorts = {
  store: Store;
  sfu: Sfu;
  clock: Clock;
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

type Live = { room: Room; media: MediaSync };

export class Rooms {
  readonly #live = new Map<SessionId, Live>();
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
        if (this.#ports.clock.now() - endedAt < MAY_LINGER_MS) this.#closeMedia(id);
        continue;
      }
      try {
        const session = await this.#ports.store.load(id);
        if (session === null) continue;
        const { room, media } = this.#take(session);
        await room.execute({ kind: "system", command: { kind: "lines.unknown" } });
        void media.sweep();
      } catch (cause) {
        // One session that cannot be read must not keep the others from going on.
        this.#ports.fault(`taking up session ${id}`, cause);
      }
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

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const { media } of this.#live.values()) media.stop();
    await Promise.all([...this.#live.values()].map(({ room }) => room.idle()));
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
      health: () => void (this.#changing || publish(room, "leaders")),
      forbidden: (person) =>
        void room.execute({
          kind: "system",
          command: { kind: "media.forbiddenTrack", person, id: CommandId.parse(randomUUID()) },
        }),
    });
    const live = { room, media };
    this.#live.set(session.id, live);
    media.want(session);
    media.start();
    return live;
  }

  #changed(live: Live): void {
    const { room, media } = live;
    // The request that takes a microphone away is begun before any screen is told.
    this.#changing = true;
    media.want(room.session);
    this.#changing = false;
    this.#ports.publish(room);
    if (room.session.phase === "ended") this.#end(live);
  }

  #end({ room, media }: Live): void {
    media.stop();
    this.#live.delete(room.id);
    // The last answer and the last snapshot have gone out by then.
    this.#ports.clock.after(DISMISS_MS, () => this.#ports.dismiss(room));
    this.#closeMedia(room.id);
  }

  #closeMedia(id: SessionId): void {
    this.#ports.sfu.closeRoom(id).catch((cause: unknown) => {
      this.#ports.fault("closing a media room", cause);
      if (!this.#stopped) this.#ports.clock.after(CLOSE_AGAIN_MS, () => this.#closeMedia(id));
    });
  }
}
