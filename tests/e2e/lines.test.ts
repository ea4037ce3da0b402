/**
 * Poor lines at real browsers: pictures rest by choice or by the line, sound goes on, and what is shown says what is.
 * Loss is made by the browser's own network emulation; what arrives is counted in packets at the listener.
 */
import { join } from "node:path";
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, onTestFailed, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, sfuAccess, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { SILENCE_GRACE_MS, SILENCE_WINDOW_MS, gained, sidsOf, videoPacketsFrom } from "../support/packets.ts";
import { eventually, watchFor } from "../support/eventually.ts";
import { type Circle, comesThrough, everybodyHears, gather, idOf, keepEvidence } from "./circle.ts";
import type { Screen } from "./screen.ts";

/** A step of the ladder takes its seconds, and a machine that is short of time makes more steps of them. */
const BUSY_MS = 90_000;

let browser: Browser;
let server: TestServer;
let circle: Circle;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  circle = await gather({ running: server, access: await sfuAccess(server), browser, at: { before: spoilable } });
  await everybodyHears(circle, idOf(circle, "Ilona Szabó"));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await server?.remove();
});
afterEach(() => expect(circle.screens.flatMap((screen) => screen.errors)).toEqual([]));

/** How each page's line is spoilt; a connection obeys only what was there before it. */
const spoilers = new Map<Page, CDPSession>();

async function spoilable(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  spoilers.set(page, cdp);
  await cdp.send("Network.enable");
  await lose(page, 0);
}

/** Packets of sound and picture, both ways, as a share in percent. */
async function lose(page: Page, percent: number): Promise<void> {
  await spoilers.get(page)?.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 1,
    downloadThroughput: 100_000_000,
    uploadThroughput: 100_000_000,
    packetLoss: percent,
  });
}

async function evidence() {
  onTestFailed(() => keepEvidence(circle.screens, join(import.meta.dirname, "../output")), 10_000);
}

const sidOf = async (name: string) => (await sidsOf(circle.service, circle.session.id))[idOf(circle, name)] ?? "";

/** What reaches this screen of Ilona's picture in a while. */
async function picturesOfIlona(at: Screen): Promise<number> {
  const sid = await sidOf("Ilona Szabó");
  return gained(() => videoPacketsFrom(at.page, sid), SILENCE_WINDOW_MS);
}

const ilonaAt = (at: Screen) => at.seat(idOf(circle, "Ilona Szabó"));

async function chooseSoundOnly(screen: Screen, on: boolean) {
  await screen.click(words.soundAndPicture.title);
  await screen.page.getByLabel(words.soundAndPicture.soundOnly, { exact: true }).setChecked(on);
  await screen.click(words.done);
}

test("[N-2] [N-3] [N-4] sound only: no picture comes, sound does, the chair says so, and nobody else notices", async () => {
  await evidence();
  const { tom, clara } = circle;
  expect(await picturesOfIlona(tom)).toBeGreaterThan(0);

  await chooseSoundOnly(tom, true);
  await tom.says(words.weakLine.soundOnly);
  await ilonaAt(tom).getByText(words.circle.pictureRests).waitFor();
  // Anna's camera is off: that is no resting picture.
  expect(await tom.seat(idOf(circle, "Anna Keller")).getAttribute("data-resting")).toBe("false");
  await watchFor(SILENCE_GRACE_MS);
  expect(await picturesOfIlona(tom)).toBe(0);
  await comesThrough(circle, idOf(circle, "Ilona Szabó"), [tom]);
  expect(await picturesOfIlona(clara)).toBeGreaterThan(0);
  expect(await circle.ilona.page.locator("[data-camera]").getAttribute("data-camera")).toBe("on");

  await tom.click(words.weakLine.pictures);
  await ilonaAt(tom).locator("video").waitFor();
  await tom.eventually("Ilona's picture comes again", async () => (await picturesOfIlona(tom)) > 0);
});

test("[N-1] [N-2] [N-4] on a lossy line pictures rest within seconds, sound goes on, and they come back by themselves", async () => {
  await evidence();
  const { tom, clara } = circle;
  await lose(tom.page, 30);
  const began = performance.now();
  await tom.page.getByText(words.weakLine.incoming.none).first().waitFor({ timeout: BUSY_MS });
  const took = performance.now() - began;
  await ilonaAt(tom).getByText(words.circle.pictureRests).waitFor();
  // What was on its way, and what is sent again because it was lost, may still come.
  await eventually("no picture comes any more", async () => (await picturesOfIlona(tom)) === 0, BUSY_MS);
  await comesThrough(circle, idOf(circle, "Ilona Szabó"), [tom], BUSY_MS);
  // What is lost on Tom's line is missing at the others too, and is no fault of theirs.
  expect(await picturesOfIlona(clara)).toBeGreaterThan(0);
  for (const said of Object.values(words.weakLine.incoming))
    if (said !== null) expect(await clara.page.getByText(said).count()).toBe(0);

  await lose(tom.page, 0);
  const lifted = performance.now();
  await tom.page.getByText(words.weakLine.incoming.few).waitFor({ timeout: BUSY_MS });
  console.log(
    `rested after ${Math.round(took)} ms, first step back after ${Math.round(performance.now() - lifted)} ms`,
  );
}, 300_000);
