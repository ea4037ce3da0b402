/**
 * The leaders' rail beside a full circle on a small laptop: what is in view, and how many presses a private word takes.
 * One leader at a browser; the others by the wire alone, but for one whose voice is heard.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, type TestSession, knockAt, leaderOf, makeSession, startServer } from "../support/app.ts";
import { type Crew, type SessionBot, startBots } from "../support/bots.ts";
import { launchChromium } from "../support/chromium.ts";
import { eventually } from "../support/eventually.ts";
import { type Person, enter } from "../support/person.ts";
import { keepEvidence } from "./circle.ts";
import { Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");
const NAMES = [
  "Ilona Szabó",
  "Tom Reyes",
  "Mei Lin",
  "David Osei",
  "Jonas Berg",
  "Priya Nair",
  "Luc Moreau",
  "Ruth Adler",
  "Siobhán Ó Brien",
  "Wolfgang Müller-Hohenstein",
];

let server: TestServer;
let browser: Browser;
let crew: Crew;
let session: TestSession;
let anna: Screen;
let clara: Person;
let bot: SessionBot;
const others = new Map<string, Person>();
/** What Anna's page has sent on the live wire. */
const sent: string[] = [];

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser, crew] = await Promise.all([startServer(), launchChromium(), startBots({ processes: 1 })]);
  session = await makeSession(server.baseUrl, server.organiserKey);
  anna = await Screen.at(browser, {
    running: server,
    session,
    key: session.leaderKeys[0] ?? "",
    name: "Anna Keller",
    before: async (page) => {
      page.on("websocket", (socket) => socket.on("framesent", ({ payload }) => sent.push(payload.toString())));
    },
  });
  await anna.isIn();
  clara = await leaderOf(server, session, 2, "Clara Duarte");
  const knocking = NAMES.map(async (name) => {
    const person = await enter({ ...knockAt(server, session), name });
    await person.connect();
    others.set(name, person);
  });
  await Promise.all(knocking);
  for (const name of NAMES) await anna.admit(name);
  bot = await crew.joinSession({ ...knockAt(server, session), name: "Nora Lind" });
  await anna.admit("Nora Lind");
  await bot.person.untilIn();
  await anna.click("Ask who has a case");
  await one("Ilona Szabó").untilIn((snapshot) => snapshot.phase === "caseCall");
  await one("Ilona Szabó").command({ kind: "case.offer" });
  await anna.click(words.console.caseOf("Ilona"));
  await anna.click("Skip the questions");
  await anna.inPhase("discussion");
});
afterAll(async () => {
  for (const person of [clara, ...others.values()]) person?.close();
  await crew?.stop();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence([anna], PICTURES));
    await play();
    expect(anna.errors).toEqual([]);
  });

function one(name: string): Person {
  const person = others.get(name);
  if (person === undefined) throw new Error(`${name} is not here`);
  return person;
}

/** Whole, and not covered by anything. */
function isInView(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const within = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const points = [top + 3, (top + bottom) / 2, bottom - 3].map((y) =>
      document.elementFromPoint((left + right) / 2, y),
    );
    return within && points.every((found) => found !== null && element.contains(found));
  });
}

/** By how much the rail itself scrolls; its lists may. */
function railScrolls(): Promise<number> {
  return anna.page.locator(".console").evaluate((rail) => rail.scrollHeight - rail.clientHeight);
}

const step = () => anna.page.locator('[data-key="next"]');
const row = (name: string) => anna.page.locator(`[data-row="${one(name).id}"]`);

scene("[L-1] everybody, the next step and the co-leader's line are in view on a small laptop", async () => {
  await clara.command({ kind: "leaders.say", text: "They are circling the son. I would leave it a little." });
  await anna.says("They are circling the son");
  expect(await isInView(step())).toBe(true);
  for (const person of await anna.page.locator(".person-row").all()) expect(await isInView(person)).toBe(true);
  expect(await anna.page.locator(".person-row").count()).toBe(NAMES.length + 1);
  expect(await isInView(anna.page.getByLabel(words.console.say))).toBe(true);
  expect(await railScrolls()).toBe(0);
  await anna.page.screenshot({ path: join(PICTURES, "leader-full-circle.png") });
});

scene("[L-1] the next step stays in view while people knock and call, and whatever is scrolled", async () => {
  for (const name of NAMES.slice(1, 5))
    await one(name).command({
      kind: "help.ask",
      topic: "cannotHear",
      text: "There is a rushing sound in my headphones",
    });
  const late = await enter({ ...knockAt(server, session), name: "Omar Haddad" });
  await late.connect();
  await anna.page.locator("[data-knocks]").waitFor();
  for (const height of [768, 560]) {
    await anna.page.setViewportSize({ width: 1366, height });
    await anna.page.evaluate(() => {
      for (const element of document.querySelectorAll("*")) element.scrollTop = element.scrollHeight;
    });
    expect(await isInView(step())).toBe(true);
  }
  await anna.page.setViewportSize({ width: 1366, height: 768 });
  expect(await railScrolls()).toBe(0);
  await anna.page.screenshot({ path: join(PICTURES, "leader-busy.png") });
  late.close();
  await anna.click(words.console.notNowName("Omar Haddad"));
  for (const name of NAMES.slice(1, 5)) {
    const need = anna.page.locator(".need").filter({ hasText: name });
    await need.getByRole("button", { name: words.done }).click();
    await need.waitFor({ state: "detached" });
  }
});

scene("[L-2] two presses send a private word, from the rail and from the circle, and show it before", async () => {
  const { page } = anna;
  let presses = 0;
  const press = async (what: Locator) => {
    presses += 1;
    await what.click();
  };
  const nudge = (name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true });
  for (const [name, kind, from] of [
    ["Tom Reyes", "advising", row("Tom Reyes").locator(".person-row")],
    ["Priya Nair", "patientVoice", anna.seat(one("Priya Nair").id)],
  ] as const) {
    presses = 0;
    await press(from);
    await nudge(words.nudge[kind].label).hover();
    await page.locator(".they-read").getByText(words.nudge[kind].words).waitFor();
    await page.screenshot({ path: join(PICTURES, `leader-card-${kind}.png`) });
    await press(nudge(words.nudge[kind].label));
    expect(presses).toBe(2);
    await one(name).untilIn((snapshot) => snapshot.toYou.some((word) => word.nudge === kind));
    await row(name).getByText(words.console.word(words.nudge[kind].label)).waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
  }
  // A second press on the same person closes the card again, and so does Escape.
  await row("Mei Lin").locator(".person-row").click();
  await page.getByRole("dialog").waitFor();
  await row("Mei Lin").locator(".person-row").click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

scene(
  "[L-3] who has not spoken is marked when asked for, heard on this screen alone, and nothing of it is sent",
  async () => {
    const marks = anna.page.locator('[data-quiet="true"]');
    const ofBot = anna.page.locator(`[data-row="${bot.id}"]`);
    expect(await marks.count()).toBe(0);
    sent.length = 0;
    await anna.click(words.console.quiet);
    await eventually("all who may speak are marked", async () => (await marks.count()) === NAMES.length, 5_000);
    expect(await row("Ilona Szabó").getAttribute("data-quiet")).toBe("false");
    await bot.openMicrophone();
    await ofBot.and(anna.page.locator('[data-quiet="false"]')).waitFor();
    expect(await marks.count()).toBe(NAMES.length - 1);
    await anna.click(words.console.quiet);
    expect(await marks.count()).toBe(0);
    expect(sent.filter((frame) => frame.includes("command"))).toEqual([]);
  },
);
