/**
 * One sit-back and its floor, timed from the click to the last audible frame at each listener. An audible frame is
 * the tone itself out of the decoder; the silent frames that LiveKit sends as it closes a track are not counted.
 */
import { setTimeout as delay } from "node:timers/promises";
import { clock } from "../../support/bot-protocol.ts";
import type { Bot } from "../../support/bots.ts";
import { type Circle, FRESH_MS, flowsToAll, order, reopen } from "./circle.ts";

/** Quiet for so long, a listener hears nothing more of it. */
const QUIET_MS = 300;
const LOOK_EVERY_MS = 100;
const QUIET_WITHIN_MS = 5_000;

export type Silence = {
  /** Click until the last audible frame at the last listener, all in ms. */
  readonly taking: number;
  readonly following: number;
  /** Click until the media server had confirmed: as the leader's screen is told, or as the bare call returns. */
  readonly confirmed: number;
};

export type SitBack = Silence & {
  /** Click until the last of the twelve has parsed a snapshot with the new phase. */
  readonly told: number;
};

async function lastAt(bots: readonly Bot[], voice: string): Promise<number> {
  const heard = await Promise.all(bots.map((bot) => bot.lastAudible()));
  return Math.max(...heard.map((at) => at[voice] ?? Number.NaN));
}

/** When the presenter was last heard; `null` when a listener's own stream stood still meanwhile, so nothing is known. */
async function quiet(circle: Circle, click: number): Promise<{ taking: number; following: number } | null> {
  const { presenter, speaker } = circle;
  await delay(QUIET_MS);
  for (;;) {
    const taking = await lastAt(circle.taking, presenter.id);
    const following = await lastAt(circle.following, presenter.id);
    const last = Math.max(taking, following);
    if (clock() - last > QUIET_MS) {
      const listeners = [...circle.taking, ...circle.following].filter((bot) => bot !== speaker.media);
      const speakers = await Promise.all(listeners.map((bot) => bot.lastAudible()));
      const allListened = speakers.every((at) => (at[speaker.id] ?? 0) > last);
      // A frame holds 20 ms, so the last may have come just before the click; long before, it broke off by itself.
      const allHeard = Math.min(taking, following) > click - FRESH_MS;
      return allListened && allHeard ? { taking: taking - click, following: following - click } : null;
    }
    if (last - click > QUIET_WITHIN_MS) throw new Error("the presenter is still heard");
    await delay(LOOK_EVERY_MS);
  }
}

/** Stamps the first snapshot in `discussion` at each of the twelve, and the leader's first settled one. */
function watchScreens({ persons, leader }: Circle) {
  const told = new Map<string, number>();
  let confirmed = Number.NaN;
  const stops = persons.map((person) =>
    person.watch((snapshot) => {
      if (snapshot.standing !== "in" || snapshot.phase !== "discussion") return;
      const at = clock();
      if (!told.has(person.id)) told.set(person.id, at);
      if (person === leader.person && Number.isNaN(confirmed) && snapshot.leaders?.media === "settled") confirmed = at;
    }),
  );
  return () => {
    for (const stop of stops) stop();
    if (told.size !== persons.length || Number.isNaN(confirmed)) throw new Error("somebody was not told of a sit-back");
    return { told: Math.max(...told.values()), confirmed };
  };
}

/** Ours: the leader's command, through the live wire. */
export async function sitBack(circle: Circle): Promise<SitBack | null> {
  const seen = watchScreens(circle);
  const flowed = await flowsToAll(circle);
  await delay(LOOK_EVERY_MS);
  const click = clock();
  await order(circle.leader, { kind: "phase.move", from: "clarification", to: "discussion" });
  const silence = await quiet(circle, click);
  const { told, confirmed } = seen();
  await order(circle.leader, { kind: "phase.move", from: "discussion", to: "clarification" });
  await reopen(circle);
  return silence === null || !flowed ? null : { ...silence, told: told - click, confirmed: confirmed - click };
}

/** The floor: the one call that takes the microphone, made from here. */
export async function bareRevocation(circle: Circle): Promise<Silence | null> {
  const flowed = await flowsToAll(circle);
  await delay(LOOK_EVERY_MS);
  const click = clock();
  await circle.permit(false);
  const confirmed = clock() - click;
  const silence = await quiet(circle, click);
  await circle.permit(true);
  await reopen(circle);
  return silence === null || !flowed ? null : { ...silence, confirmed };
}
