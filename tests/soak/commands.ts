/** What a simulated person says next: mostly what their snapshot allows, sometimes not. Knows the protocol only. */
import { randomUUID } from "node:crypto";
import { type Command, type RoomSnapshot, seenOf } from "@balint/shared/session/protocol";
import type { Dice } from "../simulation/dice.ts";

export function someCommand(room: RoomSnapshot, dice: Dice): Command {
  const { leaders } = room;
  // Somebody who waits is let in first, or the circle would empty itself.
  const [waiting] = leaders?.door ?? [];
  if (waiting !== undefined && dice.chance(0.7))
    return { kind: "person.admit", person: waiting.person, seen: seenOf(waiting) };
  return leaders !== null || dice.chance(0.1) ? leading(room, dice) : taking(room, dice);
}

function leading(room: RoomSnapshot, dice: Dice): Command {
  const { person: somebody, presents } = dice.oneOf(room.seats);
  const whispers = room.leaders?.whispers ?? [];
  const steps = (room.leaders?.steps ?? []).filter(({ to }) => to !== "ended");
  const [offer] = room.offers;
  const [oldest] = whispers;
  if (oldest !== undefined && whispers.length > 5) return { kind: "whisper.done", whisper: oldest.id };
  if (offer !== undefined && dice.chance(0.3)) return { kind: "case.pick", person: offer };
  if (room.paused) return { kind: "session.resume" };
  return dice.oneOf<() => Command>([
    () => ({ kind: "room.card", card: dice.chance(0.5) ? "momentOfSilence" : null }),
    () => ({ kind: "leaders.say", text: randomUUID() }),
    () => ({ kind: "leaders.say", text: randomUUID() }),
    () => ({ kind: "person.hold", person: somebody }),
    () => ({ kind: "person.release", person: somebody }),
    () => ({ kind: "person.mute", person: somebody }),
    () => ({ kind: "person.askToMute", person: somebody }),
    () => ({ kind: "person.nudge", person: somebody, nudge: "advising" }),
    () => ({ kind: "observer.hear", person: somebody, heard: dice.chance(0.5) }),
    () => ({ kind: "deputy.name", person: dice.chance(0.5) ? somebody : null, instead: room.leaders?.deputy ?? null }),
    () => ({ kind: "phase.extend", phase: room.phase, minutes: 1 + dice.below(5) }),
    () => (dice.chance(0.3) ? { kind: "session.pause" } : { kind: "session.resume" }),
    () =>
      dice.chance(0.2) ? { kind: "person.stepOut", person: somebody, presents } : { kind: "room.card", card: null },
    () =>
      steps.length > 0
        ? { kind: "phase.move", from: room.phase, to: dice.oneOf(steps).to }
        : { kind: "phase.move", from: "gathering", to: "caseCall" },
  ])();
}

function taking(room: RoomSnapshot, dice: Dice): Command {
  const [word] = room.toYou;
  if (word !== undefined) return { kind: "whisper.done", whisper: word.id };
  return dice.oneOf<() => Command>([
    () => ({ kind: "case.offer" }),
    () => ({ kind: "case.withdraw" }),
    () => ({ kind: "help.ask", topic: "other", text: randomUUID() }),
    () => ({ kind: "help.ask", topic: "other", text: randomUUID() }),
    () => ({ kind: "presenter.signal", signal: "needPause" }),
    () => ({ kind: "presenter.visibility", visibility: dice.oneOf(["visible", "veiled"] as const) }),
    () => ({ kind: "deputy.takeChair" }),
    () => (dice.chance(0.2) ? { kind: "self.leave" } : { kind: "case.offer" }),
  ])();
}

export function rubbish(dice: Dice): [event: string, payload: unknown] {
  return dice.oneOf<[string, unknown]>([
    ["command", null],
    ["command", { id: "x" }],
    ["command", { id: randomUUID(), command: { kind: "phase.move" } }],
    ["command", "x".repeat(6_000)],
    ["command", Buffer.alloc(500)],
    ["snapshot", {}],
    ["anything", [[[[[]]]]]],
  ]);
}
