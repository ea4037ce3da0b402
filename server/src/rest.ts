/**
 * The REST surface: the organiser's sessions, the door, media tokens. Turns requests into commands and answers
 * into status codes; decides nothing itself. One table maps every error to its status.
 */
import {
  DoorRequest,
  type LineTrial,
  LineTrialRequest,
  LinkKey,
  MediaTokenRequest,
  NewSession,
  type RestError,
  type SessionLinks,
  type WhoAnswer,
  WhoRequest,
} from "@balint/shared/rest";
import { type Person, type PersonId, type Session, SessionId, personIn } from "@balint/shared/session/model";
import { mediaGrant } from "@balint/shared/session/policy";
import type { Answer, RejectionCode } from "@balint/shared/session/protocol";
import { newSession } from "@balint/shared/session/transition";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type * as z from "zod/mini";
import { MOST_PERSONS, PROBE, cookieName, heldIn, meantBy } from "./jar.ts";
import { type Keys, type LinkOwner, same } from "./keys.ts";
import { placeOf } from "./limits.ts";
import { RestRefusal } from "./rest-refusal.ts";
import { DOOR_PATH } from "./media/door.ts";
import type { LineChecks } from "./media/line-check.ts";
import { type LivekitAccess, joinToken } from "./media/livekit.ts";
import type { Comer, Doorstep } from "./session/doorstep.ts";
import type { Room } from "./session/room.ts";
import type { Pages } from "./session/pages.ts";
import type { Rooms } from "./session/rooms.ts";
import type { SessionRecord, Store } from "./store/store.ts";

function refuse(code: RestError): never {
  throw new RestRefusal(code);
}

const FROM_REJECTION: Partial<Record<RejectionCode, RestError>> = {
  full: "full",
  too_fast: "too_fast",
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
  doorstep: Doorstep;
  pages: Pages;
  now: () => number;
  /** Cookies over plain http are for localhost only. */
  secure: boolean;
};

const MOST_LEADERS = 2;
const COOKIE_SECONDS = 12 * 60 * 60;

export function addRest(app: FastifyInstance, ports: RestPorts): void {
  const { store, rooms, keys, access, checks, doorstep, pages, now, secure } = ports;
  const cookieOptions = { httpOnly: true, sameSite: "strict", secure, path: "/", maxAge: COOKIE_SECONDS } as const;

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

  /** Everybody in this session whom this browser can show to be. */
  function heldBy(request: FastifyRequest, session: Session | undefined): Person[] {
    if (session === undefined) return [];
    return heldIn(session.id, request.cookies, keys).flatMap((id) => personIn(session, id) ?? []);
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

  app.post("/api/sessions/:id/who", async (request, reply): Promise<WhoAnswer> => {
    const { key, person: said } = parse(WhoRequest, request.body);
    if (key === undefined) return whoWithoutKey(request, said);
    const { record, owner } = await openedBy(request, key);
    const session = rooms.get(record.id)?.session;
    const held = heldBy(request, session);
    const known = held.find(({ id }) => id === said) ?? personOf(owner, held);
    const instead = known === undefined ? alreadyIn(held) : undefined;
    const keeps = request.cookies[PROBE] !== undefined;
    if (!keeps) reply.setCookie(PROBE, "1", cookieOptions);
    return {
      name: record.name,
      as: owner.as,
      ended: session === undefined,
      known: known === undefined ? null : { person: known.id, name: known.name },
      instead: instead === undefined ? null : { person: instead.id, name: instead.name, role: instead.role },
      keeps,
    };
  });

  /** The link lost its key. To who shows no cookie this is the same answer as to a wrong one. */
  async function whoWithoutKey(request: FastifyRequest, said: PersonId | undefined): Promise<WhoAnswer> {
    const id = SessionId.safeParse((request.params as { id?: unknown }).id);
    const session = id.success ? id.data : refuse("wrong_key");
    const meant = meantBy(said, heldIn(session, request.cookies, keys)) ?? refuse("wrong_key");
    const record = (await store.record(session)) ?? refuse("wrong_key");
    const live = rooms.get(session)?.session;
    const known = live === undefined ? undefined : (personIn(live, meant) ?? refuse("wrong_key"));
    return {
      name: record.name,
      as: known?.role === "leader" ? "leader" : "guest",
      ended: live === undefined,
      known: known === undefined ? null : { person: known.id, name: known.name },
      instead: null,
      keeps: true,
    };
  }

  app.post("/api/sessions/:id/door", async (request, reply) => {
    const { key, name, as, knock, person: said } = parse(DoorRequest, request.body);
    const { record, owner } = await openedBy(request, key);
    const room = rooms.get(record.id) ?? refuse("ended");
    const held = heldBy(request, room.session);
    const before = guestIn(held, said);
    const person = owner.as === "leader" ? owner.person : (before?.id ?? keys.guestOf(record.id, knock));
    const answer = await (owner.as === "leader"
      ? room.execute({ kind: "system", command: { kind: "door.leader", person, name } })
      : knockAt(room, request, { person, name, as }));
    // Whoever is in already needs no second knock.
    if (!answer.ok && answer.code !== "already_so") refuse(FROM_REJECTION[answer.code] ?? "invalid");
    reply.setCookie(cookieName(record.id, person), keys.cookieFor(record.id, person), cookieOptions);
    makeRoom(request, reply, room.session, person);
    reply.code(201);
    return { person };
  });

  app.post("/api/sessions/:id/media-token", async (request) => {
    const id = SessionId.safeParse((request.params as { id?: unknown }).id);
    const session = id.success ? id.data : refuse("not_known");
    const { person: said, came } = parse(MediaTokenRequest, request.body);
    const person = meantBy(said, heldIn(session, request.cookies, keys)) ?? refuse("not_known");
    const room = rooms.get(session) ?? refuse("ended");
    // Who has gone on elsewhere is in the room there.
    if (came !== undefined && pages.isOver(session, person, came)) refuse("not_in_room");
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
    const { record, owner } = await openedBy(request, parse(LineTrialRequest, request.body).key);
    const { session } = rooms.get(record.id) ?? refuse("ended");
    // Anybody is a new guest by knocking anew, so only whoever holds a leader's link or has been let in counts apart.
    const admitted = heldBy(request, session).find(({ door }) => door === "admitted");
    const person = owner.as === "leader" ? owner.person : admitted?.id;
    const tester = person === undefined ? { address: placeOf(request.ip) } : { person: `${record.id}/${person}` };
    return (await checks.open(tester).catch(() => refuse("unavailable"))) ?? refuse("full");
  });

  async function knockAt(room: Room, request: FastifyRequest, comer: Comer): Promise<Answer> {
    const welcome = doorstep.welcome(room, comer, placeOf(request.ip));
    if (!welcome.ok) return welcome;
    const { instead } = welcome;
    const answer = await room.execute({ kind: "system", command: { kind: "door.knock", ...comer, instead } });
    doorstep.settled(room, comer.person);
    return answer;
  }

  /** Takes away the cookies of whom the session has forgotten, and of the oldest guests where there are too many. */
  function makeRoom(request: FastifyRequest, reply: FastifyReply, session: Session, come: PersonId): void {
    const others = heldIn(session.id, request.cookies, keys).filter((id) => id !== come);
    const role = (id: PersonId) => personIn(session, id)?.role;
    const kept = others.filter((id) => role(id) !== undefined);
    const tooMany = Math.max(0, kept.length + 1 - MOST_PERSONS);
    const guests = kept.filter((id) => role(id) !== "leader").slice(0, tooMany);
    for (const id of others)
      if (!kept.includes(id) || guests.includes(id)) reply.clearCookie(cookieName(session.id, id), { path: "/" });
  }
}

/** Of a browser that says nothing more: whom this link makes it. A guest who has knocked twice is the later one. */
function personOf(owner: LinkOwner, held: readonly Person[]): Person | undefined {
  return owner.as === "leader" ? held.find(({ id }) => id === owner.person) : guestIn(held);
}

/** The guest this browser was before. A leader's cookie does not make a guest. */
function guestIn(held: readonly Person[], said?: PersonId): Person | undefined {
  const guests = held.filter(({ role }) => role !== "leader");
  return guests.find(({ id }) => id === said) ?? guests.toSorted((a, b) => a.knockedAt - b.knockedAt).at(-1);
}

/** Whose chair this browser would leave behind by coming in as somebody else; a leader's first of all. */
function alreadyIn(held: readonly Person[]): Person | undefined {
  const admitted = held.filter(({ door }) => door === "admitted");
  return admitted.find(({ role }) => role === "leader") ?? admitted[0];
}
