/**
 * Blur and noise suppression at real browsers: nothing of them is fetched before the click, nothing comes from elsewhere,
 * and what is sent through them arrives at a listener, who sees and hears the difference where there is one.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFailed, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, makeSession, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { inbound } from "../support/packets.ts";
import { keepEvidence } from "./circle.ts";
import { Screen } from "./screen.ts";

const EXTRAS = /media-blur|media-voice|selfie_segmentation|rnnoise|workletProcessor/;

const [WIDTH, HEIGHT, STRIPE] = [640, 360, 16];

/**
 * What stands before the camera, as two pictures in turn: a striped wall and nobody. All of it is background, so that
 * nothing stays sharp once it is blurred, whatever is taken for a person elsewhere.
 */
function stripedWall(): Buffer {
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const picture = (shift: number) => {
    const row = Buffer.from(Array.from({ length: WIDTH }, (_, x) => (((x + shift) / STRIPE) % 2 < 1 ? 40 : 210)));
    return [Buffer.from("FRAME\n"), ...Array.from({ length: HEIGHT }, () => row), grey];
  };
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F15:1 Ip A1:1 C420\n`),
    ...[0, 4].flatMap(picture),
  ]);
}

let folder: string;
let browser: Browser;
let server: TestServer;
let anna: Screen;
let ilona: Screen;
const asked: string[] = [];
const forbidden: string[] = [];

async function watchRequests(page: Page): Promise<void> {
  page.on("request", (request) => asked.push(request.url()));
  await page.exposeFunction("forbidden", (what: string) => forbidden.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
      (window as unknown as { forbidden: (what: string) => void }).forbidden(`${violatedDirective} ${blockedURI}`);
    });
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "balint-wall-"));
  const wall = join(folder, "wall.y4m");
  await writeFile(wall, stripedWall());
  // The blur draws by WebGL, which a browser without a graphics card offers only when asked to.
  const flags = ["--enable-unsafe-swiftshader", `--use-file-for-fake-video-capture=${wall}`];
  [browser, server] = await Promise.all([launchChromium({ flags }), startServer()]);
  const session = await makeSession(server.baseUrl, server.organiserKey, { leaderCount: 1 });
  const key = session.leaderKeys[0] ?? "";
  anna = await Screen.at(browser, { running: server, session, key, name: "Anna Keller" });
  await anna.isIn();
  ilona = await Screen.at(browser, {
    running: server,
    session,
    key: session.invitationKey,
    name: "Ilona Szabó",
    camera: true,
    microphone: true,
    before: watchRequests,
  });
  await anna.admit("Ilona Szabó");
  await ilona.isMicrophone("open");
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await server?.remove();
  await rm(folder, { recursive: true, force: true });
});

const evidence = () => onTestFailed(() => keepEvidence([anna, ilona], join(import.meta.dirname, "../output")), 10_000);

const fromIlona = async (kind: "audio" | "video") => (await inbound(anna.page)).filter((one) => one.kind === kind);
const frames = async () => (await fromIlona("video")).reduce((sum, one) => sum + one.framesDecoded, 0);
const energy = async () => (await fromIlona("audio")).reduce((sum, one) => sum + one.energy, 0);

/** More of it arrives, whatever has arrived before. */
async function goesOn(count: () => Promise<number>, by: number) {
  const before = await count();
  await anna.eventually("more arrives", async () => (await count()) > before + by);
}

/** Of Ilona's picture as Anna sees it: how much neighbouring points differ, on average. */
function sharpness(): Promise<number> {
  return anna.page.evaluate(() => {
    const video = document.querySelector("video");
    if (video === null || video.videoWidth === 0) return 0;
    const canvas = new OffscreenCanvas(160, 90);
    const drawn = canvas.getContext("2d");
    drawn?.drawImage(video, 0, 0, 160, 90);
    const { data } = drawn?.getImageData(0, 0, 160, 90) ?? { data: new Uint8ClampedArray() };
    let sum = 0;
    for (let at = 4; at < data.length; at += 4) sum += ((data[at + 1] ?? 0) - (data[at - 3] ?? 0)) ** 2;
    return sum / (160 * 90);
  });
}

const say = words.soundAndPicture;

async function choose(label: string, on: boolean, note: string) {
  const choice = ilona.page.getByLabel(label, { exact: true });
  if (!(await choice.isVisible())) await ilona.click(say.title);
  await choice.setChecked(on);
  await ilona.page.locator(".setting", { has: choice }).getByText(note).waitFor();
  expect(await choice.isChecked()).toBe(on);
}

test("[N-6] blur: fetched by the click alone, the blurred picture arrives, and the plain one again afterwards", async () => {
  evidence();
  await goesOn(frames, 10);
  const sharp = await sharpness();
  expect(sharp).toBeGreaterThan(0);
  expect(asked.length).toBeGreaterThan(5);
  await ilona.click(say.title);
  expect(asked.filter((url) => EXTRAS.test(url))).toEqual([]);

  await choose(say.blur, true, say.blurNote);
  expect(asked.filter((url) => EXTRAS.test(url)).length).toBeGreaterThan(3);
  await anna.eventually("the picture is blurred", async () => (await sharpness()) < sharp / 4);
  await goesOn(frames, 10);

  await choose(say.blur, false, say.blurNote);
  await anna.eventually("the picture is sharp again", async () => (await sharpness()) > sharp / 2);
  await goesOn(frames, 10);
});

test("[N-6] less noise: fetched by the click alone, the voice arrives through it and without it", async () => {
  evidence();
  expect(asked.filter((url) => /media-voice|rnnoise/.test(url))).toEqual([]);
  await goesOn(energy, 0.01);
  await choose(say.clearVoice, true, say.clearVoiceNote);
  expect(asked.filter((url) => /rnnoise/.test(url)).length).toBeGreaterThan(0);
  await goesOn(energy, 0.001);
  await choose(say.clearVoice, false, say.clearVoiceNote);
  await goesOn(energy, 0.01);
});

test("[N-6] [R-9] what is closed stays closed, and comes back only by a click, with the extras still on", async () => {
  evidence();
  await choose(say.clearVoice, true, say.clearVoiceNote);
  await ilona.click(words.done);
  await ilona.click(words.bar.microphone.open);
  await ilona.isMicrophone("closed");
  const quiet = async () => {
    const before = await energy();
    await anna.page.waitForTimeout(1_500);
    return (await energy()) - before;
  };
  await anna.eventually("silence", async () => (await quiet()) < 0.000_001);
  await ilona.openMicrophone();
  await goesOn(energy, 0.001);
});

test("[N-6] all of it comes from our own server, and nothing was tried that the page forbids", () => {
  const elsewhere = asked.filter((url) => !url.startsWith(server.baseUrl) && !/^(blob|data):/.test(url));
  expect(elsewhere).toEqual([]);
  expect(forbidden).toEqual([]);
  expect([...anna.errors, ...ilona.errors]).toEqual([]);
});
