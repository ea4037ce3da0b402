/**
 * The door by clicking, at real browsers: the promise, being let in or not now, observers, a browser without
 * devices, a second tab, leaving and coming back. One circle with one leader, whom guests come to one after another.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page, WebSocketRoute } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LANGUAGES, words } from "../../client/src/words/words.ts";
import { type TestServer, type TestSession, knockAt, makeSession, startServer } from "../support/app.ts";
import { launchChromium, launchForgetful } from "../support/chromium.ts";
import { type Person, enter } from "../support/person.ts";
import { inBothSizes, keepEvidence } from "./circle.ts";
import { type Coming, Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");

const CALL = { kind: "phase.move", from: "gathering", to: "caseCall" } as const;

let server: TestServer;
let browser: Browser;
let session: TestSession;
let anna: Screen;
/** Live wires of her browser, newest last. */
const wiresOfAnna: WebSocketRoute[] = [];
const guests: Screen[] = [];

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  session = await makeSession(server.baseUrl, server.organiserKey, { leaderCount: 1 });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

async function outside(name: string, wish: Partial<Coming> = {}): Promise<Screen> {
  const coming = { running: server, session, key: session.invitationKey, name, ...wish };
  const guest = await Screen.outside(browser, coming);
  guests.push(guest);
  return guest;
}

async function knocks(name: string, wish: Partial<Coming> = {}): Promise<Screen> {
  const guest = await outside(name, wish);
  await guest.knock();
  return guest;
}

const atTheDoor = (name: string) => anna.page.locator("[data-knocks]").filter({ hasText: name });

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence([anna, ...guests].filter(Boolean), PICTURES));
    await play();
    for (const guest of guests.splice(0)) {
      expect(guest.errors).toEqual([]);
      await guest.close();
    }
    expect(anna.errors).toEqual([]);
  });

test("[D-13] where the page's script does not come, the page says what to do, in every language", async () => {
  const page = await browser.newPage();
  await page.route("**/*.js", (route) => route.abort());
  await page.goto(`${server.baseUrl}/s/${session.id}#${session.invitationKey}`);
  expect(await page.locator(".stuck").isVisible()).toBe(false);
  await page.locator(".stuck").waitFor({ timeout: 10_000 });
  expect(await page.locator(".stuck p").count()).toBe(Object.keys(LANGUAGES).length);
  await page.unroute("**/*.js");
  await page.reload();
  await page.locator("[data-step]").waitFor();
  expect(await page.locator(".stuck").count()).toBe(0);
  await page.close();
});

scene("[D-1] without the promise nobody knocks, and whoever has knocked sees who will open", async () => {
  const tom = await outside("Tom Reyes");
  await tom.page.getByLabel(words.door.name).fill("Tom Reyes");
  await tom.click(words.door.goOn);
  await tom.page.getByRole("alert").getByText(words.door.agreeFirst).waitFor();
  for (const promise of words.door.promises) await tom.says(promise);
  await tom.knock();
  await tom.shows("waiting");
  await tom.says(words.waiting.nobody);

  anna = await Screen.at(browser, {
    running: server,
    session,
    key: session.leaderKeys[0] ?? "",
    name: "Anna Keller",
    before: (page) =>
      page.routeWebSocket(/\/live\//, (wire) => {
        wire.connectToServer();
        wiresOfAnna.push(wire);
      }),
  });
  await anna.isIn();
  await tom.says(words.waiting.leaders(["Anna Keller"]));
  await atTheDoor("Tom Reyes")
    .getByText(words.console.knocks("member", false, true))
    .waitFor();
  await anna.admit("Tom Reyes");
  await tom.isIn();
  await atTheDoor("Tom Reyes").waitFor({ state: "detached" });
});

scene("[D-2] of two at the door one is let in by name; the other is told not now, and knocks again", async () => {
  const mei = await knocks("Mei Lin");
  const david = await knocks("David Osei");
  await atTheDoor("David Osei").waitFor();
  await anna.click(words.console.notNowName("David Osei"));
  await david.shows("removed");
  await david.says(words.removed.title);
  await anna.admit("Mei Lin");
  await mei.isIn();
  await david.reload();
  await david.shows("removed");

  await david.click(words.removed.knock);
  await david.shows("door");
  expect(await david.page.getByLabel(words.door.agree).isChecked()).toBe(false);
  await david.knock();
  await david.shows("waiting");
  await anna.admit("David Osei");
  await david.isIn();
});

scene("the second half of a double click does not let in who moves up in the list", async () => {
  const nora = await knocks("Nora Lind");
  const omar = await knocks("Omar Haddad");
  await atTheDoor("Omar Haddad").waitFor();
  const first = anna.page.getByRole("button", { name: words.console.admitName("Nora Lind"), disabled: false });
  const box = await first.boundingBox();
  await first.click();
  await atTheDoor("Nora Lind").waitFor({ state: "detached" });
  await anna.page.mouse.click((box?.x ?? 0) + 10, (box?.y ?? 0) + 10);
  await nora.isIn();
  await omar.shows("waiting");
  await anna.click(words.console.notNowName("Omar Haddad"));
  await omar.shows("removed");
});

scene("[R-5] [R-9] an observer sits in the outer ring, listens, may be let speak, and rests again", async () => {
  const eva = await knocks("Eva Novak", { as: "observer", microphone: true });
  await atTheDoor("Eva Novak")
    .getByText(words.console.knocks("observer", false, true))
    .waitFor();
  await anna.admit("Eva Novak");
  await eva.isIn();
  await eva.isMicrophone("resting");
  await eva.says(words.resting.observing);
  const seat = anna.page.getByRole("listitem", { name: /^Eva Novak/ });
  await seat.waitFor();
  expect(await seat.getAttribute("data-place")).toBe("outer");

  await anna.doTo("Eva Novak", words.console.hear);
  // Not the choice at the door: the right has come since, and only a click uses it.
  await eva.isMicrophone("closed");
  await eva.openMicrophone();
  await anna.doTo("Eva Novak", words.console.unhear);
  await eva.isMicrophone("resting");
  await eva.says(words.resting.observing);
});

scene("[S-1] who waits and reloads goes on waiting, as the same person", async () => {
  const luc = await knocks("Luc Moreau");
  await luc.shows("waiting");
  await luc.reload();
  await luc.shows("waiting");
  expect(await luc.page.getByLabel(words.door.name).count()).toBe(0);
  await anna.eventually("he is at the door once", async () => (await atTheDoor("Luc Moreau").count()) === 1);
  await anna.admit("Luc Moreau");
  await luc.isIn();
});

const NO_DEVICES = [
  { error: "NotAllowedError", microphone: words.trouble.microphoneDenied, camera: words.trouble.cameraDenied },
  { error: "NotFoundError", microphone: words.trouble.microphoneMissing, camera: words.trouble.cameraMissing },
];
for (const { error, microphone, camera } of NO_DEVICES)
  scene(`[D-8] a browser that answers ${error} says so plainly, and the person comes in`, async () => {
    const priya = await outside("Priya Nair", {
      microphone: true,
      before: (page) =>
        page.addInitScript((name) => {
          navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("not here", name));
        }, error),
    });
    await priya.promise();
    await priya.click(words.door.tryCamera);
    await priya.says(camera);
    await priya.click(words.door.tryMicrophone);
    await priya.says(microphone);
    await priya.knock();
    await anna.admit("Priya Nair");
    await priya.isIn();
    await priya.isMicrophone("closed");
    await priya.says(microphone);
    await priya.click(words.bar.camera.off);
    await priya.says(camera);
    await priya.page.locator('[data-camera="off"]').waitFor();
    expect(await priya.seats()).toEqual(await anna.seats());
  });

scene("[S-5] a second tab takes over, the first says so and takes it back by a click", async () => {
  const ruth = await knocks("Ruth Adler", { microphone: true });
  await anna.admit("Ruth Adler");
  await ruth.isMicrophone("open");
  const seats = await anna.seats();
  const first = ruth.page;
  const second = await ruth.secondTab();
  await first.locator('[data-screen="replaced"]').waitFor();
  await first.getByText(words.replaced.line).waitFor();
  ruth.page = second;
  await ruth.isIn();
  // Nothing opens by itself on the other device.
  await ruth.isMicrophone("closed");
  ruth.page = first;
  await ruth.click(words.replaced.here);
  await ruth.isIn();
  await second.locator('[data-screen="replaced"]').waitFor();
  await ruth.isMicrophone("closed");
  expect(await anna.seats()).toEqual(seats);
});

scene("[S-1] [S-3] who leaves comes back to the same chair without knocking, with everything closed", async () => {
  const jonas = await knocks("Jonas Berg", { microphone: true });
  await anna.admit("Jonas Berg");
  await jonas.isMicrophone("open");
  const seats = await anna.seats();
  const dialog = jonas.page.getByRole("dialog");
  await jonas.click(words.bar.leave);
  await dialog.getByRole("button", { name: words.leaving.no }).click();
  expect(await jonas.microphone()).toBe("open");
  await jonas.click(words.bar.leave);
  await dialog.getByRole("button", { name: words.leaving.yes }).click();
  await jonas.shows("left");
  await anna.eventually("the chair is gone", async () => (await anna.seats()).length === seats.length - 1);
  await jonas.click(words.left.back);
  await jonas.isIn();
  await jonas.isMicrophone("closed");
  await anna.eventually("the chair is where it was", async () => (await anna.seats()).join() === seats.join());
});

scene(
  "[D-14] a leader who tries the invitation in a second tab is asked, and stays the leader in the first",
  async () => {
    const [first, tab] = [anna.page, await anna.secondTab(session.invitationKey)];
    const isAnnaIn = async (page: Page) =>
      page.locator('[data-screen="room"][data-media="connected"][data-leader="true"]').waitFor();
    await tab.getByText(words.alreadyIn.title("Anna Keller")).waitFor();
    await inBothSizes(PICTURES, tab, "already-in");

    await tab.getByRole("button", { name: words.alreadyIn.back }).click();
    await isAnnaIn(tab);
    await first.locator('[data-screen="replaced"]').waitFor();
    await tab.reload();
    await isAnnaIn(tab);
    await first.getByRole("button", { name: words.replaced.here }).click();
    await isAnnaIn(first);

    await tab.goto("about:blank");
    await tab.goto(`${server.baseUrl}/s/${session.id}#${session.invitationKey}`);
    await tab.getByRole("button", { name: words.alreadyIn.asWell.guest }).click();
    await tab.getByLabel(words.door.name).fill("A guest");
    await tab.getByLabel(words.door.agree).check();
    await tab.getByRole("button", { name: words.door.goOn, exact: true }).click();
    await tab.getByRole("button", { name: words.door.knock, exact: true }).click();
    await tab.locator('[data-screen="waiting"]').waitFor();
    await atTheDoor("A guest").waitFor();
    // The line of the first falls once.
    const before = wiresOfAnna.length;
    await Promise.all(wiresOfAnna.map((wire) => wire.close()));
    await anna.eventually("the line is open again", async () => wiresOfAnna.length > before);
    await isAnnaIn(first);
    await tab.reload();
    await tab.locator('[data-screen="waiting"]').waitFor();
    await tab.goto("about:blank");
    await tab.goBack();
    await tab.locator('[data-screen="waiting"]').waitFor();
    await first.reload();
    await isAnnaIn(first);
    await anna.click(words.console.notNowName("A guest"));
    await tab.locator('[data-screen="removed"]').waitFor();
    await tab.close();
  },
);

test("[D-15] a browser that keeps no cookies is told so instead of a door, and leaves nobody standing there", async () => {
  const forgetful = await launchForgetful();
  const page = forgetful.pages()[0] ?? (await forgetful.newPage());
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${server.baseUrl}/s/${session.id}#${session.invitationKey}`);
  await page.getByText(words.noCookies.title).waitFor();
  await page.getByText(words.noCookies.line(new URL(server.baseUrl).host)).waitFor();
  await inBothSizes(PICTURES, page, "no-cookies");
  await page.getByRole("button", { name: words.tryAgain }).click();
  await page.getByText(words.noCookies.title).waitFor();
  expect(await anna.page.locator("[data-knocks]").count()).toBe(0);
  expect(errors).toEqual([]);
  await forgetful.close();
});

scene("[D-20] what cannot be in a name is said at the field, and taken out by a press", async () => {
  const ruth = await outside("Ruth\u202E  Adler");
  const field = ruth.page.getByLabel(words.door.name);
  await field.fill("Ruth\u202E  Adler");
  await ruth.page.getByRole("alert").getByText(words.nameFault.unseen("Ruth")).waitFor();
  await inBothSizes(PICTURES, ruth.page, "name-fault");
  await ruth.page.getByLabel(words.door.agree).check();
  await ruth.click(words.door.goOn);
  expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  await ruth.click(words.nameFault.takeOut);
  expect([await field.inputValue(), await field.getAttribute("aria-invalid")]).toEqual(["Ruth Adler", "false"]);
  await field.fill("--");
  await ruth.click(words.door.goOn);
  await ruth.page.getByRole("alert").getByText(words.nameFault.letters).waitFor();
  await field.fill("علی‌رضا");
  await ruth.click(words.door.goOn);
  await ruth.page.getByText(words.door.welcome("علی‌رضا")).waitFor();
});

scene(
  "[D-16] [D-21] [A-3] a press meant for one knock does not let in another, and names alike are told apart",
  async () => {
    const ruth = await enter({ ...knockAt(server, session), name: "Ruth Adler", as: "observer" });
    await ruth.connect();
    const before = anna.page.getByRole("button", { name: words.console.admitName("Ruth Adler") });
    await before.click({ trial: true });
    const { x, y, width, height } = (await before.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await anna.page.mouse.move(x + width / 2, y + height / 2);
    await anna.page.mouse.down();
    const anew = (name: string) =>
      enter({ ...knockAt(server, session), name, as: "member", cookie: ruth.cookie }).then(() =>
        atTheDoor(name).waitFor(),
      );
    const isSteady = () => anna.page.locator('[data-knocks] button[aria-disabled="false"]').first().waitFor();
    await anew("Vera Roth");
    await isSteady();
    await anna.page.mouse.up();
    // It has to be pressed anew, with what it says now in view. Whoever had been let in could not knock once more.
    await anew("Аnna Keller (leader)");
    const after = anna.page.getByRole("button", { name: words.console.admitName("Аnna Keller (leader)") });
    const twin = await enter({ ...knockAt(server, session), name: "anna  keller", as: "observer" });
    await twin.connect();
    const row = anna.page.locator(`[data-knocks="${ruth.id}"]`);
    for (const hint of [
      words.console.likeInCircle("Anna Keller", "leader", "1"),
      words.console.likeAtDoor("anna keller", "observer", words.console.ago(0)),
      words.console.saysLeader("leader"),
    ])
      await row.getByText(hint).waitFor();
    await inBothSizes(PICTURES, anna.page, "look-alikes");
    await anna.click(words.console.notNowName("anna keller"));
    await twin.until(({ standing }) => standing === "removed");
    twin.close();
    await isSteady();
    await after.click();
    expect(await ruth.untilIn()).toMatchObject({ you: { name: "Аnna Keller (leader)", role: "member" } });
    ruth.close();
  },
);

scene(
  "[U-7] [A-3] two of one name offer a case each, and a press meant for one that is withdrawn does not pick the other",
  async () => {
    const hannas: Person[] = [];
    for (const name of ["Dra. Hanna Adler", "Hanna Berg"]) {
      const hanna = await enter({ ...knockAt(server, session), name });
      await hanna.connect();
      await anna.admit(name);
      await hanna.untilIn();
      hannas.push(hanna);
    }
    await anna.click(words.step({ kind: "on", to: "caseCall", command: CALL }, { presenter: null }, true));
    await anna.inPhase("caseCall");
    for (const hanna of hannas) expect(await hanna.command({ kind: "case.offer" })).toMatchObject({ ok: true });
    const [first, second] = ["Hanna A.", "Hanna B."].map((name) =>
      anna.page.getByRole("button", { name: words.console.caseOf(name) }),
    );
    await second?.waitFor();
    const { x, y, width, height } = (await first?.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    expect(await hannas[0]?.command({ kind: "case.withdraw" })).toMatchObject({ ok: true });
    await first?.waitFor({ state: "detached" });
    await anna.page.mouse.click(x + width / 2, y + height / 2);
    expect(hannas[1]?.room().phase).toBe("caseCall");
    await second?.click();
    await hannas[1]?.untilIn(({ phase, you }) => phase === "presentation" && you.presents);
    await anna.says(words.centre("presentation", { presenter: "Hanna B." }, false));
    for (const hanna of hannas) hanna.close();
  },
);
