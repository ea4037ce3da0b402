/**
 * No visible word goes past the catalogue: with the pages in Chinese, people and meeting named in Chinese too, whatever
 * still stands there in Latin letters was written into a screen. And the language is chosen at the door.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chinese } from "../../client/src/words/chinese.ts";
import { german } from "../../client/src/words/german.ts";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, leaderOf, makeSession, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import type { Person } from "../support/person.ts";

/** What is written in Latin letters in Chinese, too: keys and names of technical things, for the hospital's IT. */
const TRAVELS = /\b(Alt|Shift|Tab|Enter|Ctrl|Chrome|Edge|Firefox|Safari|https?|WebSocket|TCP|UDP|IT)\b/g;

let browser: Browser;
let server: TestServer;
let session: Awaited<ReturnType<typeof makeSession>>;
let clara: Person;
let tom: Page;
let anna: Page;

async function opened(path: string): Promise<Page> {
  const context = await browser.newContext({ permissions: ["camera", "microphone"], locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(server.baseUrl + path);
  return page;
}

/** Every text and every name for a screen reader that stands on the page. */
function texts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ["aria-label", "aria-description", "aria-valuetext", "title", "placeholder", "alt"])
          found.push(node.getAttribute(name) ?? "");
        continue;
      }
      // A device is called what its maker called it, a language what its speakers call it, a link is an address.
      if (node.parentElement?.closest("option, script, style, [data-address]") !== null) continue;
      found.push(node.textContent ?? "");
    }
    return found.filter((text) => text.trim() !== "");
  });
}

async function onlyChinese(page: Page, where: string): Promise<void> {
  const found = await texts(page);
  expect(
    found.some((text) => /\p{Script=Han}/u.test(text)),
    `${where} says something`,
  ).toBe(true);
  expect(
    found.filter((text) => /[A-Za-z]{2}/.test(text.replaceAll(TRAVELS, ""))),
    where,
  ).toEqual([]);
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startServer()]);
  session = await makeSession(server.baseUrl, server.organiserKey, { name: "北方的圈子" });
  clara = await leaderOf(server, session, 2, "柯拉");
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

async function comeIn(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox").first().fill(name);
  await page.getByRole("checkbox").last().check();
  await page.locator('[data-step="promise"] [type="submit"]').click();
  await page.locator('[data-step="check"]').waitFor();
  await onlyChinese(page, "the look at the devices");
  await page.locator('[data-step="check"] [type="submit"]').click();
}

describe("in Chinese", () => {
  test("[U-5] the pages before a meeting", async () => {
    for (const [path, where] of [
      ["/", "the welcome"],
      [`/organise#${server.organiserKey}`, "the organiser's page"],
      ["/organise#x", "the organiser's page with a wrong key"],
      [`/s/${session.id}#wrong-key-of-a-link`, "a link that lost its end"],
      [`/s/${session.id}#${"x".repeat(32)}`, "a link that opens nothing"],
      ["/nothing", "an address of nothing"],
    ] as const) {
      const page = await opened(path);
      await page.locator("h1").first().waitFor();
      await page.locator('[data-screen="asking"]').waitFor({ state: "detached" });
      await onlyChinese(page, where);
      await page.context().close();
    }
  });

  test("[D-1] the door and the wait behind it", async () => {
    anna = await opened(`/s/${session.id}#${session.leaderKeys[0]}`);
    await anna.locator('[data-step="promise"]').waitFor();
    await onlyChinese(anna, "a leader's door");
    await comeIn(anna, "安娜");
    await anna.locator('[data-screen="room"]').waitFor();
    tom = await opened(`/s/${session.id}#${session.invitationKey}`);
    await tom.locator('[data-step="promise"]').waitFor();
    await onlyChinese(tom, "the door");
    await comeIn(tom, "汤姆");
    await tom.locator('[data-screen="waiting"]').waitFor();
    await onlyChinese(tom, "the wait");
    await onlyChinese(anna, "a leader's room with a knock");
    await anna.getByRole("button", { name: chinese.console.admitName("汤姆"), exact: true }).click();
    await tom.locator('[data-screen="room"][data-media="connected"]').waitFor();
  });

  test("[P-1] the room in every phase, for a leader and for who presents", async () => {
    const both = async (where: string) => {
      await onlyChinese(anna, `a leader in ${where}`);
      await onlyChinese(tom, `a member in ${where}`);
    };
    await both("gathering");
    await clara.command({ kind: "phase.move", from: "gathering", to: "caseCall" });
    await tom.getByRole("button", { name: chinese.offer.mine }).click();
    await anna.getByRole("button", { name: chinese.console.caseOf("汤姆") }).waitFor();
    await both("caseCall");
    const presenter = clara.room().offers[0];
    if (presenter === undefined) throw new Error("nobody offers");
    await clara.command({ kind: "case.pick", person: presenter });
    for (const phase of ["presentation", "clarification", "discussion", "return", "closing", "aftercare"] as const) {
      await tom.locator(`[data-phase="${phase}"]`).waitFor();
      await anna.locator(`[data-phase="${phase}"]`).waitFor();
      if (phase === "discussion") {
        await clara.command({ kind: "room.card", card: "momentOfSilence" });
        await clara.command({ kind: "person.nudge", person: presenter, nudge: "images" });
        await clara.command({ kind: "person.askToMute", person: presenter });
        await clara.command({ kind: "leaders.say", text: "他们在绕圈子" });
        await tom.getByText(chinese.nudge.images.words).first().waitFor();
        await anna.getByText("他们在绕圈子").first().waitFor();
      }
      if (phase === "return") await clara.command({ kind: "session.pause" });
      if (phase === "return") await tom.getByText(chinese.pausedTitle).first().waitFor();
      await both(phase);
      if (phase === "return") await clara.command({ kind: "session.resume" });
      const [next] = clara.room().leaders?.steps.filter(({ kind }) => kind === "on") ?? [];
      if (next !== undefined) await clara.command({ kind: "phase.move", from: phase, to: next.to });
    }
  });

  test("what opens at a click, and the end", async () => {
    for (const page of [anna, tom]) {
      for (const button of await page.locator(".bar [aria-haspopup], .bar [popovertarget], .console summary").all()) {
        if (!(await button.isVisible())) continue;
        await button.click();
        await onlyChinese(page, "what a button has opened");
        await page.keyboard.press("Escape");
      }
    }
    await tom.getByRole("button", { name: chinese.bar.tell, exact: true }).click();
    await onlyChinese(tom, "a word to the leaders");
    await tom.keyboard.press("Escape");
    await tom.getByRole("button", { name: chinese.bar.leave, exact: true }).click();
    await onlyChinese(tom, "the question before leaving");
    await tom.keyboard.press("Escape");
    await tom.getByRole("button", { name: chinese.bar.someone, exact: true }).click();
    await onlyChinese(tom, "somebody came in");
    await clara.command({ kind: "phase.move", from: "aftercare", to: "ended" });
    await tom.locator('[data-screen="ended"]').waitFor();
    await onlyChinese(tom, "the end");
  });
});

test("[U-5] chosen at the door, the language changes at once, is remembered, and loses nothing that was written", async () => {
  const other = await makeSession(server.baseUrl, server.organiserKey);
  const context = await browser.newContext({ locale: "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(`${server.baseUrl}/s/${other.id}#${other.invitationKey}`);
  await page.getByLabel(words.door.name).fill("Jonas");
  await page.getByLabel(words.language).selectOption("de");
  await page.getByText(german.door.agreement).waitFor();
  expect(await page.getByLabel(german.door.name).inputValue()).toBe("Jonas");
  expect(await page.locator("html").getAttribute("lang")).toBe("de");
  await page.reload();
  await page.getByText(german.door.agreement).waitFor();
});
