/**
 * The organiser by clicking, from the link the server prints: meetings of every kind, their links, and what somebody
 * sees whose link leads nowhere. Every link is taken from the page and opened as it stands there.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FrameName } from "@balint/shared/session/model";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";

const PICTURES = join(import.meta.dirname, "../output");
const SEEN_WITHIN_MS = 15_000;

let server: TestServer;
let browser: Browser;
let organiser: Page;
/** As the server says it when it starts. */
let printed: string;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser] = await Promise.all([startServer(), launchChromium()]);
  printed = /https?:\S+\/organise#\S+/.exec(server.output())?.[0] ?? "";
  organiser = await open(printed, { permissions: ["clipboard-read", "clipboard-write"] });
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

async function open(link: string, { permissions = [] as string[] } = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ permissions, locale: "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(SEEN_WITHIN_MS);
  await page.goto(link);
  return page;
}

function card(name: string): Locator {
  return organiser.locator("[data-session]").filter({ hasText: name });
}

async function makeMeeting(name: string, frame: FrameName, leaders: 1 | 2): Promise<void> {
  const form = organiser.getByRole("form", { name: words.organise.make });
  await form.getByLabel(words.organise.name).fill(name);
  await form.getByLabel(words.frame[frame], { exact: true }).check();
  await form.getByLabel(leaders === 1 ? words.organise.one : words.organise.two).check();
  await form.getByRole("button", { name: words.organise.create }).click();
  await card(name).waitFor();
}

function link(name: string, label: string): Promise<string> {
  return card(name).getByLabel(label, { exact: true }).inputValue();
}

/** A leader comes in by a link. */
async function goIn(at: string, name: string): Promise<Page> {
  const page = await open(at);
  await page.getByText(words.door.leadLeader).waitFor();
  await page.getByLabel(words.door.name).fill(name);
  await page.getByLabel(words.door.agree).check();
  await page.getByRole("button", { name: words.door.goOn, exact: true }).click();
  await page.getByRole("button", { name: words.door.goIn }).click();
  await page.locator('[data-screen="room"][data-leader="true"]').waitFor();
  return page;
}

const KINDS = FrameName.options.flatMap((frame) => ([1, 2] as const).map((leaders) => ({ frame, leaders })));
const nameOf = (frame: FrameName, leaders: number) => `Circle of ${frame} with ${leaders}`;

test.each(KINDS)("a meeting: $frame, leaders: $leaders", async ({ frame, leaders }) => {
  const name = nameOf(frame, leaders);
  await makeMeeting(name, frame, leaders);
  // The newest stands on top.
  expect(await organiser.locator("[data-session] h2").first().innerText()).toBe(name);
  await card(name).getByText(words.frame[frame], { exact: false }).waitFor();
  const labels = Array.from({ length: leaders }, (_, index) => words.organise.leaderLink(index + 1, leaders));
  const links = await Promise.all([...labels, words.organise.invitation].map((label) => link(name, label)));
  expect(await card(name).getByRole("textbox").count()).toBe(leaders + 1);
  expect(new Set(links).size).toBe(leaders + 1);
  for (const each of links) expect(each).toMatch(new RegExp(`^${new URL(printed).origin}/s/[\\w-]+#[\\w-]{16,}$`));
});

test("[D-1] links as they stand on the page: one leader each, a guest knocks; copied whole", async () => {
  const name = nameOf("sixty", 2);
  const first = words.organise.leaderLink(1, 2);
  await organiser.reload();
  await card(name)
    .getByRole("button", { name: words.organise.copyName(first, name) })
    .click();
  await card(name).getByText(words.organise.copied).waitFor();
  const copied = await organiser.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await link(name, first));

  const anna = await goIn(copied, "Anna Keller");
  const clara = await goIn(await link(name, words.organise.leaderLink(2, 2)), "Clara Duarte");
  await anna.locator("[data-person]").nth(1).waitFor();
  expect(await anna.locator("[data-person]").count()).toBe(2);
  const guest = await open(await link(name, words.organise.invitation));
  await guest.getByText(words.door.leadGuest).waitFor();
  await guest.getByLabel(words.door.name).fill("Tom Reyes");
  await guest.getByLabel(words.door.agree).check();
  await guest.getByRole("button", { name: words.door.goOn, exact: true }).click();
  await guest.getByRole("button", { name: words.door.knock, exact: true }).waitFor();
  for (const page of [clara, guest]) await page.context().close();
  await organiser.screenshot({ path: join(PICTURES, "organiser.png"), fullPage: true });

  // Once it has ended nobody finds a door there any more.
  await anna.getByRole("button", { name: words.console.end }).click();
  await anna.getByRole("dialog").getByRole("button", { name: words.console.endYes }).click();
  await anna.locator('[data-screen="ended"]').waitFor();
  for (const label of [first, words.organise.invitation]) {
    const late = await open(await link(name, label));
    await late.getByText(words.ended.title).waitFor();
    await late.getByText(words.ended.line).waitFor();
    await late.context().close();
  }
  await organiser.reload();
  await card(name).getByText(words.organise.endedOn).waitFor();
  expect(await card(name).getByRole("textbox").count()).toBe(0);
  await anna.context().close();
});

test("a link that leads nowhere says so in one plain sentence", async () => {
  const { origin } = new URL(printed);
  const [, key] = (await link(nameOf("ninety", 2), words.organise.invitation)).split("#");
  const room = await link(nameOf("ninety", 1), words.organise.invitation);
  const nowhere: [string, string][] = [
    [`${origin}/organise`, words.organise.noKey],
    [`${origin}/organise#not-the-key-of-this-house`, words.organise.noKey],
    [`${origin}/organise#short`, words.organise.noKey],
    // Whether there is such a meeting is not told.
    [`${origin}/s/0123456789abcdef#${key}`, words.failed.wrong_key],
    [`${origin}/s/no-such-thing#${key}`, words.noLink.nowhereLine],
    [`${origin}/nothing`, words.noLink.nowhereLine],
    [`${origin}/%zz`, words.noLink.nowhereLine],
    // The key of another meeting; a link that lost its end on the way, half of it and all of it.
    [room.replace(/#.*/, `#${key}`), words.failed.wrong_key],
    [room.replace(/#.*/, "#cut-off"), words.noLink.cut],
    [room.replace(/#.*/, ""), words.noLink.cut],
    [origin, words.noLink.line],
  ];
  const page = await open("about:blank");
  for (const [at, sentence] of nowhere) {
    await page.goto("about:blank");
    await page.goto(at);
    await page.getByText(sentence).waitFor();
    expect(await page.locator("form").count(), at).toBe(0);
  }
  await page.goto(`${origin}/nothing`);
  await page.getByRole("link", { name: words.noLink.back }).click();
  await page.getByText(words.noLink.line).waitFor();
  await page.context().close();
});

test("[O-7] a link that changed on its way opens, and is mended in the address bar", async () => {
  const invitation = await link(nameOf("ninety", 1), words.organise.invitation);
  const [, id = "", key = ""] = /\/s\/(\w+)#(.+)$/.exec(invitation) ?? [];
  const { origin } = new URL(invitation);
  const page = await open("about:blank");
  for (const written of [
    `/S/${id.toUpperCase()}/?utm_source=letter#${key}%2E`,
    `/s/${id}%23${key}`,
    `//s/${id}/#${key.slice(0, 9)}%20${key.slice(9)})`,
  ]) {
    await page.goto("about:blank");
    await page.goto(origin + written);
    await page.locator("form").waitFor();
    expect(page.url()).toBe(invitation);
  }
  // The same in a page that is open already: only the fragment changes, and the browser loads nothing.
  await page.evaluate((to) => location.assign(to), `${invitation}.`);
  await page.waitForURL(invitation);
  await page.locator("form").waitFor();
  await page.goto("about:blank");
  await page.goto(printed.replace("/organise#", "/Organise/%23"));
  await page.getByText(words.organise.lead).waitFor();
  expect(page.url()).toBe(printed);
  await page.context().close();
});
