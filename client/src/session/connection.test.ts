import { CommandId, PersonId, SessionId } from "@balint/shared/session/model";
import { EVENTS, type Snapshot } from "@balint/shared/session/protocol";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Line, openConnection } from "./connection.ts";

const socket = vi.hoisted(() => ({
  hear: new Map<string, (...what: unknown[]) => void>(),
  disconnected: 0,
  connects: 0,
  connected: true,
  sent: [] as unknown[],
}));

vi.mock("socket.io-client", () => ({
  io: () => ({
    on: (event: string, hear: () => void) => void socket.hear.set(event, hear),
    io: { on: (event: string, hear: () => void) => void socket.hear.set(`manager ${event}`, hear) },
    get connected() {
      return socket.connected;
    },
    emit: (_event: string, envelope: unknown) => void socket.sent.push(envelope),
    active: false,
    connect: () => void (socket.connects += 1),
    disconnect: () => void (socket.disconnected += 1),
  }),
}));

const session = SessionId.parse("abcdefgh12345678");
const ended: Snapshot = {
  version: 7,
  session: { id: session, name: "Circle" },
  standing: "ended",
  you: { id: PersonId.parse("person00"), name: "Tom", role: "member" },
};

function open() {
  const lines: Line[] = [];
  const snapshots: string[] = [];
  const beat = vi.fn();
  const connection = openConnection(
    session,
    ended.you.id,
    { line: (line) => void lines.push(line), snapshot: ({ standing }) => void snapshots.push(standing), beat },
    () => CommandId.parse(crypto.randomUUID()),
  );
  const arrives = (event: string, ...what: unknown[]) => socket.hear.get(event)?.(...what);
  return { lines, snapshots, beat, connection, arrives };
}

beforeEach(() => {
  vi.useFakeTimers();
  socket.disconnected = 0;
  socket.connects = 0;
  socket.connected = true;
  socket.sent.length = 0;
  return () => vi.useRealTimers();
});

it("[O-4] a server that says it will be back is asked again at once, and believed for a while", () => {
  const { lines, arrives } = open();
  arrives(EVENTS.stopping);
  arrives("disconnect");
  expect([lines.at(-1), socket.connects]).toEqual(["soon", 0]);
  vi.advanceTimersByTime(600);
  expect(socket.connects).toBe(1);
  arrives("connect_error", new Error("refused"));
  expect(lines.at(-1)).toBe("soon");
  vi.advanceTimersByTime(20_000);
  arrives("connect_error", new Error("refused"));
  expect(lines.at(-1)).toBe("lost");
  arrives("connect");
  arrives("disconnect");
  expect(lines.at(-1)).toBe("lost");
});

it("[R-9] each time the server makes sure of the line is a beat of the page, too", () => {
  const { arrives, beat } = open();
  expect(beat).not.toHaveBeenCalled();
  arrives("manager ping");
  expect(beat).toHaveBeenCalledOnce();
});

describe("a refused handshake", () => {
  it.each([
    ["protocol", "outdated"],
    ["invalid", "outdated"],
    ["not_known", "notKnown"],
    ["elsewhere", "elsewhere"],
    ["not_found", "notFound"],
    ["ended", "ended"],
  ])("with %s is %s for good", (code, line) => {
    const { lines, arrives } = open();
    arrives("connect_error", Object.assign(new Error("refused"), { data: { code } }));
    vi.advanceTimersByTime(60_000);
    expect(lines).toEqual([line]);
    expect([socket.disconnected, socket.connects]).toEqual([1, 0]);
  });

  it("without a reason is tried again", () => {
    const { lines, arrives } = open();
    arrives("connect_error", new Error("websocket error"));
    vi.advanceTimersByTime(60_000);
    expect(lines).toEqual(["lost"]);
    expect(socket.connects).toBe(1);
  });
});

it("[P-12] a command is sent again with the line, but not after a sleep in which its own time has run out", async () => {
  const { connection, arrives } = open();
  socket.connected = false;
  const asked = [connection.send({ kind: "session.resume" })];
  arrives("connect");
  expect(socket.sent).toHaveLength(1);
  // Only the clock on the wall goes on.
  vi.setSystemTime(Date.now() + 60_000);
  arrives("connect");
  expect(socket.sent).toHaveLength(1);
  expect(await Promise.all(asked)).toEqual([{ ok: false, code: "unavailable" }]);
});

describe("[W-1] snapshots", () => {
  const waiting = (version: number): Snapshot => ({
    ...ended,
    version,
    standing: "waiting",
    leadersHere: [],
    full: false,
    again: false,
  });

  it("older than the newest are dropped; the same version again is news to leaders; a new line begins anew", () => {
    const { snapshots, arrives } = open();
    arrives("connect");
    for (const version of [5, 4, 5, 6, 3]) arrives(EVENTS.snapshot, waiting(version));
    expect(snapshots).toHaveLength(3);
    arrives("disconnect", "transport close");
    arrives("connect");
    arrives(EVENTS.snapshot, waiting(3));
    expect(snapshots).toHaveLength(4);
  });
});

describe("the last snapshot", () => {
  it("ends the line from this side; the server hanging up afterwards changes nothing", async () => {
    const { lines, snapshots, connection, arrives } = open();
    arrives("connect");
    arrives(EVENTS.snapshot, ended);
    arrives("disconnect", "io server disconnect");
    vi.advanceTimersByTime(60_000);
    expect(snapshots).toEqual(["ended"]);
    expect(lines).toEqual(["live", "ended"]);
    expect([socket.disconnected, socket.connects]).toEqual([1, 0]);
    expect(await connection.send({ kind: "self.leave" })).toEqual({ ok: false, code: "unavailable" });
  });
});
