/**
 * What the screens show, derived from the newest snapshot and the state of the media: pure, no React, no SDK, no words.
 */
import type { Phase } from "@balint/shared/session/model";
import type { Command, LeadersView, RoomSnapshot, SeatView } from "@balint/shared/session/protocol";
import type { LineHealth, MediaState } from "./media-state.ts";
import { type Called, calledIn } from "./short-names.ts";

/** The ring keeps everybody's place: who sits back leaves a gap there. */
export function circleOf(snapshot: RoomSnapshot) {
  const inside = snapshot.seats.filter((seat) => seat.place !== "outer");
  return [...inside, ...snapshot.seats.filter((seat) => seat.place === "outer")];
}

function presenterOf(snapshot: RoomSnapshot): SeatView | null {
  return snapshot.seats.find((seat) => seat.presents) ?? null;
}

const called = new WeakMap<RoomSnapshot, ReadonlyMap<string, Called>>();

/** What everybody with a chair is called on this screen: as long as need be, and no two alike. */
export function calledBy(snapshot: RoomSnapshot): ReadonlyMap<string, Called> {
  const known = called.get(snapshot);
  if (known !== undefined) return known;
  const names = calledIn(snapshot.seats);
  const found = new Map(names.map((name, n) => [snapshot.seats[n]?.person ?? "", name]));
  called.set(snapshot, found);
  return found;
}

export function nameOf(snapshot: RoomSnapshot, person: string): string | null {
  return calledBy(snapshot).get(person)?.whole ?? null;
}

export function shortNameOf(snapshot: RoomSnapshot, person: string): string | null {
  return calledBy(snapshot).get(person)?.short ?? null;
}

/** What the presenter is called for short; `null` while there is none. */
export function presenterName(snapshot: RoomSnapshot): string | null {
  const presenter = presenterOf(snapshot);
  return presenter === null ? null : shortNameOf(snapshot, presenter.person);
}

export type StepView = {
  readonly kind: LeadersView["steps"][number]["kind"];
  readonly to: Phase;
  readonly command: Command;
};

export type StepsView = {
  readonly next: StepView | null;
  readonly others: readonly StepView[];
  readonly end: StepView | null;
};

/** One step forward stands out; the end never does, except where nothing else is left. */
export function stepsOf(snapshot: RoomSnapshot): StepsView {
  const steps = (snapshot.leaders?.steps ?? []).map((step): StepView => ({
    ...step,
    command: { kind: "phase.move", from: snapshot.phase, to: step.to },
  }));
  const next = steps.find((step) => step.kind === "on") ?? null;
  const end = steps.find((step) => step.kind === "end") ?? null;
  return { next, end, others: steps.filter((step) => step !== next && step !== end) };
}

export type ClockView = { readonly passed: number; readonly of: number | null; readonly share: number };

/** Whole minutes, so that nothing ticks. @param now the server's clock, epoch ms */
export function clockOf(leaders: LeadersView, now: number): ClockView {
  const passed = Math.max(0, Math.floor((now - leaders.phaseSince) / 60_000));
  return { passed, of: leaders.minutes, share: leaders.minutes === null ? 0 : Math.min(1, passed / leaders.minutes) };
}

export type MicrophoneView =
  | { readonly is: MediaState["microphone"] }
  | { readonly is: "resting"; readonly reason: Exclude<RoomSnapshot["you"]["reason"], "open"> };

export function microphoneOf(snapshot: RoomSnapshot, media: MediaState): MicrophoneView {
  const { reason, microphone } = snapshot.you;
  if (!microphone && reason !== "open") return { is: "resting", reason };
  return { is: media.microphone };
}

export function cameraOf(snapshot: RoomSnapshot, media: MediaState): MediaState["camera"] | "resting" {
  return snapshot.you.camera ? media.camera : "resting";
}

export type PersonRow = {
  readonly seat: SeatView;
  readonly name: string;
  readonly health: LineHealth;
  readonly lostSince: number | null;
  readonly held: boolean;
  readonly heard: boolean;
  readonly deputy: boolean;
};

/** Whom the viewer may address one by one: everybody but the leaders, who are equals, and a deputy's own self. */
export function peopleOf(snapshot: RoomSnapshot, media: MediaState): PersonRow[] {
  const { leaders } = snapshot;
  if (leaders === null) return [];
  return snapshot.seats
    .filter((seat) => seat.role !== "leader" && seat.person !== snapshot.you.id)
    .map((seat) => ({
      seat,
      name: nameOf(snapshot, seat.person) ?? seat.name,
      health: seat.line === "lost" ? "lost" : (media.health.get(seat.person) ?? "good"),
      lostSince: leaders.lost.find((lost) => lost.person === seat.person)?.since ?? null,
      held: leaders.held.includes(seat.person),
      heard: leaders.heard.includes(seat.person),
      deputy: leaders.deputy === seat.person,
    }));
}

/**
 * Who leads just now. `nobody`: all leaders are gone, and the room waits a little. `unattended`: it has waited long
 * enough and looks after itself. `deputy`: somebody holds the chair for the leaders.
 */
export type Lead = "leader" | "nobody" | "unattended" | "deputy";

export function leadOf(snapshot: RoomSnapshot): Lead {
  if (snapshot.unattended !== null) return snapshot.unattended.chair === null ? "unattended" : "deputy";
  return snapshot.seats.some((seat) => seat.role === "leader" && seat.line === "present") ? "leader" : "nobody";
}

/** The short name of whoever holds the chair for the leaders. */
export function inTheChair(snapshot: RoomSnapshot): string | null {
  const chair = snapshot.unattended?.chair ?? null;
  return chair === null ? null : shortNameOf(snapshot, chair);
}

/** What somebody does for the leaders: told to all once it matters, before that to leaders and to the deputy alone. */
export function chargeOf(snapshot: RoomSnapshot, person: string): "chair" | "deputy" | null {
  if (snapshot.unattended?.chair === person) return "chair";
  const { you, leaders } = snapshot;
  return leaders?.deputy === person || (you.deputy && you.id === person) ? "deputy" : null;
}

/** The presenter whose line is lost; `null` while there is none or the line is open. */
export function lostPresenter(snapshot: RoomSnapshot): SeatView | null {
  const presenter = presenterOf(snapshot);
  return presenter?.line === "lost" ? presenter : null;
}

/** In the aftercare the members have gone home and leaders are left: how many. `null` = not so, or not for the viewer. */
export function amongLeaders({ phase, seats, you }: RoomSnapshot): number | null {
  if (phase !== "aftercare" || you.role !== "leader" || seats.some((seat) => seat.role !== "leader")) return null;
  return seats.length;
}

type EmptyChair = { readonly person: SeatView["person"]; readonly name: string; readonly since: number };

/** A line lost for so long is hardly a matter of the line any more. */
const EMPTY_MS = 60_000;

/** Of each ring that is full: the chairs to which nobody has come back. @param now the server's clock, epoch ms */
export function emptyChairs(
  snapshot: RoomSnapshot,
  now: number,
): { readonly outer: boolean; readonly chairs: readonly EmptyChair[] }[] {
  const { leaders, seats } = snapshot;
  if (leaders === null) return [];
  return [false, true].flatMap((outer) => {
    const full = outer ? leaders.full.outer : leaders.full.circle;
    const chairs = seats.flatMap(({ person, name, role, presents }) => {
      const since = leaders.lost.find((lost) => lost.person === person)?.since ?? now;
      const empty = role !== "leader" && (role === "observer") === outer && !presents && now - since >= EMPTY_MS;
      return empty ? [{ person, name: nameOf(snapshot, person) ?? name, since }] : [];
    });
    return full && chairs.length > 0 ? [{ outer, chairs }] : [];
  });
}
