/** A circle for the tests: two leaders and two members at browsers, more members as bots, all in one session. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { RoomServiceClient } from "livekit-server-sdk";
import { type Running, type TestSession, knockAt, makeSession } from "../support/app.ts";
import type { Crew, SessionBot } from "../support/bots.ts";
import { eventually } from "../support/eventually.ts";
import { SILENCE_GRACE_MS, SILENCE_WINDOW_MS, audioPacketsFrom, sidsOf, videoPacketsFrom } from "../support/packets.ts";
import type { NewSession } from "@balint/shared/rest";
import { words } from "../../client/src/words/words.ts";
import { type Coming, Screen } from "./screen.ts";

export type Access = { readonly url: string; readonly apiKey: string; readonly apiSecret: string };

export type Circle = {
  readonly running: Running;
  readonly session: TestSession;
  readonly service: RoomServiceClient;
  readonly anna: Screen;
  readonly clara: Screen;
  readonly ilona: Screen;
  readonly tom: Screen;
  readonly screens: readonly Screen[];
  readonly bots: readonly SessionBot[];
  /** Person ids by name. */
  readonly ids: ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
};

const BOTS = ["Mei Lin", "David Osei", "Jonas Berg", "Priya Nair", "Luc Moreau", "Ruth Adler"];

export type Wish = {
  readonly running: Running;
  readonly access: Access;
  /** One for all, or one for each. */
  readonly browser: Browser | ((name: string) => Browser);
  /** Without one the circle is the four at browsers. */
  readonly crew?: Crew;
  readonly bots?: number;
  readonly session?: Partial<NewSession>;
  readonly leaderCamera?: boolean;
  /** At each of the four browsers. */
  readonly at?: Pick<Coming, "before" | "device">;
};

export async function gather(wish: Wish): Promise<Circle> {
  const { running, access, browser, crew } = wish;
  const session = await makeSession(running.baseUrl, running.organiserKey, wish.session);
  const service = new RoomServiceClient(access.url, access.apiKey, access.apiSecret);
  const at = (name: string, key: string, camera: boolean) =>
    Screen.at(typeof browser === "function" ? browser(name) : browser, {
      running,
      session,
      key,
      name,
      camera,
      microphone: true,
      ...wish.at,
    });
  const leaderKey = (slot: number) => session.leaderKeys[slot - 1] ?? "";
  const anna = await at("Anna Keller", leaderKey(1), wish.leaderCamera ?? false);
  const clara = await at("Clara Duarte", leaderKey(2), false);
  const ilona = await at("Ilona Szabó", session.invitationKey, true);
  await anna.admit("Ilona Szabó");
  const tom = await at("Tom Reyes", session.invitationKey, false);
  await clara.admit("Tom Reyes");
  const bots: SessionBot[] = [];
  if (crew !== undefined)
    for (const name of BOTS.slice(0, wish.bots ?? BOTS.length)) {
      const bot = await crew.joinSession({ ...knockAt(running, session), name });
      await anna.admit(name);
      await bot.person.untilIn();
      bots.push(bot);
    }
  const screens = [anna, clara, ilona, tom];
  for (const screen of screens) await screen.isIn();
  for (const bot of bots) await bot.settled();
  const ids = await namesOf(anna, screens.length + bots.length);
  const close = async () => {
    for (const bot of bots) await bot.leave();
    for (const screen of screens) await screen.close();
  };
  return { running, session, service, anna, clara, ilona, tom, screens, bots, ids, close };
}

/** From one screen, as a person would: whose seat carries which name. */
async function namesOf(screen: Screen, count: number): Promise<Map<string, string>> {
  await screen.eventually("everybody is seated", async () => (await screen.seats()).length === count);
  const ids = new Map<string, string>();
  for (const id of await screen.seats()) {
    const label =
      (await screen.seat(id).first().getAttribute("aria-label")) ?? (await screen.seat(id).first().innerText());
    ids.set(label.split(/[,\n]/)[0]?.trim() ?? "", id);
  }
  return ids;
}

export function idOf(circle: Circle, name: string): string {
  const id = circle.ids.get(name);
  if (id === undefined) throw new Error(`${name} has no seat among ${[...circle.ids.keys()].join(", ")}`);
  return id;
}

/** By clicking, from wherever the circle is before, to the presenter sitting back. */
export async function sitBack(circle: Circle): Promise<void> {
  const { anna, ilona } = circle;
  if ((await anna.room.getAttribute("data-phase")) === "gathering") await anna.click("Ask who has a case");
  await ilona.click(words.offer.mine);
  await anna.click(words.console.caseOf("Ilona"));
  await anna.click("Go on to questions for Ilona");
  await anna.click("Ask Ilona to sit back");
  for (const screen of circle.screens) await screen.inPhase("discussion");
}

export type Heard = { readonly sound: Record<string, number>; readonly picture: Record<string, number> };

/**
 * What every listener gets of one person over the window, after the grace: packets at browsers, frames at bots.
 * SIDs are collected all along, because a person who comes back is a new participant to the media server.
 */
export async function heardOf(
  circle: Circle,
  person: string,
  { grace = SILENCE_GRACE_MS, window = SILENCE_WINDOW_MS } = {},
): Promise<Heard> {
  const sids = new Set<string>();
  const look = async () => {
    const sid = (await sidsOf(circle.service, circle.session.id))[person];
    if (sid !== undefined) sids.add(sid);
  };
  const listeners = circle.screens.filter((screen) => idOf(circle, screen.name) !== person);
  const count = async (): Promise<Heard> => {
    await look();
    const sound: Record<string, number> = {};
    const picture: Record<string, number> = {};
    for (const screen of listeners) {
      sound[screen.name] = await audioPacketsFrom(screen.page, ...sids);
      picture[screen.name] = await videoPacketsFrom(screen.page, ...sids);
    }
    for (const bot of circle.bots) if (bot.id !== person) sound[bot.person.name] = await bot.heardFrom(person);
    return { sound, picture };
  };
  await look();
  await new Promise((resolve) => setTimeout(resolve, grace));
  await count();
  const before = await count();
  await new Promise((resolve) => setTimeout(resolve, window));
  const after = await count();
  const less = (late: Record<string, number>, early: Record<string, number>) =>
    Object.fromEntries(Object.entries(late).map(([name, value]) => [name, value - (early[name] ?? 0)]));
  return { sound: less(after.sound, before.sound), picture: less(after.picture, before.picture) };
}

export function nothing(of: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.keys(of).map((name) => [name, 0]));
}

export async function everybodyHears(circle: Circle, person: string): Promise<void> {
  await eventually(
    `everybody hears ${person}`,
    async () => {
      const sid = (await sidsOf(circle.service, circle.session.id))[person];
      if (sid === undefined) return false;
      for (const screen of circle.screens)
        if (idOf(circle, screen.name) !== person && (await audioPacketsFrom(screen.page, sid)) < 20) return false;
      for (const bot of circle.bots) if (bot.id !== person && (await bot.heardFrom(person)) < 5) return false;
      return true;
    },
    30_000,
  );
}

/** Whatever each of them has heard before: from now on more comes of this person, under whichever SID. */
export async function comesThrough(
  circle: Circle,
  person: string,
  listeners = circle.screens,
  withinMs = 20_000,
): Promise<void> {
  const others = listeners.filter((screen) => idOf(circle, screen.name) !== person);
  const before = new Map<string, readonly number[]>();
  await eventually(
    `${person} comes through again`,
    async () => {
      // A media server that is just starting has no answer yet.
      const sids = await sidsOf(circle.service, circle.session.id).catch((): Record<string, string> => ({}));
      const sid = sids[person] ?? "";
      const heard = await Promise.all(others.map(({ page }) => audioPacketsFrom(page, sid)));
      const first = before.get(sid) ?? heard;
      before.set(sid, first);
      return heard.every((packets, index) => packets > (first[index] ?? 0) + 10);
    },
    withinMs,
  );
}

/** After a failure: what every screen showed and said. */
export async function keepEvidence(screens: readonly Screen[], folder: string): Promise<void> {
  for (const screen of screens) {
    const file = join(folder, `failed-${screen.name.replaceAll(" ", "-")}`);
    await screen.page.screenshot({ path: `${file}.png` }).catch(() => undefined);
    await writeFile(`${file}.log`, [...screen.errors, ...screen.log].join("\n"));
  }
}

/** On a phone and on a laptop, to be looked at. */
export async function inBothSizes(folder: string, page: Page, what: string): Promise<void> {
  for (const [width, height] of [
    [390, 844],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: join(folder, `${what}-${width}.png`) });
  }
}
