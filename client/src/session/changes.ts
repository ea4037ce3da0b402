/**
 * What a person who does not see the screen must hear of, between two looks at it: pure, in the order of importance,
 * each thing once. Knows no words and no screen.
 */
import type { CardKind, NudgeKind, SignalKind, Whisper } from "@balint/shared/session/model";
import type { RejectionCode, RoomSnapshot } from "@balint/shared/session/protocol";
import type { LiveState } from "./live.ts";
import type { Trouble } from "./media-state.ts";
import { type Lead, amongLeaders, inTheChair, leadOf, nameOf, shortNameOf } from "./view-model.ts";

/** The private words that ask something of the leaders. */
type Need = Extract<Whisper, { kind: "signal" | "help" | "forbiddenTrack" }>;

export type Change =
  | { readonly what: "phase" }
  /** Everybody else has left; how many leaders there are. */
  | { readonly what: "debrief"; readonly leaders: number }
  | { readonly what: "paused"; readonly paused: boolean }
  | { readonly what: "microphone"; readonly open: boolean }
  | { readonly what: "lead"; readonly lead: Lead; readonly chair: string | null }
  | { readonly what: "deputy"; readonly yes: boolean }
  | { readonly what: "came" | "gone" | "lost" | "back"; readonly name: string }
  | { readonly what: "card"; readonly card: CardKind }
  | { readonly what: "word"; readonly kind: "nudge" | "ask" | "mute"; readonly nudge: NudgeKind | null }
  | { readonly what: "signal"; readonly signal: SignalKind | null }
  | { readonly what: "offered"; readonly yes: boolean }
  // For leaders alone.
  | { readonly what: "offers" | "knocks"; readonly name: string }
  | { readonly what: "needs"; readonly name: string; readonly whisper: Need }
  | { readonly what: "held"; readonly name: string; readonly held: boolean }
  | { readonly what: "nudged"; readonly name: string; readonly nudge: NudgeKind }
  | { readonly what: "leaders"; readonly name: string; readonly text: string }
  | { readonly what: "unsure" }
  // Of this device and its line.
  | { readonly what: "line" | "link"; readonly lost: boolean }
  | { readonly what: "pictures"; readonly whose: "own" | "others"; readonly rest: boolean }
  | { readonly what: "refused"; readonly code: RejectionCode }
  | { readonly what: "trouble"; readonly trouble: Exclude<Trouble, null> };

/** What is told of the state of the session. `null` = the first look. */
export function changesBetween(before: RoomSnapshot | null, after: RoomSnapshot): Change[] {
  if (before === null) return onEntering(after);
  const changes: Change[] = [];
  if (before.phase !== after.phase) changes.push({ what: "phase" });
  if (before.paused !== after.paused) changes.push({ what: "paused", paused: after.paused });
  const { you } = after;
  // That nobody has a microphone while we pause has just been said.
  const saidByPause = after.paused && !before.paused;
  if (!saidByPause && (before.you.microphone !== you.microphone || before.you.reason !== you.reason))
    changes.push({ what: "microphone", open: you.microphone });
  if (before.you.deputy !== you.deputy) changes.push({ what: "deputy", yes: you.deputy });
  changes.push(...aboutYou(before, after), ...aboutSeats(before, after));
  // After who has gone, for that is why.
  const leaders = amongLeaders(after);
  if (leaders !== null && amongLeaders(before) === null) changes.push({ what: "debrief", leaders });
  const lead = leadOf(after);
  if (leadOf(before) !== lead) changes.push({ what: "lead", lead, chair: inTheChair(after) });
  changes.push(...forLeaders(before, after));
  return changes;
}

function onEntering(entered: RoomSnapshot): Change[] {
  const { paused, you } = entered;
  const leaders = amongLeaders(entered);
  return [
    leaders === null ? { what: "phase" } : { what: "debrief", leaders },
    ...(paused ? [{ what: "paused" as const, paused }] : []),
    ...(!paused && !you.microphone ? [{ what: "microphone" as const, open: false }] : []),
  ];
}

function aboutYou(before: RoomSnapshot, after: RoomSnapshot): Change[] {
  const changes: Change[] = [];
  if (after.card !== null && before.card !== after.card) changes.push({ what: "card", card: after.card });
  for (const word of added(before.toYou, after.toYou))
    changes.push({ what: "word", kind: word.kind, nudge: word.nudge });
  // A sign ends with the phase too; only a leader takes it up within one.
  const { signal } = after.you;
  if (before.you.signal !== signal && (signal !== null || before.phase === after.phase))
    changes.push({ what: "signal", signal });
  const [did, does] = [before, after].map(({ offers }) => offers.includes(after.you.id));
  if (did !== does && before.phase === after.phase) changes.push({ what: "offered", yes: does === true });
  return changes;
}

function aboutSeats(before: RoomSnapshot, after: RoomSnapshot): Change[] {
  const changes: Change[] = [];
  for (const { person, line } of after.seats) {
    if (person === after.you.id) continue;
    const name = nameOf(after, person) ?? "";
    const was = before.seats.find((other) => other.person === person);
    if (was === undefined) changes.push({ what: "came", name });
    else if (was.line !== line) changes.push({ what: line === "lost" ? "lost" : "back", name });
  }
  for (const { person } of before.seats)
    if (!after.seats.some((other) => other.person === person))
      changes.push({ what: "gone", name: nameOf(before, person) ?? "" });
  return changes;
}

function forLeaders(before: RoomSnapshot, after: RoomSnapshot): Change[] {
  const [was, is] = [before.leaders, after.leaders];
  if (was === null || is === null) return [];
  const changes: Change[] = [];
  const called = (person: string) => nameOf(after, person) ?? nameOf(before, person) ?? "";
  if (is.media === "degraded" && was.media !== "degraded") changes.push({ what: "unsure" });
  for (const person of after.offers)
    if (!before.offers.includes(person)) changes.push({ what: "offers", name: called(person) });
  for (const guest of is.door) {
    const stood = was.door.find(({ person }) => person === guest.person);
    if (guest.here && stood?.here !== true) changes.push({ what: "knocks", name: guest.name });
  }
  for (const person of new Set([...was.held, ...is.held]))
    if (was.held.includes(person) !== is.held.includes(person) && nameOf(after, person) !== null)
      changes.push({ what: "held", name: called(person), held: is.held.includes(person) });
  for (const whisper of added(was.whispers, is.whispers)) {
    switch (whisper.kind) {
      case "signal":
      case "help":
      case "forbiddenTrack":
        changes.push({ what: "needs", name: called(whisper.from), whisper });
        break;
      case "nudge":
        changes.push({ what: "nudged", name: called(whisper.to), nudge: whisper.nudge });
        break;
      case "leaders":
        if (whisper.from !== after.you.id)
          changes.push({
            what: "leaders",
            name: shortNameOf(after, whisper.from) ?? called(whisper.from),
            text: whisper.text,
          });
        break;
      case "ask":
      case "mute":
        break;
    }
  }
  return changes;
}

function added<T extends { readonly id: string }>(before: readonly T[], after: readonly T[]): T[] {
  return after.filter(({ id }) => !before.some((other) => other.id === id));
}

/** Whether pictures rest on a weak line; the steps between are for the eye alone, and so is an own wish. */
function picturesAtRest(before: LiveState["media"], after: LiveState["media"]): Change[] {
  const changes: Change[] = [];
  for (const [whose, of] of [
    ["own", "outgoing"],
    ["others", "incoming"],
  ] as const) {
    const rest = after[of] === "none";
    if (rest !== (before[of] === "none") && !(whose === "others" && (before.soundOnly || after.soundOnly)))
      changes.push({ what: "pictures", whose, rest });
  }
  return changes;
}

/** What is told of this device and its line, beside the session. */
export function changesOfLine(before: LiveState, after: LiveState): Change[] {
  const changes: Change[] = [];
  const lost = after.line === "lost";
  if (lost !== (before.line === "lost")) changes.push({ what: "line", lost });
  else if (!lost) {
    const [was, is] = [before.media.link, after.media.link];
    if (is === "reconnecting" && was === "connected") changes.push({ what: "link", lost: true });
    if (is === "connected" && was === "reconnecting") changes.push({ what: "link", lost: false });
  }
  changes.push(...picturesAtRest(before.media, after.media));
  const { refused, media } = after;
  if (refused !== null && refused !== before.refused) changes.push({ what: "refused", code: refused });
  if (media.trouble !== null && media.trouble !== before.media.trouble)
    changes.push({ what: "trouble", trouble: media.trouble });
  return changes;
}
