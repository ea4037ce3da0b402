/** Sessions in any state, for the tests beside these modules and in tests/. No product code imports this. */
import {
  CommandId,
  type FrameName,
  type Person,
  PersonId,
  type Phase,
  type Role,
  type RoomState,
  SILENCE,
  SessionId,
  personIn,
} from "./model.ts";
import type { Command, KnockSeen, RoomSnapshot } from "./protocol.ts";
import { type Outcome, newSession, transition } from "./transition.ts";

export const T0 = 1_700_000_000_000;

export const person = (name: string) => PersonId.parse(`${name}00000000`.slice(0, 8));
export const ANNA = person("anna");
export const CLARA = person("clara");
export const ILONA = person("ilona");
export const TOM = person("tom");
export const PRIYA = person("priya");
export const OLGA = person("olga");

let commands = 0;
export const freshId = () => CommandId.parse(`command-${(commands += 1)}`);

export function aPerson(id: PersonId, role: Role, seat: number, change: Partial<Person> = {}): Person {
  return {
    id,
    name: id,
    role,
    door: "admitted",
    knockedAt: T0,
    agreedAt: T0,
    seat,
    line: { is: "present" },
    held: false,
    heard: false,
    freshFrom: 0,
    ...change,
  };
}

const PRESENTING = new Set<Phase>(["presentation", "clarification", "discussion", "return", "closing"]);

/** Two leaders (Anna, Clara), three members (Ilona presents, Tom, Priya), one observer (Olga), in `phase`. */
export function aRoom(phase: Phase, frame: FrameName = "ninety"): RoomState {
  const session = {
    ...newSession({
      id: SessionId.parse("0123456789abcdef"),
      name: "Northern Circle",
      frame,
      leaderCount: 2,
      now: T0,
    }),
    phase,
    presenter: PRESENTING.has(phase) ? { person: ILONA, visibility: "visible" as const } : null,
    offers: phase === "gathering" ? [] : [ILONA],
    people: [
      aPerson(ANNA, "leader", 0),
      aPerson(ILONA, "member", 1),
      aPerson(CLARA, "leader", 2),
      aPerson(TOM, "member", 3),
      aPerson(PRIYA, "member", 4),
      aPerson(OLGA, "observer", 0),
    ],
  };
  return { session, aside: SILENCE };
}

export function issue(state: RoomState, by: PersonId, command: Command, now = T0 + 1000, id = freshId()): Outcome {
  return transition(state, { kind: "user", by, id, command }, now);
}

/** The state after a command that must be applied. */
export function after(state: RoomState, by: PersonId, command: Command, now = T0 + 1000): RoomState {
  const outcome = issue(state, by, command, now);
  if (!outcome.ok) throw new Error(`${command.kind} by ${by} was refused: ${outcome.code}`);
  return outcome.state;
}

/** What a leader sees of this person's knock just now; of somebody who never knocked, nothing that fits. */
export function seenIn({ session }: Pick<RoomState, "session">, id: PersonId): KnockSeen {
  const { name, role, knockedAt } = personIn(session, id) ?? aPerson(id, "member", 0);
  return { name, role, since: knockedAt };
}

export function codeOf(outcome: Outcome): string {
  return outcome.ok ? "applied" : outcome.code;
}

/** What a member who is in sees in discussion, with nobody else there and nothing private. */
export function aSnapshot(change: Partial<RoomSnapshot> = {}, you: Partial<RoomSnapshot["you"]> = {}): RoomSnapshot {
  return {
    version: 1,
    session: { id: SessionId.parse("abcdefgh12345678"), name: "Circle" },
    standing: "in",
    now: 0,
    frame: "ninety",
    phase: "discussion",
    paused: false,
    pausedItself: false,
    unattended: null,
    caseNumber: 1,
    you: {
      id: PersonId.parse("person00"),
      name: "Tom",
      role: "member",
      microphone: true,
      camera: true,
      reason: "open",
      sittingBack: false,
      presents: false,
      visibility: "visible",
      signal: null,
      deputy: false,
      ...you,
    },
    hall: null,
    away: false,
    seats: [],
    offers: [],
    card: null,
    toYou: [],
    leaders: null,
    ...change,
  };
}
