/**
 * Every state of one real session, on every screen it concerns, in four sizes, two themes and two languages: nothing lies
 * over anything, nothing is cut off. A sheet of all of them is kept in tests/output for a person to look at.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LANGUAGES, words } from "../../client/src/words/words.ts";
import { type TestServer, type TestSession, admitted, leaderOf, makeSession, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import type { Person } from "../support/person.ts";
import { keepEvidence } from "./circle.ts";
import { faultsOf } from "./geometry.ts";
import { Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");
const SIZES = [
  [360, 740],
  [820, 1180],
  [1366, 768],
  [2560, 1440],
] as const;
const THEMES = ["light", "dark"] as const;
const GUESTS = ["Mei Lin", "David Osei", "Dr. Jonas Berg", "Priya Nair", "Luc Moreau", "Ruth Adler", "Siobhán Ó Brien"];
const GRACE_SECONDS = 5;

type Picture = { readonly state: string; readonly who: string; readonly size: string; readonly jpeg: Buffer };
const pictures: Picture[] = [];

let server: TestServer;
let browser: Browser;
let session: TestSession;
let languages: readonly string[];
let anna: Screen;
let tom: Screen;
let ilona: Screen;
let eva: Screen;
let clara: Person;
const guests: Person[] = [];

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

/** English, and of the others the one that needs the most letters. */
async function twoLanguages(): Promise<string[]> {
  const all: [string, { load: () => Promise<object> }][] = Object.entries(LANGUAGES);
  const long = await Promise.all(
    all
      .filter(([code]) => code !== "en")
      .map(async ([code, { load }]) => ({ code, length: JSON.stringify(await load()).length })),
  );
  const longest = long.toSorted((one, other) => other.length - one.length)[0];
  return ["en", longest?.code ?? "en"];
}

async function at(name: string, key: string, as: "member" | "observer" = "member"): Promise<Screen> {
  return Screen.at(browser, { running: server, session, key, name, as, camera: as === "member", before: cuttable });
}

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  languages = await twoLanguages();
  [server, browser] = await Promise.all([
    startServer({ env: { LEADERS_GRACE_SECONDS: String(GRACE_SECONDS) } }),
    launchChromium(),
  ]);
  session = await makeSession(server.baseUrl, server.organiserKey);
  clara = await leaderOf(server, session, 2, "Clara Duarte");
  anna = await at("Anna Keller", session.leaderKeys[0] ?? "");
  await anna.isIn();
  tom = await at("Tom Reyes", session.invitationKey);
});
afterAll(async () => {
  if (pictures.length > 0) await keepSheet();
  for (const person of [clara, ...guests]) person?.close();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

/** Through all sizes, themes and languages: what is wrong, and a few pictures. */
async function look(state: string, ...screens: Screen[]): Promise<void> {
  const faults: string[] = [];
  for (const { name, page } of screens) {
    for (const language of new Set(languages)) {
      const choice = page.locator(".language select");
      if (languages.some((code) => code !== "en")) await choice.selectOption(language, { force: true });
      for (const [width, height] of SIZES) {
        await page.setViewportSize({ width, height });
        for (const theme of THEMES) {
          await page.emulateMedia({ colorScheme: theme });
          const found = await faultsOf(page);
          faults.push(...found.map((fault) => `${state}, ${name}, ${width}, ${theme}, ${language}: ${fault}`));
          const kept = language === languages.at(-1) && theme === (width === 820 || width === 2560 ? "dark" : "light");
          if (kept || found.length > 0) {
            const jpeg = await page.screenshot({ type: "jpeg", quality: 60 });
            pictures.push({ state, who: name, size: `${width} ${theme} ${language}`, jpeg });
          }
        }
      }
    }
    if (languages.some((code) => code !== "en"))
      await page.locator(".language select").selectOption("en", { force: true });
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.emulateMedia({ colorScheme: "light" });
  }
  expect(faults).toEqual([]);
}

/** One page of all pictures, drawn by the browser itself. */
async function keepSheet(): Promise<void> {
  const states = [...new Set(pictures.map(({ state }) => state))];
  const rows = states.map((state) => ({ state, row: pictures.filter((picture) => picture.state === state) }));
  const html = rows.map(
    ({ state, row }) =>
      `<h2>${state}</h2><div>${row
        .map(
          ({ who, size, jpeg }) =>
            `<figure><img src="data:image/jpeg;base64,${jpeg.toString("base64")}"><figcaption>${who}, ${size}</figcaption></figure>`,
        )
        .join("")}</div>`,
  );
  const style =
    "body{font:14px sans-serif;margin:16px;width:2000px}div{display:flex;flex-wrap:wrap;gap:8px}figure{margin:0}img{height:260px;display:block}h2{margin:12px 0 4px}";
  const page = await browser.newPage({ viewport: { width: 2040, height: 1200 } });
  await page.setContent(`<style>${style}</style>${html.join("")}`);
  await page.screenshot({ path: join(PICTURES, "states.png"), fullPage: true });
  await writeFile(
    join(PICTURES, "states.txt"),
    pictures.map(({ state, who, size }) => `${state}: ${who}, ${size}`).join("\n"),
  );
  await page.close();
}

const done = async (answer: Promise<{ ok: boolean }>) => expect(await answer).toMatchObject({ ok: true });

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    const screens = () => [anna, tom, ilona, eva].filter((screen) => screen !== undefined);
    onTestFailed(() => keepEvidence(screens(), PICTURES));
    await play();
    for (const screen of screens()) expect(screen.errors).toEqual([]);
  });

scene("[C-6] waiting at the door", async () => {
  await tom.shows("waiting");
  await look("waiting", tom);
  await anna.admit("Tom Reyes");
  await tom.isIn();
});

scene("[C-1] [C-6] gathering, with observers", async () => {
  ilona = await at("Ilona Szabó", session.invitationKey);
  await anna.admit("Ilona Szabó");
  eva = await at("Eva Novak", session.invitationKey, "observer");
  await anna.admit("Eva Novak");
  for (const name of GUESTS) guests.push(await admitted(server, session, clara, name));
  guests.push(await admitted(server, session, clara, "Paul Weber", "observer"));
  for (const screen of [ilona, eva]) await screen.isIn();
  await tom.eventually("all are seated", async () => (await tom.seats()).length === 13);
  await eva.says(words.circle.outerRing);
  await look("gathering", anna, tom, eva);
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
  await tom.click(words.circle.hideSelf);
  await mine.getByText(words.circle.seenByOthers).waitFor();
  expect(await mine.locator("video").count()).toBe(0);
  expect(await anna.seat(me).locator("video").count()).toBe(1);
  await look("own picture hidden", tom);
  await tom.click(words.circle.hideSelf);
  await mine.locator("video").waitFor();
});

scene("[C-6] the call for a case, and the case", async () => {
  await done(clara.command({ kind: "phase.move", from: "gathering", to: "caseCall" }));
  await tom.inPhase("caseCall");
  await look("who has a case", tom);
  await ilona.click(words.offer.mine);
  await ilona.says(words.offer.offered);
  await look("case offered", anna, ilona);
  await anna.click(words.console.caseOf("Ilona"));
  await tom.isMicrophone("resting");
  await look("presentation", tom, ilona);
  await done(clara.command({ kind: "phase.move", from: "presentation", to: "clarification" }));
  await done(clara.command({ kind: "phase.move", from: "clarification", to: "discussion" }));
});

scene("[C-3] [C-6] [U-4] sitting back", async () => {
  for (const screen of [anna, tom, ilona, eva]) await screen.inPhase("discussion");
  await look("sitting back", anna, tom, ilona, eva);
});

scene("[C-6] a word to all, a private word, an empty chair", async () => {
  const person = clara.room().seats.find(({ name }) => name === "Tom Reyes")?.person;
  if (person === undefined) throw new Error("Tom has no seat");
  await done(clara.command({ kind: "room.card", card: "patientFeels" }));
  await done(clara.command({ kind: "person.nudge", person, nudge: "interrogating" }));
  guests[3]?.close();
  await tom.page.locator('[data-line="lost"][data-person]').waitFor();
  await tom.page.locator(".whisper").waitFor();
  await look("private word and empty chair", tom, ilona);
  await tom.click(words.toYou.dismiss);
  await done(clara.command({ kind: "room.card", card: null }));
});

scene("[C-6] a pause", async () => {
  await done(clara.command({ kind: "session.pause" }));
  await tom.page.locator('[data-paused="true"]').waitFor();
  await look("paused", anna, tom, eva);
  await done(clara.command({ kind: "session.resume" }));
  await tom.page.locator('[data-paused="false"]').waitFor();
});

scene("[C-6] a lost line of one's own, then sound and picture too", async () => {
  await tom.page.evaluate(() => window.cutOff?.("/live"));
  await tom.page.locator('.room[data-line="lost"]').waitFor();
  await look("own line lost", tom);
  await tom.page.evaluate(() => window.heal?.());
  await tom.page.locator('.room[data-line="live"]').waitFor();
});

scene("[C-6] someone came in", async () => {
  await tom.click(words.bar.someone);
  await look("someone came in", tom);
  await tom.click(words.alone.again);
});

scene("[C-6] alone without leaders, a pause by itself, and a leader again", async () => {
  const url = anna.page.url();
  await anna.page.goto("about:blank");
  clara.close();
  await tom.page.locator('[data-lead="nobody"], [data-lead="unattended"]').waitFor();
  await tom.page.locator('[data-lead="unattended"][data-paused="true"]').waitFor();
  await look("paused by itself", tom, ilona);
  await anna.page.goto(url);
  await anna.isIn();
  await clara.connect();
  await done(clara.command({ kind: "session.resume" }));
  await tom.page.locator('[data-paused="false"]').waitFor();
});

scene("[C-6] return, closing, aftercare", async () => {
  await done(clara.command({ kind: "phase.move", from: "discussion", to: "return" }));
  await ilona.inPhase("return");
  await look("return", ilona);
  await done(clara.command({ kind: "phase.move", from: "return", to: "closing" }));
  await done(clara.command({ kind: "phase.move", from: "closing", to: "aftercare" }));
  await tom.inPhase("aftercare");
  await look("aftercare", anna, tom);
});

scene("[C-6] here on another screen, asked to step out, gone by one's own wish", async () => {
  const first = ilona.page;
  const second = await ilona.secondTab();
  await first.locator('[data-screen="replaced"]').waitFor();
  await look("replaced", ilona);
  await second.close();
  const observer = clara.room().seats.find(({ name }) => name === "Eva Novak")?.person;
  if (observer === undefined) throw new Error("Eva has no seat");
  await done(clara.command({ kind: "person.stepOut", person: observer }));
  await eva.shows("removed");
  await look("asked to step out", eva);
  await tom.click(words.bar.leave);
  await tom.page.getByRole("dialog").getByRole("button", { name: words.leaving.yes }).click();
  await tom.shows("left");
  await look("left", tom);
});

scene("[C-6] the leaders among themselves, and the end", async () => {
  await ilona.click(words.replaced.here);
  await ilona.isIn();
  await ilona.click(words.bar.leave);
  await ilona.page.getByRole("dialog").getByRole("button", { name: words.leaving.yes }).click();
  for (const person of guests) {
    if (person === guests[3]) await person.connect();
    await done(person.command({ kind: "self.leave" }));
  }
  await anna.page.locator('[data-among-leaders="true"]').waitFor();
  await anna.says(words.debrief.title);
  await look("leaders among themselves", anna);
  await anna.page.locator(".quiet").getByRole("button", { name: words.console.end }).click();
  await anna.page.getByRole("dialog").getByRole("button", { name: words.console.endYes }).click();
  await anna.shows("ended");
  await look("ended", anna);
});
