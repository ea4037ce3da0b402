/** One connection that sends too much, or what nobody sends, or does not read: it alone pays. */
import { randomUUID } from "node:crypto";
import type { Socket } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { EVENTS } from "@balint/shared/session/protocol";
import { type TestApp, type TestSession, admitted, leaderOf, makeSession, startApp } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import type { Person } from "../support/person.ts";
import { type RawWire, frame, keepAlive, openLine, openWebsocket } from "../support/raw-wire.ts";

/** Ping and its timeout together, and a machine that has more to do. */
const UNANSWERED_PING_MS = 4_500 + 3_000;

let running: TestApp;
let session: TestSession;
let anna: Person;
let tom: Person;
const wires: RawWire[] = [];

beforeAll(async () => {
  running = await startApp();
});
afterAll(async () => {
  // Whatever was sent, the process stands and has nothing to report.
  expect(running.logs).toEqual([]);
  await running.close();
});
beforeEach(async () => {
  // A session for each test, for allowances are by person.
  session = await makeSession(running.baseUrl, running.organiserKey);
  anna = await leaderOf(running, session, 1, "Anna");
  tom = await admitted(running, session, anna, "Tom");
});
afterEach(() => {
  for (const wire of wires.splice(0)) wire.destroy();
  tom.close();
  anna.close();
});

const offer = () => ({ id: randomUUID(), command: { kind: "case.offer" } });
const command = (payload: unknown, ack = "") => `42${ack}${JSON.stringify([EVENTS.command, payload])}`;

async function tomsLine(): Promise<RawWire> {
  const wire = await openLine({ baseUrl: running.baseUrl, cookie: tom.cookie, session: session.id });
  wires.push(wire);
  return wire;
}

async function annaIsServed(): Promise<void> {
  expect(await anna.command({ kind: "room.card", card: "momentOfSilence" })).toMatchObject({ ok: true });
}

describe("[H-1] too many commands", () => {
  test("150 at once are all answered, and the line stays", async () => {
    const answers = await Promise.all(Array.from({ length: 150 }, () => tom.raw(EVENTS.command, offer())));
    const tooFast = answers.filter((answer) => JSON.stringify(answer).includes("too_fast"));
    expect(tooFast.length).toBeGreaterThanOrEqual(100);
    expect(tom.connected).toBe(true);
    await annaIsServed();
  });

  test("2,000 at once cost the line, with or without acknowledgement; a new one brings no new allowance", async () => {
    for (const ack of ["", "7"]) {
      const wire = await tomsLine();
      wire.write(Buffer.concat(Array.from({ length: 2_000 }, () => frame(command(offer(), ack)))));
      await wire.closed();
      await annaIsServed();
    }
    // A second has passed at most: a little is answered, the rest costs the line again.
    const wire = await tomsLine();
    wire.write(Buffer.concat(Array.from({ length: 150 }, (_, n) => frame(command(offer(), String(n))))));
    await wire.closed();
    // Whoever means well is back, and is heard after a while.
    await tom.connect();
    await eventually("Tom is answered again", async () => {
      const answer = await tom.raw(EVENTS.command, offer()).catch(() => null);
      return JSON.stringify(answer).includes("wrong_phase");
    });
  });
});

describe("[H-2] what nobody sends", () => {
  const deep = (depth: number) => `42["${EVENTS.command}",${"[".repeat(depth)}${"]".repeat(depth)}]`;
  const costly: Record<string, () => Buffer> = {
    "a frame of 1 MB": () => frame("x".repeat(1_000_000)),
    "17 kB in one frame": () => frame(command({ text: "x".repeat(17_000) })),
    "JSON 500,000 deep": () => frame(deep(500_000)),
    "a message of 40,000 pieces": () =>
      Buffer.concat([frame("4", "text", 0x01), ...Array.from({ length: 40_000 }, () => frame("2", "continuation", 0))]),
    "a compressed frame": () => frame(command(offer()), "text", 0xc1),
    "no websocket frame at all": () => Buffer.from("GET / HTTP/1.1\r\n\r\n"),
    "no packet of ours": () => frame("4x"),
    "a second handshake": () => frame("40"),
    "40,000 pongs": () => Buffer.concat(Array.from({ length: 40_000 }, () => frame("3"))),
    "30,000 websocket pings": () => Buffer.concat(Array.from({ length: 30_000 }, () => frame("", "ping"))),
  };
  test.each(Object.entries(costly))("%s: costs the line, and nobody else's", async (_what, bytes) => {
    const wire = await tomsLine();
    wire.write(bytes());
    await wire.closed();
    await annaIsServed();
  });

  test("JSON 5,000 deep is answered like anything else", async () => {
    const wire = await tomsLine();
    wire.write(frame(deep(5_000).replace("42", "421")));
    await wire.heard("431[");
    expect(wire.text).toMatch(/431\[\{"ok":false,"code":"(invalid|too_large)"\}\]/);
    expect(wire.open).toBe(true);
  });

  test("websocket pings, which no browser sends, are not answered", async () => {
    const wire = await tomsLine();
    wire.write(frame("are you there", "ping"));
    wire.write(frame(command(offer(), "5")));
    await wire.heard("435[");
    expect(wire.text).not.toContain("are you there");
  });

  test("a frame that comes in drips ends with the line, as silence does", async () => {
    const wire = await tomsLine();
    const whole = frame(command({ text: "x".repeat(9_000) }));
    let at = 0;
    const drip = setInterval(() => wire.write(whole.subarray(at, (at += 1))), 100);
    await wire.closed();
    clearInterval(drip);
    expect(wire.lastedMs).toBeLessThan(UNANSWERED_PING_MS);
    await annaIsServed();
  });

  test("a websocket that never says for which session it is", async () => {
    const silent = await openWebsocket({ baseUrl: running.baseUrl });
    const talking = await openWebsocket({ baseUrl: running.baseUrl });
    wires.push(silent, talking);
    const stop = keepAlive(talking);
    await silent.closed();
    expect(silent.lastedMs).toBeLessThan(UNANSWERED_PING_MS);
    await talking.closed();
    stop();
    expect(talking.lastedMs).toBeLessThan(10_000 + 2_000 + 3_000);
  });

  test("who is refused is let go at once", async () => {
    const wire = await openWebsocket({ baseUrl: running.baseUrl });
    wires.push(wire);
    wire.write(frame(`40${JSON.stringify({ protocol: 2, session: session.id })}`));
    wire.write(frame(`40${JSON.stringify({ protocol: 2, session: session.id })}`));
    await wire.closed();
    expect(wire.lastedMs).toBeLessThan(4_000);
  });
});

describe("[H-3] who does not read", () => {
  const UNBOUNDED = { burst: 1e9, perSecond: 1e9 };
  const MORE = 300;
  const MOST = 8_000;
  let own: TestApp;
  /** The server's ends of all connections. */
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    own = await startApp({ limits: { commands: UNBOUNDED, bytes: UNBOUNDED } });
    own.app.http.server.on("connection", (socket) => sockets.add(socket));
  });
  afterAll(() => own.close());

  test("nothing piles up: the newest snapshot waits and nothing else, and 500 unread answers cost the line", async () => {
    const room = await makeSession(own.baseUrl, own.organiserKey);
    const leader = await leaderOf(own, room, 1, "Anna");
    const deaf = await admitted(own, room, leader, "Deaf");
    // The bigger the circle, the bigger its snapshots.
    for (let n = 0; n < 10; n++) (await admitted(own, room, leader, `${n} ${"x".repeat(50)}`)).close();
    const wire = await openLine({ baseUrl: own.baseUrl, cookie: deaf.cookie, session: room.id });
    wires.push(wire);
    wire.stopReading();
    const stop = keepAlive(wire);
    const waiting = () => Math.max(...[...sockets].map(({ writableLength }) => writableLength));
    /** Until the pipe between the two is full, and then much more. */
    const fill = async () => {
      let sent = 0;
      for (let more = MORE; more > 0 && sent < MOST; sent++) {
        await leader.command({ kind: "room.card", card: sent % 2 === 0 ? "momentOfSilence" : null });
        if (waiting() > 0) more -= 1;
      }
      return sent;
    };
    const sent = await fill();
    const size = JSON.stringify(deaf.history.at(-1)).length;
    console.log(`${sent} snapshots of about ${size} bytes unread: ${waiting()} bytes wait in the server`);
    // The test of the test: without a full pipe nothing would have had to wait.
    expect(waiting()).toBeGreaterThan(0);
    expect(waiting()).toBeLessThan(3 * size + 4_096);
    expect(wire.open).toBe(true);

    // Reading again, it is on the newest state, without all those between.
    await leader.command({ kind: "room.card", card: "noAdvice" });
    wire.socket.resume();
    await wire.heard('"card":"noAdvice"');
    expect(wire.text.split('"version":').length).toBeLessThan(sent - MORE / 2);

    wire.stopReading();
    await fill();
    wire.write(Buffer.concat(Array.from({ length: 600 }, (_, n) => frame(command(offer(), String(n))))));
    await eventually("the line is cut", () => [...sockets].filter(({ destroyed }) => !destroyed).length === 1);
    stop();
    leader.close();
  });
});
