/**
 * The live wire: Socket.IO connections of people, one live connection each. Parses what comes in, sends whole
 * snapshots out. Knows rooms, and nothing of the media server or of storage.
 */
import type { Server as HttpServer } from "node:http";
import { leads } from "@balint/shared/session/chair";
import { type PersonId, type SessionId, personIn } from "@balint/shared/session/model";
import {
  type Answer,
  EVENTS,
  Envelope,
  Handshake,
  MEDIA_WELL,
  type MediaNow,
  PROTOCOL_VERSION,
} from "@balint/shared/session/protocol";
import { Server, type Socket } from "socket.io";
import type { Clock } from "../clock.ts";
import { Presence } from "./presence.ts";
import type { Room } from "./room.ts";

export const LIVE_PATH = "/live";

/** Longer than any command of ours; larger ones are refused, far larger ones cost the connection. */
const MAX_COMMAND_CHARS = 4_096;
const MAX_FRAME_BYTES = 256 * 1024;
/** Commands of one connection: so many at once, and so many more each second. */
const BURST = 30;
const PER_SECOND = 10;
/** A silent line is noticed within their sum (SPEC S-4). */
const PING_EVERY_MS = 2_000;
const PING_TIMEOUT_MS = 2_500;
/** For the last word to go out at a stop. */
const FAREWELL_MS = 500;

export type GatewayPorts = {
  roomOf: (id: SessionId) => Room | undefined;
  hasEnded: (id: SessionId) => Promise<boolean>;
  /** Whose cookie the handshake carries. */
  personOf: (session: SessionId, cookieHeader: string | undefined) => PersonId | null;
  mayConnect: (origin: string | undefined, host: string | undefined) => boolean;
  mediaOf: (room: Room) => MediaNow;
  clock: Clock;
};

type Identity = { room: Room; person: PersonId };
type Line = { socket: Socket; person: PersonId };

class Refusal extends Error {
  readonly data: { code: "protocol" | "invalid" | "not_found" | "not_known" | "ended" };
  constructor(code: Refusal["data"]["code"], message: string) {
    super(message);
    this.data = { code };
  }
}

export class Gateway {
  readonly #io: Server;
  readonly #ports: GatewayPorts;
  readonly #presence: Presence;
  readonly #lines = new Map<SessionId, Map<PersonId, Line>>();
  #closing = false;

  constructor(server: HttpServer, ports: GatewayPorts) {
    this.#ports = ports;
    this.#presence = new Presence(ports.clock);
    this.#io = new Server(server, {
      path: LIVE_PATH,
      transports: ["websocket"],
      serveClient: false,
      pingInterval: PING_EVERY_MS,
      pingTimeout: PING_TIMEOUT_MS,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      // The media door upgrades on the same server and must have its time to answer.
      destroyUpgradeTimeout: 10_000,
      allowRequest: (request, decide) =>
        decide(null, !this.#closing && ports.mayConnect(request.headers.origin, request.headers.host)),
    });
    this.#io.use((socket, next) => void this.#admit(socket, next));
    this.#io.on("connection", (socket) => this.#open(socket, socket.data as Identity));
  }

  /** Sends everybody in the room what they may know now; `leaders` when only their part of it is new. */
  publish(room: Room, to: "everybody" | "leaders" = "everybody"): void {
    for (const { socket, person } of this.#lines.get(room.id)?.values() ?? []) {
      const viewer = personIn(room.session, person);
      if (to === "everybody" || (viewer !== undefined && leads(room.session, viewer))) this.#send(socket, room, person);
    }
  }

  /** The session is over: nobody's line keeps it in memory. */
  dismiss(room: Room): void {
    const lines = [...(this.#lines.get(room.id)?.values() ?? [])];
    this.#lines.delete(room.id);
    for (const { socket } of lines) socket.disconnect(true);
  }

  /** Says that we shall be back, and lets go of every line once it has been told, or does not listen. */
  async close(): Promise<void> {
    this.#closing = true;
    const lines = [...this.#lines.values()].flatMap((room) => [...room.values()]);
    this.#lines.clear();
    for (const { socket } of lines) socket.emit(EVENTS.stopping);
    const told = lines.map(({ socket }) => new Promise<void>((done) => socket.conn.once("close", () => done())));
    for (const { socket } of lines) socket.disconnect(true);
    let late = () => {};
    await Promise.race([
      Promise.all(told),
      new Promise<void>((done) => (late = this.#ports.clock.after(FAREWELL_MS, done))),
    ]);
    late();
    void this.#io.close();
  }

  /** Never throws: an error that Socket.IO does not expect here would end the process. */
  async #admit(socket: Socket, next: (refused?: Refusal) => void): Promise<void> {
    let who: Identity | Refusal;
    try {
      who = await this.#identify(socket);
    } catch {
      who = new Refusal("invalid", "The connection cannot be understood.");
    }
    if (who instanceof Refusal) return next(who);
    socket.data = who;
    next();
  }

  async #identify(socket: Socket): Promise<Identity | Refusal> {
    const { auth, headers } = socket.handshake;
    // Compared as it is: what a stranger sends must not be asked to turn itself into a number.
    if (auth["protocol"] !== PROTOCOL_VERSION)
      return new Refusal("protocol", "This page is not of the same version as the server. Please load it again.");
    const handshake = Handshake.safeParse(auth);
    if (!handshake.success) return new Refusal("invalid", "The connection does not say which session it is for.");
    const room = this.#ports.roomOf(handshake.data.session);
    if (room === undefined)
      return (await this.#ports.hasEnded(handshake.data.session))
        ? new Refusal("ended", "This session is over.")
        : new Refusal("not_found", "There is no such session.");
    const person = this.#ports.personOf(room.id, headers.cookie);
    if (person === null || room.viewFor(person, MEDIA_WELL) === null)
      return new Refusal("not_known", "Please come in by the door.");
    return { room, person };
  }

  #open(socket: Socket, { room, person }: Identity): void {
    const lines = this.#lines.get(room.id) ?? new Map<PersonId, Line>();
    this.#lines.set(room.id, lines);
    const before = lines.get(person);
    lines.set(person, { socket, person });
    if (before !== undefined) {
      before.socket.emit(EVENTS.replaced);
      before.socket.disconnect(true);
    }
    socket.use(this.#answering(room, person));
    socket.on("disconnect", () => {
      if (this.#closing || lines.get(person)?.socket !== socket) return;
      lines.delete(person);
      if (lines.size === 0) this.#lines.delete(room.id);
      void this.#presence.tell(room, person, false);
    });
    void this.#presence.tell(room, person, true).then((answer) => {
      // An open line that was open before changes nothing, so nothing was published.
      if (!answer.ok) this.#send(socket, room, person);
    });
  }

  /** Who has left is told nothing more; coming back is a new connection. */
  #leave(room: Room, person: PersonId): void {
    const lines = this.#lines.get(room.id);
    const line = lines?.get(person);
    lines?.delete(person);
    line?.socket.disconnect(true);
  }

  #send(socket: Socket, room: Room, person: PersonId): void {
    const snapshot = room.viewFor(person, this.#ports.mediaOf(room));
    if (snapshot !== null) socket.emit(EVENTS.snapshot, snapshot);
  }

  /** Answers every event there is, well-formed or not; nothing a client sends can end its connection or throw. */
  #answering(room: Room, person: PersonId): (event: unknown[], next: () => void) => void {
    const allowance = tokenBucket(this.#ports.clock.steady);
    return ([name, payload, ...rest]) => {
      const last = rest.at(-1) ?? payload;
      const ack =
        typeof last === "function" ? (answer: Answer) => void Reflect.apply(last, undefined, [answer]) : () => {};
      const refuse = (code: Extract<Answer, { ok: false }>["code"]) => ack({ ok: false, code });
      if (!allowance()) return refuse("too_fast");
      if (name !== EVENTS.command) return refuse("invalid");
      if (isTooLarge(payload)) return refuse("too_large");
      const envelope = Envelope.safeParse(payload);
      if (!envelope.success) return refuse("invalid");
      const { id, command } = envelope.data;
      void room.execute({ kind: "user", by: person, id, command }).then((answer) => {
        ack(answer);
        if (answer.ok && command.kind === "self.leave") this.#leave(room, person);
      });
    };
  }
}

function isTooLarge(payload: unknown): boolean {
  try {
    return (JSON.stringify(payload) ?? "").length > MAX_COMMAND_CHARS;
  } catch {
    return true;
  }
}

function tokenBucket(now: () => number): () => boolean {
  let tokens = BURST;
  let at = now();
  return () => {
    const moment = now();
    tokens = Math.min(BURST, tokens + (Math.max(0, moment - at) / 1000) * PER_SECOND);
    at = moment;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
