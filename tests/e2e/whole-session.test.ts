/** A whole session by clicking: two leaders and two members at browsers, six bots, and another session beside it. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser } from "playwright-core";
import type { Phase } from "@balint/shared/session/model";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, admitted, leaderOf, makeSession, sfuAccess, startServer } from "../support/app.ts";
import { type Crew, startBots } from "../support/bots.ts";
import { launchChromium } from "../support/chromium.ts";
import { type Circle, everybodyHears, gather, heardOf, idOf, keepEvidence, nothing } from "./circle.ts";

const PICTURES = join(import.meta.dirname, "../output");

let server: TestServer;
let browser: Browser;
let crew: Crew;
let circle: Circle;

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, browser, crew] = await Promise.all([startServer(), launchChromium(), startBots({ processes: 1 })]);
  circle = await gather({ running: server, access: await sfuAccess(server), browser, crew });
});
afterAll(async () => {
  await circle?.close();
  await crew?.stop();
  await browser?.close();
  await server?.stop();
  await server?.remove();
});

async function allIn(phase: Phase): Promise<void> {
  for (const screen of circle.screens) await screen.inPhase(phase);
  for (const bot of circle.bots) await bot.person.untilIn((snapshot) => snapshot.phase === phase);
}

async function placesOf(person: string): Promise<(string | null)[]> {
  return Promise.all(circle.screens.map((screen) => screen.placeOf(person)));
}

test("[P-1] [S-2] [S-6] every phase, on every screen, by clicking; the session beside it notices nothing", async ({
  onTestFailed,
}) => {
  onTestFailed(() => keepEvidence(circle.screens, PICTURES));
  const { anna, clara, ilona, tom, screens } = circle;
  const presenter = idOf(circle, "Ilona Szabó");
  const beside = await makeSession(server.baseUrl, server.organiserKey, { name: "Southern Circle" });
  const olga = await leaderOf(server, beside, 1, "Olga");
  const eve = await admitted(server, beside, olga, "Eve");
  const besideBefore = olga.room();

  await allIn("gathering");
  const order = await anna.seats();
  for (const screen of screens) expect(await screen.seats()).toEqual(order);
  await everybodyHears(circle, presenter);

  await anna.click("Ask who has a case");
  await allIn("caseCall");
  await ilona.click(words.offer.mine);
  await tom.click(words.offer.mine);
  await tom.click(words.offer.takeBack);
  await clara.click(words.console.caseOf("Ilona"));
  await allIn("presentation");
  await tom.isMicrophone("resting");
  expect(await ilona.microphone()).toBe("open");

  await clara.click("Go on to questions for Ilona");
  await allIn("clarification");
  // Members' microphones were taken for the presentation, and nobody but they opens them again.
  expect(await tom.microphone()).toBe("closed");
  expect(await ilona.microphone()).toBe("open");
  await tom.openMicrophone();

  await anna.click("Ask Ilona to sit back");
  await allIn("discussion");
  // The presenter's own picture is not on the presenter's own screen.
  for (const screen of [anna, clara, tom])
    await screen.eventually("the chair is outside the ring", async () => (await screen.placeOf(presenter)) === "back");
  await ilona.page.locator('[data-screen="room"][data-sitting-back="true"]').waitFor();
  await ilona.isMicrophone("resting");
  const silent = await heardOf(circle, presenter);
  expect(silent.sound).toEqual(nothing(silent.sound));
  for (const packets of Object.values(silent.picture)) expect(packets).toBeGreaterThan(0);
  // The room stays where it is: whatever is longer scrolls inside.
  for (const { page } of screens) {
    const longer = await page.evaluate(
      () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
    );
    expect(longer).toBe(0);
  }
  await anna.page.getByRole("heading", { name: words.phase.discussion }).last().scrollIntoViewIfNeeded();
  await anna.page.screenshot({ path: join(PICTURES, "leader-discussion.png") });
  await tom.page.screenshot({ path: join(PICTURES, "member-discussion.png") });
  await ilona.page.screenshot({ path: join(PICTURES, "presenter-sitting-back.png") });

  await clara.click("Invite Ilona back");
  await allIn("return");
  expect(await placesOf(presenter)).toEqual(screens.map(() => "ring"));
  expect(await ilona.microphone()).toBe("closed");
  const before = await heardOf(circle, presenter);
  expect(before.sound).toEqual(nothing(before.sound));
  await ilona.openMicrophone();
  await everybodyHears(circle, presenter);

  await anna.click("Go on to the closing");
  await allIn("closing");
  await anna.click("Another case");
  await allIn("caseCall");
  await tom.click(words.offer.mine);
  await anna.click(words.console.caseOf("Tom"));
  await allIn("presentation");
  await anna.click("Skip the questions");
  await allIn("discussion");
  for (const screen of [anna, clara, ilona]) expect(await screen.placeOf(idOf(circle, "Tom Reyes"))).toBe("back");
  await anna.click(`Back to “${words.phase.clarification}”`);
  await allIn("clarification");
  await anna.click("Ask Tom to sit back");
  await anna.click("Invite Tom back");
  await anna.click("Go on to the closing");
  await allIn("closing");
  expect(await anna.page.getByRole("button", { name: "Another case" }).count()).toBe(0);
  await anna.click(words.console.pause);
  for (const screen of screens) await screen.isMicrophone("resting");
  await clara.click(words.console.resume);
  await clara.click("Go on to the aftercare");
  await allIn("aftercare");
  for (const screen of screens) expect(await screen.seats()).toEqual(order);

  // Its own media room may open or settle meanwhile; the session itself is the one it was.
  const versions = olga.history.slice(olga.history.indexOf(besideBefore)).map(({ version }) => version);
  expect(new Set(versions)).toEqual(new Set([besideBefore.version]));
  expect(eve.room().phase).toBe("gathering");
  await anna.click(words.console.end);
  await anna.page.getByRole("dialog").getByRole("button", { name: words.console.endYes }).click();
  for (const screen of screens) await screen.shows("ended");
  expect(await olga.command({ kind: "phase.move", from: "gathering", to: "caseCall" })).toMatchObject({ ok: true });
  for (const screen of screens) expect(screen.errors).toEqual([]);
  eve.close();
  olga.close();
});
