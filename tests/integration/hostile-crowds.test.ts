/** Many connections of one address, slow ones, and honest people behind the same address meanwhile. */
import { afterEach, describe, expect, test } from "vitest";
import { type TestApp, type TestSession, admitted, knockAt, leaderOf, makeSession, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { type Knock, type Person, enter, post } from "../support/person.ts";
import { RawWire, type Wish, openLine, upgradeRequest } from "../support/raw-wire.ts";

/** What the app says of slow requests, how often it looks, and a machine that has more to do. */
const HEAD_MS = 10_000 + 1_000 + 4_000;
const WHOLE_MS = 15_000 + 1_000 + 4_000;
const MANY = 1_000;
const PER_ADDRESS = 512;

let running: TestApp;
let session: TestSession;
let anna: Person;
const wires: RawWire[] = [];

async function begin(faults?: Parameters<typeof startApp>[0]): Promise<void> {
  running = await startApp(faults);
  session = await makeSession(running.baseUrl, running.organiserKey);
  anna = await leaderOf(running, session, 1, "Anna");
}

afterEach(async () => {
  for (const wire of wires.splice(0)) wire.destroy();
  anna.close();
  expect(running.logs).toEqual([]);
  await running.close();
});

function connections(count: number, first = ""): RawWire[] {
  const made = Array.from({ length: count }, () => {
    const wire = new RawWire(running.baseUrl);
    wire.write(first);
    return wire;
  });
  wires.push(...made);
  return made;
}

const openAmong = (some: readonly RawWire[]) => some.filter(({ open }) => open).length;
const statusOf = ({ text }: RawWire) => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);

async function answered(some: readonly RawWire[]): Promise<Map<number, number>> {
  await eventually("each has its answer", () => some.every(({ open, text }) => !open || text !== ""), 30_000);
  const counts = new Map<number, number>();
  for (const wire of some) counts.set(statusOf(wire), (counts.get(statusOf(wire)) ?? 0) + 1);
  return counts;
}

describe("[H-4] [H-5] a thousand from one address", () => {
  test("connections that say nothing: half are pushed out at once, all are gone in time; others come in", async () => {
    await begin();
    const silent = connections(MANY);
    await eventually("the first half is gone", () => openAmong(silent) <= PER_ADDRESS, 10_000);
    const tom = await admitted(running, session, anna, "Tom");
    expect(tom.connected).toBe(true);
    await eventually("all are gone", () => openAmong(silent) === 0, HEAD_MS);
    expect([anna.connected, tom.connected]).toEqual([true, true]);
    tom.close();
  });

  test("websockets without a cookie: most are refused, and who has a cookie comes in beside them", async () => {
    await begin();
    const eve = await enter({ ...knockAt(running, session), name: "Eve" });
    const counts = await answered(connections(MANY, upgradeRequest({ baseUrl: running.baseUrl })));
    console.log(`1,000 websockets without a cookie: ${JSON.stringify([...counts])}`);
    expect(counts.get(101) ?? 0).toBeLessThan(200);
    await eve.connect();
    expect(anna.connected).toBe(true);
    eve.close();
  });

  test("websockets with one good cookie: thirty at once, and one line in the end", async () => {
    await begin();
    const tom = await admitted(running, session, anna, "Tom");
    const wish: Wish & { session: string } = { baseUrl: running.baseUrl, cookie: tom.cookie, session: session.id };
    tom.close();
    const results = await Promise.allSettled(Array.from({ length: 100 }, () => openLine(wish)));
    const lines = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    wires.push(...lines);
    expect(lines.length).toBeLessThan(60);
    await eventually("one line is left", () => openAmong(lines) === 1);
    const counts = await answered(connections(MANY, upgradeRequest(wish)));
    console.log(`1,000 more with a good cookie: ${JSON.stringify([...counts])}`);
    expect(counts.get(101) ?? 0).toBeLessThan(60);
    expect(anna.connected).toBe(true);
  });

  test("sixty people behind that very address: pages, doors, lines, sound", async () => {
    await begin();
    // Who attacks is one of the hospital's own, and goes on. Whatever of ours was idle has been closed by then.
    const silent = connections(MANY);
    await eventually("the first half is gone", () => openAmong(silent) <= PER_ADDRESS, 10_000);
    const sessions = [
      session,
      ...(await Promise.all([1, 2, 3, 4].map(() => makeSession(running.baseUrl, running.organiserKey)))),
    ];
    const html = await (await fetch(new URL(`/s/${session.id}`, running.baseUrl))).text();
    const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? "");
    expect(files.length).toBeGreaterThan(1);
    const comes = async (room: TestSession, leader: Person, name: string): Promise<Person> => {
      for (const path of [`/s/${room.id}`, ...files])
        expect((await fetch(new URL(path, running.baseUrl))).status).toBe(200);
      expect((await post(running.baseUrl, `/api/sessions/${room.id}/who`, { key: room.invitationKey })).status).toBe(
        200,
      );
      const person = await admitted(running, room, leader, name);
      // A media server that is started again is asked for more than once.
      for (let n = 0; n < 5; n++) await person.mediaToken();
      return person;
    };
    const people = await Promise.all(
      sessions.map(async (room) => {
        const leader = await leaderOf(running, room, 1, "Anna");
        return [leader, ...(await Promise.all(Array.from({ length: 11 }, (_, n) => comes(room, leader, `Nr. ${n}`))))];
      }),
    );
    expect(people.flat()).toHaveLength(60);
    expect(people.flat().filter(({ connected }) => connected)).toHaveLength(60);
    for (const person of people.flat()) person.close();
  });
});

describe("[H-1] [H-5] somebody who knocks again and again", () => {
  const guest = () => post(running.baseUrl, `/api/sessions/${session.id}/door`, knocking());
  const knocking = () => ({
    key: session.invitationKey,
    name: "Eve",
    as: "member",
    agreed: true,
    knock: crypto.randomUUID(),
  });

  /** As many people as there are knocks, none of whom anybody has let in. */
  async function cookiesBy(knocks: number): Promise<string[]> {
    const answers = await Promise.all(Array.from({ length: knocks }, guest));
    return answers.flatMap((answer) => answer.headers.getSetCookie().map((line) => line.split(";")[0] ?? ""));
  }

  test("is one address: requests and connections of sixty cookies; who waits and who is in are served", async () => {
    await begin();
    const tom = await admitted(running, session, anna, "Tom");
    const eve = await enter({ ...knockAt(running, session), name: "Eve" });
    for (let n = 0; n < 20; n++) await eve.connect();
    const cookies = await cookiesBy(60);
    expect(cookies.length).toBeGreaterThan(20);
    const cookie = (n: number) => cookies[n % cookies.length] ?? "";

    const statuses = await Promise.all(
      Array.from({ length: 1_500 }, (_, n) =>
        post(running.baseUrl, `/api/sessions/${session.id}/media-token`, {}, cookie(n)).then(({ status }) => status),
      ),
    );
    const served = statuses.filter((status) => status !== 429).length;
    const sockets = Array.from({ length: 60 }, (_, n) =>
      connections(30, upgradeRequest({ baseUrl: running.baseUrl, cookie: cookie(n) })),
    ).flat();
    const counts = await answered(sockets);
    console.log(
      `of 1,500 requests of knocked people ${served} were served; 1,800 sockets: ${JSON.stringify([...counts])}`,
    );
    expect(served).toBeLessThanOrEqual(840);
    expect(counts.get(101) ?? 0).toBeLessThan(300);

    // Who is in counts by person, and who waited before is where they were.
    expect((await tom.mediaToken()).path).toBe("/sfu");
    await tom.connect();
    expect([anna.connected, tom.connected, eve.connected]).toEqual([true, true, true]);
    expect(await anna.admit(eve.id)).toMatchObject({ ok: true });
    await eve.untilIn();
    await eve.connect();
    eve.close();
    tom.close();
  });

  test("does not keep those who wait beside from their line and their page; nor does a foreign page", async () => {
    await begin();
    const [eve, ruth] = await Promise.all(["Eve", "Ruth"].map((name) => enter({ ...knockAt(running, session), name })));
    if (eve === undefined || ruth === undefined) throw new Error("nobody has knocked");
    const taken = await answered(connections(200, upgradeRequest({ baseUrl: running.baseUrl, cookie: eve.cookie })));
    expect(taken.get(101) ?? 0).toBeLessThan(200);
    await ruth.connect();
    const asks = (cookie?: string) =>
      post(running.baseUrl, `/api/sessions/${session.id}/who`, { key: session.invitationKey }, cookie);
    const eves = await Promise.all(Array.from({ length: 300 }, () => asks(eve.cookie)));
    expect(eves.at(-1)?.status).toBe(429);
    expect((await asks(ruth.cookie)).status).toBe(200);

    const foreign = { headers: { "sec-fetch-site": "cross-site" } };
    // No more at once than there is room for strangers' connections.
    for (let round = 0; round < 13; round++)
      for (const path of ["/health", "/api/sessions"])
        await Promise.all(Array.from({ length: 50 }, () => fetch(new URL(path, running.baseUrl), foreign)));
    expect((await asks()).status).toBe(200);
    const asked = async (headers: Record<string, string>) =>
      (await fetch(new URL("/", running.baseUrl), { headers })).status;
    for (const dest of ["image", "empty", "iframe"])
      expect(await asked({ ...foreign.headers, "sec-fetch-dest": dest })).not.toBe(200);
    expect(await asked({ ...foreign.headers, "sec-fetch-dest": "document" })).toBe(200);
    expect(await asked({ "sec-fetch-site": "same-origin", "sec-fetch-dest": "script" })).toBe(200);
    ruth.close();
  });

  test("[D-18] [D-19] [S-7] does not shut the doorstep: others come, one act clears it, and it does not fill up for ever", async () => {
    await begin();
    const tom = await admitted(running, session, anna, "Tom");
    await anna.command({ kind: "person.stepOut", person: tom.id, presents: false });
    const eves: Person[] = [];
    const knocks = async (knock: Omit<Knock, "name">, name: string) => {
      const eve = await enter({ ...knock, name }).catch(() => null);
      if (eve === null) return;
      eves.push(eve);
      await eve.connect();
    };
    const floods = () =>
      Promise.all(Array.from({ length: 60 }, (_, n) => knocks(knockAt(running, session), `Eve ${n}`)));
    const rows = () => anna.room().leaders?.door ?? [];
    const strangers = () => rows().filter(({ again }) => !again);
    const most: number[] = [];
    for (let round = 0; round < 4; round++) {
      await floods();
      await anna.untilIn(() => rows().every(({ here }) => here));
      most.push(strangers().length);
      if (round === 0) {
        // Somebody who sat in the circle knocks, with the cookie they have.
        await enter({ ...knockAt(running, session), name: "Tom", cookie: tom.cookie });
        await anna.untilIn(() => rows()[0]?.person === tom.id);
        expect(await anna.admit(tom.id)).toMatchObject({ ok: true });
      }
      if (strangers().length === 0) continue;
      const shown = strangers().map(({ person, since }) => ({ person, since }));
      expect(await anna.command({ kind: "door.refuse", shown })).toMatchObject({ ok: true });
      await anna.untilIn(() => strangers().length === 0);
      // Those refused come back, each with the cookie of before.
      await Promise.all(eves.map((eve) => knocks({ ...knockAt(running, session), cookie: eve.cookie }, eve.name)));
    }
    const { people = [] } = running.app.rooms.get(anna.session)?.session ?? {};
    console.log(`strangers at the door in four floods of sixty: ${most.join(", ")}; people kept: ${people.length}`);
    expect(Math.max(...most)).toBeLessThanOrEqual(24);
    expect(most.slice(2)).toEqual([0, 0]);
    expect(people.length).toBeLessThanOrEqual(2 + 80);
    for (const person of [tom, ...eves]) person.close();
  });

  test("has the commands of one address, by however many people", async () => {
    await begin({ limits: { commands: { burst: 5, perSecond: 0.001 } } });
    const people = await Promise.all([1, 2, 3].map((n) => enter({ ...knockAt(running, session), name: `Eve ${n}` })));
    const codes: string[] = [];
    for (const person of people) {
      await person.connect();
      for (let n = 0; n < 4; n++) {
        const answer = await person.command({ kind: "self.leave" });
        codes.push(answer.ok ? "ok" : answer.code);
      }
    }
    expect(codes.filter((code) => code === "not_in_room")).toHaveLength(5);
    expect(codes.filter((code) => code === "too_fast")).toHaveLength(7);
    for (const person of people) person.close();
  });
});

test("[S-7] when those who left come back, no ring holds more than it has places for", async () => {
  await begin();
  const clara = await leaderOf(running, session, 2, "Clara");
  const names = (what: string, count: number) => Array.from({ length: count }, (_, n) => `${what} ${n}`);
  const come = async (what: string, count: number, as: "member" | "observer") => {
    const people: Person[] = [];
    for (const name of names(what, count)) people.push(await admitted(running, session, anna, name, as));
    return people;
  };
  const first = [...(await come("Member", 12, "member")), ...(await come("Observer", 10, "observer"))];
  const left = [first[0], first[1], first[12]].flatMap((one) => one ?? []);
  for (const one of left) await one.command({ kind: "self.leave" });
  await anna.untilIn(({ seats }) => seats.length === 21);
  const late = [...(await come("Late", 2, "member")), ...(await come("Late observer", 1, "observer"))];
  for (const one of left) expect(await one.connect()).toMatchObject({ standing: "waiting", full: true, again: true });
  const { seats, leaders } = await anna.untilIn((room) => (room.leaders?.door.length ?? 0) === left.length);
  console.log(`in a ring for 14 and an outer one for 10: ${seats.length}, after three came back`);
  expect(seats).toHaveLength(24);
  expect(leaders?.full).toEqual({ circle: true, outer: true });
  expect(await anna.admit(left[0]?.id ?? anna.id)).toEqual({ ok: false, code: "full" });
  await late[0]?.command({ kind: "self.leave" });
  await left[0]?.until((snapshot) => snapshot.standing === "waiting" && !snapshot.full);
  expect(await anna.admit(left[0]?.id ?? anna.id)).toMatchObject({ ok: true });
  expect((await left[0]?.untilIn())?.seats).toHaveLength(24);
  for (const one of [...first, ...late, clara]) one.close();
});

describe("[H-6] slow-loris", () => {
  test("heads, bodies and handshakes that come in drips are closed, and hold up nobody", async () => {
    await begin();
    const host = "Host: x\r\n";
    const upgrade = upgradeRequest({ baseUrl: running.baseUrl });
    const slow: [string, string, number][] = [
      ["nothing at all", "", HEAD_MS],
      ["half a head", `GET / HTTP/1.1\r\n${host}X-a: `, HEAD_MS],
      ["half a handshake", upgrade.slice(0, -2), HEAD_MS],
      ["half a handshake with the media server", upgrade.replace("/live/?", "/sfu/rtc?").slice(0, -2), HEAD_MS],
      [
        "half a body",
        `POST /api/sessions/${session.id}/door HTTP/1.1\r\n${host}Content-Type: application/json\r\nContent-Length: 900\r\n\r\n{`,
        WHOLE_MS,
      ],
      [
        "half a body in chunks",
        `POST /webhooks/livekit HTTP/1.1\r\n${host}Content-Type: application/webhook+json\r\nTransfer-Encoding: chunked\r\n\r\n`,
        WHOLE_MS,
      ],
    ];
    const all = slow.flatMap(([what, first, within]) => connections(20, first).map((wire) => ({ what, within, wire })));
    const drip = setInterval(() => {
      for (const { what, wire } of all)
        if (what.startsWith("half")) wire.write(what.includes("chunks") ? "1\r\nx\r\n" : "x");
    }, 500);
    const tom = await admitted(running, session, anna, "Tom");
    await eventually("all of them are closed", () => openAmong(all.map(({ wire }) => wire)) === 0, WHOLE_MS);
    clearInterval(drip);
    for (const { what, within, wire } of all) expect([what, wire.lastedMs < within]).toEqual([what, true]);
    // A browser would take it for the answer to what it is about to ask there.
    for (const { what, wire } of all)
      expect([what, what === "nothing at all" && wire.text !== ""]).toEqual([what, false]);
    expect(await tom.command({ kind: "help.ask", topic: "other", text: "" })).toMatchObject({ ok: true });
    tom.close();
  });
});

describe("[H-7] the address", () => {
  const strict = { knocks: { burst: 3, perSecond: 0.001 } };
  const asFrom = (forwarded: string) =>
    connections(1, upgradeRequest({ baseUrl: running.baseUrl, headers: [`X-Forwarded-For: ${forwarded}`] }));

  test("behind a proxy each client counts by itself, and cannot write itself another", async () => {
    await begin({ proxies: 1, limits: strict });
    for (let n = 0; n < 3; n++)
      expect(await answered(asFrom(`203.0.113.${n}, 198.51.100.7`))).toEqual(new Map([[101, 1]]));
    expect(await answered(asFrom("203.0.113.9, 198.51.100.7"))).toEqual(new Map([[400, 1]]));
    expect(await answered(asFrom("198.51.100.8"))).toEqual(new Map([[101, 1]]));
  });

  test("behind a proxy strangers are pushed out by their own address too", async () => {
    await begin({ proxies: 1, limits: { strangersPerAddress: 2 } });
    const [first] = asFrom("198.51.100.7");
    const [other] = asFrom("198.51.100.8");
    for (let n = 0; n < 2; n++) await answered(asFrom("198.51.100.7"));
    await eventually("the first is pushed out", () => first?.open === false, 2_000);
    expect(other?.open).toBe(true);
  });

  test("without a proxy the header is nothing", async () => {
    await begin({ limits: strict });
    for (let n = 0; n < 3; n++) expect(await answered(asFrom(`203.0.113.${n}`))).toEqual(new Map([[101, 1]]));
    expect(await answered(asFrom("203.0.113.9"))).toEqual(new Map([[400, 1]]));
  });

  test("when an address has asked too often, who is known there is still served", async () => {
    await begin();
    const tom = await admitted(running, session, anna, "Tom");
    const ask = () => fetch(new URL("/api/sessions", running.baseUrl)).then(({ status }) => status);
    const statuses: number[] = [];
    // Few connections, many requests.
    for (let n = 0; n < 14; n++) statuses.push(...(await Promise.all(Array.from({ length: 50 }, ask))));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(50);
    expect((await tom.mediaToken()).path).toBe("/sfu");
    // But not without end.
    const tokens: number[] = [];
    for (let n = 0; n < 6; n++)
      tokens.push(
        ...(await Promise.all(Array.from({ length: 50 }, () => tom.post("media-token", {})))).map(
          ({ status }) => status,
        ),
      );
    expect(tokens.filter((status) => status === 429).length).toBeGreaterThan(50);
    tom.close();
  });
});
