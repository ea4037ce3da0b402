/** One person's line is cut for a while and comes back: what must hold for each of them, and how long it all takes. */
import { setTimeout as delay } from "node:timers/promises";
import { expect } from "vitest";
import type { Circle } from "../e2e/circle.ts";
import { idOf } from "../e2e/circle.ts";
import type { Screen } from "../e2e/screen.ts";
import { eventually } from "../support/eventually.ts";
import { audioPackets } from "../support/packets.ts";
import { newest } from "./quarter.ts";
import { showsSeat, showsYou } from "./watching.ts";

/** What the issue allows. */
const EMPTY_WITHIN_MS = 5_000;
const BACK_WITHIN_MS = 10_000;

export type Figures = {
  /** From the cut until a screen showed the chair as empty. */
  readonly empty: number;
  /** From the mending until everybody had the person back, and they the true state. */
  readonly state: number;
  /** From the mending until they heard the circle. */
  readonly media: number;
};

/** What must be the same before and after: role, rights, and the places of all who were there. */
function standing(screen: Screen, among?: readonly string[]) {
  const { you, seats, phase } = newest(screen);
  const known = seats.filter(({ person }) => among?.includes(person) ?? true);
  const places = known.map(({ person, seat, place, role, maySpeak }) => ({ person, seat, place, role, maySpeak }));
  return { phase, you, places };
}

export type Cut = {
  readonly circle: Circle;
  readonly screen: Screen;
  readonly forMs: number;
  readonly how: { readonly down: () => void; readonly up: () => void };
  /** Whose screens are looked at meanwhile. */
  readonly watchers: readonly Screen[];
  /** While the line is gone, and has been seen to be. */
  readonly meanwhile?: () => Promise<unknown>;
};

export async function cutFor({ circle, screen, forMs, how, watchers, meanwhile }: Cut): Promise<Figures> {
  const person = idOf(circle, screen.name);
  const before = standing(screen);
  const cutAt = Date.now();
  how.down();
  // An empty chair: no face, neither moving nor held.
  const empties = watchers.map((at) =>
    showsSeat(at.page, person, ({ trouble, picture }) => trouble === "gone" && picture === "none", cutAt),
  );
  const empty = Math.max(...(await Promise.all(empties)));
  // Leaders have a clock, by the server's own time.
  const leader = watchers.find((at) => newest(at).leaders !== null);
  const since = newest(leader ?? screen).leaders?.lost.find((lost) => lost.person === person)?.since ?? 0;
  expect(Math.abs(since - cutAt)).toBeLessThan(EMPTY_WITHIN_MS);
  await meanwhile?.();
  await delay(Math.max(0, cutAt + forMs - Date.now()));

  const heard = await audioPackets(screen.page);
  const mendedAt = Date.now();
  how.up();
  const media = eventually(
    `${screen.name} hears the circle again`,
    async () => (await audioPackets(screen.page)) > heard + 10 && Date.now() - mendedAt,
    30_000,
  );
  const seats = watchers.map((at) => showsSeat(at.page, person, ({ line }) => line === "present", mendedAt, 30_000));
  const own = showsYou(screen.page, ({ line }) => line === "live", Math.min(mendedAt, cutAt + 1), 30_000);
  const state = Math.max(...(await Promise.all(seats)));
  await own;
  await screen.page.locator('[data-screen="room"][data-line="live"][data-media="connected"]').waitFor();
  expect(
    standing(
      screen,
      before.places.map((one) => one.person),
    ),
  ).toEqual(before);
  const figures = { empty, state, media: await media };
  console.log(`${screen.name}: ${JSON.stringify(figures)}`);
  expect(figures.empty, "the chair is empty").toBeLessThan(EMPTY_WITHIN_MS);
  expect(figures.state, "on the true state").toBeLessThan(BACK_WITHIN_MS);
  expect(figures.media, "sound is back").toBeLessThan(BACK_WITHIN_MS);
  return figures;
}
