/** A phone that is put aside and taken up again, keeps its screen on meanwhile, and has letters twice as large. */
import type { Browser, Page } from "playwright-core";
import { devices } from "playwright-core";
import { RoomServiceClient } from "livekit-server-sdk";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import {
  type TestServer,
  type TestSession,
  admitted,
  leaderOf,
  makeSession,
  sfuAccess,
  startServer,
} from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import type { Person } from "../support/person.ts";
import { freeze } from "../support/frozen.ts";
import { sidsOf } from "../support/packets.ts";
import { faultsOf } from "./geometry.ts";
import { Screen } from "./screen.ts";

const SIZE = { width: 390, height: 844 };
const GUESTS = ["Mei Lin", "David Osei", "Dr. Jonas Berg", "Priya Nair"];

let server: TestServer;
let browser: Browser;
let session: TestSession;
let clara: Person;
let tom: Screen;
const guests: Person[] = [];

type Locks = { asked: number; held: number; lose: () => void };
declare global {
  interface Window {
    locks?: Locks;
    devices?: MediaStreamTrack[];
  }
}

/** Counts what the page asks of the browser; a browser without a window keeps no real screen on. */
async function countLocks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let taken: { released: boolean } | null = null;
    const locks: Locks = {
      asked: 0,
      held: 0,
      lose() {
        if (taken !== null && !taken.released) locks.held -= 1;
        if (taken !== null) taken.released = true;
      },
    };
    window.locks = locks;
    Object.defineProperty(navigator, "wakeLock", {
      value: {
        request() {
          locks.asked += 1;
          locks.held += 1;
          const lock = {
            released: false,
            release() {
              if (!lock.released) locks.held -= 1;
              lock.released = true;
              return Promise.resolve();
            },
          };
          taken = lock;
          return Promise.resolve(lock);
        },
      },
    });
  });
}

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  session = await makeSession(server.baseUrl, server.organiserKey);
  clara = await leaderOf(server, session, 2, "Clara Duarte");
  for (const name of GUESTS) guests.push(await admitted(server, session, clara, name));
  tom = await Screen.at(browser, {
    running: server,
    session,
    key: session.invitationKey,
    name: "Tom Reyes",
    before: countLocks,
    device: { ...devices["Pixel 5"], viewport: SIZE, screen: SIZE },
  });
  const [guest] = (await clara.untilIn((room) => (room.leaders?.door.length ?? 0) > 0)).leaders?.door ?? [];
  if (guest === undefined) throw new Error("nobody knocks");
  await clara.admit(guest.person);
  await tom.isIn();
});
afterAll(async () => {
  for (const person of [clara, ...guests]) person?.close();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

const tomAtLeader = () => clara.room().seats.find(({ name }) => name === "Tom Reyes");
const locks = () => tom.page.evaluate(() => ({ asked: window.locks?.asked, held: window.locks?.held }));

test("[C-5] the screen is kept on in the room, and again after the page was out of sight", async () => {
  expect(await locks()).toEqual({ asked: 1, held: 1 });
  await tom.page.evaluate(() => {
    window.locks?.lose();
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await tom.eventually("the screen is kept on again", async () => (await locks()).held === 1);
  expect((await locks()).asked).toBe(2);
});

test("[C-1] with letters twice as large the circle is usable, and nothing lies over anything", async () => {
  await tom.page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  // A resize is what tells a page of larger letters in a browser, too.
  await tom.page.setViewportSize({ ...SIZE, height: SIZE.height + 1 });
  const faults = (await faultsOf(tom.page)).filter((fault) => !fault.startsWith("the room scrolls"));
  await tom.page.screenshot({ path: new URL("../output/phone-large-letters.png", import.meta.url).pathname });
  expect(faults).toEqual([]);
  await tom.page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
});

test("[C-5] [S-3] a page put aside until its line is lost, and taken up again, is in the same chair", async () => {
  const before = tomAtLeader();
  const order = await tom.seats();
  const lineIs = (line: "lost" | "present") =>
    clara.untilIn((room) => room.seats.some((seat) => seat.name === "Tom Reyes" && seat.line === line));
  // As a phone does with a browser behind another app: nothing of it runs any more.
  const takeUp = await freeze(browser);
  await lineIs("lost");
  expect(tomAtLeader()?.seat).toBe(before?.seat);
  await clara.command({ kind: "phase.move", from: "gathering", to: "caseCall" });
  takeUp();
  await tom.inPhase("caseCall");
  await tom.isIn();
  await lineIs("present");
  expect(tomAtLeader()?.person).toBe(before?.person);
  expect(tomAtLeader()?.seat).toBe(before?.seat);
  expect(await tom.seats()).toEqual(order);
});

/** Every device that the page has ever opened, and whether it is open still. */
const rememberDevices = (page: Page) =>
  page.addInitScript(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    window.devices = [];
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      window.devices?.push(...stream.getTracks());
      return stream;
    };
  });

test("[S-10] a laptop that wakes asks, and leaves its owner on the phone in use, with sound and picture", async () => {
  const laptopBrowser = await launchChromium();
  const coming = { running: server, session, key: session.leaderKeys[0] ?? "", name: "Anna Keller", microphone: true };
  const laptop = await Screen.at(laptopBrowser, { ...coming, camera: true, before: rememberDevices });
  onTestFinished(() => laptopBrowser.close());
  await laptop.isIn();
  await laptop.isMicrophone("open");
  const wake = await freeze(laptopBrowser);
  await clara.untilIn((room) => room.seats.some(({ name, line }) => name === "Anna Keller" && line === "lost"), 20_000);
  const phone = await Screen.at(browser, {
    ...coming,
    device: { ...devices["Pixel 5"], viewport: SIZE, screen: SIZE },
  });
  await phone.isIn();
  await phone.isMicrophone("open");
  const { url, apiKey, apiSecret } = await sfuAccess(server);
  const service = new RoomServiceClient(url, apiKey, apiSecret);
  const before = await sidsOf(service, session.id);
  wake();
  await laptop.shows("elsewhere");
  await laptop.page.getByText(words.elsewhere.title).waitFor();
  const own = (await laptop.page.evaluate(() => window.devices?.map(({ readyState }) => readyState))) ?? [];
  expect([own.length > 1, ...new Set(own)]).toEqual([true, "ended"]);
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
  ] as const) {
    await laptop.page.setViewportSize({ width, height });
    const path = new URL(`../output/elsewhere-${width}.png`, import.meta.url).pathname;
    await laptop.page.screenshot({ path });
  }
  await phone.isIn();
  expect(await phone.microphone()).toBe("open");
  expect(await sidsOf(service, session.id)).toEqual(before);
  await laptop.click(words.replaced.here);
  await laptop.isIn();
  await phone.shows("replaced");
  expect([...laptop.errors, ...phone.errors]).toEqual([]);
  await phone.close();
});

test("[C-5] after leaving the screen may go dark", async () => {
  await tom.click(words.bar.leave);
  await tom.page.getByRole("dialog").getByRole("button", { name: words.leaving.yes }).click();
  await tom.shows("left");
  await tom.eventually("the screen is given back", async () => (await locks()).held === 0);
});
