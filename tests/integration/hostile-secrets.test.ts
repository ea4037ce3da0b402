/** Guessing, borrowing and forging: what one has not been given brings nothing, and tells nothing. */
import { randomBytes, randomUUID } from "node:crypto";
import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AccessToken, TrackSource } from "livekit-server-sdk";
import { SignJWT, UnsecuredJWT, decodeJwt } from "jose";
import { EVENTS, PROTOCOL_VERSION } from "@balint/shared/session/protocol";
import { type TestApp, type TestSession, admitted, leaderOf, makeSession, startApp } from "../support/app.ts";
import { type Person, post } from "../support/person.ts";
import { RawWire, upgradeRequest } from "../support/raw-wire.ts";

let running: TestApp;
let one: TestSession;
let other: TestSession;
let anna: Person;
let tom: Person;
let otherLeader: Person;
let otherMember: Person;

beforeAll(async () => {
  running = await startApp({ limits: { requestsPerAddress: 1e6 } });
  one = await makeSession(running.baseUrl, running.organiserKey);
  other = await makeSession(running.baseUrl, running.organiserKey, { leaderCount: 1 });
  anna = await leaderOf(running, one, 1, "Anna");
  tom = await admitted(running, one, anna, "Tom");
  otherLeader = await leaderOf(running, other, 1, "Olga");
  otherMember = await admitted(running, other, otherLeader, "Otto");
});
afterAll(async () => {
  for (const person of [anna, tom, otherLeader, otherMember]) person.close();
  expect(running.logs).toEqual([]);
  await running.close();
});

const stateOf = (session: TestSession) =>
  JSON.stringify(running.app.rooms.get(session.id as never)?.session, (key, value: unknown) =>
    key === "line" ? null : value,
  );

/** An answer as a stranger sees it: all but the date and how often they may still ask. */
async function seen(response: Response) {
  const headers = [...response.headers].filter(([name]) => name !== "date" && !name.startsWith("x-ratelimit"));
  return { status: response.status, body: await response.text(), headers };
}

const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

describe("[H-8] guessing", () => {
  const wrong = () => randomBytes(24).toString("base64url");
  const knock = (key: string) => ({ key, name: "Eve", as: "member", agreed: true, knock: randomUUID() });

  test("no such session, a wrong key, a key of another session: one answer, in about one time", async () => {
    const nowhere = "0123456789abcdef";
    for (const [path, body] of [
      ["door", knock],
      ["who", (key: string) => ({ key })],
    ] as const) {
      const ways: Record<string, () => Promise<Response>> = {
        "no such session": () => post(running.baseUrl, `/api/sessions/${nowhere}/${path}`, body(wrong())),
        "no session id": () => post(running.baseUrl, `/api/sessions/nonsense/${path}`, body(wrong())),
        "a wrong key": () => post(running.baseUrl, `/api/sessions/${one.id}/${path}`, body(wrong())),
        "another's key": () =>
          post(running.baseUrl, `/api/sessions/${one.id}/${path}`, body(other.leaderKeys[0] ?? "")),
        "the organiser's key": () =>
          post(running.baseUrl, `/api/sessions/${one.id}/${path}`, body(running.organiserKey)),
      };
      const times = Object.fromEntries(Object.keys(ways).map((way) => [way, [] as number[]]));
      const answers = new Set<string>();
      // One after the other and taking turns, so that nothing that goes on beside falls on one way alone.
      for (let n = 0; n < 60; n++)
        for (const [way, ask] of Object.entries(ways)) {
          const from = performance.now();
          const response = await ask();
          times[way]?.push(performance.now() - from);
          answers.add(JSON.stringify(await seen(response)));
        }
      expect([...answers]).toHaveLength(1);
      const medians = Object.entries(times).map(([way, all]) => [way, Number(median(all).toFixed(2))] as const);
      console.log(`${path}: median ms ${JSON.stringify(Object.fromEntries(medians))}`);
      const [least, most] = [Math.min(...medians.map(([, ms]) => ms)), Math.max(...medians.map(([, ms]) => ms))];
      expect(most - least).toBeLessThan(Math.max(5, 2 * least));
    }
  });

  test("the second leader's key of a meeting with one leader", async () => {
    const { keysFrom } = await import("../../server/src/keys.ts");
    const second = keysFrom("a-secret-of-a-test-installation").leaderKey(other.id as never, 2);
    expect((await post(running.baseUrl, `/api/sessions/${other.id}/who`, { key: second })).status).toBe(403);
  });

  test("media tokens and lines: without a cookie of that very session it is not told whether there is one", async () => {
    const token = (id: string, cookie?: string) => post(running.baseUrl, `/api/sessions/${id}/media-token`, {}, cookie);
    const forged = `balint_${one.id}=${tom.id}.${"A".repeat(32)}`;
    const answers = new Set<string>();
    for (const id of [one.id, other.id, "0123456789abcdef", "nonsense"])
      for (const cookie of [undefined, forged, otherCookieFor(id)])
        answers.add(JSON.stringify(await seen(await token(id, cookie))));
    expect([...answers]).toHaveLength(1);
    expect([...answers][0]).toMatch(/401.*not_known/);
    for (const session of [one.id, other.id, "0123456789abcdef"])
      for (const cookie of ["", forged]) expect(await lineOf({ session, cookie })).toBe("not_known");
  });

  test("ids and keys hold 64 random bits and more", async () => {
    const ids = new Set([one.id, other.id, anna.id, tom.id, otherLeader.id, otherMember.id]);
    expect(ids.size).toBe(6);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
    for (const key of [...one.leaderKeys, one.invitationKey, running.organiserKey]) expect(key).toMatch(/^[\w-]{32}$/);
    expect(tom.cookie).toMatch(/^balint_[0-9a-f]{16}_[0-9a-f]{16}=[0-9a-f]{16}\.[\w-]{32}$/);
  });
});

/** Another session's cookie under this one's name. */
function otherCookieFor(id: string): string {
  return otherMember.cookie.replace(other.id, id === other.id ? one.id : id);
}

function lineOf({ session, cookie, origin = running.baseUrl }: { session: string; cookie: string; origin?: string }) {
  return new Promise<string>((resolve) => {
    const socket = io(running.baseUrl, {
      path: "/live",
      transports: ["websocket"],
      auth: { protocol: PROTOCOL_VERSION, session },
      extraHeaders: { cookie, origin },
      forceNew: true,
      reconnection: false,
    });
    const done = (result: string) => {
      socket.disconnect();
      resolve(result);
    };
    socket.once("connect", () => done("connected"));
    socket.once("connect_error", (error: Error & { data?: { code: string } }) => done(error.data?.code ?? "refused"));
  });
}

describe("[D-6] from one session into another", () => {
  test("commands name people of one session at the other: nobody is found, nothing changes", async () => {
    const [before, beforeOther] = [stateOf(one), stateOf(other)];
    const at = [otherMember.id, otherLeader.id];
    for (const person of at)
      for (const command of [
        { kind: "person.admit", person, seen: { name: "", role: "member", since: 0 } },
        { kind: "person.hold", person },
        { kind: "person.stepOut", person, presents: false },
        { kind: "person.mute", person },
        { kind: "person.nudge", person, nudge: "advising" },
        { kind: "observer.hear", person, heard: true },
        { kind: "deputy.name", person, instead: null },
      ])
        expect([command.kind, await anna.raw(EVENTS.command, { id: randomUUID(), command })]).toEqual([
          command.kind,
          { ok: false, code: "no_such_person" },
        ]);
    expect([stateOf(one), stateOf(other)]).toEqual([before, beforeOther]);
  });

  test("a leader's cookie of one opens no line, no door and no sound at the other", async () => {
    for (const cookie of [
      anna.cookie,
      anna.cookie.replace(one.id, other.id),
      `${anna.cookie}; ${otherCookieFor(one.id)}`,
    ])
      expect(await lineOf({ session: other.id, cookie })).toBe("not_known");
    const renamed = anna.cookie.replace(one.id, other.id);
    expect((await post(running.baseUrl, `/api/sessions/${other.id}/media-token`, {}, renamed)).status).toBe(401);
    const who = await post(running.baseUrl, `/api/sessions/${other.id}/who`, { key: other.invitationKey }, renamed);
    expect(await who.json()).toMatchObject({ known: null });
  });
});

describe("[D-7] another origin", () => {
  const website = "https://evil.example";
  const knock = () => ({ key: one.invitationKey, name: "Eve", as: "member", agreed: true, knock: randomUUID() });
  const send = (path: string, headers: Record<string, string>, body: string) =>
    fetch(new URL(path, running.baseUrl), { method: "POST", headers, body });

  test("a stolen cookie, used by another site's page", async () => {
    for (const origin of [website, "null", "http://127.0.0.1", `${running.baseUrl}.evil.example`, ""]) {
      expect(await lineOf({ session: one.id, cookie: tom.cookie, origin })).toBe("refused");
      const headers = { "content-type": "application/json", origin, cookie: tom.cookie };
      expect((await send(`/api/sessions/${one.id}/media-token`, headers, "{}")).status).toBe(403);
    }
    expect(tom.connected).toBe(true);
  });

  test("a form, plain text, no origin but another site, in every way a page can send without asking", async () => {
    const before = stateOf(one);
    const door = `/api/sessions/${one.id}/door`;
    const body = JSON.stringify(knock());
    const ways: [Record<string, string>, string][] = [
      [{ "content-type": "text/plain" }, body],
      [
        { "content-type": "application/x-www-form-urlencoded" },
        `key=${one.invitationKey}&name=Eve&as=member&agreed=true`,
      ],
      [{ "content-type": "multipart/form-data; boundary=x" }, "--x--"],
      [{ "content-type": "application/json", origin: "null" }, body],
      [{ "content-type": "application/json", origin: website }, body],
      [{ "content-type": "application/json", "sec-fetch-site": "cross-site" }, body],
      [{ "content-type": "application/json", "sec-fetch-site": "same-site" }, body],
    ];
    for (const [headers, text] of ways) {
      const { status } = await send(door, { ...headers, cookie: tom.cookie }, text);
      expect([headers, [400, 403].includes(status)]).toEqual([headers, true]);
    }
    expect(stateOf(one)).toBe(before);
    // The test of the test: the very same from our own page, and from no browser at all, is a knock.
    for (const headers of [{ origin: running.baseUrl }, {}])
      expect((await send(door, { "content-type": "application/json", ...headers }, body)).status).toBe(201);
  });

  test("websockets: a foreign origin, none that is one, another site", async () => {
    const ask = async (origin: string | null, headers: string[] = [], path?: string) => {
      const wire = new RawWire(running.baseUrl);
      wire.write(
        upgradeRequest({ baseUrl: running.baseUrl, cookie: tom.cookie, origin, headers, ...(path ? { path } : {}) }),
      );
      await wire.heard(/HTTP\/1.1 \d{3}/);
      wire.destroy();
      return Number(/HTTP\/1.1 (\d{3})/.exec(wire.text)?.[1]);
    };
    for (const origin of [website, "null", "", "*", `${running.baseUrl}/`, running.baseUrl.toUpperCase()])
      expect([origin, await ask(origin)]).toEqual([origin, 400]);
    expect(await ask(null, ["Sec-Fetch-Site: cross-site"])).toBe(400);
    expect(await ask(running.baseUrl, [`Origin: ${website}`])).toBe(400);
    expect(await ask(null)).toBe(101);
    expect(await ask(running.baseUrl)).toBe(101);
  });

  test("no page of another origin is allowed to read anything", async () => {
    for (const path of ["/health", "/api/sessions", `/s/${one.id}`, "/live/?EIO=4&transport=polling"]) {
      const response = await fetch(new URL(path, running.baseUrl), { headers: { origin: website } });
      expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
    const preflight = await fetch(new URL(`/api/sessions/${one.id}/door`, running.baseUrl), {
      method: "OPTIONS",
      headers: { origin: website, "access-control-request-method": "POST" },
    });
    expect([preflight.ok, preflight.headers.get("access-control-allow-origin")]).toEqual([false, null]);
  });
});

describe("[D-3] [D-6] tokens for sound and picture", () => {
  const secret = () => new TextEncoder().encode(running.sfu.apiSecret);
  const atDoor = async (token: string) =>
    (await fetch(`${running.baseUrl}/sfu/rtc/validate`, { headers: { authorization: `Bearer ${token}` } })).status;
  const tokenFor = (identity: string, room: string, change: object = {}) => {
    const token = new AccessToken(running.sfu.apiKey, running.sfu.apiSecret, { identity, ttl: "60s" });
    token.addGrant({
      room,
      roomJoin: true,
      canSubscribe: true,
      canPublish: true,
      canPublishSources: [TrackSource.CAMERA],
      canPublishData: false,
      canUpdateOwnMetadata: false,
      ...change,
    });
    return token.toJwt();
  };

  test("of another session, expired, unsigned, signed by another, changed, or with more than is due", async () => {
    const { token } = await tom.mediaToken();
    const claims = decodeJwt(token);
    const signed = (change: object, key = secret()) =>
      new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: "HS256" }).sign(key);
    const now = Math.floor(Date.now() / 1000);
    const [header, payload, signature] = token.split(".");
    const otherToken = (await otherMember.mediaToken()).token;
    const bad: Record<string, string> = {
      "somebody of another session in this room": await tokenFor(otherMember.id, one.id),
      "a member of this session in another room": await tokenFor(tom.id, other.id),
      "nobody anybody knows": await tokenFor("0123456789abcdef", one.id),
      "no such room": await tokenFor(tom.id, "0123456789abcdef"),
      "no room": await tokenFor(tom.id, ""),
      expired: await signed({ exp: now - 60, nbf: now - 120 }),
      "not yet valid": await signed({ nbf: now + 600 }),
      "without a beginning": await signed({ nbf: undefined }),
      "alg none": new UnsecuredJWT(claims).encode(),
      "alg none with the old signature": `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.${signature}`,
      "another key": await signed({}, new TextEncoder().encode("not-the-secret-not-the-secret-0123")),
      "another issuer": await signed({ iss: "somebody" }),
      "another body under the same signature": `${header}.${decodeTo(otherToken)}.${signature}`,
      "rights to administer": await tokenFor(tom.id, one.id, { roomAdmin: true }),
      "rights to record": await tokenFor(tom.id, one.id, { roomRecord: true }),
      "rights to be hidden": await tokenFor(tom.id, one.id, { hidden: true }),
      "rights to send data": await tokenFor(tom.id, one.id, { canPublishData: true }),
      nothing: "",
      "three dots": "...",
    };
    for (const [what, forged] of Object.entries(bad))
      expect([what, [401, 403].includes(await atDoor(forged))]).toEqual([what, true]);
    expect(await atDoor(token)).toBe(200);
    expect(await atDoor(otherToken)).toBe(200);
    // The media server itself gives such a token its own room and no other, whatever the query says.
    for (const path of ["/rtc/validate", `/rtc/validate?room=${one.id}`, `/rtc/v1/validate?room=${one.id}`]) {
      const answer = await fetch(`${running.sfu.url}${path}`, {
        headers: { authorization: `Bearer ${bad["another key"]}` },
      });
      expect([path, answer.ok]).toEqual([path, false]);
    }
  });

  test("a person's tries are counted", async () => {
    const { token } = await otherMember.mediaToken();
    const statuses = await Promise.all(Array.from({ length: 60 }, () => atDoor(token)));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(20);
    expect(await atDoor((await tom.mediaToken()).token)).toBe(200);
  });
});

function decodeTo(token: string): string {
  return token.split(".")[1] ?? "";
}
