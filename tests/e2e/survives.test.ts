/**
 * The app and the media server are killed under a circle at real browsers, and come back. What is lost meanwhile is
 * counted in packets at the listeners; how long each takes is printed.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, sfuAccess, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { eventually } from "../support/eventually.ts";
import { SILENCE_WINDOW_MS, audioPacketsFrom, gained, sidsOf, videoPacketsFrom } from "../support/packets.ts";
import {
  type Circle,
  comesThrough,
  everybodyHears,
  gather,
  heardOf,
  idOf,
  keepEvidence,
  nothing,
  sitBack,
} from "./circle.ts";

let browser: Browser;
let server: TestServer;
let circle: Circle;
const servers: TestServer[] = [];
const figures: [string, string][] = [];

async function started(options?: Parameters<typeof startServer>[0]): Promise<TestServer> {
  const one = await startServer(options);
  servers.push(one);
  return one;
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), started()]);
  circle = await gather({ running: server, access: await sfuAccess(server), browser });
  await sitBack(circle);
}, 120_000);
afterAll(async () => {
  console.log(figures.map(([what, value]) => `${what.padEnd(64)} ${value}`).join("\n"));
  await browser?.close();
  for (const one of servers) await one.stop("SIGKILL");
  for (const one of servers) await one.remove();
});

const sfuPid = async () => JSON.parse(await readFile(join(server.dataDir, "sfu/running.json"), "utf8")).pid as number;
const ms = (from: number) => Math.round(performance.now() - from);
const health = async () => (await fetch(`${server.baseUrl}/health`)).json() as Promise<Record<string, unknown>>;

async function evidence(name: string) {
  onTestFailed(() => keepEvidence(circle.screens, join(import.meta.dirname, "../output")), 10_000);
  return name;
}

test("[O-3] [M-9] the app is killed: sound and picture go on, everybody is back on the true state within 3 s", async () => {
  await evidence("app");
  const { anna, tom, clara, ilona } = circle;
  const tomId = idOf(circle, "Tom Reyes");
  const ilonaId = idOf(circle, "Ilona Szabó");
  await tom.openMicrophone();
  await everybodyHears(circle, tomId);
  await anna.doTo("Tom Reyes", words.console.hold);
  await tom.isMicrophone("resting");
  const annaId = idOf(circle, "Anna Keller");
  const sids = await sidsOf(circle.service, circle.session.id);
  const before = await sfuPid();
  const entries = await Promise.all(circle.screens.map(({ page }) => page.evaluate(() => performance.timeOrigin)));
  const port = new URL(server.baseUrl).port;
  const env = { PORT: port, SFU_PORT: new URL(server.sfuUrl).port };
  await server.stop("SIGKILL");
  await anna.page.locator('[data-screen="room"][data-line="lost"]').waitFor();
  // The app is away; the media server is not.
  const sound = await gained(() => audioPacketsFrom(clara.page, sids[annaId] ?? ""), 4_000);
  const picture = await gained(() => videoPacketsFrom(clara.page, sids[ilonaId] ?? ""), 2_000);
  expect([sound > 100, picture > 10], `${sound} packets of sound, ${picture} of picture`).toEqual([true, true]);

  server = await started({ dataDir: server.dataDir, env });
  const listening = performance.now();
  await Promise.all(
    circle.screens.map((screen) =>
      screen.page.locator('[data-screen="room"][data-line="live"][data-phase="discussion"]').waitFor(),
    ),
  );
  const back = ms(listening);
  figures.push(["app killed: everybody on the true state, after listening", `${back} ms`]);
  expect(back).toBeLessThan(3_000);
  expect(await sfuPid()).toBe(before);
  await tom.isMicrophone("resting");
  expect(await ilona.microphone()).toBe("resting");
  // Nobody's media connection was made anew, and no page was.
  await Promise.all(circle.screens.map((screen) => screen.isIn()));
  const now = await sidsOf(circle.service, circle.session.id);
  expect(now).toEqual(sids);
  expect(await Promise.all(circle.screens.map(({ page }) => page.evaluate(() => performance.timeOrigin)))).toEqual(
    entries,
  );
  await comesThrough(circle, annaId);
  await anna.doTo("Tom Reyes", words.console.release);
  await tom.isMicrophone("closed");
  await tom.openMicrophone();
  await comesThrough(circle, tomId);
}, 120_000);

test("[M-9] [R-9] [M-7] the media server is killed: everybody says so, and is back with what they may within 10 s", async () => {
  await evidence("sfu");
  const { anna, ilona } = circle;
  const [annaId, tomId, ilonaId] = ["Anna Keller", "Tom Reyes", "Ilona Szabó"].map((name) => idOf(circle, name));
  if (annaId === undefined || tomId === undefined || ilonaId === undefined) throw new Error("nobody");
  const killed = performance.now();
  process.kill(await sfuPid(), "SIGKILL");
  await Promise.all(
    circle.screens.map((screen) => screen.page.locator('[data-screen="room"][data-media="reconnecting"]').waitFor()),
  );
  figures.push(["media server killed: every screen says so, after the kill", `${ms(killed)} ms`]);
  await anna.says(words.link.reconnecting);
  await eventually(
    "the media server listens",
    () =>
      fetch(server.sfuUrl).then(
        ({ ok }) => ok,
        () => false,
      ),
    20_000,
  );
  const listening = performance.now();
  figures.push(["media server killed: listens again, after the kill", `${ms(killed)} ms`]);
  await Promise.all(circle.screens.map((screen) => screen.isIn()));
  figures.push(["media server killed: everybody connected, after listening", `${ms(listening)} ms`]);
  await comesThrough(circle, annaId);
  await comesThrough(circle, tomId);
  const media = ms(listening);
  figures.push(["media server killed: everybody hears again, after listening", `${media} ms`]);
  expect(media).toBeLessThan(10_000);
  // The session is untouched, and so is the silence.
  for (const screen of circle.screens) await screen.inPhase("discussion");
  expect(await ilona.microphone()).toBe("resting");
  const heard = await heardOf(circle, ilonaId, { window: SILENCE_WINDOW_MS });
  expect(heard.sound).toEqual(nothing(heard.sound));
  for (const packets of Object.values(heard.picture)) expect(packets).toBeGreaterThan(0);
  expect(await health()).toMatchObject({ app: "up", media: "up", restarts: 1, restarting: false });
}, 120_000);

const sfuAnswers = () =>
  fetch(server.sfuUrl).then(
    ({ ok }) => ok,
    () => false,
  );
const sfuListens = () => eventually("the media server listens", sfuAnswers, 20_000);

/** Everybody is connected and hears whoever spoke, and not the presenter. */
async function mediaIsBack(what: string, listening: number): Promise<void> {
  const { anna, ilona } = circle;
  await Promise.all(circle.screens.map((screen) => screen.isIn()));
  await comesThrough(circle, idOf(circle, anna.name));
  const media = ms(listening);
  figures.push([`${what}: everybody hears again, after listening`, `${media} ms`]);
  expect(media).toBeLessThan(10_000);
  const heard = await heardOf(circle, idOf(circle, ilona.name), { grace: 0 });
  expect(heard.sound).toEqual(nothing(heard.sound));
}

test("[M-9] the media server is killed twice in a row: started again each time, a little later, and health says so", async () => {
  await evidence("sfu twice");
  const killed = performance.now();
  const first = await sfuPid();
  process.kill(first, "SIGKILL");
  await eventually("it is being started again", async () => (await health())["restarting"] === true, 5_000);
  await eventually("another one runs", async () => (await sfuPid()) !== first, 20_000);
  await sfuListens();
  process.kill(await sfuPid(), "SIGKILL");
  await eventually("that is being started again too", async () => (await health())["restarts"] === 3, 5_000);
  expect(await health()).toMatchObject({ app: "up", media: "down" });
  await sfuListens();
  figures.push(["media server killed twice: listens again, after the first kill", `${ms(killed)} ms`]);
  await mediaIsBack("media server killed twice", performance.now());
  await eventually("health is well", async () => (await health())["restarting"] === false, 5_000);
  for (const screen of circle.screens) await screen.inPhase("discussion");
}, 120_000);

async function startedAgain(): Promise<number> {
  const env = { PORT: new URL(server.baseUrl).port, SFU_PORT: new URL(server.sfuUrl).port };
  server = await started({ dataDir: server.dataDir, env });
  return performance.now();
}

async function everybodyLive(): Promise<void> {
  const live = '[data-screen="room"][data-line="live"][data-phase="discussion"]';
  await Promise.all(circle.screens.map(({ page }) => page.locator(live).waitFor()));
}

test("[O-3] [M-9] both are killed, the media server while the app is away: the app starts another one", async () => {
  await evidence("both");
  const orphan = await sfuPid();
  await server.stop("SIGKILL");
  process.kill(orphan, "SIGKILL");
  await eventually("it is gone", async () => !(await sfuAnswers()));
  const listening = await startedAgain();
  expect(await sfuPid()).not.toBe(orphan);
  await everybodyLive();
  figures.push(["both killed: everybody on the true state, after listening", `${ms(listening)} ms`]);
  await mediaIsBack("both killed", listening);
  expect(server.output()).not.toMatch(/still running/);
}, 120_000);

test("[O-4] a stop in order: one moment, and everybody is back by themselves", async () => {
  await evidence("stop");
  const pages = () => Promise.all(circle.screens.map(({ page }) => page.evaluate(() => performance.timeOrigin)));
  const before = await pages();
  const asked = performance.now();
  const stopped = server.stop("SIGTERM");
  await Promise.all(circle.screens.map((screen) => screen.says(words.link.soon)));
  figures.push(["stop in order: every screen says so, after the signal", `${ms(asked)} ms`]);
  expect(await stopped).toBe(0);
  figures.push(["stop in order: gone after", `${ms(asked)} ms`]);
  const listening = await startedAgain();
  await everybodyLive();
  const back = ms(listening);
  figures.push(["stop in order: everybody on the true state, after listening", `${back} ms`]);
  expect(back).toBeLessThan(3_000);
  await mediaIsBack("stop in order", listening);
  expect(await pages()).toEqual(before);
}, 120_000);
