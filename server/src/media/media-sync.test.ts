import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ANNA, CLARA, ILONA, T0, TOM, aRoom, after } from "@balint/shared/session/fixtures";
import type { Session } from "@balint/shared/session/model";
import type { MediaNow } from "@balint/shared/session/protocol";
import { FakeSfu } from "../../../tests/support/fake-sfu.ts";
import { systemClock } from "../clock.ts";
import { MediaSync } from "./media-sync.ts";
import { SfuGone } from "./sfu.ts";

const BOTH = { microphone: true, camera: true };
const CAMERA = { microphone: false, camera: true };
const clarification = aRoom("clarification");
const discussion = after(clarification, ANNA, { kind: "phase.move", from: "clarification", to: "discussion" });
const back = after(discussion, ANNA, { kind: "phase.move", from: "discussion", to: "return" });
const ROOM = clarification.session.id;

let sfu: FakeSfu;
let sync: MediaSync;
const heard: string[] = [];
const halls: MediaNow[] = [];
const forbidden: string[] = [];

beforeEach(async () => {
  vi.useFakeTimers({ now: T0 });
  sfu = new FakeSfu();
  heard.length = 0;
  halls.length = 0;
  forbidden.length = 0;
  await sfu.openRoom(ROOM);
  for (const id of [ANNA, CLARA, ILONA, TOM]) sfu.join(ROOM, id, BOTH);
  sync = new MediaSync(ROOM, {
    sfu,
    clock: systemClock,
    changed: (what) => (what === "health" ? heard.push(sync.now.health) : halls.push(sync.now)),
    forbidden: (person) => forbidden.push(person),
    fault: () => undefined,
  });
  sync.want(clarification.session);
  sync.start();
});
afterEach(() => {
  sync.stop();
  vi.useRealTimers();
});

const rightsOf = (person: string) => sfu.rooms.get(ROOM)?.get(person)?.rights;
const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const without = (session: Session, id: string): Session => ({
  ...session,
  people: session.people.filter((one) => one.id !== id),
});

describe("[M-1] driven to the goal", () => {
  test("sitting back is one request, for the presenter alone, and one look", async () => {
    sync.want(discussion.session);
    await settle();
    expect(sfu.calls).toEqual([
      { what: "grant", person: ILONA, rights: CAMERA },
      { what: "hall" },
      { what: "connected" },
    ]);
    expect([rightsOf(ILONA), sync.now.health]).toEqual([CAMERA, "settled"]);
  });

  test("revocations go first: a grant waits for one that is under way", async () => {
    sync.want(discussion.session);
    await settle();
    sfu.calls.length = 0;
    let release = () => {};
    sfu.before = (call) => (call.person === TOM ? new Promise((resolve) => (release = resolve)) : undefined);
    sync.want(after(back, ANNA, { kind: "person.hold", person: TOM }).session);
    await settle();
    expect(sfu.calls.map(({ person }) => person)).toEqual([TOM]);
    release();
    await settle();
    expect(rightsOf(ILONA)).toEqual(BOTH);
  });

  test("[M-2] a right is taken at once, also while one that was given waits to be tried again", async () => {
    sync.want(discussion.session);
    await settle();
    // It is done, and only the answer is lost.
    sfu.after = () => Promise.reject(new Error("503"));
    sync.want(back.session);
    await settle(500);
    expect(rightsOf(ILONA)).toEqual(BOTH);
    sfu.calls.length = 0;
    sync.want(discussion.session);
    await settle();
    expect([sfu.calls, rightsOf(ILONA)]).toEqual([[{ what: "grant", person: ILONA, rights: CAMERA }], CAMERA]);
  });

  test("a token from before brings nothing back: whoever joins is set right", async () => {
    sync.want(discussion.session);
    await settle();
    sfu.join(ROOM, ILONA, BOTH);
    sync.joined(ILONA);
    await settle();
    expect(rightsOf(ILONA)).toEqual(CAMERA);
  });

  test("a join that nobody announced is found by the sweep", async () => {
    sync.want(discussion.session);
    await settle();
    sfu.join(ROOM, ILONA, BOTH);
    await settle(3_100);
    expect(rightsOf(ILONA)).toEqual(CAMERA);
  });

  test("who has no business there is removed: strangers, and who stepped out", async () => {
    sfu.join(ROOM, "stranger0", BOTH);
    sync.want(after(clarification, ANNA, { kind: "person.stepOut", person: TOM, presents: false }).session);
    await settle(3_100);
    expect([...(sfu.rooms.get(ROOM)?.keys() ?? [])].toSorted()).toEqual([ANNA, CLARA, ILONA].toSorted());
  });

  test("somebody the session has forgotten is left with nothing", async () => {
    sync.want(without(clarification.session, TOM));
    sync.joined("nobody00");
    await settle();
    expect(sfu.calls).toContainEqual({ what: "remove", person: "nobody00" });
  });
});

describe("[M-2] one request at a time per person, newest goal wins", () => {
  test("two goals in a row never overtake each other", async () => {
    const waiting: (() => void)[] = [];
    sfu.before = (call) => (call.what === "grant" ? new Promise((resolve) => waiting.push(resolve)) : undefined);
    sync.want(discussion.session);
    await settle();
    sync.want(back.session);
    sync.want(discussion.session);
    sync.want(back.session);
    await settle();
    expect(waiting).toHaveLength(1);
    waiting[0]?.();
    await settle();
    expect(waiting).toHaveLength(2);
    waiting[1]?.();
    await settle();
    expect([rightsOf(ILONA), sync.now.health, waiting.length]).toEqual([BOTH, "settled", 2]);
  });

  test("a join during a request is not taken for the connection that was asked about", async () => {
    let release = () => {};
    sfu.after = () => new Promise((resolve) => (release = resolve));
    sync.want(discussion.session);
    await settle();
    // The answer is on its way while she comes back with a token from before.
    sfu.join(ROOM, ILONA, BOTH);
    sync.joined(ILONA);
    sfu.after = () => undefined;
    release();
    await settle();
    expect(rightsOf(ILONA)).toEqual(CAMERA);
  });

  test("a failing server is asked until it obeys", async () => {
    let failures = 5;
    sfu.before = () => {
      if (failures-- > 0) throw new Error("not now");
    };
    sync.want(discussion.session);
    await settle(10_000);
    expect([rightsOf(ILONA), sync.now.health]).toEqual([CAMERA, "settled"]);
  });

  test("somebody who has just joined and is not yet known there is asked for again", async () => {
    sync.want(discussion.session);
    await settle();
    sfu.rooms.get(ROOM)?.delete(ILONA);
    sync.joined(ILONA);
    await settle();
    sfu.join(ROOM, ILONA, BOTH);
    await settle(200);
    expect(rightsOf(ILONA)).toEqual(CAMERA);
  });
});

describe("[M-4] honest about it", () => {
  test("settling, then degraded, then settled again", async () => {
    let broken = true;
    sfu.before = () => {
      if (broken) throw new Error("down");
    };
    sync.want(discussion.session);
    await settle(1);
    expect(heard).toEqual(["settling"]);
    await settle(5_000);
    expect(heard).toEqual(["settling", "degraded"]);
    broken = false;
    await settle(5_000);
    expect(heard).toEqual(["settling", "degraded", "settled"]);
  });
});

test("[M-4] a media server that answers, but late, is degraded meanwhile", async () => {
  let late = true;
  sfu.before = ({ what }) =>
    late && what === "grant" ? new Promise((answer) => setTimeout(answer, 5_000)) : undefined;
  sync.want(discussion.session);
  await settle(2_100);
  expect(heard).toEqual(["settling", "degraded"]);
  late = false;
  await settle(5_000);
  expect(heard).toEqual(["settling", "degraded", "settled"]);
});

test("[M-4] nothing is settled while a request is on its way, whatever is wanted meanwhile", async () => {
  let answer = () => undefined as void;
  sfu.before = ({ what }) => (what === "grant" ? new Promise((done) => (answer = done)) : undefined);
  sync.want(discussion.session);
  sync.want(back.session);
  await settle(1);
  expect([sync.now.health, rightsOf(ILONA)]).toEqual(["settling", BOTH]);
  answer();
  await settle(1);
  expect([sync.now.health, rightsOf(ILONA)]).toEqual(["settling", CAMERA]);
  answer();
  await settle(1);
  expect([sync.now.health, rightsOf(ILONA)]).toEqual(["settled", BOTH]);
});

describe("[M-5] what no honest client sends", () => {
  test.each([
    { kind: "audio", source: "camera" },
    { kind: "video", source: "microphone" },
    { kind: "video", source: "other" },
    { kind: "other", source: "camera" },
  ] as const)("$kind labelled $source ends the connection and tells", async (track) => {
    sync.published(TOM, track);
    await settle();
    expect([sfu.rooms.get(ROOM)?.has(TOM), forbidden]).toEqual([false, [TOM]]);
  });

  test("it is found without being announced, and so are ten cameras of one person", async () => {
    sfu.join(ROOM, TOM, BOTH, [{ kind: "audio", source: "camera" }]);
    const cameras = Array.from({ length: 10 }, () => ({ kind: "video", source: "camera" }) as const);
    sfu.join(ROOM, ILONA, BOTH, cameras);
    await settle(3_100);
    expect(forbidden).toEqual([ILONA, TOM]);
  });

  test("an honest track without the right to it is closed, not punished", async () => {
    sync.want(discussion.session);
    await settle();
    sfu.join(ROOM, ILONA, BOTH, [{ kind: "audio", source: "microphone" }]);
    sync.published(ILONA, { kind: "audio", source: "microphone" });
    await settle();
    expect([sfu.rooms.get(ROOM)?.get(ILONA)?.tracks, forbidden]).toEqual([[], []]);
  });

  test("an honest track with the right to it costs no request", async () => {
    sync.published(TOM, { kind: "audio", source: "microphone" });
    await settle();
    expect(sfu.calls).toEqual([]);
  });
});

describe("[M-9] the media room, and whether it is there", () => {
  const told = () => halls.map(({ hall, away }) => `${hall}${away ? " away" : ""}`);

  test("is named once, and anew after the media server has forgotten it", async () => {
    await settle(3_000);
    expect(told()).toEqual(["RM_1"]);
    sfu.rooms.clear();
    await settle(3_000);
    expect(told()).toEqual(["RM_1", "RM_2"]);
    expect(sfu.rooms.has(ROOM)).toBe(true);
    await settle(30_000);
    expect(told()).toEqual(["RM_1", "RM_2"]);
  });

  test("is not kept for nobody", async () => {
    const people = clarification.session.people.map((one) => ({ ...one, line: { is: "lost" as const, since: T0 } }));
    sync.want({ ...clarification.session, people });
    sfu.rooms.clear();
    await settle(9_000);
    expect(sfu.rooms.has(ROOM)).toBe(false);
  });

  test("a media server that is slow or fails is not gone; one that refuses twice in a row is, until it answers", async () => {
    await settle(3_000);
    sfu.before = () => Promise.reject(new Error("503"));
    await settle(30_000);
    expect(told()).toEqual(["RM_1"]);
    sfu.before = () => Promise.reject(new SfuGone());
    await settle(3_000);
    expect(told()).toEqual(["RM_1"]);
    await settle(3_000);
    expect(told()).toEqual(["RM_1", "RM_1 away"]);
    sfu.before = () => undefined;
    await settle(3_000);
    expect(told()).toEqual(["RM_1", "RM_1 away", "RM_1"]);
  });

  test("whoever knows that it has stopped says so at once", async () => {
    await settle(3_000);
    sync.gone();
    sync.gone();
    expect(told()).toEqual(["RM_1", "RM_1 away"]);
    sfu.rooms.clear();
    await sync.sweep();
    expect(told()).toEqual(["RM_1", "RM_1 away", "RM_2"]);
  });

  test("one that answers again is not gone, though nobody needs a media room there yet", async () => {
    sfu.rooms.get(ROOM)?.clear();
    await settle(3_000);
    const people = clarification.session.people.map((one) => ({ ...one, line: { is: "lost" as const, since: T0 } }));
    sync.want({ ...clarification.session, people });
    sync.gone();
    sfu.rooms.clear();
    await settle(3_000);
    expect([sync.now, sfu.rooms.has(ROOM)]).toMatchObject([{ away: false, hall: null }, false]);
    sync.want(clarification.session);
    await settle(3_000);
    expect(told()).toEqual(["RM_1", "RM_1 away", "null", "RM_2"]);
  });
});
