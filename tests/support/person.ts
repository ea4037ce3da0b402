/**
 * One person at the app's own doors, without a browser and without media: knocks, keeps the cookie, holds the live
 * wire and the newest snapshot. Knows the contracts of shared/ and nothing of the server's inside.
 */
import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { type Socket, io } from "socket.io-client";
import { MediaToken, DoorAnswer } from "@balint/shared/rest";
import { type PersonId, type SessionId } from "@balint/shared/session/model";
import {
  Answer,
  type Command,
  EVENTS,
  PROTOCOL_VERSION,
  type RoomSnapshot,
  Snapshot,
  seenOf,
} from "@balint/shared/session/protocol";

const ANSWER_WITHIN_MS = 5_000;
const COME_BACK_MS = 100;
const COME_TRUE_WITHIN_MS = 8_000;

export type Knock = {
  readonly baseUrl: string;
  readonly sessionId: string;
  readonly key: string;
  readonly name: string;
  readonly as: "member" | "observer";
  /** Of a browser that has been here before. */
  readonly cookie?: string;
};

type Waiter = { readonly look: (snapshot: Snapshot) => void; readonly fail: (cause: Error) => void };

/** A POST as the app's own page would send it. */
export function post(baseUrl: string, path: string, body: unknown, cookie?: string): Promise<Response> {
  return fetch(new URL(path, baseUrl), {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: new URL(baseUrl).origin,
      ...(cookie === undefined || cookie === "" ? {} : { cookie }),
    },
    body: JSON.stringify(body),
  });
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${new URL(response.url).pathname} answered ${response.status}: ${text}`);
  return JSON.parse(text);
}

function cookiesOf(response: Response, before: string | undefined): string {
  const jar = new Map(
    (before ?? "")
      .split("; ")
      .filter(Boolean)
      .map((pair) => [pair.split("=")[0], pair]),
  );
  for (const line of response.headers.getSetCookie()) {
    const pair = line.split(";")[0] ?? "";
    jar.set(pair.split("=")[0], pair);
  }
  return [...jar.values()].join("; ");
}

export async function enter(knock: Knock): Promise<Person> {
  const response = await post(
    knock.baseUrl,
    `/api/sessions/${knock.sessionId}/door`,
    { key: knock.key, name: knock.name, as: knock.as, agreed: true, knock: randomUUID() },
    knock.cookie,
  );
  const { person } = DoorAnswer.parse(await read(response));
  return new Person(knock, person, cookiesOf(response, knock.cookie));
}

export class Person {
  readonly id: PersonId;
  readonly name: string;
  readonly cookie: string;
  /** Another connection of the same person has taken over. */
  replaced = false;
  /** As the server has told it: from when on this page has the place. */
  came: number | null = null;
  /** How many frames have come down the wire, but for the heartbeat: snapshots, answers and events. */
  frames = 0;
  /** Every snapshot in the order of arrival, late ones included. */
  readonly history: Snapshot[] = [];
  private readonly knock: Knock;
  private socket: Socket | null = null;
  private newest: Snapshot | null = null;
  /** Of the newest on this connection; another one counts anew. */
  private number = -1;
  private readonly waiters = new Set<Waiter>();

  constructor(knock: Knock, id: PersonId, cookie: string) {
    this.knock = knock;
    this.id = id;
    this.name = knock.name;
    this.cookie = cookie;
  }

  /**
   * Resolves with the first snapshot; rejects with the server's words when the handshake is refused.
   * @param came of a page that comes back by itself: what `came` was
   */
  async connect(came: number | null = null): Promise<Snapshot> {
    this.socket?.disconnect();
    const { origin } = new URL(this.knock.baseUrl);
    const socket = io(this.knock.baseUrl, {
      path: "/live",
      transports: ["websocket"],
      auth: { protocol: PROTOCOL_VERSION, session: this.knock.sessionId, person: this.id, came },
      extraHeaders: { cookie: this.cookie, origin },
      forceNew: true,
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
    });
    this.socket = socket;
    this.newest = null;
    this.number = -1;
    socket.on(EVENTS.replaced, () => (this.replaced = true));
    socket.on(EVENTS.came, (moment: number) => (this.came = moment));
    // As our page does: a server that stops in order has said it will be back.
    let soon = false;
    socket.on(EVENTS.stopping, () => (soon = true));
    socket.on("connect", () => {
      soon = false;
      this.number = -1;
      socket.io.engine.on("packet", ({ type }) => void (this.frames += Number(type === "message")));
    });
    socket.on("disconnect", () => {
      if (soon) setTimeout(() => this.socket === socket && socket.connect(), COME_BACK_MS);
    });
    socket.on(EVENTS.snapshot, (message: unknown) => this.take(Snapshot.parse(message)));
    await new Promise<void>((resolve, reject) => {
      const refused = (cause: Error) => {
        socket.disconnect();
        reject(cause);
      };
      socket.once("connect_error", refused);
      socket.once("connect", () => {
        socket.off("connect_error", refused);
        resolve();
      });
    });
    return this.until(() => true);
  }

  private take(snapshot: Snapshot): void {
    this.history.push(snapshot);
    if (snapshot.version < this.number) return;
    this.number = snapshot.version;
    this.newest = snapshot;
    for (const waiter of [...this.waiters]) waiter.look(snapshot);
  }

  get connected(): boolean {
    return this.socket?.connected ?? false;
  }

  snapshot(): Snapshot {
    if (this.newest === null) throw new Error(`${this.name} has had no snapshot yet`);
    return this.newest;
  }

  /** The snapshot of somebody who is in; throws for anybody else. */
  room(): RoomSnapshot {
    const snapshot = this.snapshot();
    if (snapshot.standing !== "in") throw new Error(`${this.name} is not in but ${snapshot.standing}`);
    return snapshot;
  }

  /** Called with each snapshot that is not older than the newest. Answers how to stop. */
  watch(look: (snapshot: Snapshot) => void): () => void {
    const waiter = { look, fail: () => undefined };
    this.waiters.add(waiter);
    return () => this.waiters.delete(waiter);
  }

  until(predicate: (snapshot: Snapshot) => boolean, withinMs = COME_TRUE_WITHIN_MS): Promise<Snapshot> {
    if (this.newest !== null && predicate(this.newest)) return Promise.resolve(this.newest);
    return new Promise((resolve, reject) => {
      const settle = () => {
        clearTimeout(timer);
        this.waiters.delete(waiter);
      };
      const waiter: Waiter = {
        look: (snapshot) => {
          if (!predicate(snapshot)) return;
          settle();
          resolve(snapshot);
        },
        fail: (cause) => {
          settle();
          reject(cause);
        },
      };
      const timer = setTimeout(() => {
        const last = this.newest === null ? "none" : JSON.stringify(this.newest);
        waiter.fail(
          new Error(`${this.name} waited ${withinMs} ms for ${predicate.toString()}; last snapshot: ${last}`),
        );
      }, withinMs);
      this.waiters.add(waiter);
    });
  }

  /** `until` for somebody who is in. */
  async untilIn(predicate: (room: RoomSnapshot) => boolean = () => true, withinMs?: number): Promise<RoomSnapshot> {
    await this.until((snapshot) => snapshot.standing === "in" && predicate(snapshot), withinMs);
    return this.room();
  }

  async command(command: Command, id: string = randomUUID()): Promise<Answer> {
    return Answer.parse(await this.raw(EVENTS.command, { id, command }));
  }

  /** A leader's answer to the knock of this person, as soon as it is on the leader's screen. */
  async answering(kind: "person.admit" | "person.refuse", guest: PersonId): Promise<Command> {
    const knock = ({ leaders }: RoomSnapshot) => leaders?.door.find(({ person }) => person === guest);
    const seen = knock(await this.untilIn((room) => knock(room) !== undefined));
    if (seen === undefined) throw new Error(`${this.name} sees nobody knock as ${guest}`);
    return { kind, person: guest, seen: seenOf(seen) };
  }

  async admit(guest: PersonId): Promise<Answer> {
    return this.command(await this.answering("person.admit", guest));
  }

  async refuse(guest: PersonId): Promise<Answer> {
    return this.command(await this.answering("person.refuse", guest));
  }

  /** Anything at all on the live wire, for hostile tests. Answers with whatever the server acknowledged. */
  async raw(event: string, payload: unknown, withinMs = ANSWER_WITHIN_MS): Promise<unknown> {
    if (this.socket === null) throw new Error(`${this.name} is not connected`);
    const answer: unknown = await this.socket.timeout(withinMs).emitWithAck(event, payload);
    return answer;
  }

  /** Resolves when this event comes down the wire. */
  isTold(event: "stopping" | "replaced"): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.socket === null) return reject(new Error(`${this.name} is not connected`));
      this.socket.once(event, () => resolve());
    });
  }

  async mediaToken(): Promise<MediaToken> {
    return MediaToken.parse(await read(await this.post("media-token", { person: this.id })));
  }

  /** With this person's cookie, to a path below the session. */
  post(path: string, body: unknown): Promise<Response> {
    return post(this.knock.baseUrl, `/api/sessions/${this.knock.sessionId}/${path}`, body, this.cookie);
  }

  /** Where browsers find the media room, from the path a media token names. */
  mediaUrl(path: string): string {
    return new URL(this.knock.baseUrl).origin.replace(/^http/, "ws") + path;
  }

  get session(): SessionId {
    return this.snapshot().session.id;
  }

  /** As a cable pulled out: nothing is read or answered any more, and nothing is closed. */
  fallSilent(): void {
    const transport: unknown = this.socket?.io.engine.transport;
    z.object({ ws: z.custom<{ pause: () => void }>() }).parse(transport).ws.pause();
  }

  close(): void {
    for (const waiter of [...this.waiters]) waiter.fail(new Error(`${this.name} has been closed`));
    this.waiters.clear();
    this.socket?.disconnect();
    this.socket = null;
  }
}
