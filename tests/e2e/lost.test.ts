/**
 * Leaders lose their lines, and the presenter while sitting back, at real browsers: what each screen says, what comes
 * through at the listeners, and that nothing is lost when they return. The figures are printed.
 */
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, sfuAccess, startServer } from "../support/app.ts";
import { type Crew, startBots } from "../support/bots.ts";
import { launchChromium } from "../support/chromium.ts";
import { watchFor } from "../support/eventually.ts";
import { figures, msSince } from "../support/figures.ts";
import { freeze } from "../support/frozen.ts";
import { SILENCE_GRACE_MS, SILENCE_WINDOW_MS, audioPackets, gained } from "../support/packets.ts";
import {
  type Circle,
  comesThrough,
  everybodyHears,
  gather,
  heardOf,
  idOf,
  keepEvidence,
  nothing,
  sitBack,
} from "./circle.ts";
import type { Screen } from "./screen.ts";

/** Short, but longer than a busy machine may hold up a browser. */
const GRACE_MS = 12_000;
/** Leaders are alerted within this (SPEC S-4). */
const ALERTED_WITHIN_MS = 5_000;
const note = figures("somebody is lost");

let browser: Browser;
let ilonasBrowser: Browser;
let crew: Crew;
let server: TestServer;
let circle: Circle;

beforeAll(async () => {
  [browser, ilonasBrowser, crew, server] = await Promise.all([
    launchChromium(),
    launchChromium(),
    startBots(),
    startServer({ env: { LEADERS_GRACE_SECONDS: String(GRACE_MS / 1000) } }),
  ]);
  const each = (name: string) => (name === "Ilona Szabó" ? ilonasBrowser : browser);
  circle = await gather({ running: server, access: await sfuAccess(server), browser: each, crew, bots: 1 });
  await sitBack(circle);
}, 120_000);
afterAll(async () => {
  await circle?.close();
  await browser?.close();
  await ilonasBrowser?.close();
  await crew?.stop();
  await server?.stop("SIGKILL");
  await server?.remove();
});

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence(circle.screens, join(import.meta.dirname, "../output")));
    await play();
    for (const screen of circle.screens) expect(screen.errors).toEqual([]);
  });

const room = (screen: Screen, what: string) => screen.page.locator(`[data-screen="room"]${what}`);
const lineOf = (screen: Screen, person: string) => screen.page.locator(`[data-person="${person}"][data-line="lost"]`);

scene(
  "[S-4] [S-6] [M-7] the presenter is lost while sitting back: leaders know at once, and the silence outlives it",
  async () => {
    const { anna, clara, ilona, tom } = circle;
    const ilonaId = idOf(circle, "Ilona Szabó");
    const back = await freeze(ilonasBrowser);
    const silent = performance.now();
    await Promise.all([anna, clara].map(({ page }) => page.locator('[data-need="presenterLost"]').first().waitFor()));
    const alerted = msSince(silent);
    note("presenter falls silent while sitting back: both leaders are alerted after", `${alerted} ms`);
    expect(alerted).toBeLessThan(ALERTED_WITHIN_MS);
    await anna.says(words.console.presenterLost("Ilona", 0));
    await tom.says(words.presenterLost("Ilona"));
    note("presenter falls silent while sitting back: the group is told after", `${msSince(silent)} ms`);
    for (const screen of [anna, clara, tom]) {
      expect(await screen.placeOf(ilonaId)).toBe("back");
      expect(await lineOf(screen, ilonaId).count()).toBeGreaterThan(0);
    }
    // The media server, too, holds the line for lost.
    await watchFor(8_000);
    back();
    const here = performance.now();
    await room(ilona, '[data-line="live"][data-media="connected"][data-sitting-back="true"]').waitFor();
    await Promise.all(
      [anna, clara, tom].map((screen) => lineOf(screen, ilonaId).first().waitFor({ state: "detached" })),
    );
    note("presenter is back, in the back seat on every screen, after", `${msSince(here)} ms`);
    const heard = await heardOf(circle, ilonaId, { grace: 0, window: 6_000 });
    note("presenter back in the back seat: packets of sound at each listener", Object.values(heard.sound).join(", "));
    expect(heard.sound).toEqual(nothing(heard.sound));
    note(
      "presenter back in the back seat: packets of picture at each browser",
      Object.values(heard.picture).join(", "),
    );
    for (const screen of [anna, clara, tom]) expect(await screen.placeOf(ilonaId)).toBe("back");
    expect(await ilona.microphone()).toBe("resting");
    expect(await anna.page.locator('[data-need="presenterLost"]').count()).toBe(0);
  },
);

scene(
  "[P-13] [P-14] [R-4] [L-5] both leaders are lost: told, safely paused, the deputy leads on, and with a leader nothing is lost",
  async () => {
    const { anna, clara, ilona, tom, bots } = circle;
    const [tomId, ilonaId, david] = [idOf(circle, "Tom Reyes"), idOf(circle, "Ilona Szabó"), bots[0]];
    if (david === undefined) throw new Error("nobody");
    // What a deputy will need is fetched at once, and does not come.
    const rail = /\/Console-[^/]*\.js$/;
    await tom.page.route(rail, (route) => route.abort());
    await anna.doTo("Tom Reyes", words.console.deputy);
    await tom.says(words.deputy.named);
    await anna.page.getByLabel(words.console.say).fill("Only for the two of us");
    await anna.page.getByRole("region", { name: words.console.between }).getByRole("button").click();
    await clara.says("Only for the two of us");
    if ((await tom.microphone()) === "closed") await tom.openMicrophone();
    expect(await david.openMicrophone()).toMatchObject({ published: true });
    await everybodyHears(circle, tomId);
    await everybodyHears(circle, david.id);

    // The first: the other leads on, and only she is told what it means.
    await anna.page.goto("about:blank");
    await clara.page.locator('[data-need="coLost"]').first().waitFor();
    await clara.says(words.console.coLost("Anna"));
    await clara.doTo(david.person.name, words.console.hold);
    await david.person.untilIn(({ you }) => you.reason === "held");
    expect(await room(tom, '[data-lead="leader"]').count()).toBe(1);

    // The second.
    const alone = performance.now();
    await clara.page.goto("about:blank");
    await Promise.all([ilona, tom].map((screen) => room(screen, '[data-lead="nobody"]').waitFor()));
    for (const screen of [ilona, tom]) await screen.says(words.lead.nobody(null));
    note("both leaders gone: the group is told after", `${msSince(alone)} ms`);
    await comesThrough(circle, tomId, [ilona]);
    await Promise.all(
      [ilona, tom].map((screen) => room(screen, '[data-lead="unattended"][data-paused="true"]').waitFor()),
    );
    note(`both leaders gone: the room pauses itself (a grace of ${GRACE_MS} ms), after`, `${msSince(alone)} ms`);
    for (const screen of [ilona, tom]) await screen.says(words.pausedLine(true, "unattended", false, null));
    await watchFor(SILENCE_GRACE_MS);
    const framesOf = async () => Object.values(await david.audioFrames()).reduce((sum, frames) => sum + frames, 0);
    const frames = await framesOf();
    const packets = await Promise.all(
      [ilona, tom].map(({ page }) => gained(() => audioPackets(page), SILENCE_WINDOW_MS)),
    );
    note(
      "paused by itself: packets of sound of anybody, at each listener",
      [...packets, (await framesOf()) - frames].join(", "),
    );
    expect([...packets, (await framesOf()) - frames]).toEqual([0, 0, 0]);

    // Nobody but the deputy is offered the chair.
    expect(await ilona.page.getByRole("button", { name: words.deputy.take }).count()).toBe(0);
    await tom.click(words.deputy.take);
    await Promise.all([ilona, tom].map((screen) => room(screen, '[data-lead="deputy"]').waitFor()));
    await ilona.says(words.pausedLine(true, "deputy", false, "Tom"));
    await tom.says(words.failed.unreachable);
    await tom.page.unroute(rail);
    await tom.click(words.tryAgain);
    await tom.isIn();
    await tom.click(words.console.resume);
    await Promise.all([ilona, tom].map((screen) => room(screen, '[data-paused="false"]').waitFor()));
    await ilona.says(words.lead.deputy("Tom"));
    expect(await tom.page.getByText("Only for the two of us").count()).toBe(0);
    expect(await ilona.microphone()).toBe("resting");
    // The pause has closed it, and nothing has opened it.
    expect(await tom.microphone()).toBe("closed");
    await tom.openMicrophone();
    await comesThrough(circle, tomId, [ilona]);

    const returned = performance.now();
    await anna.page.goto(anna.link);
    await anna.isIn();
    await room(tom, '[data-leader="false"][data-lead="leader"]').waitFor();
    note("a leader is back: leads again, and the deputy does not, after", `${msSince(returned)} ms`);
    await anna.inPhase("discussion");
    expect(await room(anna, '[data-leader="true"][data-paused="false"]').count()).toBe(1);
    await anna.says("Only for the two of us");
    expect(await anna.placeOf(ilonaId)).toBe("back");
    expect(david.person.room().you.reason).toBe("held");
    await anna.doTo(david.person.name, words.console.release);
    await david.person.untilIn(({ you }) => you.microphone);
    await clara.page.goto(clara.link);
    await clara.isIn();
    const heard = await heardOf(circle, ilonaId);
    expect(heard.sound).toEqual(nothing(heard.sound));
    await comesThrough(circle, tomId);
  },
);
