/**
 * Either barrier alone is enough: every combination of media server (takes microphones away, or never does) and
 * client (subscribes by policy, or to everything), counted in packets at two browsers. The presenter is a program
 * that goes on sending for as long as it is let.
 */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { RoomServiceClient } from "livekit-server-sdk";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, knockAt, leaderOf, makeSession, startApp } from "../support/app.ts";
import { type Crew, startBots } from "../support/bots.ts";
import { launchChromium } from "../support/chromium.ts";
import { eventually, watchFor } from "../support/eventually.ts";
import { neverTakesMicrophones } from "../support/faults.ts";
import { SILENCE_GRACE_MS, SILENCE_WINDOW_MS, audioPacketsFrom, sidsOf, videoPacketsFrom } from "../support/packets.ts";
import { buildModifiedClient } from "./modified-client.ts";
import { Screen } from "./screen.ts";

const HONEST_CLIENT = join(import.meta.dirname, "../../client/dist");

let browser: Browser;
let crew: Crew;
let modifiedClient: string;

beforeAll(async () => {
  [browser, crew, modifiedClient] = await Promise.all([launchChromium(), startBots(), buildModifiedClient()]);
});
afterAll(async () => {
  await crew?.stop();
  await browser?.close();
  await rm(modifiedClient, { recursive: true, force: true });
});

/** Packets of the presenter at each listener in the window after the grace. */
async function afterSittingBack(app: TestApp): Promise<{ sound: number[]; picture: number[] }> {
  const session = await makeSession(app.baseUrl, app.organiserKey);
  const anna = await leaderOf(app, session, 1, "Anna");
  const admit = async (person: string) =>
    expect(await anna.admit(person as typeof anna.id)).toMatchObject({ ok: true });
  const presenter = await crew.joinSession({ ...knockAt(app, session), name: "Ilona" });
  await admit(presenter.id);
  await presenter.person.untilIn();
  await presenter.settled();
  const listeners: Screen[] = [];
  for (const name of ["Tom", "Mei"]) {
    listeners.push(await Screen.at(browser, { running: app, session, key: session.invitationKey, name }));
    const { leaders } = await anna.untilIn(
      (room) => room.leaders?.door.some((guest) => guest.name === name && guest.here) ?? false,
    );
    await admit(leaders?.door.find((guest) => guest.name === name)?.person ?? "");
  }
  for (const listener of listeners) await listener.isIn();
  await presenter.openMicrophone();
  await presenter.openCamera();
  const service = new RoomServiceClient(app.sfu.url, app.sfu.apiKey, app.sfu.apiSecret);
  const sid = (await sidsOf(service, session.id))[presenter.id] ?? "";
  const count = async (of: typeof audioPacketsFrom) => Promise.all(listeners.map(({ page }) => of(page, sid)));
  await eventually(
    "both hear and see the presenter",
    async () =>
      [...(await count(audioPacketsFrom)), ...(await count(videoPacketsFrom))].every((packets) => packets > 20),
    15_000,
  );

  for (const command of [
    () => anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" }),
    () => presenter.command({ kind: "case.offer" }),
    () => anna.command({ kind: "case.pick", person: presenter.person.id }),
    () => anna.command({ kind: "phase.move", from: "presentation", to: "discussion" }),
  ])
    expect(await command()).toMatchObject({ ok: true });
  for (const listener of listeners) await listener.inPhase("discussion");
  await watchFor(SILENCE_GRACE_MS);
  const before = { sound: await count(audioPacketsFrom), picture: await count(videoPacketsFrom) };
  await watchFor(SILENCE_WINDOW_MS);
  const after = { sound: await count(audioPacketsFrom), picture: await count(videoPacketsFrom) };
  const less = (late: number[], early: number[]) => late.map((value, index) => value - (early[index] ?? 0));
  await presenter.leave();
  for (const listener of listeners) await listener.close();
  anna.close();
  return { sound: less(after.sound, before.sound), picture: less(after.picture, before.picture) };
}

test.each([
  { first: "on", second: "on", silent: true },
  { first: "on", second: "off", silent: true },
  { first: "off", second: "on", silent: true },
  { first: "off", second: "off", silent: false },
])("[M-6] [M-7] first barrier $first, second $second: silent is $silent", async ({ first, second, silent }) => {
  const app = await startApp({
    clientDir: second === "on" ? HONEST_CLIENT : modifiedClient,
    ...(first === "on" ? {} : { sfu: neverTakesMicrophones }),
  });
  try {
    const { sound, picture } = await afterSittingBack(app);
    for (const packets of picture) expect(packets).toBeGreaterThan(0);
    // With both off the presenter is heard: what the other three rows count can be more than 0.
    if (silent) expect(sound).toEqual([0, 0]);
    else for (const packets of sound) expect(packets).toBeGreaterThan(50);
  } finally {
    await app.close();
  }
});
