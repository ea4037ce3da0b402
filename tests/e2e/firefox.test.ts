/** A second engine: Firefox comes in by the door, hears and is heard, sits back and is silent. */
import type { Browser } from "playwright-core";
import type { Browser as Firefox, Page } from "puppeteer-core";
import { RoomServiceClient } from "livekit-server-sdk";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, makeSession, sfuAccess, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { eventually } from "../support/eventually.ts";
import { firefoxPath, launchFirefox } from "../support/firefox.ts";
import {
  SILENCE_GRACE_MS,
  SILENCE_WINDOW_MS,
  audioPacketsFrom,
  gained,
  sidsOf,
  videoPacketsFrom,
  watch,
} from "../support/packets.ts";
import { Screen } from "./screen.ts";

const path = firefoxPath();
if (path === undefined) console.log("No Firefox here: its tests are skipped. Install it, or name one in FIREFOX_PATH.");

const named = (role: string, name: string) => `::-p-aria([name="${name}"][role="${role}"])`;

describe.skipIf(path === undefined)("Firefox", () => {
  let server: TestServer;
  let chromium: Browser;
  let firefox: Firefox;
  let page: Page;
  let anna: Screen;
  let service: RoomServiceClient;
  let session: Awaited<ReturnType<typeof makeSession>>;

  const click = (name: string, role = "button") => page.locator(named(role, name)).click();
  const received = (kind: "audio" | "video") =>
    page.evaluate(async (wanted) => {
      const all = (await window.inboundPackets?.()) ?? [];
      return all.filter((one) => one.kind === wanted).reduce((sum, { packets }) => sum + packets, 0);
    }, kind);
  const sidOf = async (name: string) => {
    const { seats } = await anna.page.evaluate(() => ({
      seats: [...document.querySelectorAll("[data-person]")].map((seat) => ({
        id: seat.getAttribute("data-person") ?? "",
        label: seat.getAttribute("aria-label") ?? "",
      })),
    }));
    const id = seats.find(({ label }) => label.startsWith(name))?.id ?? "";
    return (await sidsOf(service, session.id))[id] ?? "";
  };

  beforeAll(async () => {
    [server, chromium, firefox] = await Promise.all([startServer(), launchChromium(), launchFirefox(path ?? "")]);
    const { url, apiKey, apiSecret } = await sfuAccess(server);
    service = new RoomServiceClient(url, apiKey, apiSecret);
    session = await makeSession(server.baseUrl, server.organiserKey, { leaderCount: 1 });
    const key = session.leaderKeys[0] ?? "";
    anna = await Screen.at(chromium, { running: server, session, key, name: "Anna", camera: true, microphone: true });
    page = await firefox.newPage();
    page.setDefaultTimeout(20_000);
    await page.evaluateOnNewDocument(watch);
    await page.goto(`${server.baseUrl}/s/${session.id}#${session.invitationKey}`);
  }, 120_000);
  afterAll(async () => {
    await firefox?.close();
    await chromium?.close();
    await server?.stop();
    await server?.remove();
  });

  test("[D-1] comes in by the door with camera and microphone", async () => {
    await page.locator(named("textbox", words.door.name)).fill("Ilona");
    await click(words.door.agree, "checkbox");
    await click(words.door.goOn);
    await click(words.door.tryCamera);
    await click(words.door.microphoneOpen, "checkbox");
    await click(words.door.knock);
    await anna.admit("Ilona");
    await page.locator('[data-screen="room"][data-media="connected"]').wait();
    await page.locator('[data-mic="open"]').wait();
    await anna.isMicrophone("open");
  });

  test("hears and is heard, sees and is seen", async () => {
    const sid = await sidOf("Ilona");
    await eventually("Firefox hears", async () => (await received("audio")) > 50, 20_000);
    await eventually("Firefox sees", async () => (await received("video")) > 20, 20_000);
    await eventually("Firefox is heard", async () => (await audioPacketsFrom(anna.page, sid)) > 50, 20_000);
    await eventually("Firefox is seen", async () => (await videoPacketsFrom(anna.page, sid)) > 20, 20_000);
  });

  test("[M-7] [R-9] seated back it is silent, and on return it is heard after a click", async () => {
    await anna.click("Ask who has a case");
    await click(words.offer.mine);
    await anna.click(words.console.caseOf("Ilona"));
    await anna.click("Go on to questions for Ilona");
    await anna.click("Ask Ilona to sit back");
    await page.locator('[data-phase="discussion"] [data-mic="resting"]').wait();
    const sid = await sidOf("Ilona");
    await new Promise((resolve) => setTimeout(resolve, SILENCE_GRACE_MS));
    expect(await gained(() => audioPacketsFrom(anna.page, sid), SILENCE_WINDOW_MS)).toBe(0);
    await anna.click("Invite Ilona back");
    await page.locator('[data-phase="return"] [data-mic="closed"]').wait();
    await click(words.bar.microphone.closed);
    await page.locator('[data-mic="open"]').wait();
    const before = await audioPacketsFrom(anna.page, sid);
    await eventually("heard again", async () => (await audioPacketsFrom(anna.page, sid)) > before + 50, 20_000);
  });
});
