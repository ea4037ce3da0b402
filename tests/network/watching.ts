/**
 * What a screen showed and when, written down in the page itself: a busy test would look too late. Knows the data
 * attributes that screens promise to tests.
 */
import type { Page } from "playwright-core";
import { eventually } from "../support/eventually.ts";

/** A chair with somebody in it, by the page's clock; `you` is the page's own line. */
export type Sight =
  | {
      readonly at: number;
      readonly what: "seat";
      readonly person: string;
      readonly line: string;
      readonly trouble: string;
      readonly picture: "none" | "moving" | "held";
    }
  | { readonly at: number; readonly what: "you"; readonly line: string; readonly media: string; readonly mic: string };

type SeatSight = Extract<Sight, { what: "seat" }>;
type OwnSight = Extract<Sight, { what: "you" }>;

declare global {
  interface Window {
    sights?: Sight[];
  }
}

function writeDown(): void {
  const sights: Sight[] = [];
  const last = new Map<string, string>();
  window.sights = sights;
  const note = (key: string, sight: Sight) => {
    const said = JSON.stringify({ ...sight, at: 0 });
    if (last.get(key) === said) return;
    last.set(key, said);
    sights.push(sight);
  };
  const pictureIn = (seat: HTMLElement) => {
    const video = seat.querySelector("video");
    if (video === null || !video.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return "none";
    return video.dataset["frozen"] === "true" ? "held" : "moving";
  };
  setInterval(() => {
    const at = Date.now();
    const room = document.querySelector<HTMLElement>('[data-screen="room"]');
    if (room === null) return;
    const mic = document.querySelector<HTMLElement>("[data-mic]")?.dataset["mic"] ?? "";
    note("you", { at, what: "you", line: room.dataset["line"] ?? "", media: room.dataset["media"] ?? "", mic });
    for (const seat of document.querySelectorAll<HTMLElement>("[data-person]")) {
      const { person = "", line = "", trouble = "" } = seat.dataset;
      note(person, { at, what: "seat", person, line, trouble, picture: pictureIn(seat) });
    }
  }, 50);
}

/** Before the page is opened. */
export async function watchScreen(page: Page): Promise<void> {
  await page.addInitScript(writeDown);
}

async function sights(page: Page): Promise<Sight[]> {
  return page.evaluate(() => window.sights ?? []);
}

export async function seatSights(page: Page, person: string): Promise<SeatSight[]> {
  return (await sights(page)).filter((sight): sight is SeatSight => sight.what === "seat" && sight.person === person);
}

async function ownSights(page: Page): Promise<OwnSight[]> {
  return (await sights(page)).filter((sight): sight is OwnSight => sight.what === "you");
}

/** How long after `since`, epoch ms, this page first showed that chair so; waits for it. */
export async function showsSeat(
  page: Page,
  person: string,
  so: (sight: SeatSight) => boolean,
  since: number,
  withinMs = 20_000,
): Promise<number> {
  const sight = await eventually(
    `the chair of ${person} is shown as ${so.toString()}`,
    async () => (await seatSights(page, person)).find((one) => one.at >= since && so(one)),
    withinMs,
  );
  return sight.at - since;
}

export async function showsYou(
  page: Page,
  so: (sight: OwnSight) => boolean,
  since: number,
  withinMs = 20_000,
): Promise<number> {
  const sight = await eventually(
    `the page shows of itself ${so.toString()}`,
    async () => (await ownSights(page)).find((one) => one.at >= since && so(one)),
    withinMs,
  );
  return sight.at - since;
}

/** Stretches in which this page showed that chair as empty, since `since`. */
export async function emptyStretches(page: Page, person: string, since: number): Promise<number[]> {
  const stretches: number[] = [];
  let from: number | null = null;
  for (const { at, trouble } of await seatSights(page, person)) {
    if (at < since) continue;
    if (trouble === "gone") from ??= at;
    else if (from !== null) {
      stretches.push(at - from);
      from = null;
    }
  }
  return from === null ? stretches : [...stretches, Date.now() - from];
}
