/**
 * axe on every screen and state, by day and by night, in a real browser; and the room at text twice as large. Leader,
 * member, presenter and observer at browsers; the rest of the circle by the wire.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Phase } from "@balint/shared/session/model";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, type TestSession, admitted, leaderOf, makeSession, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import type { Person } from "../support/person.ts";
import { keepEvidence } from "./circle.ts";
import { Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");

let server: TestServer;
let browser: Browser;
let session: TestSession;
let anna: Screen;
let tom: Screen;
let ilona: Screen;
let olga: Screen;
let clara: Person;
const others: Person[] = [];
const screens: Screen[] = [];
/** Which screens and states have been looked at; a run that skipped one is no proof. */
const looked = new Set<string>();

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  session = await makeSession(server.baseUrl, server.organiserKey);
});
afterAll(async () => {
  for (const person of [clara, ...others]) person?.close();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence(screens, PICTURES));
    await play();
    for (const screen of screens) expect(screen.errors).toEqual([]);
  });

async function violations(page: Page): Promise<string[]> {
  // Without it axe opens a page of its own beside this one, which would hide it.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`),
  );
}

/** Whatever still moves is let come to rest: half a fade has half a contrast. */
async function still(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
}

async function look(state: string, page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await still(page);
    expect(await violations(page), `${state}, ${colorScheme}`).toEqual([]);
  }
  looked.add(state);
}

async function come(name: string, key: string, as: "member" | "observer" = "member"): Promise<Screen> {
  const screen = await Screen.at(browser, { running: server, session, key, name, as });
  screens.push(screen);
  return screen;
}

async function step(to: Phase): Promise<void> {
  const button = anna.page.locator(`[data-step="${to}"][aria-disabled="false"]`);
  await button.click();
  for (const screen of [anna, tom, ilona]) await screen.inPhase(to);
}

test("[A-5] axe finds what is wrong, in either colour scheme", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.setContent(
    `<html lang="en"><title>t</title><main><h1>t</h1><img src="a"><p style="color:#777;background:#888">dim</p></main>`,
  );
  const found = (await violations(page)).map((line) => line.split(":")[0] ?? "");
  expect(new Set(found)).toEqual(new Set(["color-contrast", "image-alt"]));
  await context.close();
});

scene("[A-5] the ways in: no link, a wrong one, the organiser's page, the door, waiting", async () => {
  const context = await browser.newContext({ permissions: ["camera", "microphone"] });
  const page = await context.newPage();
  await page.goto(server.baseUrl);
  await page.locator('[data-screen="welcome"]').waitFor();
  await look("welcome", page);
  await page.goto(`${server.baseUrl}/nothing`);
  await page.locator('[data-screen="nowhere"]').waitFor();
  await look("nowhere", page);
  await page.goto(`${server.baseUrl}/s/${session.id}#${"x".repeat(20)}`);
  await page.locator('[data-screen="failed"]').waitFor();
  await look("failed", page);
  await page.goto(`${server.baseUrl}/organise#${server.organiserKey}`);
  await page.locator('[data-screen="organise"] [data-session]').waitFor();
  await look("organise", page);
  await context.close();

  const door = await Screen.outside(browser, {
    running: server,
    session,
    key: session.leaderKeys[0] ?? "",
    name: "Anna Keller",
  });
  await door.page.locator('[data-step="promise"]').waitFor();
  await look("promise", door.page);
  await door.page.getByRole("button", { name: words.door.goOn }).click();
  await door.page.getByLabel(words.door.name).fill("Anna Keller");
  await door.page.getByRole("button", { name: words.door.goOn }).click();
  await door.says(words.door.agreeFirst);
  await look("promise missing", door.page);
  await door.promise();
  await door.click(words.door.tryCamera);
  await door.click(words.door.tryMicrophone);
  await door.page.getByRole("meter").waitFor();
  await look("devices", door.page);
  await door.close();

  anna = await come("Anna Keller", session.leaderKeys[0] ?? "");
  await anna.isIn();
  clara = await leaderOf(server, session, 2, "Clara Duarte");
  tom = await come("Tom Reyes", session.invitationKey);
  await tom.shows("waiting");
  await look("waiting", tom.page);
  await look("leader, somebody at the door", anna.page);
});

scene("[A-5] the room in each phase, as leader, member, presenter and observer", async () => {
  await anna.admit("Tom Reyes");
  ilona = await come("Ilona Szabó", session.invitationKey);
  await anna.admit("Ilona Szabó");
  olga = await come("Olga Petrova", session.invitationKey, "observer");
  await anna.admit("Olga Petrova");
  for (const name of ["Mei Lin", "David Osei", "Jonas Berg", "Wolfgang Müller-Hohenstein"])
    others.push(await admitted(server, session, clara, name));
  for (const screen of screens) await screen.isIn();
  await look("gathering, leader", anna.page);
  await look("gathering, member", tom.page);
  await look("gathering, observer", olga.page);
  await step("caseCall");
  await look("caseCall, leader", anna.page);
  await look("caseCall, member", tom.page);
  await ilona.click(words.offer.mine);
  await look("caseCall, offered", ilona.page);
  await anna.click(words.console.caseOf("Ilona"));
  await tom.inPhase("presentation");
  await look("presentation, member", tom.page);
  await step("clarification");
  await look("clarification, leader", anna.page);
  await step("discussion");
  await look("discussion, leader", anna.page);
  await look("discussion, member", tom.page);
  await look("discussion, presenter", ilona.page);
  await look("discussion, observer", olga.page);
});

scene("[A-5] cards and dialogs open, words and needs, lost lines, a closed room", async () => {
  others.pop()?.close();
  await anna.click(words.console.quiet);
  await clara.command({ kind: "leaders.say", text: "They are circling the son." });
  await anna.toolsFor("Tom Reyes");
  await look("leader's card for a person", anna.page);
  await anna.page.keyboard.press("Escape");
  await anna.page.locator("[popover]").waitFor({ state: "detached" });
  await anna.doTo("Tom Reyes", words.nudge.advising.label);
  await anna.doTo("Tom Reyes", words.console.hold);
  await anna.toCircle("momentOfSilence");
  await tom.says(words.card.momentOfSilence);
  await look("member with words", tom.page);
  await anna.page.locator('[data-key="cards"]').click();
  await look("leader's card for all", anna.page);
  await anna.page.keyboard.press("Escape");
  await ilona.click(words.signal.needPause.button);
  await tom.click(words.bar.tell);
  await look("telling the leaders", tom.page);
  await tom.click(words.tell.send);
  await tom.page.getByRole("dialog").waitFor({ state: "detached" });
  await anna.page.locator(".need").nth(1).waitFor();
  await look("leader with needs", anna.page);
  await anna.doTo("Mei Lin", words.console.stepOut);
  await look("asking to step out", anna.page);
  await anna.click(words.console.endNo);
  await anna.page.keyboard.press("Alt+k");
  await look("keys", anna.page);
  await anna.page.keyboard.press("Escape");
  await tom.click(words.bar.leave);
  await look("leaving", tom.page);
  await tom.click(words.leaving.no);
  await tom.click(words.bar.someone);
  await look("closed room", tom.page);
  await tom.click(words.alone.again);
  await anna.click(words.console.pause);
  await tom.says(words.pausedTitle);
  await look("paused, member", tom.page);
  await look("paused, leader", anna.page);
  await anna.click(words.console.resume);
});

scene("[A-5] text twice as large hides and cuts nothing", async () => {
  for (const screen of [anna, tom, ilona]) {
    const { page } = screen;
    // A browser at 200 % has half the room for everything, in each direction.
    await page.setViewportSize({ width: 683, height: 384 });
    await look(`twice as large, ${screen.name}`, page);
    await page.screenshot({ path: join(PICTURES, `twice-as-large-${screen.name.split(" ")[0]}.png`) });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(683);
    for (const button of await page.locator("main button:visible").all()) {
      await button.scrollIntoViewIfNeeded();
      const seen = await button.evaluate((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return left >= 0 && right <= innerWidth + 1 && at !== null && element.contains(at);
      });
      expect(seen, `${screen.name}: ${await button.innerText()}`).toBe(true);
    }
  }
});

scene("[A-5] the sheet of a leader on a phone", async () => {
  await anna.page.setViewportSize({ width: 360, height: 740 });
  await look("phone, leader", anna.page);
  await anna.click(words.console.more);
  await look("phone, leader's sheet", anna.page);
  await anna.toolsFor("Tom Reyes");
  await look("phone, leader's card for a person", anna.page);
  await anna.page.screenshot({ path: join(PICTURES, "phone-card.png") });
  await anna.page.keyboard.press("Escape");
  await anna.click(words.console.less);
  await tom.page.setViewportSize({ width: 360, height: 740 });
  await look("phone, member", tom.page);
  await ilona.page.setViewportSize({ width: 360, height: 740 });
  await look("phone, presenter", ilona.page);
  for (const { page } of [anna, tom, ilona]) await page.setViewportSize({ width: 1366, height: 768 });
});

scene("[A-5] the return, the closing, the aftercare, and every way out", async () => {
  await step("return");
  await look("return, presenter", ilona.page);
  await step("closing");
  await look("closing, leader", anna.page);
  await step("aftercare");
  await look("aftercare, leader", anna.page);
  await look("aftercare, member", tom.page);
  const again = await ilona.secondTab();
  await ilona.shows("replaced");
  await look("replaced", ilona.page);
  await again.close();
  await tom.click(words.bar.leave);
  await tom.page.getByRole("dialog").getByRole("button", { name: words.leaving.yes }).click();
  await tom.shows("left");
  await look("left", tom.page);
  await anna.doTo("Olga Petrova", words.console.stepOut);
  await anna.page.getByRole("dialog").getByRole("button", { name: words.console.stepOutYes }).click();
  await olga.shows("removed");
  await look("removed", olga.page);
  await anna.click(words.console.end);
  await look("ending", anna.page);
  await anna.page.getByRole("dialog").getByRole("button", { name: words.console.endYes }).click();
  await anna.shows("ended");
  await look("ended", anna.page);
  expect(looked.size).toBeGreaterThanOrEqual(45);
});
