/** Whatever a client sends: a typed rejection, unchanged state, the connection kept. How much is in hostile-much. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ErrorBody } from "@balint/shared/rest";
import { Command, EVENTS, PROTOCOL_VERSION } from "@balint/shared/session/protocol";
import { type TestApp, type TestSession, admitted, leaderOf, makeSession, startApp } from "../support/app.ts";
import { type Person, post } from "../support/person.ts";

let running: TestApp;
let session: TestSession;
let anna: Person;
let tom: Person;

const UNBOUNDED = { burst: 1e9, perSecond: 1e9 };

beforeAll(async () => {
  running = await startApp({ limits: { commands: UNBOUNDED, connects: UNBOUNDED, bytes: UNBOUNDED } });
  session = await makeSession(running.baseUrl, running.organiserKey);
  anna = await leaderOf(running, session, 1, "Anna");
  tom = await admitted(running, session, anna, "Tom");
});
afterAll(() => running.close());

/** All of the session but whose line is open at the moment: these tests connect and disconnect Tom themselves. */
function stateNow(): string {
  const current = running.app.rooms.get(anna.session)?.session;
  const people = current?.people.map((person) => ({ ...person, line: null }));
  return JSON.stringify({ ...current, people, version: 0 });
}
/** As it will arrive. */
const onTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** One valid example of every command, and so the base of every malformed one. */
const EXAMPLES: { [Kind in Command["kind"]]: Extract<Command, { kind: Kind }> } = {
  "phase.move": { kind: "phase.move", from: "gathering", to: "caseCall" },
  "phase.extend": { kind: "phase.extend", phase: "gathering", minutes: 5 },
  "session.pause": { kind: "session.pause" },
  "session.resume": { kind: "session.resume" },
  "case.offer": { kind: "case.offer" },
  "case.withdraw": { kind: "case.withdraw" },
  "case.pick": { kind: "case.pick", person: "abcdefgh" as never },
  "presenter.signal": { kind: "presenter.signal", signal: "needPause" },
  "presenter.visibility": { kind: "presenter.visibility", visibility: "veiled" },
  "person.admit": { kind: "person.admit", person: "abcdefgh" as never, seen: { name: "", role: "member", since: 0 } },
  "person.refuse": { kind: "person.refuse", person: "abcdefgh" as never, seen: { name: "", role: "member", since: 0 } },
  "person.stepOut": { kind: "person.stepOut", person: "abcdefgh" as never, presents: false },
  "door.refuse": { kind: "door.refuse", shown: [{ person: "abcdefgh" as never, since: 1 }] },
  "chairs.free": { kind: "chairs.free", shown: [{ person: "abcdefgh" as never, since: 1 }] },
  "person.hold": { kind: "person.hold", person: "abcdefgh" as never },
  "person.release": { kind: "person.release", person: "abcdefgh" as never },
  "person.mute": { kind: "person.mute", person: "abcdefgh" as never },
  "person.askToMute": { kind: "person.askToMute", person: "abcdefgh" as never },
  "person.nudge": { kind: "person.nudge", person: "abcdefgh" as never, nudge: "advising" },
  "observer.hear": { kind: "observer.hear", person: "abcdefgh" as never, heard: true },
  "room.card": { kind: "room.card", card: "momentOfSilence" },
  "leaders.say": { kind: "leaders.say", text: "x" },
  "deputy.name": { kind: "deputy.name", person: "abcdefgh" as never, instead: null },
  "deputy.takeChair": { kind: "deputy.takeChair" },
  "help.ask": { kind: "help.ask", topic: "other", text: "x" },
  "whisper.done": { kind: "whisper.done", whisper: "abcdefgh" as never },
  "self.muted": { kind: "self.muted", muted: true },
  "self.leave": { kind: "self.leave" },
};

const WRONG: unknown[] = [null, undefined, 7, true, [], {}, { a: 1 }, "", "\u0000", "x".repeat(5_000), -1, "__proto__"];

/** Every field of a command, each replaced by everything it must not be; a field too many; a field missing. */
function malformed(command: Command): unknown[] {
  const keys = Object.keys(command);
  return [
    ...keys.flatMap((key) =>
      WRONG.map((value) => ({ ...command, [key]: value })).filter(
        (candidate) => !Command.safeParse(onTheWire(candidate)).success,
      ),
    ),
    ...keys.map((key) => Object.fromEntries(Object.entries(command).filter(([name]) => name !== key))),
    { ...command, extra: 1 },
  ];
}

describe("[W-4] [P-11] commands", () => {
  test.each(Object.values(EXAMPLES).map((command) => [command.kind, command] as const))(
    "%s, malformed in every way",
    async (_kind, command) => {
      const before = stateNow();
      await tom.connect();
      for (const candidate of malformed(command)) {
        const answer = await tom.raw(EVENTS.command, { id: randomUUID(), command: candidate });
        expect(answer).toMatchObject({ ok: false, code: expect.stringMatching(/^(invalid|too_large)$/) });
      }
      expect(tom.connected).toBe(true);
      expect(stateNow()).toBe(before);
    },
  );

  test("envelopes of every wrong shape", async () => {
    await tom.connect();
    const command = EXAMPLES["case.offer"];
    for (const payload of [
      ...WRONG,
      { command },
      { id: "short", command },
      { id: 7, command },
      { id: randomUUID() },
      { id: randomUUID(), command, by: anna.id },
    ])
      expect(await tom.raw(EVENTS.command, payload)).toMatchObject({ ok: false });
    expect(tom.connected).toBe(true);
  });

  test("15 kB, an unknown event, no acknowledgement, binary", async () => {
    await tom.connect();
    expect(
      await tom.raw(EVENTS.command, {
        id: randomUUID(),
        command: { kind: "help.ask", topic: "other", text: "x".repeat(15_000) },
      }),
    ).toEqual({ ok: false, code: "too_large" });
    expect(await tom.raw("snapshot", {})).toEqual({ ok: false, code: "invalid" });
    expect(await tom.raw("disconnect_everybody", {})).toEqual({ ok: false, code: "invalid" });
    expect(await tom.raw(EVENTS.command, Buffer.alloc(3_000))).toMatchObject({ ok: false });
    expect(tom.connected).toBe(true);
  });

  test("somebody else's id cannot be taken: the sender is whose cookie it is", async () => {
    await tom.connect();
    const answer = await tom.raw(EVENTS.command, { id: randomUUID(), command: EXAMPLES["session.pause"], by: anna.id });
    expect(answer).toEqual({ ok: false, code: "invalid" });
    expect(await tom.command(EXAMPLES["session.pause"])).toEqual({ ok: false, code: "not_allowed" });
  });
});

describe("the handshake", () => {
  const attempt = (auth: object, headers: Record<string, string>) =>
    new Promise<{ code?: string; message: string } | "connected">((resolve) => {
      const socket = io(running.baseUrl, {
        path: "/live",
        transports: ["websocket"],
        auth,
        extraHeaders: headers,
        forceNew: true,
        reconnection: false,
      });
      const done = (result: { code?: string; message: string } | "connected") => {
        socket.disconnect();
        resolve(result);
      };
      socket.once("connect", () => done("connected"));
      socket.once("connect_error", (error: Error & { data?: { code: string } }) =>
        done({ ...error.data, message: error.message }),
      );
    });
  const auth = () => ({ protocol: PROTOCOL_VERSION, session: session.id });
  const origin = () => running.baseUrl;

  test("[W-5] an unknown protocol version is refused with a reason a person can read", async () => {
    const unreadable = [{ toString: 1, valueOf: 1 }, [], "", "1", "two", null, undefined, true];
    for (const protocol of [0, PROTOCOL_VERSION + 1, ...unreadable]) {
      const refused = await attempt({ ...auth(), protocol }, { cookie: tom.cookie, origin: origin() });
      expect(refused).toMatchObject({ code: "protocol", message: expect.stringContaining("load it again") });
    }
  });

  test("[D-6] no cookie, a broken one, one of another session", async () => {
    const other = await makeSession(running.baseUrl, running.organiserKey);
    for (const cookie of ["", "balint=1", tom.cookie.replace(/.$/, "_"), tom.cookie.replace(session.id, other.id)])
      expect(await attempt(auth(), { cookie, origin: origin() })).toMatchObject({ code: "not_known" });
    const renamed = tom.cookie.replace(session.id, other.id);
    expect(await attempt({ ...auth(), session: other.id }, { cookie: renamed, origin: origin() })).toMatchObject({
      code: "not_known",
    });
    // Nor is it told whether there is such a session.
    expect(
      await attempt({ ...auth(), session: "0000000000000000" }, { cookie: tom.cookie, origin: origin() }),
    ).toMatchObject({ code: "not_known" });
    expect(await attempt({ ...auth(), session: "../../etc" }, { cookie: tom.cookie, origin: origin() })).toMatchObject({
      code: "invalid",
    });
  });

  test("a websocket at any other place is not kept waiting", async () => {
    const { port } = new URL(running.baseUrl);
    for (const path of ["/", "/elsewhere", "/api/sessions"]) {
      const socket = connect(Number(port), "127.0.0.1");
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
      await once(socket, "close");
    }
  });

  test("[D-7] a page of another origin gets no connection", async () => {
    expect(await attempt(auth(), { cookie: tom.cookie, origin: "https://evil.example" })).not.toBe("connected");
    expect(await attempt(auth(), { cookie: tom.cookie, origin: "null" })).not.toBe("connected");
    expect(await attempt(auth(), { cookie: tom.cookie, origin: origin() })).toBe("connected");
  });
});

describe("REST", () => {
  const codeOf = async (response: Response) => [response.status, ErrorBody.parse(await response.json()).error];
  const door = (body: unknown, id = session.id) => post(running.baseUrl, `/api/sessions/${id}/door`, body);
  const good = () => ({ key: session.invitationKey, name: "Eve", as: "member", agreed: true, knock: randomUUID() });

  test("the door refuses whatever is not a knock", async () => {
    const before = stateNow();
    const bad: unknown[] = [
      null,
      [],
      "x",
      1,
      {},
      { ...good(), agreed: false },
      { ...good(), agreed: "true" },
      { ...good(), as: "leader" },
      { ...good(), extra: 1 },
      ...["", "   ", "x".repeat(61), "a\nb", "a\u202Eb", "\u0000", 7, null].map((name) => ({ ...good(), name })),
      ...["", "short", "x".repeat(65), 7, null, "../../../../etc/passwd"].map((key) => ({ ...good(), key })),
    ];
    for (const body of bad) expect([body, ...(await codeOf(await door(body)))]).toEqual([body, 400, "invalid"]);
    expect(stateNow()).toBe(before);
  });

  test("[D-1] a wrong key, another session's key, no such session", async () => {
    const other = await makeSession(running.baseUrl, running.organiserKey);
    for (const key of ["x".repeat(32), other.invitationKey, other.leaderKeys[0], running.organiserKey])
      expect(await codeOf(await door({ ...good(), key }))).toEqual([403, "wrong_key"]);
    for (const id of ["0000000000000000", "nonsense", "%2e%2e%2f", "a".repeat(60)])
      expect(await codeOf(await door(good(), id))).toEqual([403, "wrong_key"]);
  });

  test("oversized, not JSON, wrong type of content", async () => {
    const url = new URL(`/api/sessions/${session.id}/door`, running.baseUrl);
    const send = (body: string, type: string) =>
      fetch(url, { method: "POST", headers: { "content-type": type, origin: running.baseUrl }, body });
    expect(
      await codeOf(await send(JSON.stringify({ ...good(), name: "x".repeat(20_000) }), "application/json")),
    ).toEqual([413, "too_large"]);
    expect(await codeOf(await send("{", "application/json"))).toEqual([400, "invalid"]);
    expect(await codeOf(await send("{}", "text/plain"))).toEqual([400, "invalid"]);
    expect(await codeOf(await send("a=b", "application/x-www-form-urlencoded"))).toEqual([400, "invalid"]);
    expect(await codeOf(await send('{"__proto__":{"admin":true}}', "application/json"))).toEqual([400, "invalid"]);
  });

  test("[D-7] a page of another origin can change nothing", async () => {
    const url = new URL(`/api/sessions/${session.id}/door`, running.baseUrl);
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", origin: "https://evil.example" },
      body: JSON.stringify(good()),
    });
    expect(await codeOf(response)).toEqual([403, "wrong_key"]);
  });

  test("too many requests, however their address is written", async () => {
    const own = await startApp();
    const ask = (path: string) => fetch(new URL(path, own.baseUrl)).then(({ status }) => status);
    const statuses: number[] = [];
    for (let wave = 0; wave < 14; wave++)
      statuses.push(
        ...(await Promise.all(
          Array.from({ length: 50 }, (_, n) => ask(n % 2 ? "/api/sessions" : `/api/sessions?${wave}${n}`)),
        )),
      );
    // Written in any other way it is not there at all.
    expect(await ask("/%61pi/sessions")).toBe(404);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(50);
    await own.close();
  });

  test("organising needs the organiser's key", async () => {
    const url = new URL("/api/sessions", running.baseUrl);
    for (const authorization of ["", "Bearer ", `Bearer ${"x".repeat(32)}`, `Bearer ${session.leaderKeys[0]}`])
      for (const method of ["GET", "POST"])
        expect((await codeOf(await fetch(url, { method, headers: { authorization } })))[1]).toBe("wrong_key");
    const make = (body: unknown) =>
      fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${running.organiserKey}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    for (const body of [
      {},
      { name: "", frame: "sixty", leaderCount: 1 },
      { name: "N", frame: "sixty", leaderCount: 3 },
      { name: "N", frame: "forty", leaderCount: 1 },
      { name: "x".repeat(81), frame: "sixty", leaderCount: 1 },
    ])
      expect(await codeOf(await make(body))).toEqual([400, "invalid"]);
  });

  test("media tokens are for whoever is in", async () => {
    expect(await codeOf(await post(running.baseUrl, `/api/sessions/${session.id}/media-token`, {}))).toEqual([
      401,
      "not_known",
    ]);
    const waiting = await post(running.baseUrl, `/api/sessions/${session.id}/door`, good());
    const cookie = waiting.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    expect(await codeOf(await post(running.baseUrl, `/api/sessions/${session.id}/media-token`, {}, cookie))).toEqual([
      403,
      "not_in_room",
    ]);
  });

  test("cookies are out of reach of scripts and of other sites", async () => {
    const [cookie] = (await door(good())).headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Strict/);
  });

  test("[M-8] every page forbids embedding, foreign scripts and screen capture", async () => {
    const { headers } = await fetch(new URL("/health", running.baseUrl));
    expect(headers.get("content-security-policy")).toMatch(/default-src 'self'.*frame-ancestors 'none'/);
    expect(headers.get("permissions-policy")).toContain("display-capture=()");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });
});

test("[K-4] nothing of all this was logged as a fault", () => {
  expect(running.logs).toEqual([]);
});
