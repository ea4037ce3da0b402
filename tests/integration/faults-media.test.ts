/**
 * The way to the media server fails: slow, failing, its news lost or out of order, the clocks apart. Honest listeners
 * hear nothing of whoever should be silent, leaders see it, and all is well by itself afterwards.
 */
import { RoomServiceClient, TrackSource } from "livekit-server-sdk";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { MediaHealth } from "@balint/shared/session/protocol";
import { livekitSfu } from "../../server/src/media/livekit.ts";
import { type TestApp, knockAt, leaderOf, makeSession, startApp } from "../support/app.ts";
import { type Bot, type Crew, type SessionBot, startBots } from "../support/bots.ts";
import { eventually, watchFor } from "../support/eventually.ts";
import { saysOnly } from "../support/faults.ts";
import { figures, msSince } from "../support/figures.ts";
import { SILENCE_GRACE_MS } from "../support/packets.ts";
import { type Relay, startRelay } from "../support/relay.ts";
import { type Person, enter } from "../support/person.ts";

/** One frame at the listener. */
const FRAME_MS = 20;
const HOUR = 3_600_000;
const note = figures("the media server cannot be asked as usual");

/** Sessions of whose people the media server says that they are not there. */
const denied = new Set<string>();
let crew: Crew;
let api: Relay;
let webhooks: Relay;
let running: TestApp;
let admin: RoomServiceClient;
beforeAll(async () => {
  [crew, api, webhooks] = await Promise.all([startBots(), startRelay(), startRelay()]);
  running = await startApp({
    sfu(_real, access) {
      api.target = access.url;
      return saysOnly("absent", livekitSfu({ ...access, url: api.url }), (room) => denied.has(room));
    },
    webhooks(to) {
      webhooks.target = to;
      return webhooks.url;
    },
  });
  admin = new RoomServiceClient(running.sfu.url, running.sfu.apiKey, running.sfu.apiSecret);
});
afterAll(async () => {
  await running?.close();
  await crew?.stop();
  await Promise.all([api?.close(), webhooks?.close()]);
});

type Circle = { session: string; anna: Person; ilona: SessionBot; tom: SessionBot; raw: Bot; seen: MediaHealth[] };

/** Ilona, with her microphone open, is heard by an honest client (Tom) and by one that takes all it is sent (raw). */
async function circle(): Promise<Circle> {
  const session = await makeSession(running.baseUrl, running.organiserKey);
  const anna = await leaderOf(running, session, 1, "Anna");
  const seated = async (name: string) => {
    const bot = await crew.joinSession({ ...knockAt(running, session), name });
    expect(await anna.admit(bot.id)).toMatchObject({ ok: true });
    await bot.person.untilIn();
    await bot.settled();
    return bot;
  };
  const ilona = await seated("Ilona");
  const tom = await seated("Tom");
  const mallory = await enter({ ...knockAt(running, session), name: "Mallory" });
  await mallory.connect();
  await anna.admit(mallory.id);
  await mallory.untilIn();
  const raw = await crew.add({ name: "raw" });
  const { token, path } = await mallory.mediaToken();
  await raw.connect({ url: mallory.mediaUrl(path), token, autoSubscribe: true });
  expect(await ilona.openMicrophone()).toMatchObject({ published: true });
  await eventually(
    "both hear Ilona",
    async () => (await tom.heardFrom(ilona.id)) > 20 && (await raw.heardFrom(ilona.id)) > 20,
  );
  const seen: MediaHealth[] = [];
  anna.watch((snapshot) => {
    const health = snapshot.standing === "in" ? snapshot.leaders?.media : undefined;
    if (health !== undefined && seen.at(-1) !== health) seen.push(health);
  });
  onTestFinished(async () => {
    api.how = webhooks.how = () => [0];
    for (const bot of [ilona, tom]) await bot.leave();
    await raw.disconnect();
    for (const person of [anna, mallory]) person.close();
  });
  return { session: session.id, anna, ilona, tom, raw, seen };
}

async function sitBack({ anna, ilona }: Circle): Promise<void> {
  expect(await anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" })).toMatchObject({ ok: true });
  expect(await ilona.command({ kind: "case.offer" })).toMatchObject({ ok: true });
  expect(await anna.command({ kind: "case.pick", person: ilona.id })).toMatchObject({ ok: true });
  expect(await anna.command({ kind: "phase.move", from: "presentation", to: "discussion" })).toMatchObject({
    ok: true,
  });
}

async function mayPublish({ session }: Circle, person: string): Promise<boolean> {
  const held = (await admin.getParticipant(session, person)).permission;
  return held?.canPublishSources.includes(TrackSource.MICROPHONE) ?? true;
}

const settled = ({ anna }: Circle) => anna.untilIn(({ leaders }) => leaders?.media === "settled", 30_000);

/** Sits back under the fault. Answers what leaked and when the media server held the goal. */
async function sitBackUnder(fault: string, room: Circle): Promise<void> {
  const { ilona, tom, raw } = room;
  const from = performance.now();
  await sitBack(room);
  await watchFor(SILENCE_GRACE_MS);
  const before = { tom: await tom.heardFrom(ilona.id), raw: await raw.heardFrom(ilona.id) };
  await eventually("the media server holds it", async () => !(await mayPublish(room, ilona.id)), 40_000);
  const held = msSince(from);
  await settled(room);
  await watchFor(SILENCE_GRACE_MS);
  const leaked = ((await raw.heardFrom(ilona.id)) - before.raw) * FRAME_MS;
  expect(await tom.heardFrom(ilona.id), "frames at an honest listener").toBe(before.tom);
  note(`${fault}: the media server holds the sitting back after`, `${held} ms`);
  note(`${fault}: sound of the presenter after the grace, honest listener / modified one`, `0 ms / ${leaked} ms`);
}

test("[M-2] [M-4] [M-6] [M-7] the media server takes 5 s for each answer: honest listeners hear nothing, leaders see it, few requests wait", async () => {
  const room = await circle();
  await settled(room);
  api.how = () => [5_000];
  const asked = api.count();
  await sitBackUnder("answers take 5 s", room);
  expect(room.seen).toContain("degraded");
  // While it is slow leaders go on, and no request is made for a goal that is no goal any more.
  for (let n = 0; n < 9; n += 1)
    await room.anna.command({ kind: n % 2 === 0 ? "person.hold" : "person.release", person: room.tom.id });
  note("answers take 5 s: requests in all, most at once", `${api.count() - asked}, ${api.most()}`);
  expect(api.most()).toBeLessThanOrEqual(10);
  api.how = () => [0];
  const free = performance.now();
  await settled(room);
  note("answers take 5 s: settled, after it is quick again", `${msSince(free)} ms`);
  expect(await mayPublish(room, room.tom.id)).toBe(false);
});

test("[M-2] [M-4] every second request fails: it converges, and is well when the fault ends", async () => {
  const room = await circle();
  await settled(room);
  let n = 0;
  api.how = () => ((n = (n * 1_103_515_245 + 12_345) % 2_147_483_648) % 1_000 < 500 ? [] : [0]);
  await sitBackUnder("half of it fails", room);
  for (let held = 0; held < 6; held += 1)
    await room.anna.command({ kind: held % 2 === 0 ? "person.hold" : "person.release", person: room.tom.id });
  expect(await room.anna.command({ kind: "person.hold", person: room.tom.id })).toMatchObject({ ok: true });
  await eventually("Tom's hold arrives all the same", async () => !(await mayPublish(room, room.tom.id)), 20_000);
  expect(room.seen).toContain("settling");
  api.how = () => [0];
  const free = performance.now();
  await settled(room);
  note("half of it fails: settled, after the fault ends", `${msSince(free)} ms`);
});

test("[M-13] [M-4] of somebody who talks it says that they are not there: never settled, and the media room is made anew", async () => {
  const room = await circle();
  await settled(room);
  const { anna, ilona, session } = room;
  const { hall } = anna.room();
  const told: (MediaHealth | undefined)[] = [];
  const hasMicrophone = async () => {
    const people = await admin.listParticipants(session).catch(() => []);
    return people.some(
      ({ identity, tracks }) =>
        identity === ilona.id && tracks.some(({ source, muted }) => source === TrackSource.MICROPHONE && !muted),
    );
  };
  denied.add(session);
  await sitBack(room);
  await eventually(
    "it is closed all the same",
    async () => {
      if (!(await hasMicrophone())) return true;
      told.push(anna.room().leaders?.media);
      return false;
    },
    20_000,
  );
  note(
    "says that nobody is there: looks with an open microphone, settled in",
    `${told.length}, ${told.filter((one) => one === "settled").length}`,
  );
  expect(told.length).toBeGreaterThan(5);
  expect(told).not.toContain("settled");
  await anna.untilIn((snapshot) => snapshot.hall !== null && snapshot.hall !== hall);
  await settled(room);
  expect(await hasMicrophone()).toBe(false);
});

test("[M-1] [M-7] no news of the media server arrives: an old token past the door is found by looking", async () => {
  const room = await circle();
  const { ilona, tom, raw, anna } = room;
  webhooks.how = () => [];
  const hoarded = await ilona.person.mediaToken();
  await sitBack(room);
  await settled(room);
  await watchFor(SILENCE_GRACE_MS);
  const before = { tom: await tom.heardFrom(ilona.id), raw: await raw.heardFrom(ilona.id) };
  const thief = await crew.add({ name: "thief" });
  const from = performance.now();
  await thief.connect({ url: running.sfu.wsUrl, token: hoarded.token, autoSubscribe: false });
  await thief.publishTone({ source: "microphone", hz: 440 });
  await eventually("it is found", async () => !(await mayPublish(room, ilona.id)), 10_000);
  note("no news at all: an old token past the door is found after", `${msSince(from)} ms`);
  await watchFor(SILENCE_GRACE_MS);
  const leaked = ((await raw.heardFrom(ilona.id)) - before.raw) * FRAME_MS;
  note("no news at all: its sound, honest listener / modified one", `0 ms / ${leaked} ms`);
  expect(await tom.heardFrom(ilona.id)).toBe(before.tom);
  expect(leaked).toBeLessThan(6_000);
  expect(anna.room().leaders?.whispers).toEqual([]);
  await thief.disconnect();
});

test("[M-1] [M-7] news three times and in any order: nobody is put out, nobody is heard who should not be", async () => {
  const room = await circle();
  const { ilona, tom, anna } = room;
  let n = 0;
  webhooks.how = () => [1_500, 0, 700].map((ms) => (ms * (1 + ((n += 1) % 3))) / 2);
  await sitBackUnder("news three times and in any order", room);
  const heard = await tom.heardFrom(ilona.id);
  expect(await anna.command({ kind: "phase.move", from: "discussion", to: "return" })).toMatchObject({ ok: true });
  expect(await ilona.openMicrophone()).toMatchObject({ published: true });
  await eventually("Ilona is heard again", async () => (await tom.heardFrom(ilona.id)) > heard + 20, 10_000);
  expect(await anna.command({ kind: "person.stepOut", person: ilona.person.id, presents: true })).toMatchObject({
    ok: true,
  });
  await eventually(
    "Ilona is out",
    async () => !(await admin.listParticipants(room.session)).some(({ identity }) => identity === ilona.id),
    10_000,
  );
  await watchFor(2_500);
  await settled(room);
  expect((await tom.media.state()).connection).toBe("connected");
  expect(anna.room().leaders?.whispers).toEqual([]);
});

/** The machine's clock is set, for everything in this process; what runs by itself, runs on. */
function setClock(ms: number): void {
  globalThis.Date = class extends RealDate {
    constructor(...at: [] | [number | string]) {
      super(at[0] ?? RealDate.now() + ms);
    }
    static override now(): number {
      return RealDate.now() + ms;
    }
  } as DateConstructor;
}
const RealDate = Date;

test.each([HOUR, -24 * HOUR])(
  "[P-15] [D-3] [M-6] the app's clock is set by %d ms and back: no time jumps, nobody is out, everybody can come in again",
  async (by) => {
    const room = await circle();
    const { ilona, tom, anna, raw } = room;
    onTestFinished(() => void (globalThis.Date = RealDate));
    const hoarded = await ilona.person.mediaToken();
    const began = { at: performance.now(), now: anna.room().now, since: anna.room().leaders?.phaseSince ?? 0 };
    setClock(by);
    // Alone for a moment: a grace of two minutes is not over.
    anna.close();
    await tom.person.untilIn(({ seats }) => seats.some(({ person, line }) => person === anna.id && line === "lost"));
    await watchFor(1_000);
    expect(tom.person.room()).toMatchObject({ paused: false, unattended: null });
    await anna.connect();
    await sitBack(room);
    const { now, leaders } = await anna.untilIn(({ phase }) => phase === "discussion");
    const passed = performance.now() - began.at;
    expect(Math.abs(now - began.now - passed)).toBeLessThan(1_500);
    expect(Math.abs((leaders?.phaseSince ?? 0) - now)).toBeLessThan(1_500);
    // The media server believes nothing that is dated so: the second barrier alone is enough.
    await watchFor(SILENCE_GRACE_MS);
    const heard = await tom.heardFrom(ilona.id);
    await anna.untilIn(({ leaders: told }) => told?.media === "degraded", 20_000);
    expect(await tom.heardFrom(ilona.id)).toBe(heard);
    expect((await tom.media.state()).connection).toBe("connected");

    globalThis.Date = RealDate;
    const right = performance.now();
    await settled(room);
    note(`clock set by ${by / HOUR} h and back: settled, after it is right again`, `${msSince(right)} ms`);
    await watchFor(SILENCE_GRACE_MS);
    const before = { tom: await tom.heardFrom(ilona.id), raw: await raw.heardFrom(ilona.id) };
    await ilona.media.disconnect();
    const late = await crew.add({ name: "late" });
    await expect(
      late.connect({ url: ilona.person.mediaUrl(hoarded.path), token: hoarded.token, autoSubscribe: false }),
    ).rejects.toThrow();
    for (const bot of [ilona, tom]) {
      await bot.media.disconnect();
      const { token, path } = await bot.person.mediaToken();
      await bot.media.connect({ url: bot.person.mediaUrl(path), token, autoSubscribe: false });
    }
    expect(await ilona.media.publishTone({ source: "microphone", hz: 440 })).toMatchObject({ published: false });
    expect({ tom: await tom.heardFrom(ilona.id), raw: await raw.heardFrom(ilona.id) }).toEqual(before);
  },
);
