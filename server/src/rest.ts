/**
 * The REST surface: the organiser's sessions, the door, media tokens. Turns requests into commands and answers
 * into status codes; decides nothing itself. One table maps every error to its status.
 */
import {
  DoorRequest,
  type LineTrial,
  LinkKey,
  NewSession,
  type RestError,
  type SessionLinks,
  type WhoAnswer,
  WhoRequest,
} from "@balint/shared/rest";
import { type PersonId, SessionId, personIn } from "@balint/shared/session/model";
import { mediaGrant } from "@balint/shared/session/policy";
import type { RejectionCode } from "@balint/shared/session/protocol";
import { newSession } from "@balint/shared/session/transition";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type * as z from "zod/mini";
import { type Keys, type LinkOwner, same } from "./keys.ts";
import { placeOf } from "./limits.ts";
import { RestRefusal } from "./rest-refusal.ts";
import { DOOR_PATH } from "./media/door.ts";
import type { LineChecks } from "./media/line-check.ts";
import { type LivekitAccess, joinToken } from "./media/livekit.ts";
import type { Rooms } from "./session/rooms.ts";
import type { SessionRecord, Store } from "./store/store.ts";

function refuse(code: RestError): never {
  throw new RestRefusal(code);
}

const FROM_REJECTION: Partial<Record<RejectionCode, RestError>> = {
  full: "full",
  ended: "ended",
  busy: "unavailable",
  unavailable: "unavailable",
};

function parse<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : refuse("invalid");
}

export type RestPorts = {
  store: Store;
  rooms: Rooms;
  keys: Keys;
  access: LivekitAccess;
  checks: LineChecks;
  now: () => number;
  /** Cookies over plain http are for localhost only. */
  secure: boolean;
};

const MOST_LEADERS = 2;
const COOKIE_SECONDS = 12 * 60 * 60;

const PREFIX = "balint_";

export function cookieName(session: SessionId): string {
  return `${PREFIX}${session}`;
}

/** More than these nobody has. */
const MAX_SESSIONS = 8;

/** The sessions that these cookies are of, or pretend to be. */
export function sessionsOf(cookies: Readonly<Record<string, string | undefined>>): SessionId[] {
  return Object.keys(cookies)
    .map((name) => SessionId.safeParse(name.startsWith(PREFIX) ? name.slice(PREFIX.length) : ""))
    .flatMap(({ data }) => (data === undefined ? [] : [data]))
    .slice(0, MAX_SESSIONS);
}

export function addRest(app: FastifyInstance, ports: RestPorts): void {
  const { store, rooms, keys, access, checks, now, secure } = ports;

  /** Refusals are alike whether there is no such session or the key is wrong: the key is looked at first. */
  async function openedBy(request: FastifyRequest, key: string): Promise<{ record: SessionRecord; owner: LinkOwner }> {
    const id = SessionId.safeParse((request.params as { id?: unknown }).id);
    const owner = (id.success ? keys.ownerOf(id.data, key, MOST_LEADERS) : null) ?? refuse("wrong_key");
    const record = (id.success ? await store.record(id.data) : null) ?? refuse("wrong_key");
    if (owner.as === "leader" && owner.slot > record.leaderCount) refuse("wrong_key");
    return { record, owner };
  }

  function organiserOnly(request: FastifyRequest): void {
    const key = LinkKey.safeParse(request.headers.authorization?.replace(/^Bearer /, ""));
    if (!key.success || !same(key.data, keys.organiserKey)) refuse("wrong_key");
  }

  function knownIn(session: SessionId, request: FastifyRequest): PersonId | null {
    return keys.personOf(session, request.cookies[cookieName(session)]);
  }

  function linksOf(record: SessionRecord): SessionLinks {
    const link = (key: string) => `/s/${record.id}#${key}`;
    const slots = Array.from({ length: record.leaderCount }, (_, index) => index + 1);
    return {
      id: record.id,
      name: record.name,
      frame: record.frame,
      createdAt: record.createdAt,
      ended: record.endedAt !== null,
      leaderLinks: slots.map((slot) => link(keys.leaderKey(record.id, slot))),
      invitationLink: link(keys.invitationKey(record.id)),
    };
  }

  app.get("/api/sessions", async (request) => {
    organiserOnly(request);
    return { sessions: (await store.records()).map(linksOf) };
  });

  app.post("/api/sessions", async (request, reply) => {
    organiserOnly(request);
    const session = newSession({ id: keys.newSessionId(), ...parse(NewSession, request.body), now: now() });
    await rooms.create(session);
    reply.code(201);
    return linksOf({ ...session, endedAt: null });
  });

  app.post("/api/sessions/:id/who", async (request): Promise<WhoAnswer> => {
    const { record, owner } = await openedBy(request, parse(WhoRequest, request.body).key);
    const session = rooms.get(record.id)?.session;
    const cookie = knownIn(record.id, request);
    const id = owner.as === "leader" && cookie !== owner.person ? null : cookie;
    const person = session !== undefined && id !== null ? personIn(session, id) : undefined;
    const fits = person !== undefined && (person.role === "leader") === (owner.as === "leader");
    return { name: record.name, as: owner.as, ended: session === undefined, known: fits ? person.name : null };
  });

  app.post("/api/sessions/:id/door", async (request, reply) => {
    const { key, name, as, knock } = parse(DoorRequest, request.body);
    const { record, owner } = await openedBy(request, key);
    const room = rooms.get(record.id) ?? refuse("ended");
    const person = owner.as === "leader" ? owner.person : guestIn(record, request, knock);
    const answer = await room.execute({
      kind: "system",
      command: owner.as === "leader" ? { kind: "door.leader", person, name } : { kind: "door.knock", person, name, as },
    });
    // Whoever is in already needs no second knock.
    if (!answer.ok && answer.code !== "already_so") refuse(FROM_REJECTION[answer.code] ?? "invalid");
    setCookie(reply, record.id, person);
    reply.code(201);
    return { person };
  });

  app.post("/api/sessions/:id/media-token", async (request) => {
    const id = SessionId.safeParse((request.params as { id?: unknown }).id);
    const session = id.success ? id.data : refuse("not_known");
    const person = knownIn(session, request) ?? refuse("not_known");
    const room = rooms.get(session) ?? refuse("ended");
    if (!mediaGrant(room.session, person).join) refuse("not_in_room");
    const media = rooms.mediaOf(session) ?? refuse("ended");
    await media.open().catch(() => refuse("unavailable"));
    await room.dates();
    // Asked again: the room may have moved on while the media server answered.
    const { join, microphone, camera } = mediaGrant(room.session, person);
    if (!join) refuse("not_in_room");
    return { token: await joinToken(access, session, person, { microphone, camera }), path: DOOR_PATH };
  });

  app.post("/api/sessions/:id/line-check", async (request): Promise<LineTrial> => {
    const { record } = await openedBy(request, parse(WhoRequest, request.body).key);
    if (rooms.get(record.id) === undefined) refuse("ended");
    return (await checks.open(placeOf(request.ip)).catch(() => refuse("unavailable"))) ?? refuse("full");
  });

  /** The guest this browser was before, or the one of this knock. A leader's cookie does not make a guest. */
  function guestIn(record: SessionRecord, request: FastifyRequest, knock: string): PersonId {
    const known = knownIn(record.id, request);
    const session = rooms.get(record.id)?.session;
    const before = known !== null && session !== undefined ? personIn(session, known) : undefined;
    return before !== undefined && before.role !== "leader" ? before.id : keys.guestOf(record.id, knock);
  }

  function setCookie(reply: FastifyReply, session: SessionId, person: PersonId): void {
    reply.setCookie(cookieName(session), keys.cookieFor(session, person), {
      httpOnly: true,
      sameSite: "strict",
      secure,
      path: "/",
      maxAge: COOKIE_SECONDS,
    });
  }
}
