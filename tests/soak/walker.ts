/**
 * One simulated person of the soak: comes by the door, sends commands that make sense and some that do not, and is a
 * bad line: drops, falls silent, comes twice, sends rubbish. Keeps book of every command and its answer.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { type Socket, io } from "socket.io-client";
import * as z from "zod/mini";
import {
  Answer,
  type Command,
  EVENTS,
  PROTOCOL_VERSION,
  type RoomSnapshot,
  Snapshot,
} from "@balint/shared/session/protocol";
import type { Dice } from "../simulation/dice.ts";
import { type Knock, enter } from "../support/person.ts";
import type { Book } from "./book.ts";
import { rubbish, someCommand } from "./commands.ts";

/** A server that was killed is back by then, and a line that was closed just as it was used is soon opened anew. */
const BACK_WITHIN_MS = 45_000;
const AGAIN_MS = 200;
const LOOK_EVERY_MS = 20;

const nobodyIsThere = (cause: unknown): boolean => cause instanceof TypeError;

/** As browsers and people do: asks again when nobody is there. */
export async function patiently<T>(
  ask: () => Promise<T>,
  isAway: (cause: unknown) => boolean = nobodyIsThere,
): Promise<T> {
  for (const until = performance.now() + BACK_WITHIN_MS; ; await delay(AGAIN_MS))
    try {
      return await ask();
    } catch (cause) {
      if (!isAway(cause) || performance.now() > until) throw cause;
    }
}

/** An open line has answered by then, whatever else the machine has to do; an answer that comes later is lost. */
const ANSWER_WITHIN_MS = 30_000;

type Sent = {
  readonly id: string;
  readonly command: Command;
  readonly on: Socket;
  readonly at: number;
  answers: number;
};

export class Walker {
  readonly #knock: Omit<Knock, "cookie">;
  readonly #dice: Dice;
  readonly #book: Book;
  readonly #pending = new Map<string, Sent>();
  #cookie = "";
  #person: string | undefined;
  #socket: Socket | null = null;
  #snapshot: Snapshot | null = null;
  #version = -1;
  #resting = false;
  #over = false;
  #silent: Socket | null = null;
  #steps: ReturnType<typeof setTimeout> | undefined;

  constructor(knock: Omit<Knock, "cookie">, dice: Dice, book: Book) {
    this.#knock = knock;
    this.#dice = dice;
    this.#book = book;
  }

  async begin(paceMs: number): Promise<void> {
    await this.#comeIn();
    const step = () => {
      this.#steps = setTimeout(
        () =>
          void this.#step()
            .catch((cause: unknown) => this.#wrong(`a step failed: ${String(cause)}`))
            .finally(() => this.#resting || step()),
        paceMs * (0.5 + this.#dice.below(1_000) / 1_000),
      );
    };
    step();
  }

  /** Says nothing more, hears what is still to be answered on an open line, and goes. */
  async end(): Promise<void> {
    this.#resting = true;
    clearTimeout(this.#steps);
    for (const until = performance.now() + ANSWER_WITHIN_MS; this.#open.length > 0; await delay(LOOK_EVERY_MS))
      if (performance.now() > until) {
        this.#book.lost.push(...this.#open.map(({ command, id }) => `${command.kind} ${id}, at the end`));
        break;
      }
    this.#over = true;
    this.#socket?.disconnect();
  }

  /** Without answer, on a line that is open in both directions. */
  get #open(): readonly Sent[] {
    const line = this.#socket;
    if (line === null || !line.connected || line === this.#silent) return [];
    return [...this.#pending.values()].filter(({ on, answers }) => on === line && answers === 0);
  }

  #wrong(what: string): void {
    if (!this.#over) this.#book.wrong.push(`${this.#knock.name}: ${what}`);
  }

  get #room(): RoomSnapshot | null {
    return this.#snapshot?.standing === "in" ? this.#snapshot : null;
  }

  async #comeIn(): Promise<void> {
    const knock = { ...this.#knock, cookie: this.#cookie };
    const person = await patiently(() => enter(knock));
    this.#cookie = person.cookie;
    this.#person = person.id;
    this.#connect();
  }

  #connect(): void {
    const { baseUrl, sessionId } = this.#knock;
    const socket = io(baseUrl, {
      path: "/live",
      transports: ["websocket"],
      auth: { protocol: PROTOCOL_VERSION, session: sessionId, person: this.#person },
      extraHeaders: { cookie: this.#cookie, origin: new URL(baseUrl).origin },
      forceNew: true,
      reconnection: false,
    });
    this.#socket = socket;
    let seen = -1;
    socket.on(EVENTS.snapshot, (message: unknown) => {
      const parsed = Snapshot.safeParse(message);
      if (!parsed.success) return this.#wrong("a snapshot that does not parse");
      const { data } = parsed;
      this.#book.snapshots += 1;
      if (data.version < seen) this.#wrong(`a version went back from ${seen} to ${data.version}`);
      // What an older line still brings may be older than what a newer one has brought.
      // To leaders it is the session's own, on whichever line; everybody else's lines count for themselves.
      const leads = data.standing === "in" && data.leaders !== null;
      if (leads && this.#socket === socket && seen === -1 && data.version < this.#version)
        this.#wrong(`a new line began at ${data.version}, before ${this.#version}`);
      seen = data.version;
      if (this.#socket !== socket) return;
      if (leads) this.#version = Math.max(this.#version, data.version);
      this.#snapshot = data;
      this.#look();
    });
    socket.on("connect", () => {
      if (this.#socket !== socket) return;
      for (const sent of [...this.#pending.values()].filter(({ on }) => on !== socket)) {
        this.#book.resent += 1;
        this.#emit(sent.command, sent.id);
      }
    });
    socket.on("disconnect", () => this.#again(socket));
    socket.on("connect_error", () => this.#again(socket));
  }

  /** An honest client comes back; one that was replaced does not. */
  #again(socket: Socket): void {
    if (this.#socket !== socket || this.#over) return;
    this.#socket = null;
    setTimeout(
      () => {
        if (this.#socket === null && !this.#over) this.#connect();
      },
      300 + this.#dice.below(1_000),
    );
  }

  /** Each word is said once: a command applied twice would show it twice. */
  #look(): void {
    const words = (this.#room?.leaders?.whispers ?? []).flatMap((whisper) => ("text" in whisper ? [whisper.text] : []));
    const known = words.filter((word) => word !== "");
    if (new Set(known).size !== known.length) this.#wrong("a command was applied twice");
  }

  async #step(): Promise<void> {
    const now = performance.now();
    for (const { id, command, at } of this.#open)
      if (now - at > ANSWER_WITHIN_MS) {
        this.#book.lost.push(`${command.kind} ${id}`);
        this.#pending.delete(id);
      }
    const socket = this.#socket;
    if (socket === null || !socket.connected) return;
    const standing = this.#snapshot?.standing;
    if (standing === "removed") return this.#comeIn();
    if (standing !== "in") return;
    const luck = this.#dice.below(100);
    if (luck < 4) return this.#drop(socket);
    if (luck < 6) return this.#fallSilent(socket);
    if (luck < 8) return this.#double();
    if (luck < 14) return this.#sendRubbish(socket);
    const room = this.#room;
    if (room === null) return;
    const command = someCommand(room, this.#dice);
    const id = randomUUID();
    this.#emit(command, id);
    // Sent again on the same line: the same answer, applied once.
    if (luck < 20) this.#emit(command, id, true);
    // The line goes before the answer can come.
    if (luck > 95) this.#drop(socket);
  }

  #emit(command: Command, id: string, twice = false): void {
    const socket = this.#socket;
    if (socket === null) return;
    const sent: Sent = { id, command, on: socket, at: performance.now(), answers: 0 };
    if (!twice) this.#pending.set(id, sent);
    this.#book.sent += 1;
    socket.emit(EVENTS.command, { id, command }, (reply: unknown) => {
      sent.answers += 1;
      if (sent.answers > 1) this.#wrong(`two answers to ${command.kind}`);
      const answer = Answer.safeParse(reply);
      if (!answer.success) return this.#wrong(`no answer of ours to ${command.kind}`);
      this.#book.hears(this.#knock.sessionId, id, answer.data);
      if (this.#pending.get(id)?.on === socket) this.#pending.delete(id);
    });
  }

  #drop(socket: Socket): void {
    this.#book.drops += 1;
    socket.io.engine.close();
  }

  /** As a cable pulled out; the server notices, and so does the client when it looks. */
  #fallSilent(socket: Socket): void {
    this.#book.silences += 1;
    this.#silent = socket;
    const transport: unknown = socket.io.engine.transport;
    z.object({ ws: z.custom<{ pause: () => void }>() }).parse(transport).ws.pause();
    setTimeout(() => socket.io.engine.close(), 4_000 + this.#dice.below(4_000));
  }

  /** A second window; the first is told, and closes. */
  #double(): void {
    this.#book.doubles += 1;
    this.#connect();
  }

  #sendRubbish(socket: Socket): void {
    this.#book.rubbish += 1;
    const [event, payload] = rubbish(this.#dice);
    socket.emit(event, payload, (reply: unknown) => {
      const answer = Answer.safeParse(reply);
      if (!answer.success || answer.data.ok) this.#wrong("rubbish was not refused");
    });
  }
}
