/**
 * Camera, microphone and sound that do not come, at real browsers: refused, barred, missing, busy, unplugged, muted by the
 * system, slept through, or held back until a click; a browser that cannot do it at all; and which of several is meant.
 * Nothing opens unasked.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, type TestSession, makeSession, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { watchFor } from "../support/eventually.ts";
import { freeze } from "../support/frozen.ts";
import { audioPackets, gained } from "../support/packets.ts";
import { keepEvidence } from "./circle.ts";
import { type Coming, Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");
const FAKE_DEVICES = "--use-fake-device-for-media-stream";
const FAKE_CONSENT = "--use-fake-ui-for-media-stream";

let server: TestServer;
let session: TestSession;
let browser: Browser;
const others: Browser[] = [];
let anna: Screen;
const guests: Screen[] = [];

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser] = await Promise.all([
    startServer(),
    launchChromium({ without: [FAKE_DEVICES], flags: [`${FAKE_DEVICES}=device-count=2`] }),
  ]);
  session = await makeSession(server.baseUrl, server.organiserKey, { leaderCount: 1 });
  anna = await Screen.at(browser, { running: server, session, key: session.leaderKeys[0] ?? "", name: "Anna Keller" });
  await anna.isIn();
});
afterAll(async () => {
  for (const each of [...others, browser]) await each?.close();
  await server?.stop();
  await server?.remove();
});

async function another(change: Parameters<typeof launchChromium>[0]): Promise<Browser> {
  const other = await launchChromium(change);
  others.push(other);
  return other;
}

async function outside(name: string, wish: Partial<Coming> = {}, at = browser): Promise<Screen> {
  const guest = await Screen.outside(at, { running: server, session, key: session.invitationKey, name, ...wish });
  guests.push(guest);
  return guest;
}

async function inside(name: string, wish: Partial<Coming> = {}, at = browser): Promise<Screen> {
  const guest = await outside(name, wish, at);
  await guest.knock();
  await anna.admit(name);
  await guest.isIn();
  return guest;
}

/** Every request of this page for a device, by what it asked for. */
async function noteRequests(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const asked: (string | null)[] = [];
    Object.assign(window, { asked });
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await ask(wanted);
      for (const track of stream.getTracks()) {
        asked.push(track.getSettings().deviceId ?? null);
        Object.assign(window, { [track.kind]: track });
      }
      return stream;
    };
  });
}
const requests = ({ page }: Screen) => page.evaluate((): (string | null)[] => Reflect.get(window, "asked"));

/** As the browser does when the plug is pulled. */
async function unplug({ page }: Screen, kind: "audio" | "video"): Promise<void> {
  await page.evaluate((which) => {
    const track: MediaStreamTrack = Reflect.get(window, which);
    track.stop();
    track.dispatchEvent(new Event("ended"));
    navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  }, kind);
}

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence([anna, ...guests], PICTURES));
    await play();
    for (const guest of guests.splice(0)) {
      expect(guest.errors).toEqual([]);
      await guest.close();
    }
  });

/** Tries both at the door, comes in all the same, and tries both again in the room. */
async function toldAtDoorAndInRoom(guest: Screen, camera: string, microphone: string): Promise<void> {
  await guest.promise();
  await guest.click(words.door.tryCamera);
  await guest.says(camera);
  await guest.click(words.door.tryMicrophone);
  await guest.says(microphone);
  await guest.knock();
  await anna.admit(guest.name);
  await guest.isIn();
  await guest.click(words.bar.microphone.closed);
  await guest.says(microphone);
  await guest.isMicrophone("closed");
  await guest.click(words.bar.camera.off);
  await guest.says(camera);
  await guest.page.locator('[data-camera="off"]').waitFor();
}

scene("[D-8] refused by the person's own browser: the mend for it, at the door and in the room", async () => {
  // Headless, a browser that is not told to say yes says no.
  const refusing = await another({ without: [FAKE_CONSENT] });
  const guest = await outside("Denise Roth", { device: { permissions: [] } }, refusing);
  const told = (what: string) => `${what} ${words.allow.chrome}`;
  await toldAtDoorAndInRoom(guest, told(words.trouble.cameraDenied), told(words.trouble.microphoneDenied));
});

scene("[D-8] a machine with neither camera nor microphone: said, and one comes to listen", async () => {
  const bare = await another({ without: [FAKE_DEVICES] });
  const guest = await outside("Misha Blum", {}, bare);
  await toldAtDoorAndInRoom(guest, words.trouble.cameraMissing, words.trouble.microphoneMissing);
});

for (const [error, message, told] of [
  ["NotReadableError", "Could not start video source", "Busy"],
  ["NotAllowedError", "Permission denied by system", "Barred"],
] as const)
  scene(`[D-8] ${message}: said as what it is`, async () => {
    const guest = await outside(`Guest ${told}`, {
      before: (page) =>
        page.addInitScript(
          ([name, why]) => {
            navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException(why, name));
          },
          [error, message],
        ),
    });
    await toldAtDoorAndInRoom(guest, words.trouble[`camera${told}`], words.trouble[`microphone${told}`]);
  });

scene("[D-8] a browser that cannot carry sound says so instead of a door, and hands over the link", async () => {
  const old = await outside("Nobody", {
    before: (page) => page.addInitScript(() => void Reflect.deleteProperty(window, "RTCPeerConnection")),
  });
  await old.shows("unfit");
  await old.says(words.unfit.old);
  await old.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await old.click(words.copyLink);
  await old.says(words.copied);
  expect(await old.page.evaluate(() => navigator.clipboard.readText())).toBe(old.link);
  // Neither is there without a secure connection.
  const insecure = await outside("Nobody", {
    before: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(window, "isSecureContext", { value: false });
        Reflect.deleteProperty(Crypto.prototype, "randomUUID");
      }),
  });
  await insecure.says(words.unfit.insecure);
  const inApp = await outside("Nobody", {
    device: { userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 14_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148" },
    before: (page) => page.addInitScript(() => void Reflect.deleteProperty(window, "RTCPeerConnection")),
  });
  await inApp.says(words.unfit.inApp);
});

scene("[D-9] of several cameras and microphones the chosen one is tried, kept, and used in the room", async () => {
  const guest = await outside("Chiara Moro", { before: noteRequests });
  await guest.promise();
  expect(await requests(guest)).toEqual([]);
  await guest.click(words.door.tryCamera);
  await guest.page.locator(".mirror-video:not([hidden])").waitFor();
  await guest.click(words.door.tryMicrophone);
  await guest.page.getByRole("button", { name: words.door.stopMicrophone }).waitFor();
  const chosen: string[] = [];
  for (const label of [words.door.camera, words.door.microphone]) {
    const choice = guest.page.getByLabel(label, { exact: true });
    await guest.eventually("there are several", async () => (await choice.locator("option").count()) > 1);
    const last = choice.locator("option").last();
    chosen.push((await last.getAttribute("value")) ?? "");
    await choice.selectOption({ index: (await choice.locator("option").count()) - 1 });
    await guest.eventually(`${label} goes over`, async () => (await requests(guest)).at(-1) === chosen.at(-1));
  }
  await guest.page.getByLabel(words.door.microphoneOpen).check();
  await guest.page.locator(".mirror-video:not([hidden])").waitFor();
  await guest.knock();
  await anna.admit("Chiara Moro");
  await guest.isMicrophone("open");
  await guest.page.locator('[data-camera="on"]').waitFor();
  expect(new Set((await requests(guest)).slice(-2))).toEqual(new Set(chosen));
});

scene(
  "[D-9] [R-9] who waits may look again: nothing opens before the click, and the newest choice counts",
  async () => {
    const guest = await outside("Vera Lund", { before: noteRequests, camera: true });
    await guest.knock();
    await guest.shows("waiting");
    const before = (await requests(guest)).length;
    await guest.page.getByRole("button", { name: words.waiting.check }).waitFor();
    expect((await requests(guest)).length).toBe(before);
    await guest.click(words.waiting.check);
    // The camera was to be open, so this is what it will look like.
    await guest.page.locator(".mirror-video:not([hidden])").waitFor();
    await guest.page.screenshot({ path: join(PICTURES, "waiting.png") });
    await guest.page.getByLabel(words.door.microphoneOpen).check();
    await guest.click(words.door.stopCamera);
    await guest.says(words.door.cameraOff);
    await anna.admit("Vera Lund");
    await guest.isIn();
    await guest.isMicrophone("open");
    await guest.page.locator('[data-camera="off"]').waitFor();
  },
);

scene("[D-12] [R-9] unplugged in the room: said, closed, and nothing opens in its place until a click", async () => {
  const guest = await inside("Uma Weiss", { before: noteRequests, camera: true, microphone: true });
  await guest.isMicrophone("open");
  await guest.page.locator('[data-camera="on"]').waitFor();
  const before = (await requests(guest)).length;
  await unplug(guest, "audio");
  await guest.isMicrophone("closed");
  await guest.says(words.trouble.microphoneGone);
  await guest.page.locator('[data-camera="on"]').waitFor();
  await unplug(guest, "video");
  await guest.page.locator('[data-camera="off"]').waitFor();
  await guest.says(words.trouble.cameraGone);
  // Had the SDK heard of it, it would have asked for another by now: it does so within its next few turns.
  const seat = anna.page.getByRole("listitem", { name: /^Uma Weiss/ });
  await seat.waitFor();
  await anna.doTo("Uma Weiss", words.console.hold);
  await guest.isMicrophone("resting");
  await anna.doTo("Uma Weiss", words.console.release);
  await guest.isMicrophone("closed");
  expect((await requests(guest)).length).toBe(before);
  await guest.openMicrophone();
  expect((await requests(guest)).length).toBe(before + 1);
});

/** As the browser does for a key of the computer or the headset. */
async function bySystem({ page }: Screen, kind: "audio" | "video", event: "mute" | "unmute"): Promise<void> {
  await page.evaluate(
    ([which, what]) => {
      const track: MediaStreamTrack = Reflect.get(window, which);
      Object.defineProperty(track, "muted", { value: what === "mute", configurable: true });
      track.dispatchEvent(new Event(what));
    },
    [kind, event] as const,
  );
}

scene("[D-17] muted by the system: said as it is, at the door and in the room, and what to do", async () => {
  const guest = await outside("Sven Dahl", { before: noteRequests, camera: true, microphone: true });
  await guest.promise();
  await guest.click(words.door.tryMicrophone);
  await guest.page.getByRole("button", { name: words.door.stopMicrophone }).waitFor();
  await bySystem(guest, "audio", "mute");
  await guest.says(words.trouble.microphoneMuted);
  await bySystem(guest, "audio", "unmute");
  await guest.page.getByText(words.trouble.microphoneMuted).waitFor({ state: "detached" });
  await guest.knock();
  await anna.admit("Sven Dahl");
  await guest.isMicrophone("open");
  await guest.page.locator('[data-camera="on"]').waitFor();
  const before = (await requests(guest)).length;
  await bySystem(guest, "audio", "mute");
  await guest.isMicrophone("muted");
  await guest.says(words.trouble.microphoneMuted);
  await guest.says(words.bar.microphone.muted);
  const seat = anna.page.getByRole("listitem", { name: `Sven Dahl, ${words.circle.muted}` });
  await seat.waitFor();
  await bySystem(guest, "audio", "unmute");
  await guest.isMicrophone("open");
  await seat.waitFor({ state: "detached" });
  await bySystem(guest, "video", "mute");
  await guest.page.locator('[data-camera="muted"]').waitFor();
  await guest.says(words.trouble.cameraMuted);
  await bySystem(guest, "video", "unmute");
  await guest.page.locator('[data-camera="on"]').waitFor();
  expect((await requests(guest)).length).toBe(before);
});

/** The 20 s of R-9, and a little. */
const ASLEEP_MS = 22_000;

scene("[R-9] asleep with both open, and woken: no sound comes of it, the camera does, and it is said why", async () => {
  const sleeper = await another({});
  const guest = await inside("Nora Falk", { camera: true, microphone: true }, sleeper);
  await guest.isMicrophone("open");
  await anna.eventually("the guest is heard", async () => (await gained(() => audioPackets(anna.page), 500)) > 10);
  const seat = (change: string) => anna.page.locator(`[data-person][aria-label^="Nora Falk"]${change}`);
  const wake = await freeze(sleeper);
  await seat('[data-line="lost"]').waitFor();
  await watchFor(ASLEEP_MS);
  const heard = await audioPackets(anna.page);
  wake();
  await guest.page.locator('[data-media="connected"][data-line="live"]').waitFor();
  await guest.says(words.trouble.microphoneAway);
  await guest.isMicrophone("closed");
  await guest.page.locator('[data-camera="on"]').waitFor();
  // The picture is back at the listener: so sound would be, too.
  await seat('[data-line="present"]').locator("video").waitFor();
  await watchFor(2_000);
  expect((await audioPackets(anna.page)) - heard).toBe(0);
  await guest.click(words.close);
  // What was said of it stays with the screen reader's words until something else is said.
  await guest.page.locator(".quiet").getByText(words.trouble.microphoneAway).waitFor({ state: "detached" });
  await guest.openMicrophone();
  await anna.eventually("a click is heard", async () => (await audioPackets(anna.page)) > heard + 10);
});

scene("[D-12] a device plugged in changes nothing of what is open", async () => {
  const guest = await inside("Piet Maas", { before: noteRequests, camera: true });
  await guest.page.locator('[data-camera="on"]').waitFor();
  const before = await requests(guest);
  await guest.page.evaluate(async () => {
    const real = await navigator.mediaDevices.enumerateDevices();
    const added = { deviceId: "new", groupId: "new", kind: "videoinput", label: "Another camera", toJSON: () => "" };
    navigator.mediaDevices.enumerateDevices = async () => [added as MediaDeviceInfo, ...real];
    navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  });
  await guest.openMicrophone();
  expect((await requests(guest)).slice(0, -1)).toEqual(before);
  await guest.page.locator('[data-camera="on"]').waitFor();
});

/** As a browser that has not seen this person click on the page yet. */
function playsOnlyAfterAClick(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    let clicked = false;
    addEventListener("pointerdown", () => (clicked = true), { capture: true });
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function playAfterAClick(this: HTMLMediaElement) {
      if (clicked || this.muted) return play.call(this);
      return Promise.reject(new DOMException("play() can only be initiated by a user gesture.", "NotAllowedError"));
    };
  });
}

scene("[D-8] a browser that plays nothing without a click: one line, one click, and the others are heard", async () => {
  const guest = await inside("Ada Quist", { before: playsOnlyAfterAClick });
  await guest.reload();
  await guest.isIn();
  await anna.openMicrophone();
  await guest.says(words.sound.blocked);
  await guest.click(words.sound.start);
  await guest.page.getByText(words.sound.blocked).waitFor({ state: "detached" });
  await guest.eventually("the leader is heard", () =>
    guest.page.evaluate(() => [...document.querySelectorAll("audio")].some((audio) => !audio.paused)),
  );
});
