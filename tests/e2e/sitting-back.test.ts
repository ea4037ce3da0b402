/**
 * The presenter has sat back, and everything is tried to make that voice heard again: at every listener, browsers
 * and bots alike, it stays at 0 packets. One circle for all of it; each attempt leaves the presenter seated back.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MediaToken } from "@balint/shared/rest";
import type { Command } from "@balint/shared/session/protocol";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, knockAt, sfuAccess, startServer } from "../support/app.ts";
import { type Crew, startBots } from "../support/bots.ts";
import { launchChromium } from "../support/chromium.ts";
import { Person, enter, post } from "../support/person.ts";
import { type Circle, everybodyHears, gather, heardOf, idOf, keepEvidence, nothing, sitBack } from "./circle.ts";
import type { Screen } from "./screen.ts";
import { microphoneSid, sendRaw } from "./raw-signal.ts";

const PICTURES = join(import.meta.dirname, "../output");

let server: TestServer;
let browser: Browser;
let crew: Crew;
let circle: Circle;
let presenter: string;
let ilona: Screen;
/** From before the sitting back, with the microphone. */
let hoarded: MediaToken;
let oldMicrophone: string;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser, crew] = await Promise.all([startServer(), launchChromium(), startBots()]);
  circle = await gather({ running: server, access: await sfuAccess(server), browser, crew, bots: 2 });
  ilona = circle.ilona;
  presenter = idOf(circle, "Ilona Szabó");
  hoarded = await tokenOf(ilona);
  oldMicrophone = await microphoneSid(circle.service, circle.session.id, presenter);
  await everybodyHears(circle, presenter);
  await sitBack(circle);
});
afterAll(async () => {
  await circle?.close();
  await crew?.stop();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

async function tokenOf(screen: Screen): Promise<MediaToken> {
  const response = await post(
    server.baseUrl,
    `/api/sessions/${circle.session.id}/media-token`,
    {},
    await screen.cookie(),
  );
  return MediaToken.parse(await response.json());
}

async function isSilent(): Promise<void> {
  const { sound } = await heardOf(circle, presenter);
  expect(Object.keys(sound).length).toBeGreaterThanOrEqual(5);
  expect(sound).toEqual(nothing(sound));
}

/** Back at the browser, seated back, whatever was done to the connection before. */
async function backAtTheScreen(): Promise<void> {
  await ilona.reload();
  await ilona.isIn();
  await ilona.page.locator('[data-sitting-back="true"]').waitFor();
}

const attempt = (name: string, how: () => Promise<void>) =>
  test(`[M-7] 0 packets at every listener: ${name}`, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence(circle.screens, PICTURES));
    await how();
  });

attempt("after the leader's click, while the picture goes on", async () => {
  const { sound, picture } = await heardOf(circle, presenter);
  expect(sound).toEqual(nothing(sound));
  expect(Object.keys(picture)).toEqual(["Anna Keller", "Clara Duarte", "Tom Reyes"]);
  for (const packets of Object.values(picture)) expect(packets).toBeGreaterThan(0);
});

attempt("the presenter sends a raw unmute, and asks to publish a microphone, past the page", async () => {
  await sendRaw(ilona.page, { unmute: oldMicrophone });
  await sendRaw(ilona.page, { addMicrophone: true });
  await isSilent();
  await backAtTheScreen();
});

attempt("the presenter reloads the page", async () => {
  await ilona.reload();
  await isSilent();
  await ilona.isIn();
  await ilona.isMicrophone("resting");
});

attempt("the presenter opens a second tab", async () => {
  const first = ilona.page;
  ilona.page = await ilona.secondTab();
  await isSilent();
  await ilona.isIn();
  await first.locator('[data-screen="replaced"]').waitFor();
  await first.close();
  await ilona.isMicrophone("resting");
});

attempt("the presenter presses every key and every control", async () => {
  const { page } = ilona;
  for (const key of [
    "m",
    "M",
    "u",
    "v",
    "c",
    " ",
    "Enter",
    "Escape",
    "F1",
    "F6",
    "Alt+m",
    "Control+d",
    "Control+m",
    "Alt+x",
  ])
    await page.keyboard.press(key);
  const alone = page.getByRole("button", { name: words.alone.again });
  if (await alone.isVisible()) await alone.click();
  const buttons = page.locator('[data-screen="room"] button');
  for (let index = 0; index < (await buttons.count()); index++) {
    const button = buttons.nth(index);
    if ((await button.getAttribute("disabled")) !== null) continue;
    await button.focus();
    for (const key of ["Enter", " "]) await page.keyboard.press(key);
    // Whatever opened is closed again, so that the next control can be reached.
    await page.keyboard.press("Escape");
    if (await alone.isVisible()) await alone.click();
  }
  await isSilent();
  await backAtTheScreen();
  // One of the controls was the camera's.
  await ilona.click(words.visibility.visible);
});

attempt("forged commands from the presenter's and a member's own connection", async () => {
  const forged: Command[] = [
    { kind: "phase.move", from: "discussion", to: "return" },
    { kind: "person.release", person: presenter as Person["id"] },
    { kind: "observer.hear", person: presenter as Person["id"], heard: true },
    { kind: "person.admit", person: presenter as Person["id"], seen: { name: "", role: "member", since: 0 } },
    { kind: "session.resume" },
    { kind: "case.withdraw" },
  ];
  for (const screen of [ilona, circle.tom]) {
    const forger = await enter({
      ...knockAt(server, circle.session),
      name: screen.name,
      cookie: await screen.cookie(),
    });
    await forger.connect();
    for (const command of forged) expect(await forger.command(command)).toMatchObject({ ok: false });
    expect(
      await forger.raw("command", { id: "forged-000001", command: forged[0], by: idOf(circle, "Anna Keller") }),
    ).toMatchObject({ ok: false });
    forger.close();
    await screen.click(words.replaced.here);
    await screen.isIn();
  }
  await isSilent();
});

attempt("a program joins with the token from before, by the door and past it, and publishes", async () => {
  const thief = await crew.add({ name: "thief" });
  const byTheDoor = thief.connect({
    url: server.baseUrl.replace("http", "ws") + hoarded.path,
    token: hoarded.token,
    autoSubscribe: false,
  });
  await expect(byTheDoor).rejects.toThrow();
  await thief.connect({ url: server.sfuUrl.replace("http", "ws"), token: hoarded.token, autoSubscribe: false });
  await thief.publishTone({ source: "microphone", hz: 440 });
  await isSilent();
  await thief.disconnect();
  await backAtTheScreen();
});

attempt("a program joins with a good token and labels its sound as a camera's; leaders are told", async () => {
  const { token, path } = await tokenOf(ilona);
  const thief = await crew.add({ name: "mislabeller" });
  await thief.connect({ url: server.baseUrl.replace("http", "ws") + path, token, autoSubscribe: false });
  // The door cuts what is announced so; the media server never hears of it.
  expect(await thief.publishTone({ source: "camera", hz: 440 })).toMatchObject({ published: false });
  await isSilent();
  for (const leader of [circle.anna, circle.clara])
    await leader.page.locator('[data-whisper="forbiddenTrack"]').waitFor();
  await thief.disconnect();
  await backAtTheScreen();
});

test("[R-9] on return the microphone is closed until the presenter clicks", async () => {
  await circle.anna.click("Invite Ilona back");
  await ilona.inPhase("return");
  await ilona.isMicrophone("closed");
  await isSilent();
  await ilona.openMicrophone();
  await everybodyHears(circle, presenter);
});

test("[R-3] a held member is silent by the same ways, and a removed one is out for good", async () => {
  const { anna, clara, tom, service, session } = circle;
  const member = idOf(circle, "Tom Reyes");
  if ((await tom.microphone()) !== "open") await tom.openMicrophone();
  await everybodyHears(circle, member);
  const token = await tokenOf(tom);
  const sid = await microphoneSid(service, session.id, member);
  await anna.doTo("Tom Reyes", words.console.hold);
  await tom.isMicrophone("resting");
  const silent = async () => {
    const { sound } = await heardOf(circle, member);
    expect(sound).toEqual(nothing(sound));
  };
  await silent();
  await sendRaw(tom.page, { unmute: sid });
  await sendRaw(tom.page, { addMicrophone: true });
  await silent();
  const thief = await crew.add({ name: "held thief" });
  await expect(
    thief.connect({ url: server.baseUrl.replace("http", "ws") + token.path, token: token.token, autoSubscribe: false }),
  ).rejects.toThrow();
  await tom.reload();
  await tom.isIn();
  await tom.isMicrophone("resting");
  await silent();

  await clara.doTo("Tom Reyes", words.console.stepOut);
  await clara.page.getByRole("dialog").getByRole("button", { name: words.console.stepOutYes }).click();
  await tom.shows("removed");
  for (const each of [token.token, ""])
    await expect(
      thief.connect({ url: server.baseUrl.replace("http", "ws") + token.path, token: each, autoSubscribe: true }),
    ).rejects.toThrow();
  await tom.reload();
  await tom.shows("removed");
  expect((await service.listParticipants(session.id)).map(({ identity }) => identity)).not.toContain(member);

  // Knocking again and being let in is the way back: to the same chair, and no longer held.
  await tom.click(words.removed.knock);
  if (await tom.page.getByLabel(words.door.agree).isVisible()) await tom.knock();
  await anna.admit("Tom Reyes");
  await tom.isIn();
  await tom.page.locator('[data-mic="open"], [data-mic="closed"]').waitFor();
});
