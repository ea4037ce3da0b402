/**
 * What leaders may do, by clicking: two leaders and two members at browsers. Everything private is looked for on the
 * screens of those it is not meant for, and on their live wires; every closed microphone is counted at the listeners.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, sfuAccess, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { watchFor } from "../support/eventually.ts";
import { audioPackets } from "../support/packets.ts";
import { type Circle, comesThrough, everybodyHears, gather, heardOf, idOf, keepEvidence, nothing } from "./circle.ts";
import type { Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");
const SAME_MOMENT_MS = 5;
const SHORT = { grace: 1_500, window: 1_200 };

let server: TestServer;
let browser: Browser;
let circle: Circle;
let anna: Screen;
let clara: Screen;
let ilona: Screen;
let tom: Screen;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  circle = await gather({ running: server, access: await sfuAccess(server), browser });
  ({ anna, clara, ilona, tom } = circle);
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

const quiet = (screen: Screen) => screen.page.locator(".quiet-lines");
const middle = (screen: Screen) => screen.page.locator(".centre");
const row = (leader: Screen, name: string) => leader.page.locator(`[data-row="${idOf(circle, name)}"]`);
const need = (leader: Screen, kind: string) => leader.page.locator(`[data-whisper="${kind}"]`);

async function isSilent(name: string): Promise<void> {
  const { sound } = await heardOf(circle, idOf(circle, name), SHORT);
  expect(sound).toEqual(nothing(sound));
}

/** After something that all have seen: neither the screen nor the live wire of these people has had it. */
async function neverReached(screens: readonly Screen[], secret: string): Promise<void> {
  await everybodySees("stayWithTheTwo");
  for (const screen of screens) {
    expect(screen.wire.length).toBeGreaterThan(3);
    expect(screen.wire.filter((frame) => frame.includes(secret))).toEqual([]);
    expect(await screen.page.locator("body").innerText()).not.toContain(secret);
  }
}

/** A card up and down again; each wire keeps its order, so whatever was sent before has come. */
async function everybodySees(card: keyof typeof words.card): Promise<void> {
  await anna.toCircle(card);
  for (const screen of circle.screens) await middle(screen).getByText(words.card[card]).waitFor();
  await clara.toCircle(card);
  for (const screen of circle.screens) await middle(screen).getByText(words.card[card]).waitFor({ state: "detached" });
}

scene("[W-2] [W-3] a nudge reaches one member, names no leader, and goes when it has been read", async () => {
  const nudge = words.nudge.advising;
  await anna.doTo("Tom Reyes", nudge.label);
  const note = tom.page.getByRole("note", { name: words.toYou.nudgeTitle });
  await note.waitFor();
  expect(await note.innerText()).toContain(nudge.words);
  expect(await note.innerText()).not.toMatch(/Anna|Clara/);
  const told = tom.wire.filter((frame) => frame.includes('"advising"'));
  expect(told.length).toBeGreaterThan(0);
  for (const frame of told) {
    const [, snapshot] = JSON.parse(frame.slice(frame.indexOf("["))) as [string, { toYou: object[] }];
    for (const word of snapshot.toYou) expect(Object.keys(word).toSorted()).toEqual(["id", "kind", "nudge"]);
  }
  await tom.click(words.toYou.dismiss);
  await note.waitFor({ state: "detached" });
  await neverReached([ilona], '"advising"');
});

scene("a word to the whole circle is seen by all, and either leader takes it away", async () => {
  await everybodySees("imagineNotAsk");
});

scene("no face moves while a word to all and a private one come and go", async () => {
  const faces = () =>
    tom.page.locator("[data-person]").evaluateAll((all) =>
      all.map((one) => {
        const { x, y, width } = one.getBoundingClientRect();
        return [x, y, width];
      }),
    );
  const before = await faces();
  await anna.doTo("Tom Reyes", words.nudge.advising.label);
  await anna.toCircle("noAdvice");
  await middle(tom).getByText(words.card.noAdvice).waitFor();
  await quiet(tom).getByText(words.nudge.advising.words).waitFor();
  await watchFor(300);
  expect(await faces()).toEqual(before);
  await tom.click(words.toYou.dismiss);
  await anna.toCircle("noAdvice");
  await middle(tom).getByText(words.card.noAdvice).waitFor({ state: "detached" });
});

scene("[R-9] asked to close, closed once: silence at every listener, and the member's own click opens", async () => {
  const member = idOf(circle, "Tom Reyes");
  await everybodyHears(circle, member);
  await clara.doTo("Tom Reyes", words.console.ask);
  await quiet(tom).getByText(words.toYou.ask).waitFor();
  expect(await tom.microphone()).toBe("open");
  await tom.click(words.toYou.askButton);
  await tom.isMicrophone("closed");
  await quiet(tom).getByText(words.toYou.ask).waitFor({ state: "detached" });

  await tom.openMicrophone();
  await comesThrough(circle, member);
  await anna.doTo("Tom Reyes", words.console.mute);
  await tom.isMicrophone("closed");
  await quiet(tom).getByText(words.toYou.mute).waitFor();
  await isSilent("Tom Reyes");
  await tom.openMicrophone();
  await quiet(tom).getByText(words.toYou.mute).waitFor({ state: "detached" });
  await comesThrough(circle, member);
});

scene("[R-3] [R-9] held by one leader, seen and released by the other, opened by nobody but its owner", async () => {
  const member = idOf(circle, "Tom Reyes");
  await anna.doTo("Tom Reyes", words.console.hold);
  await tom.isMicrophone("resting");
  await tom.says(words.resting.held);
  await row(clara, "Tom Reyes").getByText(words.console.held).waitFor();
  await tom.page.locator('[data-mic="resting"]').click({ force: true });
  await isSilent("Tom Reyes");
  expect(await tom.microphone()).toBe("resting");
  await clara.doTo("Tom Reyes", words.console.release);
  await tom.isMicrophone("closed");
  await isSilent("Tom Reyes");
  expect(await tom.microphone()).toBe("closed");
  await tom.openMicrophone();
  await comesThrough(circle, member);
});

scene("[W-2] a call for help reaches both leaders and no member; done by one it is done for both", async () => {
  const said = "There is a rushing sound";
  await tom.click(words.bar.tell);
  const dialog = tom.page.getByRole("dialog", { name: words.tell.title });
  await dialog.getByLabel(words.help.notHeard).check();
  await dialog.getByLabel(words.tell.text).fill(said);
  await dialog.getByRole("button", { name: words.tell.send }).click();
  await dialog.waitFor({ state: "detached" });
  for (const leader of [anna, clara]) {
    await need(leader, "help").getByText(words.console.helpFrom("Tom Reyes", "notHeard")).waitFor();
    await need(leader, "help").getByText(said).waitFor();
  }
  await need(clara, "help").getByRole("button", { name: words.done }).click();
  for (const leader of [anna, clara]) await need(leader, "help").waitFor({ state: "detached" });
  await neverReached([ilona, tom], said);
});

scene("[W-2] what one leader writes to the other is on no member's screen and on no member's wire", async () => {
  const said = "Shall we slow down a little?";
  await anna.page.getByLabel(words.console.say).fill(said);
  await anna.page.getByRole("region", { name: words.console.between }).getByRole("button").click();
  for (const [leader, from] of [
    [anna, words.circle.you],
    [clara, "Anna"],
  ] as const)
    await leader.page.getByRole("listitem").filter({ hasText: said }).getByText(from, { exact: true }).waitFor();
  // All are told first, and then her page that it has been said.
  const field = anna.page.getByLabel(words.console.say);
  await anna.eventually("the field is empty", async () => (await field.inputValue()) === "");
  await neverReached([ilona, tom], said);
});

scene("[R-4] [R-9] a pause closes every microphone, and going on opens none", async () => {
  await clara.click(words.console.pause);
  for (const screen of circle.screens) {
    await screen.isMicrophone("resting");
    await screen.says(words.resting.paused);
    await screen.says(words.pausedTitle);
  }
  const count = () => Promise.all(circle.screens.map(({ page }) => audioPackets(page)));
  await watchFor(1_000);
  const before = await count();
  await watchFor(1_500);
  expect(await count()).toEqual(before);

  await anna.click(words.console.resume);
  for (const screen of circle.screens) await screen.isMicrophone("closed");
  await watchFor(1_000);
  expect(await count()).toEqual(before);
  for (const screen of [tom, anna, ilona]) {
    await screen.openMicrophone();
    await comesThrough(circle, idOf(circle, screen.name));
  }
  expect(await clara.microphone()).toBe("closed");
});

/** Both leaders on the same button in the same moment. Answers how many ms lay between. */
async function bothClick(name: string): Promise<number> {
  const buttons = [anna, clara].map(({ page }) => page.getByRole("button", { name, exact: true, disabled: false }));
  for (const button of buttons) await button.waitFor();
  const at = Date.now() + 300;
  const pressed = await Promise.all(
    buttons.map((button) =>
      button.evaluate(async (element: HTMLElement, moment) => {
        await new Promise((resolve) => setTimeout(resolve, moment - Date.now() - 10));
        while (Date.now() < moment);
        const now = Date.now();
        element.click();
        return now;
      }, at),
    ),
  );
  return Math.max(...pressed) - Math.min(...pressed);
}

scene("[P-2] both leaders press the next step at once: one step, and at most a quiet line", async () => {
  await anna.click("Ask who has a case");
  await ilona.click(words.offer.mine);
  await clara.click(words.console.caseOf("Ilona"));
  for (const screen of circle.screens) await screen.inPhase("presentation");
  const on = { button: "Go on to questions for Ilona", to: "clarification" } as const;
  const back = { button: `Back to “${words.phase.presentation}”`, to: "presentation" } as const;
  let nearest = Infinity;
  // On a busy machine one of the two may be late; what holds must hold each time.
  for (const { button, to } of [on, back, on, back, on, back, on, back, on, back, on]) {
    nearest = Math.min(nearest, await bothClick(button));
    // The rail is another in each phase: nothing is pressed while it changes.
    for (const screen of circle.screens) await screen.inPhase(to);
    await everybodySees("momentOfSilence");
    if (to === on.to && nearest <= SAME_MOMENT_MS) break;
  }
  expect(nearest).toBeLessThanOrEqual(SAME_MOMENT_MS);
  for (const leader of [anna, clara]) {
    expect(await quiet(leader).getByText(words.refused.moved_on).count()).toBeLessThanOrEqual(1);
    expect(await leader.room.count()).toBe(1);
  }
});

scene("the second half of a double click does not take the next step too", async () => {
  const step = anna.page.getByRole("button", { name: "Ask Ilona to sit back", disabled: false });
  await step.scrollIntoViewIfNeeded();
  const box = await step.boundingBox();
  await step.click();
  await anna.inPhase("discussion");
  await anna.page.mouse.click((box?.x ?? 0) + 30, (box?.y ?? 0) + 20);
  await everybodySees("momentOfSilence");
  for (const screen of circle.screens) await screen.inPhase("discussion");
  await anna.click(`Back to “${words.phase.clarification}”`);
  for (const screen of circle.screens) await screen.inPhase("clarification");
});

scene("[U-3] five minutes more are seen by both leaders, and no time by a member", async () => {
  for (const leader of [anna, clara]) await leader.says(/^\d+ of about 5 minutes$/);
  await clara.click(words.console.extend);
  for (const leader of [anna, clara]) await leader.says(/^\d+ of about 10 minutes$/);
  expect(await tom.page.getByText(/minute/).count()).toBe(0);
  await neverReached([ilona, tom], '"phaseSince"');
});

scene("[U-4] [W-2] the presenter's silent sign reaches the leaders and nobody else", async () => {
  await anna.click("Ask Ilona to sit back");
  for (const screen of circle.screens) await screen.inPhase("discussion");
  await ilona.click(words.signal.needPause.button);
  await ilona.says(words.signal.needPause.sent);
  for (const leader of [anna, clara])
    await need(leader, "signal").getByText(words.signal.needPause.told("Ilona Szabó")).waitFor();
  await need(anna, "signal").getByRole("button", { name: words.done }).click();
  for (const leader of [anna, clara]) await need(leader, "signal").waitFor({ state: "detached" });
  await ilona.page.getByRole("button", { name: words.signal.needPause.button }).waitFor();
  await neverReached([tom], "needPause");
});

scene("[R-6] [R-7] [R-9] seen by the leaders only, then by nobody, and afterwards not before a click", async () => {
  const presenter = idOf(circle, "Ilona Szabó");
  const picture = (screen: Screen) => screen.seat(presenter).locator("video");
  for (const screen of [anna, clara, tom]) await picture(screen).waitFor();
  await ilona.click(words.visibility.veiled);
  await picture(tom).waitFor({ state: "detached" });
  const veiled = (await heardOf(circle, presenter, SHORT)).picture;
  expect(veiled["Tom Reyes"]).toBe(0);
  for (const leader of [anna, clara]) {
    expect(veiled[leader.name]).toBeGreaterThan(0);
    expect(await picture(leader).count()).toBe(1);
  }

  await ilona.click(words.visibility.cameraOff);
  await ilona.page.locator('[data-camera="resting"]').waitFor();
  for (const screen of [anna, clara, tom]) await picture(screen).waitFor({ state: "detached" });
  const hidden = await heardOf(circle, presenter, SHORT);
  expect(hidden.picture).toEqual(nothing(hidden.picture));
  expect(hidden.sound).toEqual(nothing(hidden.sound));

  await clara.click("Invite Ilona back");
  for (const screen of circle.screens) await screen.inPhase("return");
  await ilona.page.locator('[data-camera="off"]').waitFor();
  expect(await ilona.microphone()).toBe("closed");
  const back = await heardOf(circle, presenter, SHORT);
  expect(back.picture).toEqual(nothing(back.picture));
  await ilona.click(words.bar.camera.off);
  await ilona.page.locator('[data-camera="on"]').waitFor();
  for (const screen of [anna, clara, tom]) await picture(screen).waitFor();
});
