/**
 * "Someone came in": what the page does in the very task of the click, with the network gone, and what does not come
 * back until the person says so. Watches every captured track, every word to the network and every playing element.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, sfuAccess, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { watchFor } from "../support/eventually.ts";
import { type Circle, comesThrough, everybodyHears, gather, heardOf, idOf, keepEvidence, nothing } from "./circle.ts";
import { Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");

declare global {
  interface Window {
    /** Placed by `watchCapture`. */
    captured: MediaStreamTrack[];
    /** At each word to the network: how many captured tracks could still carry something. */
    saidWith: number[];
  }
}

/** Runs in the page, before its own scripts. */
function watchCapture(): void {
  window.captured = [];
  window.saidWith = [];
  const { mediaDevices } = navigator;
  const ask = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (wanted) => {
    const stream = await ask(wanted);
    window.captured.push(...stream.getTracks());
    return stream;
  };
  const copy = MediaStreamTrack.prototype.clone;
  MediaStreamTrack.prototype.clone = function clone(this: MediaStreamTrack) {
    const copied = copy.call(this);
    window.captured.push(copied);
    return copied;
  };
  const say = () =>
    window.saidWith.push(window.captured.filter((track) => track.readyState === "live" && track.enabled).length);
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function said(this: WebSocket, data) {
    say();
    send.call(this, data);
  };
  const fetch = window.fetch.bind(window);
  window.fetch = (...request) => {
    say();
    return fetch(...request);
  };
}

let server: TestServer;
let browser: Browser;
let circle: Circle;
let ilona: Screen;
let member: string;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  circle = await gather({
    running: server,
    access: await sfuAccess(server),
    browser,
    at: { before: (page) => page.addInitScript(watchCapture) },
  });
  ({ ilona } = circle);
  member = idOf(circle, "Ilona Szabó");
});
afterAll(async () => {
  await circle?.close();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence(circle.screens, PICTURES));
    await play();
    for (const screen of circle.screens) expect(screen.errors).toEqual([]);
  });

type Now = { readonly live: string[]; readonly audible: number; readonly playing: number };

/** Captured tracks that can carry something, and elements that can be heard. */
function looks(page: Page): Promise<Now> {
  return page.evaluate(() => {
    const live = window.captured.filter((track) => track.readyState === "live" && track.enabled);
    const elements = [...document.querySelectorAll("audio")];
    const heard = elements.filter((one) => !one.muted && !one.paused && one.volume > 0);
    return { live: live.map(({ kind }) => kind).toSorted(), audible: heard.length, playing: elements.length };
  });
}

async function bothDevicesOpen(): Promise<void> {
  await ilona.isMicrophone("open");
  await ilona.page.locator('[data-camera="on"]').waitFor();
  await ilona.eventually("three voices play", async () => (await looks(ilona.page)).audible === 3);
  expect((await looks(ilona.page)).live).toEqual(["audio", "video"]);
}

async function openBoth(): Promise<void> {
  await ilona.openMicrophone();
  await ilona.click(words.bar.camera.off);
  await bothDevicesOpen();
}

/** Closed devices and a silent room, while the others go on talking. */
async function nothingComesBack(): Promise<void> {
  await ilona.page.locator('[data-screen="room"][data-closed="true"]').waitFor();
  await ilona.says(words.alone.title);
  expect(await looks(ilona.page)).toMatchObject({ live: [], audible: 0 });
  const { sound, picture } = await heardOf(circle, member, { grace: 700, window: 1_200 });
  expect(sound).toEqual(nothing(sound));
  expect(picture).toEqual(nothing(picture));
  expect(await looks(ilona.page)).toMatchObject({ live: [], audible: 0 });
}

async function aloneAgain(): Promise<void> {
  await ilona.click(words.alone.again);
  await ilona.page.locator('[data-closed="false"]').waitFor();
  await ilona.eventually("the room is heard again", async () => (await looks(ilona.page)).audible === 3);
  await watchFor(500);
  expect((await looks(ilona.page)).live).toEqual([]);
  await ilona.isMicrophone("closed");
  await ilona.page.locator('[data-camera="off"]').waitFor();
}

scene("[U-1] one click cuts everything in its own task, before a word is sent, with the network gone", async () => {
  await everybodyHears(circle, member);
  await bothDevicesOpen();
  await ilona.context.setOffline(true);
  const cut = await ilona.page.getByRole("button", { name: words.bar.someone }).evaluate((button: HTMLElement) => {
    window.saidWith = [];
    button.click();
    // Still in the task of the click: no promise, timer or answer has had its turn.
    return {
      tracks: window.captured.map(({ readyState, enabled }) => readyState === "ended" || !enabled),
      heard: [...document.querySelectorAll("audio")].filter((one) => !one.muted && !one.paused).length,
    };
  });
  expect(cut.tracks.length).toBeGreaterThanOrEqual(2);
  expect(cut.tracks).not.toContain(false);
  expect(cut.heard).toBe(0);
  const isReached = () => fetch("/icon.svg", { cache: "no-store" }).then(Boolean, () => false);
  expect(await ilona.page.evaluate(isReached)).toBe(false);
  await ilona.says(words.alone.line);
  await nothingComesBack();

  // Back on the net, and through the reconnecting: still closed.
  await ilona.context.setOffline(false);
  await ilona.page.locator('[data-line="live"][data-media="connected"]').waitFor();
  await comesThrough(circle, idOf(circle, "Tom Reyes"), [ilona]);
  await nothingComesBack();
  const said = await ilona.page.evaluate(() => window.saidWith);
  expect(said.length).toBeGreaterThan(0);
  expect(said.filter((live) => live > 0)).toEqual([]);
  await aloneAgain();
  await openBoth();
  await everybodyHears(circle, member);
});

scene("[U-1] Alt and X do the same, also while writing to the leaders", async () => {
  await ilona.click(words.bar.tell);
  await ilona.page.getByLabel(words.tell.text).focus();
  await ilona.page.keyboard.press("Alt+x");
  expect(await looks(ilona.page)).toMatchObject({ live: [], audible: 0 });
  await ilona.page.getByRole("button", { name: words.cancel }).click();
  await nothingComesBack();
  // A new voice is silent here too.
  const { clara } = circle;
  await clara.reload();
  await clara.isIn();
  await clara.openMicrophone();
  await comesThrough(circle, idOf(circle, "Clara Duarte"), [ilona]);
  await ilona.eventually("three voices arrive", async () => (await looks(ilona.page)).playing === 3);
  expect(await looks(ilona.page)).toMatchObject({ live: [], audible: 0 });
  await aloneAgain();
});

scene("[U-1] on the way in, before sound and picture have loaded, it counts as well", async () => {
  const { session, anna } = circle;
  let load = () => {};
  const loaded = new Promise<void>((resolve) => (load = resolve));
  const late = await Screen.at(browser, {
    running: server,
    session,
    key: session.invitationKey,
    name: "Mei Lin",
    microphone: true,
    before: async (page) => {
      await page.addInitScript(watchCapture);
      await page.route(/\/media-[^/]*\.js$/, async (route) => {
        await loaded;
        await route.continue();
      });
    },
  });
  await anna.admit("Mei Lin");
  await late.room.waitFor();
  await late.click(words.bar.someone);
  await late.says(words.alone.title);
  load();
  await late.isIn();
  await late.eventually("three voices arrive", async () => (await looks(late.page)).playing === 3);
  expect(await looks(late.page)).toMatchObject({ live: [], audible: 0 });
  expect(await late.page.evaluate(() => window.captured.length)).toBe(0);
  await late.click(words.alone.again);
  await late.isMicrophone("closed");
  expect(late.errors).toEqual([]);
  await late.close();
});
