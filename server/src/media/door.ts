/**
 * The door in front of the media server's signalling. Browsers reach it through here alone: each connect is
 * checked for signature, admission and freshness against the live session (SPEC D-*). Knows no phases.
 */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import httpProxy from "@fastify/http-proxy";
import { PersonId, type Session, SessionId, personIn } from "@balint/shared/session/model";
import { mediaGrant } from "@balint/shared/session/policy";
import type { FastifyInstance, FastifyRequest } from "fastify";
import * as z from "zod/mini";
import { type Claims, type LivekitAccess, claimsOf } from "./livekit.ts";

export const DOOR_PATH = "/sfu";

/** The only paths of the media server that a person's client needs. Its admin API is not among them. */
const SIGNAL_PATHS = new Set(["/rtc", "/rtc/v1", "/rtc/validate", "/rtc/v1/validate"]);

const PublishQuery = z.looseObject({ publish: z.union([z.string(), z.array(z.string())]) });
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

/** The proxy itself forwards only cookies on websockets; the media server needs the token and not the cookie. */
const forwardOnlyTheToken: object = {
  rewriteRequestHeaders: (_headers: unknown, { headers: { authorization } }: FastifyRequest) =>
    authorization === undefined ? {} : { authorization },
};

/** Larger than what any client has to say of a whole circle. */
const MAX_SIGNAL_BYTES = 1024 * 1024;
/** What may wait for somebody who does not read. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

export type DoorPorts = {
  sessionOf: (id: SessionId) => Session | undefined;
  /** Made for another page of this person than the one in use. */
  isOld: (session: SessionId, person: PersonId, dated: number) => boolean;
  /** Each try costs the media server a good deal. */
  mayTry: (session: SessionId, person: string) => boolean;
  /** Of a token that belongs to no session: whether it is one for trying a line. */
  mayTryLine: (claims: Claims) => boolean;
  /** Whoever asked has shown who they are. */
  known: (request: IncomingMessage) => void;
};

export async function hangDoor(app: FastifyInstance, access: LivekitAccess, ports: DoorPorts): Promise<void> {
  await app.register(httpProxy, {
    upstream: access.url,
    prefix: DOOR_PATH,
    rewritePrefix: "",
    websocket: true,
    httpMethods: ["GET"],
    wsClientOptions: forwardOnlyTheToken,
    wsServerOptions: { maxPayload: MAX_SIGNAL_BYTES },
    wsHooks: {
      onOutgoingMessage: (_context, source) => void (source.bufferedAmount > MAX_UNREAD_BYTES && source.terminate()),
      onIncomingMessage: (_context, source, target) =>
        void (target.bufferedAmount > MAX_UNREAD_BYTES && source.terminate()),
    },
    replyOptions: {
      rewriteRequestHeaders: (_request: unknown, { cookie: _cookie, ...headers }: IncomingHttpHeaders) => headers,
    },
    async preHandler(request, reply) {
      const path = new URL(request.url, "http://door").pathname.slice(DOOR_PATH.length);
      if (!SIGNAL_PATHS.has(path)) return reply.code(404).send({ error: "not_found" });
      // `publish` would make a second participant beside the person, under a name of its own.
      if (PublishQuery.safeParse(request.query).success) return reply.code(403).send({ error: "not_in_room" });
      const claims = await claimsOf(access, tokenIn(request.query, request.headers.authorization));
      if (claims === null) return reply.code(401).send({ error: "not_known" });
      const room = SessionId.safeParse(claims.room);
      const session = room.success ? ports.sessionOf(room.data) : undefined;
      if (session === undefined && ports.mayTryLine(claims)) return;
      const passes = session !== undefined && mayPass(session, claims);
      if (!passes || ports.isOld(session.id, claims.identity as PersonId, claims.from))
        return reply.code(403).send({ error: "not_in_room" });
      if (!ports.mayTry(session.id, claims.identity)) return reply.code(429).send({ error: "too_fast" });
      ports.known(request.raw);
    },
  });
}
