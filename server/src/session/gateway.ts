/**
 * The live wire: Socket.IO connections of people, one live connection each. Parses what comes in, sends whole
 * snapshots out. Knows rooms, and nothing of the media server or of storage.
 */
import type { IncomingMessage, Server as HttpServer } from "node:http";
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
import { WebSocketServer, type ServerOptions } from "ws";
import type { Clock } from "../clock.ts";
import { Allowances, type Limits, allowanceOf } from "../limits.ts";
import type { Pages } from "./pages.ts";
import { Presence } from "./presence.ts";
import type { Room } from "./room.ts";

export const LIVE_PATH = "/live";

/** Longer than any command of ours; larger ones are refused, and what could not hold one costs the connection. */
const MAX_COMMAND_CHARS = 4_096;
const MAX_FRAME_BYTES = 16 * 1024;
/** From the websocket until it has said for which session it is. */
const HANDSHAKE_MS = 10_000;
/** How long a line that was closed may take to say so too. */
const CLOSE_MS = 2_000;
/** Answers that wait for somebody who does not read; more than all that anybody may ask for at once. */
const MAX_UNREAD = 500;
/** A silent line is noticed within their sum (SPEC S-4). */
const PING_EVERY_MS = 1_500;
const PING_TIMEOUT_MS = 2_500;
/** For the last word to go out at a stop. */
const FAREWELL_MS = 500;

/** Who stands at a door is counted apart from who never knocked, so that neither keeps the other from asking. */
export type Asker = { is: "in" | "waiting"; who: string } | { is: "stranger" };

export type GatewayPorts = {
  roomOf: (id: SessionId) => Room | undefined;
  hasEnded: (id: SessionId) => Promise<boolean>;
  /** Who it is: as it says, if its cookies agree. */
  personOf: (session: SessionId, cookieHeader: string | undefined, said: PersonId | undefined) => PersonId | null;
  mayConnect: (request: IncomingMessage) => boolean;
  /** By any cookie the request carries, in a session that may be another than the one asked for. */
  askerOf: (request: IncomingMessage) => Asker;
  placeOf: (request: IncomingMessage) => string;
  /** Whoever asks has not shown yet who they are. */
  arrives: (request: IncomingMessage) => void;
  /** Whoever asked has shown who they are. */
  known: (request: IncomingMessage) => void;
  limits: Limits;
  pages: Pages;
  mediaOf: (room: Room) => MediaNow;
  /** Somebody's screen was sent what no honest client sends. */
  lookAtMedia: (room: Room) => void;
  clock: Clock;
};

type Identity = { room: Room; person: PersonId; came: number };
/**
 * `stale`: has not been sent the newest snapshot, because what was sent before is still on its way. `told`: what it has
 * been sent, but for the moment and the number.
 */
type Line = { socket: Socket; person: PersonId; stale: boolean; unread: number; told: string; number: number };

class Refusal extends Error {
  readonly data: { code: "protocol" | "invalid" | "not_found" | "not_known" | "elsewhere" | "ended" };
  constructor(code: Refusal["data"]["code"], message: string) {
    super(message);
    this.data = { code };
  }
}

/** Browsers never send pings of their own, so answering them serves nobody but who floods. */
class WebSockets extends WebSocketServer {
  constructor(options: ServerOptions & { closeTimeout?: number }) {
    const ours: typeof options = { ...options, autoPong: false, closeTimeout: CLOSE_MS };
    super(ours);
  }
}

export class Gateway {
  readonly #io: Server;
  readonly #ports: GatewayPorts;
  readonly #presence: Presence;
  readonly #lines = new Map<SessionId, Map<PersonId, Line>>();
  #closing = false;
  readonly #knocks: Allowances;
  readonly #ownKnocks: Allowances;
  readonly #connects: Allowances;
  readonly #commands: Allowances;
  readonly #excess: Allowances;
  readonly #hints: Allowances;
  readonly #asked = new WeakSet<Socket["conn"]>();

  constructor(server: HttpServer, ports: GatewayPorts) {
    this.#ports = ports;
    const { limits, clock } = ports;
    this.#knocks = new Allowances(limits.knocks, clock.steady);
    this.#ownKnocks = new Allowances(limits.ownKnocks, clock.steady);
    this.#connects = new Allowances(limits.connects, clock.steady);
    this.#commands = new Allowances(limits.commands, clock.steady);
    this.#excess = new Allowances(limits.excess, clock.steady);
    this.#hints = new Allowances(limits.hints, clock.steady);
    this.#presence = new Presence(ports.clock);
    this.#io = new Server(server, {
      path: LIVE_PATH,
      transports: ["websocket"],
      serveClient: false,
      pingInterval: PING_EVERY_MS,
      pingTimeout: PING_TIMEOUT_MS,
      maxHttpBufferSize: MAX_FRAME_BYTES,
      connectTimeout: HANDSHAKE_MS,
      wsEngine: WebSockets,
      // The media door upgrades on the same server and must have its time to answer.
      destroyUpgradeTimeout: 10_000,
      allowRequest: (request, decide) =>
        decide(null, !this.#closing && ports.mayConnect(request) && this.#mayAsk(request)),
    });
    this.#io.engine.on("connection", ({ request: { socket } }: Socket["conn"]) => {
      const allowance = allowanceOf(limits.bytes, clock.steady);
      socket.on("data", ({ length }) => void (allowance(length) || socket.destroy()));
    });
    this.#io.use((socket, next) => void this.#admit(socket, next));
    this.#io.on("connection", (socket) => this.#open(socket, socket.data as Identity));
  }

  /** Sends everybody in the room what they may know now; `leaders` when only their part of it is new. */
  publish(room: Room, to: "everybody" | "leaders" = "everybody"): void {
    for (const line of this.#lines.get(room.id)?.values() ?? [])
      if (to === "everybody" || isLedBy(room, line.person)) this.#send(line, room);
  }

  /** The session is over: nobody's line keeps it in memory. */
  dismiss(room: Room): void {
    const lines = [...(this.#lines.get(room.id)?.values() ?? [])];
    this.#lines.delete(room.id);
    this.#ports.pages.forget(room.id);
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

  #mayAsk(request: IncomingMessage): boolean {
    const asker = this.#ports.askerOf(request);
    if (asker.is !== "in") {
      this.#ports.arrives(request);
      // First what is theirs alone, which no neighbour can take.
      if (asker.is === "waiting" && this.#ownKnocks.take(asker.who)) return true;
      return this.#knocks.take(`${asker.is} ${this.#ports.placeOf(request)}`);
    }
    if (!this.#connects.take(asker.who)) return false;
    this.#ports.known(request);
    return true;
  }

  /** Never throws: an error that Socket.IO does not expect here would end the process. */
  async #admit(socket: Socket, next: (refused?: Refusal) => void): Promise<void> {
    // One question for each connection; who is refused asks again by a new one, and those are counted.
    if (this.#asked.has(socket.conn)) return cut(socket);
    this.#asked.add(socket.conn);
    let who: Identity | Refusal;
    try {
      who = await this.#identify(socket);
    } catch {
      who = new Refusal("invalid", "The connection cannot be understood.");
    }
    if (who instanceof Refusal) {
      next(who);
      // Socket.IO tells the refusal in its own next tick.
      setImmediate(() => socket.conn.close());
      return;
    }
    this.#ports.known(socket.request);
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
    // First of all the cookie: whether there is such a session is nobody's business who was never there.
    const person = this.#ports.personOf(handshake.data.session, headers.cookie, handshake.data.person);
    if (person === null) return new Refusal("not_known", "Please come in by the door.");
    const room = this.#ports.roomOf(handshake.data.session);
    if (room === undefined)
      return (await this.#ports.hasEnded(handshake.data.session))
        ? new Refusal("ended", "This session is over.")
        : new Refusal("not_found", "There is no such session.");
    if (room.viewFor(person, MEDIA_WELL) === null) return new Refusal("not_known", "Please come in by the door.");
    const came = this.#ports.pages.take(room.session, person, handshake.data.came ?? null, room.now());
    return came === null ? new Refusal("elsewhere", "You have gone on elsewhere.") : { room, person, came };
  }

  #open(socket: Socket, { room, person, came }: Identity): void {
    // Another page may have been taken up between this one's question and now.
    if (this.#ports.pages.isOver(room.id, person, came)) {
      socket.emit(EVENTS.replaced);
      socket.disconnect(true);
      return;
    }
    socket.emit(EVENTS.came, came);
    const lines = this.#lines.get(room.id) ?? new Map<PersonId, Line>();
    this.#lines.set(room.id, lines);
    const before = lines.get(person);
    const line: Line = { socket, person, stale: false, unread: 0, told: "", number: 0 };
    lines.set(person, line);
    // What was sent has left; who reads slowly gets the newest state then, and none of those between.
    socket.conn.transport.on("ready", () => {
      line.unread = 0;
      if (line.stale) this.#send(line, room);
    });
    if (before !== undefined) {
      before.socket.emit(EVENTS.replaced);
      before.socket.disconnect(true);
    }
    socket.use(this.#answering(room, line));
    socket.on("disconnect", () => {
      if (this.#closing || lines.get(person)?.socket !== socket) return;
      lines.delete(person);
      if (lines.size === 0) this.#lines.delete(room.id);
      void this.#presence.tell(room, person, false);
    });
    void this.#presence.tell(room, person, true).then((answer) => {
      // An open line that was open before changes nothing, so nothing was published.
      if (!answer.ok) this.#send(line, room);
    });
  }

  /** Who has left is told nothing more; coming back is a new connection. */
  #leave(room: Room, left: Line): void {
    const lines = this.#lines.get(room.id);
    const current = lines?.get(left.person);
    if (current !== undefined && current !== left) {
      // A page that came meanwhile stays. What it told of itself may have been taken in before the wish to leave.
      void this.#presence.tell(room, left.person, true);
      return;
    }
    lines?.delete(left.person);
    left.socket.disconnect(true);
  }

  #send(line: Line, room: Room): void {
    line.stale = !line.socket.conn.transport.writable;
    if (line.stale) return;
    const snapshot = room.viewFor(line.person, this.#ports.mediaOf(room));
    // Who has given up the place at the door, and is remembered no more, is led back to the beginning.
    if (snapshot === null) return void line.socket.disconnect(true);
    // A frame that brings nothing new would tell that the leaders have just done something, and a version how often.
    const told = JSON.stringify({ ...snapshot, version: 0, now: 0 });
    if (told === line.told) return;
    line.told = told;
    line.number = isLedBy(room, line.person) ? Math.max(line.number, snapshot.version) : line.number + 1;
    line.socket.emit(EVENTS.snapshot, { ...snapshot, version: line.number });
  }

  /** Answers every event there is, well-formed or not; nothing throws, and what ends a line is SPEC H-1 to H-3. */
  #answering(room: Room, line: Line): (event: unknown[], next: () => void) => void {
    const { socket, person } = line;
    const place = this.#ports.placeOf(socket.request);
    return ([name, payload, ...rest]) => {
      const last = rest.at(-1) ?? payload;
      const ack = (answer: Answer) => {
        if (typeof last !== "function") return;
        Reflect.apply(last, undefined, [answer]);
        if (!socket.conn.transport.writable && ++line.unread > MAX_UNREAD) cut(socket);
      };
      const refuse = (code: Extract<Answer, { ok: false }>["code"]) => ack({ ok: false, code });
      // By person, so that a new connection brings no new allowance; a new person is had by knocking, and brings none.
      const isIn = personIn(room.session, person)?.door === "admitted";
      const who = isIn ? `${room.id}/${person}` : `door ${place}`;
      if (!this.#commands.take(who)) return this.#excess.take(who) ? refuse("too_fast") : cut(socket);
      if (name === EVENTS.odd) {
        if (this.#hints.take(room.id)) this.#ports.lookAtMedia(room);
        return ack({ ok: true, version: room.session.version });
      }
      if (name !== EVENTS.command) return refuse("invalid");
      if (isTooLarge(payload)) return refuse("too_large");
      const envelope = Envelope.safeParse(payload);
      if (!envelope.success) return refuse("invalid");
      const { id, command } = envelope.data;
      void room.execute({ kind: "user", by: person, id, command }).then((answer) => {
        ack(answer.ok && !isLedBy(room, person) ? { ...answer, version: null } : answer);
        if (answer.ok && command.kind === "self.leave") this.#leave(room, line);
      });
    };
  }
}

function isLedBy({ session }: Room, id: PersonId): boolean {
  const person = personIn(session, id);
  return person !== undefined && leads(session, person);
}

function isTooLarge(payload: unknown): boolean {
  try {
    return (JSON.stringify(payload) ?? "").length > MAX_COMMAND_CHARS;
  } catch {
    return true;
  }
}

/** At once: saying goodbye would wait for an answer. */
function cut(socket: Socket): void {
  socket.request.socket.destroy();
}
