/**
 * How large a picture this screen takes of each person whom it may show: what the person at it has chosen, what the
 * line carries, and never more in all than the budget of a full circle. Pure; knows no SDK, and nothing of sound.
 */
import type { RoomSnapshot } from "@balint/shared/session/protocol";

/** What comes in, from everything to sound alone. */
export const INCOMING = ["full", "small", "few", "none"] as const;
export type Incoming = (typeof INCOMING)[number];

/** What goes out of the own picture. */
export const OUTGOING = ["full", "small", "none"] as const;
export type Outgoing = (typeof OUTGOING)[number];

export type Take = "none" | "slow" | "small" | "large";

/** So many large pictures fit into the budget; in a larger circle only the presenter's is large. */
const LARGE_AT_MOST = 4;
/** How long after the last word somebody still counts as speaking, so that pictures do not come and go with a breath. */
export const SPOKE_MS = 8_000;

export type Reception = {
  readonly incoming: Incoming;
  readonly soundOnly: boolean;
  /** Who speaks, or has spoken a moment ago. */
  readonly spoke: ReadonlySet<string>;
};

export function takeOf(snapshot: RoomSnapshot, person: string, { incoming, soundOnly, spoke }: Reception): Take {
  if (soundOnly || incoming === "none") return "none";
  const seat = snapshot.seats.find((candidate) => candidate.person === person);
  if (seat === undefined) return "none";
  if (incoming === "few") return seat.role === "leader" || seat.presents || spoke.has(person) ? "slow" : "none";
  if (incoming === "small") return "slow";
  const others = snapshot.seats.filter((one) => one.mayShow && one.person !== snapshot.you.id).length;
  if (others <= LARGE_AT_MOST) return "large";
  return seat.presents && seat.place === "ring" ? "large" : "small";
}
