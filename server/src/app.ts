/**
 * The composition of one app: HTTP, live wire, door, rooms, store. Listens to nothing by itself, reads no
 * environment; tests build it with ports of their own.
 */
import { existsSync } from "node:fs";
import type { Socket } from "node:net";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import type { RestError } from "@balint/shared/rest";
import { SessionId } from "@balint/shared/session/model";
import { MEDIA_WELL } from "@balint/shared/session/protocol";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { type Clock, systemClock } from "./clock.ts";
import type { Keys } from "./keys.ts";
import type { SfuStory } from "./media/embedded-sfu.ts";
import { DOOR_PATH, hangDoor } from "./media/door.ts";
import { type LivekitAccess, type SfuEvent, answers, livekitSfu, webhookEvent } from "./media/livekit.ts";
import type { Sfu } from "./media/sfu.ts";
import { RestRefusal, STATUS, addRest, cookieName } from "./rest.ts";
import { Gateway, LIVE_PATH } from "./session/gateway.ts";
import { Rooms } from "./session/rooms.ts";
import type { Store } from "./store/store.ts";

export type AppOptions = {
  store: Store;
  keys: Keys;
  access: LivekitAccess;
  /** Another media server than the one at `access`; for faults in tests. */
  sfu?: Sfu;
  /** Of a media server that the app starts by itself. */
  sfuStory?: () => SfuStory;
  /** Another time than the machine's; for tests. */
  clock?: Clock;
  publicUrl: string | null;
  /** How long a group may be without anybody who leads before its room pauses itself, in ms. */
  graceMs: number;
  trustProxy: boolean;
  clientDir: string;
  /** Where faults are written; never given names, words or tokens. */
  log: (line: { level: "info" | "warn" | "error"; what: string; cause?: string }) => void;
};

export type App = {
  http: FastifyInstance;
  rooms: Rooms;
  close: () => Promise<void>;
};

const MAX_BODY_BYTES = 16 * 1024;
/** For a whole request to arrive; what comes slower is not one of our pages. */
const REQUEST_MS = 30_000;
/** Of one address in one minute; a whole hospital may share an address. */
const REQUESTS_PER_MINUTE = 600;

const FROM_FASTIFY: Record<string, RestError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "too_large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "invalid",
  FST_ERR_CTP_INVALID_JSON_BODY: "invalid",
  FST_ERR_CTP_EMPTY_JSON_BODY: "invalid",
};

export async function buildApp(options: AppOptions): Promise<App> {
  const { store, keys, access, log, publicUrl } = options;
  const sfu = options.sfu ?? livekitSfu(access);
  const clock = options.clock ?? systemClock;
  // Requests are not logged: an address line may carry a token.
  const http = Fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_MS,
    trustProxy: options.trustProxy,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 64 },
  });
  const fault = (what: string, cause: unknown) => log({ level: "warn", what, cause: chainOf(cause) });

  const rooms: Rooms = new Rooms({
    store,
    sfu,
    clock,
    graceMs: options.graceMs,
    fault,
    publish: (room, to) => gateway.publish(room, to),
    dismiss: (room) => gateway.dismiss(room),
  });
  const mayConnect = (origin: string | undefined, host: string | undefined) => sameOrigin(origin, host, publicUrl);

  await http.register(helmet, helmetFor(publicUrl));
  await http.register(cookie);
  await http.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    // By the route that was found: an address can be written in many ways.
    allowList: (request) => request.routeOptions.url?.startsWith("/api/") !== true,
    keyGenerator: ({ ip }) => ip ?? "unknown",
  });

  http.addHook("onSend", async (_request, reply) => {
    reply.header("permissions-policy", "camera=(self), microphone=(self), display-capture=(), geolocation=()");
  });
  http.addHook("onRequest", async (request) => {
    if (
      request.method !== "GET" &&
      request.headers.origin !== undefined &&
      !mayConnect(request.headers.origin, request.headers.host)
    )
      throw new RestRefusal("wrong_key");
  });
  http.setErrorHandler((error: FastifyError | RestRefusal, _request, reply) => {
    const code = restCode(error);
    if (code === null) {
      log({ level: "error", what: "request", cause: error.stack ?? error.message });
      return reply.code(500).send({ error: "unavailable" satisfies RestError });
    }
    return reply.code(STATUS[code]).send({ error: code });
  });

  addRest(http, {
    store,
    rooms,
    keys,
    access,
    now: clock.now,
    secure: publicUrl?.startsWith("https:") ?? false,
  });
  addWebhook(http, access, rooms, sfu, fault);
  http.get("/health", async (_request, reply) => {
    const media = (await answers(access.url)) ? "up" : "down";
    reply.code(media === "up" ? 200 : 503);
    return { app: "up", media, ...options.sfuStory?.() };
  });
  await hangDoor(http, access, (id) => rooms.get(id)?.session);
  await addPages(http, options.clientDir);

  const gateway: Gateway = new Gateway(http.server, {
    roomOf: (id) => rooms.get(id),
    hasEnded: async (id) => (await store.record(id)) !== null,
    personOf: (session, header) => keys.personOf(session, http.parseCookie(header ?? "")[cookieName(session)]),
    mayConnect,
    mediaOf: (room) => rooms.mediaOf(room.id)?.now ?? MEDIA_WELL,
    clock,
  });
  // Whoever asks for a websocket at any other place would otherwise be kept waiting for ever.
  http.server.on("upgrade", (request, socket) => {
    const path = request.url ?? "";
    if (!path.startsWith(`${DOOR_PATH}/`) && !path.startsWith(LIVE_PATH)) socket.destroy();
  });
  const sockets = new Set<Socket>();
  http.server.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await rooms.resume();

  return {
    http,
    rooms,
    async close() {
      const closed = http.close();
      await gateway.close();
      await rooms.stop();
      await store.close();
      // Who waits for an answer of the media server, or hangs, must not keep us.
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** `fetch failed` alone tells an operator nothing; what lies under it does. */
function chainOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "unknown";
  const said = `${cause.name}: ${cause.message}`;
  return cause.cause === undefined ? said : `${said} < ${chainOf(cause.cause)}`;
}

function restCode(error: FastifyError | RestRefusal): RestError | null {
  if (error instanceof RestRefusal) return error.code;
  if (error.statusCode === 429) return "too_fast";
  const known = FROM_FASTIFY[error.code];
  if (known !== undefined) return known;
  return error.statusCode !== undefined && error.statusCode < 500 ? "invalid" : null;
}

/** A browser's request must come from our own pages; who is no browser sends no Origin. */
function sameOrigin(origin: string | undefined, host: string | undefined, publicUrl: string | null): boolean {
  if (origin === undefined) return true;
  if (publicUrl !== null) return origin === publicUrl;
  return origin === `http://${host}` || origin === `https://${host}`;
}

function helmetFor(publicUrl: string | null): object {
  const self = "'self'";
  const live = publicUrl === null ? ["ws:", "wss:"] : [publicUrl.replace(/^http/, "ws")];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [self],
        connectSrc: [self, ...live],
        imgSrc: [self, "data:"],
        styleSrc: [self, "'unsafe-inline'"],
        mediaSrc: [self, "blob:"],
        workerSrc: [self, "blob:"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: [self],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: publicUrl?.startsWith("https:") ? { maxAge: 31_536_000 } : false,
  };
}

function addWebhook(
  http: FastifyInstance,
  access: LivekitAccess,
  rooms: Rooms,
  sfu: Sfu,
  fault: (what: string, cause: unknown) => void,
): void {
  // The signature covers the raw text.
  http.addContentTypeParser("application/webhook+json", { parseAs: "string" }, (_request, body, done) =>
    done(null, body),
  );
  http.post("/webhooks/livekit", async (request) => {
    if (typeof request.body !== "string") throw new RestRefusal("invalid");
    const event = await webhookEvent(access, request.body, request.headers.authorization).catch(() => {
      throw new RestRefusal("wrong_key");
    });
    heed(event, rooms, sfu, fault);
    return {};
  });
}

/** Events are hints to look sooner: lost, repeated or out of order, the sweep finds the same truth. */
function heed(event: SfuEvent, rooms: Rooms, sfu: Sfu, fault: (what: string, cause: unknown) => void): void {
  if (event.kind === "other") return;
  const id = SessionId.safeParse(event.room);
  if (!id.success) return;
  const media = rooms.mediaOf(id.data);
  if (media === undefined) sfu.closeRoom(id.data).catch((cause: unknown) => fault("closing a media room", cause));
  else if (event.kind === "joined") media.joined(event.person);
  else media.published(event.person, event.track);
}

async function addPages(http: FastifyInstance, clientDir: string): Promise<void> {
  if (!existsSync(clientDir)) return;
  await http.register(fastifyStatic, {
    root: clientDir,
    // Built files carry a hash of their content in their names; the page itself must always be asked for.
    setHeaders(reply, path) {
      reply.header("cache-control", path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
  for (const path of ["/organise", "/s/:id"]) http.get(path, (_request, reply) => reply.sendFile("index.html"));
}
