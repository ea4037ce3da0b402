/**
 * The door in front of the media server's signalling. Browsers reach it through here alone: each connect is checked for
 * signature, admission and freshness against the live session, and what is said afterwards is read (SPEC D-*).
 */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { PersonId, type Session, SessionId, personIn } from "@balint/shared/session/model";
import { isSittingBack, maySee, mediaGrant } from "@balint/shared/session/policy";
import type { FastifyInstance } from "fastify";
import { type ServerOptions, WebSocket, WebSocketServer } from "ws";
import * as z from "zod/mini";
import { Allowances, type Limits, type Rate } from "../limits.ts";
import { MOST_WEIGHT } from "./heaviness.ts";
import { type Joining, readJoining } from "./joining.ts";
import type { LineChecks } from "./line-check.ts";
import { type Claims, type LivekitAccess, claimsOf } from "./livekit.ts";
import { CLOSE_MS, MAX_SIGNAL_BYTES, converse } from "./relay.ts";
import { Announced, OPEN_TO_ALL, type Standing, judge, weightOf } from "./signals.ts";

export const DOOR_PATH = "/sfu";

/** The only paths of the media server that a person's client needs. Its admin API is not among them. */
const SOCKET_PATHS = new Set(["/rtc", "/rtc/v1"]);
const VALIDATE_PATHS = new Set(["/rtc/validate", "/rtc/v1/validate"]);
/** Below the time that the live wire gives to a websocket that nobody has taken. */
const UPSTREAM_MS = 9_000;
/** So many bytes beside its texts make a message count once more. */
const BYTES_A_MESSAGE = 256;

/** A repeated parameter arrives as a list, and is no token. */
const TokenQuery = z.object({ access_token: z.optional(z.string()) });

/**
 * May this token open a media connection now?
 * It must not be older than the last right taken from its person, and may never carry more than the person has
 * now: the media server refreshes tokens by itself, with the rights of its own moment and a newer date.
 */
export function mayPass(session: Session, claims: Claims): boolean {
  const id = PersonId.safeParse(claims.identity);
  const person = id.success ? personIn(session, id.data) : undefined;
  if (person === undefined || claims.room !== session.id || !claims.plain) return false;
  const grant = mediaGrant(session, person.id);
  if (!grant.join || claims.from < person.freshFrom) return false;
  return !((claims.rights.microphone && !grant.microphone) || (claims.rights.camera && !grant.camera));
}

/**
 * In the query (browsers) or the header (native clients). The media server would believe the header and ignore the
 * query, so whoever sends both could show us one token and use another: neither counts then.
 */
export function tokenIn(query: unknown, authorization: string | undefined): string {
  const inQuery = TokenQuery.safeParse(query);
  if (!inQuery.success) return "";
  if (inQuery.data.access_token === undefined) return authorization?.replace(/^Bearer /, "") ?? "";
  return authorization === undefined ? inQuery.data.access_token : "";
}

/** What the session says of a person who asks something of the media server. */
export function standingOf(session: Session | undefined, id: string): Standing {
  const person = session?.people.find((one) => one.id === id);
  if (session === undefined || person === undefined) return { seenBy: null, presented: false };
  const veiled = isSittingBack(session, person.id) && session.presenter?.visibility === "veiled";
  const seeing = session.people.filter((viewer) => maySee(session, viewer, person));
  return {
    seenBy: veiled ? new Set(seeing.map((viewer) => viewer.id)) : null,
    presented: session.presenter?.person === person.id,
  };
}

export type DoorPorts = {
  sessionOf: (id: SessionId) => Session | undefined;
  /** Made for another page of this person than the one in use. */
  isOld: (session: SessionId, person: PersonId, dated: number) => boolean;
  /** Of tokens that belong to no session. */
  trials: Pick<LineChecks, "mayPass" | "came" | "left">;
  /** Somebody who is in said what no honest client says (SPEC M-5). */
  cheated: (session: SessionId, person: PersonId) => void;
  placeOf: (request: IncomingMessage) => string;
  /** Whoever asked has shown who they are. */
  known: (request: IncomingMessage) => void;
  limits: Limits;
  now: () => number;
};

export type Door = {
  /** The session has changed: what was restricted may not be so any longer. */
  heed: (session: Session) => void;
};

type Refusal = {
  status: 401 | 403 | 404 | 429 | 503;
  error: "not_known" | "not_in_room" | "not_found" | "too_fast" | "unavailable";
};

const REASONS = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  503: "Service Unavailable",
};
const NOT_IN_ROOM: Refusal = { status: 403, error: "not_in_room" };
const TOO_FAST: Refusal = { status: 429, error: "too_fast" };

/** What one person has announced in a whole session, and their open connections to the media server. */
type Here = { readonly announced: Announced; readonly open: Set<WebSocket> };
const newHere = (): Here => ({ announced: new Announced(), open: new Set() });

/** Somebody who may pass, and what the media server is asked for them. `session` is `null` for a trial of a line. */
type Pass = Joining & {
  readonly path: string;
  readonly token: string;
  readonly room: string;
  readonly session: SessionId | null;
  readonly who: string;
  readonly identity: string;
  readonly here: Here;
};

function answer(socket: Duplex, { status, error }: Refusal): void {
  const body = JSON.stringify({ error });
  const head = `HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n`;
  socket.end(`${head}Content-Length: ${body.length}\r\n\r\n${body}`);
}

/** Each parameter once, or as a list. */
function queryOf({ searchParams }: URL): Record<string, string | string[]> {
  const values = (name: string) => searchParams.getAll(name);
  return Object.fromEntries(
    [...searchParams].map(([name, value]) => [name, values(name)[1] === undefined ? value : values(name)]),
  );
}

export function hangDoor(app: FastifyInstance, access: LivekitAccess, ports: DoorPorts): Door {
  const { limits } = ports;
  const allow = (rate: Rate) => new Allowances(rate, ports.now);
  const places = allow(limits.passesPerAddress);
  const ofPeople = { passes: allow(limits.passes), signals: allow(limits.signals), bytes: allow(limits.signalBytes) };
  const ofTrials = {
    passes: allow(limits.trialPasses),
    signals: allow(limits.trialSignals),
    bytes: allow(limits.trialBytes),
  };
  const meetings = new Map<SessionId, Map<string, Here>>();
  const options: ServerOptions & { closeTimeout?: number } = {
    ...{ noServer: true, clientTracking: false, perMessageDeflate: false },
    ...{ maxPayload: MAX_SIGNAL_BYTES, closeTimeout: CLOSE_MS },
  };
  const sockets = new WebSocketServer(options);

  function hereIn(session: SessionId, identity: string): Here {
    const people = meetings.get(session) ?? new Map<string, Here>();
    const here = people.get(identity) ?? newHere();
    meetings.set(session, people.set(identity, here));
    return here;
  }

  function cheated(session: SessionId | null, identity: string): void {
    const person = PersonId.safeParse(identity);
    if (session !== null && person.success) ports.cheated(session, person.data);
  }

  async function check(request: IncomingMessage, paths: ReadonlySet<string>): Promise<Pass | Refusal> {
    const url = new URL(request.url ?? "", "http://door");
    const path = url.pathname.slice(DOOR_PATH.length);
    if (!paths.has(path)) return { status: 404, error: "not_found" };
    const query = queryOf(url);
    const token = tokenIn(query, request.headers.authorization);
    const claims = await claimsOf(access, token);
    const room = SessionId.safeParse(claims?.room);
    const live = room.success ? ports.sessionOf(room.data) : undefined;
    // Who is in counts alone; all others together, so that they cannot keep anybody out who shares their address.
    if (live === undefined && !places.take(ports.placeOf(request))) return TOO_FAST;
    if (claims === null) return { status: 401, error: "not_known" };
    if (live === undefined ? !ports.trials.mayPass(claims) : !mayPass(live, claims)) return NOT_IN_ROOM;
    if (live !== undefined && ports.isOld(live.id, claims.identity as PersonId, claims.from)) return NOT_IN_ROOM;
    const { identity } = claims;
    const who = `${claims.room}/${identity}`;
    const session = live?.id ?? null;
    // Each try costs the media server a good deal.
    if (!(session === null ? ofTrials : ofPeople).passes.take(who)) return TOO_FAST;
    if (session !== null) ports.known(request);
    const here = session === null ? newHere() : hereIn(session, identity);
    const joining = readJoining(query, here.announced);
    if (joining !== null) return { ...joining, path, token, room: claims.room, session, who, identity, here };
    cheated(session, identity);
    return NOT_IN_ROOM;
  }

  function standing({ session, identity }: Pass): Standing {
    return standingOf(session === null ? undefined : ports.sessionOf(session), identity);
  }

  function connect(request: IncomingMessage, socket: Duplex, head: Buffer, pass: Pass): void {
    const { path, query, token, who, here, room, session, identity } = pass;
    const server = new WebSocket(`${access.url.replace(/^http/, "ws")}${path}?${query}`, {
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
      handshakeTimeout: UPSTREAM_MS,
    });
    const giveUp = () => server.terminate();
    socket.once("close", giveUp);
    server.once("unexpected-response", (_request, { statusCode }) => {
      // Giving up counts as an error of its own, and the answer must go out first.
      server.removeAllListeners("error").on("error", () => undefined);
      answer(socket, {
        status: statusCode === 404 ? 404 : 503,
        error: statusCode === 404 ? "not_found" : "unavailable",
      });
      giveUp();
    });
    server.on("error", () => socket.destroy());
    server.once("open", () => {
      // The client's first word is taken only now, so nothing of it ever waits here.
      sockets.handleUpgrade(request, socket, head, (client) => {
        const { signals, bytes } = session === null ? ofTrials : ofPeople;
        here.open.add(server);
        if (session === null) {
          ports.trials.came(room);
          server.once("close", () => ports.trials.left(room));
        }
        server.once("close", () => here.open.delete(server));
        if (pass.resumes) {
          // What was restricted before this app was started again is restricted still.
          here.announced.restricts = standing(pass).seenBy !== null;
          if (!here.announced.restricts) server.send(OPEN_TO_ALL);
        }
        converse({
          client,
          socket: request.socket,
          server,
          mayBring: (count) => bytes.take(who, count),
          mayAsk: (said) => signals.take(who, 1 + Math.floor(Math.min(weightOf(said), MOST_WEIGHT) / BYTES_A_MESSAGE)),
          judge: (said) => judge(said, here.announced, standing(pass)),
          cheated: () => void (here.announced.full || cheated(session, identity)),
        });
      });
    });
  }

  app.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (!request.url?.startsWith(`${DOOR_PATH}/`)) return;
    socket.on("error", () => socket.destroy());
    check(request, SOCKET_PATHS)
      .then((pass) => ("status" in pass ? answer(socket, pass) : connect(request, socket, head, pass)))
      .catch(() => socket.destroy());
  });

  /** Asked by a client whose connection was refused, to learn why. */
  app.get(`${DOOR_PATH}/*`, async (request, reply) => {
    const pass = await check(request.raw, VALIDATE_PATHS);
    if ("status" in pass) return reply.code(pass.status).send({ error: pass.error });
    const said = await fetch(`${access.url}${pass.path}?${pass.query}`, {
      headers: { authorization: `Bearer ${pass.token}` },
      signal: AbortSignal.timeout(UPSTREAM_MS),
    }).catch(() => null);
    if (said === null) return reply.code(503).send({ error: "unavailable" });
    return reply
      .code(said.status)
      .type("text/plain")
      .send(await said.text());
  });

  return {
    heed(session) {
      for (const [identity, { announced, open }] of meetings.get(session.id) ?? []) {
        if (!announced.restricts || standingOf(session, identity).seenBy !== null) continue;
        for (const server of open) server.send(OPEN_TO_ALL);
        // Who is not connected just now comes back by resuming, and is heard by all from then on.
        announced.restricts = false;
      }
      if (session.phase === "ended") meetings.delete(session.id);
    },
  };
}
