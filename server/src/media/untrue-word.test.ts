/**
 * A media server whose word is not true, and the real reconciler: leaders are never told that all is settled while a
 * microphone is open that should be closed.
 */
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ANNA, CLARA, ILONA, T0, TOM, aRoom, after } from "@balint/shared/session/fixtures";
import type { MediaHealth } from "@balint/shared/session/protocol";
import { FakeSfu } from "../../../tests/support/fake-sfu.ts";
import { hasLostItsTable, saysOnly } from "../../../tests/support/faults.ts";
import { systemClock } from "../clock.ts";
import { MediaSync } from "./media-sync.ts";
import type { Sfu } from "./sfu.ts";

const BOTH = { microphone: true, camera: true };
const CAMERA = { microphone: false, camera: true };
const SPEAKS = [{ kind: "audio", source: "microphone" }] as const;
const clarification = aRoom("clarification").session;
const discussion = after(aRoom("clarification"), ANNA, {
  kind: "phase.move",
  from: "clarification",
  to: "discussion",
}).session;
const removed = after(aRoom("clarification"), ANNA, { kind: "person.stepOut", person: ILONA, presents: true }).session;
const ROOM = clarification.id;
const LOOK_MS = 30;

let fake: FakeSfu;
let sync: MediaSync;
let told: MediaHealth[];
let halls: (string | null)[];
let faults: string[];
const figures: string[] = [];
afterAll(() => console.log(["looks with an open microphone, and told meanwhile", ...figures].join("\n")));

beforeEach(async () => {
  vi.useFakeTimers({ now: T0 });
  fake = new FakeSfu();
  [told, halls, faults] = [[], [], []];
  await fake.openRoom(ROOM);
  for (const id of [ANNA, CLARA, TOM]) fake.join(ROOM, id, BOTH);
  fake.join(ROOM, ILONA, BOTH, SPEAKS);
});
afterEach(() => {
  sync.stop();
  vi.useRealTimers();
});

function drive(sfu: Sfu): void {
  sync = new MediaSync(ROOM, {
    sfu,
    clock: systemClock,
    changed: (what) => (what === "health" ? told.push(sync.now.health) : halls.push(sync.now.hall)),
    forbidden: () => undefined,
    fault: (what) => faults.push(what),
  });
  sync.want(clarification);
  sync.start();
}

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
/** At the media server itself. */
const isOpen = () =>
  fake.rooms
    .get(ROOM)
    ?.get(ILONA)
    ?.tracks.some(({ source }) => source === "microphone") ?? false;

/** What leaders are told in each look that finds the microphone open, for so long. */
async function looks(name: string, ms = 10_000): Promise<Record<MediaHealth | "open", number>> {
  const found = { open: 0, settled: 0, settling: 0, degraded: 0 };
  for (let at = 0; at < ms; at += LOOK_MS) {
    await settle(LOOK_MS);
    if (!isOpen()) continue;
    found.open += 1;
    found[sync.now.health] += 1;
  }
  figures.push(`  ${name}: open in ${found.open}, settled in ${found.settled}, degraded in ${found.degraded}`);
  return found;
}

/** Takes rights and closes nothing. */
function leavesTracks(real: FakeSfu): Sfu {
  const grant: Sfu["grant"] = async (room, person, rights) => {
    const someone = real.rooms.get(room)?.get(person);
    if (someone !== undefined) someone.rights = rights;
    return someone === undefined ? "absent" : "done";
  };
  return { ...saysOnly("done", real), grant };
}

/** Knows the room for nobody, and has only those in it who were there before. */
const LIARS: Record<string, (real: FakeSfu) => Sfu> = {
  "says of who is there that they are not": (real) => saysOnly("absent", real),
  "says that it is done and does nothing": (real) => saysOnly("done", real),
  "takes the right and leaves the microphone open": leavesTracks,
  "has lost its table": hasLostItsTable,
  "has lost the room, and has nobody looked at": (real) => ({
    ...hasLostItsTable(real),
    openRoom: () => Promise.reject(new Error("503")),
  }),
  "is silent when asked who is there": (real) => ({
    ...saysOnly("done", real),
    connected: () => new Promise(() => {}),
  }),
  "fails when asked who is there": (real) => ({
    ...saysOnly("done", real),
    connected: () => Promise.reject(new Error("503")),
  }),
};

describe.each(Object.entries(LIARS))("[M-13] [M-4] a media server that %s", (name, lies) => {
  test.each([
    ["who sits back", discussion],
    ["who was asked to step out", removed],
  ])("%s: never settled while the microphone is open", async (who, goal) => {
    drive(lies(fake));
    await settle(3_000);
    sync.want(goal);
    const { open, settled, degraded } = await looks(`${who}, ${name}`);
    expect(settled).toBe(0);
    // It was open for long enough that this could have been otherwise.
    expect(open).toBeGreaterThan(30);
    if (open > 100) expect(degraded).toBeGreaterThan(0);
  });

  test("a stranger likewise", async () => {
    drive(lies(fake));
    await settle(3_000);
    fake.join(ROOM, "stranger0", BOTH, SPEAKS);
    sync.joined("stranger0");
    await settle();
    for (let at = 0; at < 4_000; at += LOOK_MS) {
      await settle(LOOK_MS);
      if (fake.rooms.get(ROOM)?.has("stranger0") === true) expect(sync.now.health).not.toBe("settled");
    }
  });
});

describe("[M-13] [M-9] the way out", () => {
  test("two words that were not true: the media room is made anew, once, and all is settled there", async () => {
    drive(saysOnly("absent", fake));
    await settle(3_000);
    sync.want(discussion);
    await settle(2_500);
    expect([isOpen(), halls]).toEqual([false, ["RM_1", "RM_2"]]);
    // She comes over with a token of what she has now; whoever came with an older one is set right.
    fake.join(ROOM, ILONA, BOTH, SPEAKS);
    sync.joined(ILONA);
    await settle(100);
    expect([isOpen(), fake.rooms.get(ROOM)?.get(ILONA)?.rights, sync.now.health]).toEqual([false, CAMERA, "settled"]);
    await settle(60_000);
    expect([halls, sync.now.health]).toEqual([["RM_1", "RM_2"], "settled"]);
  });

  test("nobody's sound stops because of somebody who sends nothing; it does as soon as they do", async () => {
    fake.join(ROOM, ILONA, BOTH);
    drive(saysOnly("absent", fake));
    await settle(3_000);
    sync.want(discussion);
    await settle(12_000);
    expect([halls, sync.now.health]).toEqual([["RM_1"], "degraded"]);
    fake.rooms.get(ROOM)?.get(ILONA)?.tracks.push(SPEAKS[0]);
    sync.published(ILONA, SPEAKS[0]);
    await settle(2_500);
    expect([isOpen(), halls]).toEqual([false, ["RM_1", "RM_2"]]);
  });

  test("where that does not help, others are not disturbed again and again", async () => {
    const sfu = saysOnly("absent", fake);
    drive({ ...sfu, closeRoom: () => Promise.resolve() });
    await settle(3_000);
    sync.want(discussion);
    await settle(61_000);
    expect(faults.filter((what) => what.includes("anew")).length).toBeLessThanOrEqual(3);
    expect([isOpen(), sync.now.health]).toEqual([true, "degraded"]);
  });

  test("who leaves between the list and the request, and comes back, was no lie", async () => {
    // Gone whenever they are asked for, and back when somebody looks: each time another connection.
    const sfu = saysOnly("absent", fake);
    const connected: Sfu["connected"] = (room) => {
      fake.join(ROOM, ILONA, BOTH);
      return fake.connected(room);
    };
    drive({ ...sfu, connected });
    sync.want(discussion);
    await settle(20_000);
    expect([halls, faults]).toEqual([["RM_1"], []]);
  });

  test("who is not there holds nothing, and costs one look", async () => {
    drive(fake);
    await settle(3_000);
    fake.rooms.get(ROOM)?.delete(ILONA);
    fake.calls.length = 0;
    sync.want(discussion);
    await settle();
    expect([fake.calls.map(({ what }) => what), sync.now.health]).toEqual([["grant", "hall", "connected"], "settled"]);
  });
});

test("[M-13] a room that was opened is believed once it has been named", async () => {
  drive({ ...saysOnly("done", fake), openRoom: () => Promise.resolve("RM_old") });
  await expect(sync.open()).rejects.toThrow();
  expect(halls).toEqual([]);
});

test("[M-13] [O-3] taken up after a crash: not settled until somebody has looked", async () => {
  let answer = () => undefined as void;
  fake.before = ({ what }) => (what === "hall" ? new Promise((done) => (answer = done)) : undefined);
  drive(fake);
  sync.takeUp();
  void sync.sweep();
  await settle(1);
  expect(sync.now.health).toBe("settling");
  await settle(2_000);
  expect(sync.now.health).toBe("degraded");
  answer();
  await settle(1);
  expect(told).toEqual(["settling", "degraded", "settled"]);
});
