/**
 * Every state of one real session, on every screen it concerns, in four sizes, two themes and two languages: nothing lies
 * over anything, nothing is cut off. A sheet of all of them is kept in tests/output for a person to look at.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { RoomServiceClient } from "livekit-server-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SessionId } from "@balint/shared/session/model";
import { aPerson, person as personId } from "@balint/shared/session/fixtures";
import { newSession } from "@balint/shared/session/transition";
import { words } from "../../client/src/words/words.ts";
import { cookieName } from "../../server/src/jar.ts";
import { type Keys, keysFrom, secretsIn } from "../../server/src/keys.ts";
import { openSqlite } from "../../server/src/store/sqlite.ts";
import type { LookName } from "../support/bot-protocol.ts";
import { type TestServer, type TestSession, knockAt, makeSession, sfuAccess, startServer } from "../support/app.ts";
import { type Crew, type SessionBot, startBots } from "../support/bots.ts";
import { launchChromium } from "../support/chromium.ts";
import { sidsOf, videoPacketsFrom } from "../support/packets.ts";
import { Person, enter } from "../support/person.ts";
import { keepEvidence } from "./circle.ts";
import { faultsOf } from "./geometry.ts";
import { Looker, PICTURES } from "./look.ts";
import { Screen } from "./screen.ts";

/** Some with a picture, some without. */
const GUESTS: readonly { readonly name: string; readonly face?: LookName; readonly as?: "observer" }[] = [
  { name: "Mei Lin", face: "mei" },
  { name: "David Osei", face: "david" },
  { name: "Dr. Jonas Berg", face: "jonas" },
  { name: "Priya Nair", face: "priya" },
  { name: "Luc Moreau", face: "luc" },
  { name: "Ruth Adler" },
  { name: "Siobhán Ó Brien" },
  { name: "Paul Weber", as: "observer" },
];
const GRACE_SECONDS = 5;
const CAMERAS = "--use-fake-device-for-media-stream";

let server: TestServer;
let browser: Browser;
let crew: Crew;
let session: TestSession;
let look: Looker;
let anna: Screen;
let tom: Screen;
let ilona: Screen;
let eva: Screen;
let clara: SessionBot;
const guests: SessionBot[] = [];

declare global {
  interface Window {
    cutOff?: (what: string) => void;
    heal?: () => void;
  }
}

/** Lets a test cut some of the page's lines, and heal them. */
async function cuttable(page: Page): Promise<void> {
  await page.addInitScript(() => {
    let cut: RegExp | null = null;
    const lines = new Set<WebSocket>();
    const Plain = window.WebSocket;
    window.WebSocket = class extends Plain {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(cut?.test(String(url)) === true ? "ws://127.0.0.1:9/" : url, protocols);
        lines.add(this);
      }
    };
    window.cutOff = (what) => {
      cut = new RegExp(what);
      for (const line of lines) if (cut.test(line.url)) line.close();
    };
    window.heal = () => {
      cut = null;
    };
  });
}

async function at(name: string, key: string, as: "member" | "observer" = "member"): Promise<Screen> {
  const camera = as === "member";
  return Screen.outside(browser, { running: server, session, key, name, as, camera, before: cuttable });
}

const YESTERDAY = SessionId.parse("e5e2da1e5e2da1e5");
const DAY_MS = 24 * 60 * 60_000;
let keys: Keys;

/** A meeting whose twelve members tried everything out a day ago, and closed their browsers. */
async function rehearsed(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "balint-data-"));
  const then = Date.now() - DAY_MS;
  const people = [
    ...GUESTS,
    ...["Amara Diallo", "Hugo Lindqvist", "Leila Haddad", "Kenji Mori"].map((name) => ({ name })),
  ];
  const session = newSession({ id: YESTERDAY, name: "Yesterday", frame: "ninety", leaderCount: 2, now: then });
  const seated = people.map(({ name }, n) =>
    aPerson(personId(`guest${n}x`), "member", n, {
      name,
      knockedAt: then,
      agreedAt: then,
      line: { is: "lost", since: then },
    }),
  );
  keys = keysFrom(secretsIn(dataDir).server);
  const store = openSqlite(join(dataDir, "balint.sqlite"));
  await store.create({ ...session, people: seated });
  await store.close();
  return dataDir;
}

beforeAll(async () => {
  const dataDir = await rehearsed();
  [look, server, browser, crew] = await Promise.all([
    Looker.begin(),
    startServer({ dataDir, env: { LEADERS_GRACE_SECONDS: String(GRACE_SECONDS) } }),
    // Cameras of few pictures a second: what moves is not what is looked at.
    launchChromium({ without: [CAMERAS], flags: [`${CAMERAS}=fps=5`] }),
    startBots(),
  ]);
  session = await makeSession(server.baseUrl, server.organiserKey);
  const co = { ...knockAt(server, session), key: session.leaderKeys[1] ?? "", name: "Clara Duarte" };
  clara = await crew.joinSession(co);
  anna = await at("Anna Keller", session.leaderKeys[0] ?? "");
  await anna.knock();
  await anna.isIn();
});
afterAll(async () => {
  await look?.keepSheet(browser);
  await crew?.stop();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

/** What finds nothing must have shown that it can. */
async function looksClosely(page: Page): Promise<void> {
  expect(await faultsOf(page)).toEqual([]);
  for (const [css, fault] of [
    [".seat { translate: calc(var(--x) * -0.5) }", /^face of .* over /],
    [".name > span { inline-size: 2ch }", /is cut off$/],
    [".centre { translate: 0 30vh }", /over middle/],
    [".bar { translate: 0 40px }", /is out of the window$/],
    [".rug { width: 300vw !important }", /has more than it shows$/],
  ] as const) {
    const style = await page.addStyleTag({ content: css });
    expect(await faultsOf(page), css).toContainEqual(expect.stringMatching(fault));
    await style.evaluate((element) => element.parentNode?.removeChild(element));
  }
}

const done = async (answer: Promise<{ ok: boolean }>) => expect(await answer).toMatchObject({ ok: true });

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    const screens = () => [anna, tom, ilona, eva].filter((screen) => screen !== undefined);
    onTestFailed(() => keepEvidence(screens(), PICTURES));
    await play();
    expect(look.found()).toEqual([]);
    for (const screen of screens()) expect(screen.errors).toEqual([]);
  });

scene("[C-6] [C-7] [D-9] the two steps of the door, and waiting", async () => {
  tom = await at("Tom Reyes", session.invitationKey);
  await tom.page.locator('[data-step="promise"]').waitFor();
  await look.at("name and promise", tom);
  await look.mirrored("name and promise", tom);
  await tom.promise();
  // Whatever was found: how the line is here is not the matter.
  await tom.page.locator('[data-line]:not([data-line="trying"])').first().waitFor();
  await look.at("camera and microphone", tom);
  await tom.knock();
  await tom.shows("waiting");
  await look.at("waiting", tom);
  await anna.admit("Tom Reyes");
  await tom.isIn();
});

scene("[C-1] [C-7] gathering, with observers", async () => {
  ilona = await at("Ilona Szabó", session.invitationKey);
  await ilona.knock();
  await anna.admit("Ilona Szabó");
  eva = await at("Eva Novak", session.invitationKey, "observer");
  await eva.knock();
  await anna.admit("Eva Novak");
  for (const { name, face, as } of GUESTS) {
    const bot = await crew.joinSession({ ...knockAt(server, session), name, as: as ?? "member" });
    await done(clara.person.admit(bot.id));
    await bot.person.untilIn();
    if (face !== undefined) await bot.openPortrait({ look: face, size: 240, fps: 2 });
    guests.push(bot);
  }
  for (const screen of [ilona, eva]) await screen.isIn();
  await tom.eventually("all are seated", async () => (await tom.seats()).length === 13);
  await eva.says(words.circle.outerRing);
  await looksClosely(tom.page);
  await look.at("gathering", anna, tom, eva);
});

scene("[C-1] the first frame has every chair where it stays", async () => {
  await tom.page.addInitScript(() => {
    const seen: string[][] = [];
    Object.assign(window, { seen });
    const watch = () => {
      if (document.querySelector('[data-screen="room"]') !== null && seen.length < 40)
        seen.push(
          [...document.querySelectorAll("[data-person]")].map((seat) => {
            const { left, top, width } = seat.getBoundingClientRect();
            return [left, top, width].map(Math.round).join(" ");
          }),
        );
      requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
  });
  await tom.reload();
  await tom.isIn();
  await tom.page.waitForFunction(() => ((window as { seen?: string[][] }).seen ?? []).length >= 40);
  const seen = await tom.page.evaluate(() => (window as { seen?: string[][] }).seen ?? []);
  expect(new Set(seen.map((seats) => seats.length))).toEqual(new Set([13]));
  expect(new Set(seen.map((seats) => seats.join("; "))).size).toBe(1);
});

scene("[C-4] the own picture hidden from oneself, and seen by the others", async () => {
  const mine = tom.page.locator("[data-person]", { has: tom.page.locator(".self-view") });
  await tom.click(words.bar.camera.off);
  await mine.locator("video").waitFor();
  const me = (await mine.getAttribute("data-person")) ?? "";
  await anna.seat(me).locator("video").waitFor();
  const { url, apiKey, apiSecret } = await sfuAccess(server);
  const service = new RoomServiceClient(url, apiKey, apiSecret);
  const seenByAnna = async () => videoPacketsFrom(anna.page, (await sidsOf(service, session.id))[me] ?? "");
  await tom.click(words.circle.hideSelf);
  await mine.getByText(words.circle.seenByOthers).waitFor();
  expect(await mine.locator("video").count()).toBe(0);
  const before = await seenByAnna();
  await anna.eventually("packets of the hidden picture arrive", async () => (await seenByAnna()) > before + 20);
  await look.at("own picture hidden", tom);
  await tom.click(words.circle.hideSelf);
  await mine.locator("video").waitFor();
});

scene("[C-6] [C-7] the call for a case, and the case", async () => {
  await done(clara.command({ kind: "phase.move", from: "gathering", to: "caseCall" }));
  await tom.inPhase("caseCall");
  await look.at("who has a case", tom);
  await ilona.click(words.offer.mine);
  await ilona.says(words.offer.offered);
  await look.at("case offered", anna, ilona);
  await anna.click(words.console.caseOf("Ilona"));
  await tom.isMicrophone("resting");
  await look.at("presentation", tom, ilona);
  await done(clara.command({ kind: "phase.move", from: "presentation", to: "clarification" }));
});

/** What of the picture changes bit by bit until the presenter has sat back, by the names of the properties. */
async function whatMoves(): Promise<string[]> {
  const moved = new Set<string>();
  let still = 0;
  while (still < 10) {
    await new Promise((next) => requestAnimationFrame(next));
    const effects = document
      .getAnimations()
      .map(({ effect }) => effect)
      .filter((effect) => effect instanceof KeyframeEffect)
      .filter(({ target }) => target?.closest(".circle") !== null);
    for (const effect of effects)
      for (const frame of effect.getKeyframes())
        for (const property of Object.keys(frame))
          if (!["offset", "computedOffset", "easing", "composite"].includes(property)) moved.add(property);
    const sat = document.querySelector('[data-place="back"]') !== null;
    still = sat && effects.length === 0 ? still + 1 : 0;
  }
  return [...moved];
}

scene("[C-3] [C-7] [U-4] sitting back", async () => {
  await tom.page.emulateMedia({ reducedMotion: "reduce" });
  const moving = tom.page.evaluate(whatMoves);
  await done(clara.command({ kind: "phase.move", from: "clarification", to: "discussion" }));
  for (const screen of [anna, tom, ilona, eva]) await screen.inPhase("discussion");
  expect(await moving).toEqual(["opacity"]);
  await tom.page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await tom.placeOf(clara.person.room().seats.find(({ presents }) => presents)?.person ?? "")).toBe("back");
  expect(await tom.page.locator(".gap").count()).toBe(1);
  await guests[1]?.openMicrophone();
  await tom.page.locator('[data-speaking="true"]').waitFor();
  await look.at("sitting back", anna, tom, ilona, eva);
  await look.mirrored("sitting back", anna);
  await look.mirrored("sitting back", ilona);
  await guests[1]?.closeMicrophone();
});

scene("[C-6] [C-7] a word to all, a private word, an empty chair", async () => {
  const person = clara.person.room().seats.find(({ name }) => name === "Tom Reyes")?.person;
  if (person === undefined) throw new Error("Tom has no seat");
  await done(clara.command({ kind: "room.card", card: "patientFeels" }));
  await done(clara.command({ kind: "person.nudge", person, nudge: "interrogating" }));
  await guests[3]?.leave();
  await tom.page.locator('[data-line="lost"][data-person]').waitFor();
  await tom.page.locator(".whisper").waitFor();
  await look.at("private word and empty chair", tom, ilona);
  await tom.click(words.toYou.dismiss);
  await done(clara.command({ kind: "room.card", card: null }));
});

scene("[C-6] [C-7] a pause", async () => {
  await done(clara.command({ kind: "session.pause" }));
  await tom.page.locator('[data-paused="true"]').waitFor();
  await look.at("paused", anna, tom, eva);
  await done(clara.command({ kind: "session.resume" }));
  await tom.page.locator('[data-paused="false"]').waitFor();
});

scene("[C-6] [C-7] a lost line of one's own", async () => {
  await tom.page.evaluate(() => window.cutOff?.("/live"));
  await tom.page.locator('.room[data-line="lost"]').waitFor();
  await look.at("own line lost", tom);
  await tom.page.evaluate(() => window.heal?.());
  await tom.page.locator('.room[data-line="live"]').waitFor();
});

scene("[C-6] [C-7] someone came in", async () => {
  await tom.click(words.bar.someone);
  await look.at("someone came in", tom);
  await tom.click(words.alone.again);
});

scene("[C-6] [C-7] alone without leaders, a pause by itself, and a leader again", async () => {
  const url = anna.page.url();
  await anna.page.goto("about:blank");
  clara.person.close();
  await tom.page.locator('[data-lead="nobody"], [data-lead="unattended"]').waitFor();
  await tom.page.locator('[data-lead="unattended"][data-paused="true"]').waitFor();
  await look.at("paused by itself", tom, ilona);
  await anna.page.goto(url);
  await anna.isIn();
  await clara.person.connect();
  await done(clara.command({ kind: "session.resume" }));
  await tom.page.locator('[data-paused="false"]').waitFor();
});

scene("[C-6] [C-7] return, closing, aftercare", async () => {
  await done(clara.command({ kind: "phase.move", from: "discussion", to: "return" }));
  await ilona.inPhase("return");
  await look.at("return", ilona);
  await done(clara.command({ kind: "phase.move", from: "return", to: "closing" }));
  await done(clara.command({ kind: "phase.move", from: "closing", to: "aftercare" }));
  await tom.inPhase("aftercare");
  await look.at("aftercare", anna, tom);
});

scene("[C-6] [C-7] here on another screen, asked to step out, gone by one's own wish", async () => {
  const first = ilona.page;
  const second = await ilona.secondTab();
  await first.locator('[data-screen="replaced"]').waitFor();
  await look.at("replaced", ilona);
  await second.close();
  const observer = clara.person.room().seats.find(({ name }) => name === "Eva Novak")?.person;
  if (observer === undefined) throw new Error("Eva has no seat");
  await done(clara.command({ kind: "person.stepOut", person: observer, presents: false }));
  await eva.shows("removed");
  await look.at("asked to step out", eva);
  await tom.click(words.bar.leave);
  await tom.page.getByRole("dialog").getByRole("button", { name: words.leaving.yes }).click();
  await tom.shows("left");
  await look.at("left", tom);
});

scene("[A-4] [C-7] the leaders among themselves, and the end", async () => {
  await ilona.click(words.replaced.here);
  await ilona.isIn();
  await ilona.click(words.bar.leave);
  await ilona.page.getByRole("dialog").getByRole("button", { name: words.leaving.yes }).click();
  for (const person of guests) {
    if (person === guests[3]) await person.person.connect();
    await done(person.command({ kind: "self.leave" }));
  }
  await anna.page.locator('[data-among-leaders="true"]').waitFor();
  await anna.says(words.debrief.title);
  await anna.page.locator("#said").getByText(words.debrief.line(2)).waitFor({ state: "attached" });
  await look.at("leaders among themselves", anna);
  await anna.page.locator(".quiet").getByRole("button", { name: words.console.end }).click();
  await anna.page.getByRole("dialog").getByRole("button", { name: words.console.endYes }).click();
  await anna.shows("ended");
  await look.at("ended", anna);
});

scene("[S-9] [D-18] [C-7] the chairs of yesterday, and a crowd at the door", async () => {
  const leaderKeys = [1, 2].map((slot) => keys.leaderKey(YESTERDAY, slot));
  session = { id: YESTERDAY, leaderKeys, invitationKey: keys.invitationKey(YESTERDAY) };
  anna = await at("Anna Keller", leaderKeys[0] ?? "");
  await anna.knock();
  await anna.isIn();
  const need = anna.page.locator('[data-need="emptyChairs"]');
  await need.getByText(words.console.full(false)).waitFor();
  tom = await at("Tom Reyes", session.invitationKey);
  await tom.knock();
  await tom.shows("waiting");
  await tom.says(words.waiting.full);
  await look.at("no free chair", anna, tom);
  await anna.click(words.console.freeChairs(12));
  await need.waitFor({ state: "detached" });
  await tom.says(words.waiting.leaders(["Anna Keller"]));
  await anna.admit("Tom Reyes");
  await tom.isIn();

  // Strangers, and one of yesterday's who has kept the cookie.
  const outside = { ...knockAt(server, session), name: "Mei Lin" };
  const known = personId("guest0x");
  const mei = new Person(outside, known, `${cookieName(YESTERDAY, known)}=${keys.cookieFor(YESTERDAY, known)}`);
  const crowd = await Promise.all(
    Array.from({ length: 14 }, (_, n) => enter({ ...outside, name: `Eve Nr. ${n + 1}` })),
  );
  for (const one of [...crowd, mei]) await one.connect();
  const rows = anna.page.locator("[data-knocks]");
  await anna.eventually("all stand at the door", async () => (await rows.count()) === 15);
  expect(await rows.first().innerText()).toContain("Mei Lin");
  expect(mei.snapshot()).toMatchObject({ standing: "waiting", again: true, full: false });
  await look.at("a crowd at the door", anna);
  await anna.click(words.console.notNowAll(14));
  await anna.eventually("one is left", async () => (await rows.count()) === 1);
  expect(mei.snapshot().standing).toBe("waiting");
  for (const one of crowd) await one.until(({ standing }) => standing === "removed");
  await anna.admit("Mei Lin");
  await mei.untilIn();
  for (const one of [...crowd, mei]) one.close();
});
