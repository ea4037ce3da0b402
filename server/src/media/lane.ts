/**
 * One person at the media server: what is wanted, what was asked, and what has been seen. The server's answers are its
 * word only; what it holds is known by looking. Pure: asks nobody, and knows no time.
 */
import type { PersonId, Session } from "@balint/shared/session/model";
import { mediaGrant } from "@balint/shared/session/policy";
import type { MediaHealth } from "@balint/shared/session/protocol";
import { type Connected, type Rights, covers, isHonest } from "./sfu.ts";

/** A goal not reached for this long is no longer "settling". */
export const DEGRADED_AFTER_MS = 2_000;

/** `null` = may not be connected at all. */
export type Goal = Rights | null;

export type Lane = {
  readonly identity: string;
  /** What the session allows. */
  goal: Goal;
  /** Sends what no honest client sends: this connection is to be ended, whatever is allowed. */
  cheats: boolean;
  /** What the server was seen to hold; `unknown` from each request or join until somebody has looked. */
  held: Goal | "unknown";
  /** What the server says to have done for the connection that was there, and nobody has looked since. */
  word: { readonly goal: Goal; readonly connection: string | null } | null;
  /** The connection that was there at the last look. */
  connection: string | null;
  /** How often in a row a look has shown that the server's word was not true. */
  broken: number;
  /** At the last look: is there though they may not be, or sends what they may not. */
  exposed: boolean;
  busy: boolean;
  failures: number;
  /** Since when the goal has not been reached, on the steady clock. */
  offSince: number | null;
  early: number;
  /** Grows with everything that may have changed what the server holds since a look was begun. */
  events: number;
  retry: (() => void) | null;
};

export function newLane(identity: string, goal: Goal, held: Lane["held"]): Lane {
  return {
    identity,
    goal,
    cheats: false,
    held,
    word: null,
    connection: null,
    broken: 0,
    exposed: false,
    busy: false,
    failures: 0,
    offSince: null,
    early: 0,
    events: 0,
    retry: null,
  };
}

export function goalFor(session: Session, person: PersonId): Goal {
  const { join, microphone, camera } = mediaGrant(session, person);
  return join ? { microphone, camera } : null;
}

function sameGoal(one: Goal, other: Goal | "unknown"): boolean {
  if (one === null || other === null || other === "unknown") return one === other;
  return one.microphone === other.microphone && one.camera === other.camera;
}

export function wanted({ goal, cheats }: Lane): Goal {
  return cheats ? null : goal;
}

/** What is on its way may still arrive, also when the goal has gone back meanwhile to what was there before. */
export function isSettled(lane: Lane): boolean {
  return !lane.busy && lane.word === null && sameGoal(wanted(lane), lane.held);
}

/** Whether the server is to be asked now; not again what it has just been asked. */
export function isDue(lane: Lane): boolean {
  const { busy, retry, held, word } = lane;
  const goal = wanted(lane);
  return !busy && retry === null && !sameGoal(goal, held) && (word === null || !sameGoal(goal, word.goal));
}

/** Whether reaching the goal takes something away, or may. */
export function takes(lane: Lane): boolean {
  const goal = wanted(lane);
  if (goal === null) return true;
  const from = lane.held === "unknown" || lane.held === null ? { microphone: true, camera: true } : lane.held;
  return (from.microphone && !goal.microphone) || (from.camera && !goal.camera);
}

/** What waits to be tried again waits for an earlier goal; what takes something away leaves at once. */
export function aim(lane: Lane, goal: Goal): void {
  const same = sameGoal(goal, lane.goal);
  lane.goal = goal;
  if (same || !takes(lane)) return;
  lane.retry?.();
  lane.retry = null;
}

/** Something has happened there that nobody has looked at yet. */
export function stirred(lane: Lane): void {
  lane.held = "unknown";
  lane.word = null;
  lane.events += 1;
}

/** They may be there by another connection: what an earlier one did is over with it, and nothing waits. */
export function arrived(lane: Lane): void {
  lane.cheats = false;
  lane.connection = null;
  lane.broken = 0;
  lane.retry?.();
  lane.retry = null;
  stirred(lane);
}

/**
 * A look that was begun after everything that is known of this lane. `undefined` = they are not there.
 * @param bad whether they send what no honest client sends
 * @returns whether the server's word was another
 */
export function seen(lane: Lane, one: Connected | undefined, bad: boolean): boolean {
  const { word, connection: before } = lane;
  lane.word = null;
  lane.connection = one?.connection ?? null;
  if (one === undefined) {
    // Who is not there holds nothing, and comes with a token of what is allowed then.
    lane.cheats = false;
    lane.held = lane.goal;
    lane.broken = 0;
    lane.exposed = false;
    lane.failures = 0;
    return false;
  }
  // What was not there before is judged by itself.
  const stayed = before === null || before === one.connection;
  lane.cheats = bad || (lane.cheats && stayed);
  const { rights, tracks } = one;
  lane.held =
    rights !== null && tracks.every((track) => covers(rights, track) || !isHonest(track)) ? rights : "unknown";
  const goal = wanted(lane);
  lane.exposed = goal === null || tracks.some((track) => !covers(goal, track));
  const untrue = word !== null && !sameGoal(word.goal, lane.held);
  // A name is given to one connection and never again, so this one has been there all the time.
  if (untrue && word.connection === one.connection) lane.broken += 1;
  else if (!stayed || sameGoal(wanted(lane), lane.held)) lane.broken = 0;
  if (sameGoal(wanted(lane), lane.held)) lane.failures = 0;
  return untrue;
}

/**
 * @param blindSince since when nobody has been able to look
 * @param unseen nobody has looked yet, and there may be something
 */
export function healthOf(lanes: readonly Lane[], now: number, blindSince: number | null, unseen: boolean): MediaHealth {
  const long = (since: number | null) => since !== null && now - since >= DEGRADED_AFTER_MS;
  for (const lane of lanes) lane.offSince = isSettled(lane) ? null : (lane.offSince ?? now);
  if (long(blindSince) || lanes.some(({ offSince }) => long(offSince))) return "degraded";
  return unseen || lanes.some(({ offSince }) => offSince !== null) ? "settling" : "settled";
}
