/**
 * The composition of one app: HTTP, live wire, door, rooms, store. Listens to nothing by itself, reads no
 * environment; tests build it with ports of their own.
 */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import cookie from "@fastify/cookie";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import type { RestError } from "@balint/shared/rest";
import { personIn } from "@balint/shared/session/model";
import { MEDIA_WELL } from "@balint/shared/session/protocol";
import Fastify, { type FastifyError, type FastifyInstance } from "fastify";
import { isSamePlace } from "./address.ts";
import { type Clock, systemClock } from "./clock.ts";
import { heldAnywhere, heldIn, meantBy } from "./jar.ts";
import type { Keys } from "./keys.ts";
import { Allowances, LIMITS, type Limits, Strangers, placeFrom, placeOf } from "./limits.ts";
import type { SfuStory } from "./media/embedded-sfu.ts";
import { DOOR_PATH, hangDoor } from "./media/door.ts";
import { lineChecks } from "./media/line-check.ts";
import { type LivekitAccess, answers, joinToken, livekitSfu } from "./media/livekit.ts";
import type { Sfu } from "./media/sfu.ts";
import { addWebhook } from "./media/webhook.ts";
import { RestRefusal, STATUS } from "./rest-refusal.ts";
import { addRest } from "./rest.ts";
import { type Asker, Gateway, LIVE_PATH } from "./session/gateway.ts";
import { Doorstep } from "./session/doorstep.ts";
import { Pages } from "./session/pages.ts";
import { Rooms } from "./session/rooms.ts";
import { addSite, isForEyes, pathOf, plainWords } from "./site.ts";
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
  /** So many proxies of ours stand in front; the address of a client is what the outermost of them saw. */
  proxies: number;
  /** Others than those of limits.ts; for tests that look at one of them. */
  limits?: Partial<Limits>;
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
/** For the head of a request, and for all of it, to arrive; what comes slower is not one of our pages. */
const HEADERS_MS = 10_000;
const REQUEST_MS = 15_000;
const LOOK_FOR_SLOW_MS = 1_000;
/** For somebody to take what they asked for. */
const SILENT_MS = 30_000;
/** A connection without a request: browsers ask anew, but a proxy must be the one that lets go first. */
const IDLE_MS = { browser: 5_000, proxy: 150_000 };

const BROKEN: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** What never became a request. */
function endBroken({ code }: NodeJS.ErrnoException, socket: Socket): void {
  // Whoever does not even take this answer is not waited for.
  if (socket.writableEnded) return void socket.destroy();
  // Browsers open connections ahead of need, and would take an answer for that to what they are about to ask there.
  const unused = socket.bytesRead === 0;
  if (!unused && code !== "ECONNRESET" && socket.writable)
    socket.write(
      `HTTP/1.1 ${BROKEN[code ?? ""] ?? "400 Bad Request"}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
  socket.destroySoon();
}

const FROM_FASTIFY: Record<string, RestError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "too_large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "invalid",
  FST_ERR_CTP_INVALID_JSON_BODY: "invalid",
  FST_ERR_CTP_EMPTY_JSON_BODY: "invalid",
};

export async function buildApp(options: AppOptions): Promise<App> {
  const { store, keys, access, log, publicUrl, proxies } = options;
  const limits: Limits = { ...LIMITS, ...options.limits };
  const sfu = options.sfu ?? livekitSfu(access);
  const clock = options.clock ?? systemClock;
  // Requests are not logged: an address line may carry a token.
  const http = Fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_MS,
    connectionTimeout: SILENT_MS,
    keepAliveTimeout: proxies > 0 ? IDLE_MS.proxy : IDLE_MS.browser,
    clientErrorHandler: endBroken,
    http: { headersTimeout: HEADERS_MS, connectionsCheckingInterval: LOOK_FOR_SLOW_MS },
    trustProxy: (_address, hop) => hop < proxies,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 64 },
    rewriteUrl: ({ url = "" }) => pathOf(url),
  });
  // Neither of them is ever sent by our pages, and a foreign page could send it without asking.
  http.removeContentTypeParser("text/plain");
  const fault = (what: string, cause: unknown) => log({ level: "warn", what, cause: chainOf(cause) });

  const rooms: Rooms = new Rooms({
    store,
    sfu,
    clock,
    graceMs: options.graceMs,
    fault,
    publish(room, to) {
      // What a presenter's page has restricted is open again before any page is told that it may be.
      door.heed(room.session);
      gateway.publish(room, to);
    },
    dismiss: (room) => gateway.dismiss(room),
  });
  const checks = lineChecks({
    openRoom: (room) => sfu.openRoom(room),
    closeRoom: (room) => sfu.closeRoom(room),
    token: (room, identity, rights) => joinToken(access, room, identity, rights),
    newId: keys.newPersonId,
    path: DOOR_PATH,
    clock,
    fault,
  });
  const mayConnect = (request: IncomingMessage) => fromOurPages(request, publicUrl);
  const cookiesOf = (header: string | undefined) => http.parseCookie(header ?? "");
  /** By the cookies this request carries. Who was let in counts by person; anybody is a new person by knocking anew. */
  const askerOf = ({ headers }: IncomingMessage): Asker => {
    let asker: Asker = { is: "stranger" };
    for (const { session, person } of heldAnywhere(cookiesOf(headers.cookie), keys)) {
      const room = rooms.get(session);
      const door = room === undefined ? undefined : personIn(room.session, person)?.door;
      const who = `${session}/${person}`;
      if (door === "admitted") return { is: "in", who };
      if (door === "waiting") asker = { is: "waiting", who };
    }
    return asker;
  };

  const strangers = new Strangers(limits);
  // Behind a proxy these are all the proxy's; there only who asks for a live wire can be told apart.
  if (proxies === 0) http.server.on("connection", (socket) => strangers.arrive(socket, placeOf(socket.remoteAddress)));
  const pages = new Pages(clock);

  const ownRequests = new Allowances(limits.ownRequests, clock.steady);

  await http.register(helmet, helmetFor(publicUrl));
  await http.register(cookie);
  await http.register(rateLimit, {
    timeWindow: 60_000,
    // By the route that was found: an address can be written in many ways.
    keyGenerator({ raw, ip, routeOptions: { url = "" } }) {
      const place = placeOf(ip);
      if (url.startsWith("/webhooks/")) return `webhooks ${place}`;
      if (!url.startsWith("/api/")) return `${url === "/health" ? "health" : "pages"} ${place}`;
      const asker = askerOf(raw);
      if (asker.is === "in") return `person ${asker.who}`;
      if (asker.is === "stranger") return place;
      // First what is theirs alone, which no neighbour can take.
      return ownRequests.take(asker.who) ? `own ${asker.who}` : `waiting ${place}`;
    },
    max(_request, key) {
      // Counted already.
      if (key.startsWith("own ")) return Number.MAX_SAFE_INTEGER;
      if (key.startsWith("person ")) return limits.requestsPerPerson;
      // There are not many of them, and they have little to ask.
      if (key.startsWith("waiting ")) return limits.requestsPerPerson;
      if (key.startsWith("pages ")) return limits.pagesPerAddress;
      return key.startsWith("webhooks ") ? limits.webhooks : limits.requestsPerAddress;
    },
  });

  http.addHook("onSend", async (_request, reply) => {
    reply.header("permissions-policy", "camera=(self), microphone=(self), display-capture=(), geolocation=()");
    // But for pages and their files, which say otherwise, nothing here is the same twice or for two people.
    if (!reply.hasHeader("cache-control")) reply.header("cache-control", "no-store");
  });
  http.addHook("onRequest", async ({ raw, method, url }) => {
    strangers.asks(raw.socket);
    // What a foreign page makes its reader's browser ask for shall not count against those beside them.
    const isForPages = (method === "GET" || method === "HEAD") && !url.startsWith("/api/");
    if (isForPages ? isForAnotherSite(raw) : !mayConnect(raw)) throw new RestRefusal("wrong_key");
  });
  http.setErrorHandler((error: FastifyError | RestRefusal, request, reply) => {
    const code = restCode(error);
    if (code === null) log({ level: "error", what: "request", cause: error.stack ?? error.message });
    if (isForEyes(request) && (code === null || code === "too_fast"))
      return reply
        .code(code === null ? 500 : STATUS[code])
        .type("text/html; charset=utf-8")
        .send(plainWords(request));
    if (code === null) return reply.code(500).send({ error: "unavailable" satisfies RestError });
    // An address that is not well formed is one of nothing.
    if (isForEyes(request)) return reply.callNotFound();
    return reply.code(STATUS[code]).send({ error: code });
  });

  addRest(http, {
    store,
    rooms,
    keys,
    access,
    checks,
    doorstep: new Doorstep(limits.comings, clock.steady),
    pages,
    now: clock.now,
    secure: publicUrl?.startsWith("https:") ?? false,
  });
  addWebhook(http, { access, rooms, now: systemClock.now });
  http.get("/health", async (_request, reply) => {
    const media = await answers(access.url);
    // Who is in a media server that is cut off is still heard there, and this app is not to be taken away from them.
    reply.code(media === "down" ? 503 : 200);
    return { app: "up", media, ...options.sfuStory?.() };
  });
  const place = (request: IncomingMessage) => placeFrom(request, proxies);
  const door = hangDoor(http, access, {
    sessionOf: (id) => rooms.get(id)?.session,
    isOld: (session, person, dated) => pages.isOld(session, person, dated),
    trials: checks,
    cheated: (session, person) => rooms.mediaOf(session)?.cheated(person),
    placeOf: place,
    known: ({ socket }) => strangers.known(socket),
    limits,
    now: systemClock.steady,
  });
  await addSite(http, options.clientDir);

  const gateway: Gateway = new Gateway(http.server, {
    roomOf: (id) => rooms.get(id),
    hasEnded: async (id) => (await store.record(id)) !== null,
    personOf: (session, header, said) => meantBy(said, heldIn(session, cookiesOf(header), keys)),
    mayConnect,
    askerOf,
    placeOf: place,
    arrives(request) {
      if (proxies > 0) strangers.arrive(request.socket, place(request));
    },
    known: ({ socket }) => strangers.known(socket),
    limits,
    pages,
    mediaOf: (room) => rooms.mediaOf(room.id)?.now ?? MEDIA_WELL,
    lookAtMedia: (room) => void rooms.mediaOf(room.id)?.sweep(),
    clock,
  });
  // Whoever asks for a websocket at any other place would otherwise be kept waiting for ever.
  http.server.on("upgrade", (request, socket) => {
    const path = request.url ?? "";
    if (!path.startsWith(`${DOOR_PATH}/`) && !path.startsWith(`${LIVE_PATH}/`)) socket.destroy();
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
      checks.stop();
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

/** A browser's request must come from our own pages; who is no browser sends neither of these headers. */
function fromOurPages({ headers }: IncomingMessage, publicUrl: string | null): boolean {
  const { origin, host } = headers;
  const site = headers["sec-fetch-site"] ?? "none";
  if (origin === undefined) return site === "none" || site === "same-origin";
  if (publicUrl !== null) return origin === publicUrl;
  return isSamePlace(origin, host);
}

/** Another site's page asks for it, and not somebody who follows a link to us. */
function isForAnotherSite({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"] ?? "none";
  return site !== "none" && site !== "same-origin" && headers["sec-fetch-dest"] !== "document";
}

function helmetFor(publicUrl: string | null): object {
  const self = "'self'";
  const live = publicUrl === null ? ["ws:", "wss:"] : [publicUrl.replace(/^http/, "ws")];
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [self],
        // Compiling WebAssembly, which blur and noise suppression are made of; scripts from text stay forbidden.
        scriptSrc: [self, "'wasm-unsafe-eval'"],
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
