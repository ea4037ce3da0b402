/**
 * Every state that a small cast can reach, by breadth-first search over the pure transition, and in each of them every
 * command by everybody. Two states are one when they differ in times, versions, and which of two people in the same
 * position is which. Knows what may be tried; what is lawful stands in by-the-book.ts.
 */
import {
  CommandId,
  PHASES,
  type Person,
  PersonId,
  type Phase,
  type RoomState,
  type Session,
  type Whisper,
} from "@balint/shared/session/model";
import type { Command } from "@balint/shared/session/protocol";
import { CASE_PHASES } from "@balint/shared/session/frame";
import type { Issued, Outcome } from "@balint/shared/session/transition";

export const THEN = 1_700_000_000_000;
export const NOW = THEN + 5_000;

const ids = (...names: string[]) => names.map((name) => PersonId.parse(name));
export const LEADERS = ids("leader01", "leader02");
export const GUESTS = ids("guest001", "guest002", "guest003");
export const STRANGER = PersonId.parse("stranger");
const CAST = [...LEADERS, ...GUESTS];
const ANYBODY = [...CAST, STRANGER];

/** What somebody is, in one word: the rows of what must have been visited. */
export function standingOf(session: Session, id: PersonId): string {
  const person = session.people.find((one) => one.id === id);
  if (person === undefined) return "stranger";
  if (person.door !== "admitted") return person.door;
  const marks = [
    session.deputy === id ? "deputy" : "",
    session.unattended?.chair === id ? "in the chair" : "",
    session.presenter?.person === id ? "presenter" : "",
    person.heard ? "heard" : "",
    person.held ? "held" : "",
  ];
  return [person.role, ...marks, person.line.is].filter((mark) => mark !== "").join(" ");
}

/** The same id for the same word to the same person, so that two ways to one state end in one state. */
function idOf(command: Command, by: PersonId): CommandId {
  const about = "person" in command && command.person !== null ? command.person : by;
  return CommandId.parse(`${command.kind.replace(".", "-")}-${about}`);
}

function commandsIn(phase: Phase): Command[] {
  const elsewhere: Phase = phase === "discussion" ? "return" : "discussion";
  return [
    ...PHASES.map((to): Command => ({ kind: "phase.move", from: phase, to })),
    { kind: "phase.move", from: elsewhere, to: "ended" },
    { kind: "phase.extend", phase, minutes: 5 },
    { kind: "phase.extend", phase: elsewhere, minutes: 5 },
    { kind: "session.pause" },
    { kind: "session.resume" },
    { kind: "case.offer" },
    { kind: "case.withdraw" },
    { kind: "presenter.signal", signal: "needPause" },
    { kind: "presenter.signal", signal: "comeBack" },
    { kind: "presenter.visibility", visibility: "visible" },
    { kind: "presenter.visibility", visibility: "veiled" },
    { kind: "presenter.visibility", visibility: "cameraOff" },
    ...ANYBODY.flatMap((person): Command[] => [
      { kind: "case.pick", person },
      { kind: "person.hold", person },
      { kind: "person.release", person },
      { kind: "person.mute", person },
      { kind: "person.askToMute", person },
      { kind: "person.nudge", person, nudge: "judging" },
      { kind: "observer.hear", person, heard: true },
      { kind: "observer.hear", person, heard: false },
    ]),
    ...GUESTS.flatMap((person): Command[] => [
      { kind: "door.refuse", shown: [{ person, since: THEN }] },
      { kind: "chairs.free", shown: [{ person, since: THEN }] },
    ]),
    { kind: "door.refuse", shown: ANYBODY.map((person) => ({ person, since: THEN })) },
    { kind: "chairs.free", shown: ANYBODY.map((person) => ({ person, since: THEN })) },
    { kind: "door.refuse", shown: ANYBODY.map((person) => ({ person, since: THEN - 1 })) },
    { kind: "chairs.free", shown: ANYBODY.map((person) => ({ person, since: THEN - 1 })) },
    { kind: "deputy.takeChair" },
    { kind: "room.card", card: "momentOfSilence" },
    { kind: "room.card", card: null },
    { kind: "leaders.say", text: "a private line" },
    { kind: "help.ask", topic: "cannotHear", text: "a private plea" },
    { kind: "whisper.done", whisper: CommandId.parse("never-said") },
    { kind: "self.muted", muted: true },
    { kind: "self.muted", muted: false },
    { kind: "self.leave" },
  ];
}

/** What carries what a leader saw: as it is in this state, and as it was before. */
function asSeen(session: Session): Command[] {
  const { people, deputy, presenter } = session;
  const others = [deputy, deputy === null ? (GUESTS[0] ?? null) : null];
  return [
    ...ANYBODY.flatMap((person): Command[] => {
      const known = people.find(({ id }) => id === person);
      const seen = { name: known?.name ?? person, role: known?.role ?? "member", since: known?.knockedAt ?? THEN };
      const presents = CASE_PHASES.has(session.phase) && presenter?.person === person;
      return [
        { kind: "person.admit", person, seen },
        { kind: "person.admit", person, seen: { ...seen, role: seen.role === "member" ? "observer" : "member" } },
        { kind: "person.refuse", person, seen },
        { kind: "person.refuse", person, seen: { ...seen, since: seen.since - 1 } },
        { kind: "person.stepOut", person, presents },
        { kind: "person.stepOut", person, presents: !presents },
        ...others.map((instead): Command => ({ kind: "deputy.name", person, instead })),
      ];
    }),
    ...others.map((instead): Command => ({ kind: "deputy.name", person: null, instead })),
  ];
}

function systemCommands(): Issued[] {
  const system = (command: (Issued & { kind: "system" })["command"]): Issued => ({ kind: "system", command });
  return [
    ...GUESTS.flatMap((person) => [
      system({ kind: "door.knock", person, name: person, as: "member" }),
      system({ kind: "door.knock", person, name: person, as: "observer" }),
    ]),
    ...LEADERS.map((person) => system({ kind: "door.leader", person, name: person })),
    ...ANYBODY.flatMap((person) => [
      system({ kind: "line.open", person }),
      system({ kind: "line.lost", person }),
      system({ kind: "media.forbiddenTrack", person, id: CommandId.parse(`forbidden-${person}`) }),
    ]),
    system({ kind: "lines.unknown" }),
    system({ kind: "dates.setBack" }),
    // In a canonical state every time is THEN, so this is the one moment since when a group can have been alone.
    system({ kind: "room.alone", since: THEN }),
    system({ kind: "room.alone", since: THEN - 1 }),
  ];
}

function issuedBy(by: PersonId, command: Command): Issued {
  return { kind: "user", by, id: idOf(command, by), command };
}

/** A stranger is refused before anybody looks whom it was aimed at. */
function isTriedBy(by: PersonId, command: Command): boolean {
  return by !== STRANGER || !("person" in command) || command.person === GUESTS[0];
}

const SYSTEM = systemCommands();
const BY_PEOPLE = new Map(
  PHASES.map((phase) => [
    phase,
    new Map(
      ANYBODY.map((by) => [
        by,
        commandsIn(phase)
          .filter((command) => isTriedBy(by, command))
          .map((command) => issuedBy(by, command)),
      ]),
    ),
  ]),
);

/** Everything that anybody could send in this state, and everything that could happen to it. */
export function* everythingIn({ session, aside }: RoomState): Generator<Issued> {
  const twins = twinsIn(session, aside.whispers);
  for (const issued of SYSTEM) if (!isForTwin(issued, twins)) yield issued;
  const seen = asSeen(session);
  const said = aside.whispers.map(({ id }): Command => ({ kind: "whisper.done", whisper: id }));
  for (const [by, commands] of BY_PEOPLE.get(session.phase) ?? []) {
    if (twins.has(by)) continue;
    for (const issued of commands) if (!isForTwin(issued, twins)) yield issued;
    for (const command of said) yield issuedBy(by, command);
    for (const command of seen) {
      const issued = issuedBy(by, command);
      if (isTriedBy(by, command) && !isForTwin(issued, twins)) yield issued;
    }
  }
}

/** Who is in the very position of somebody before them in the cast, by that other: what they can do is the same. */
function twinsIn(session: Session, whispers: readonly Whisper[]): Map<PersonId, PersonId> {
  const first = new Map<string, PersonId>();
  const twins = new Map<PersonId, PersonId>();
  for (const id of CAST) {
    const position = positionOf(session, whispers, id);
    const other = first.get(position);
    // Nobody comes in as a leader by knocking.
    if (other !== undefined && LEADERS.includes(other) === LEADERS.includes(id)) twins.set(id, other);
    else first.set(position, id);
  }
  return twins;
}

/** What is aimed at a twin is tried at the other already, unless it is that other who does it. */
function isForTwin(issued: Issued, twins: ReadonlyMap<PersonId, PersonId>): boolean {
  if (!("person" in issued.command) || issued.command.person === null) return false;
  const twin = twins.get(issued.command.person);
  return twin !== undefined && (issued.kind === "system" || issued.by !== twin);
}

/** Everything about one person that any rule looks at, without the name. */
function positionOf(session: Session, whispers: readonly Whisper[], id: PersonId): string {
  const person = session.people.find((one) => one.id === id);
  if (person === undefined) return "-";
  const { presenter, unattended } = session;
  let position = `${person.role[0]}${person.door[0]}${person.line.is}`;
  if (person.seat !== null) position += "s";
  if (person.held) position += "h";
  if (person.heard) position += "i";
  if (presenter?.person === id) position += `P${presenter.visibility}`;
  if (session.offers.includes(id)) position += `o${session.offers.indexOf(id)}`;
  if (session.deputy === id) position += "D";
  if (unattended?.chair === id) position += "C";
  for (const whisper of whispers)
    if (("to" in whisper ? whisper.to : whisper.from) === id)
      position += `w${whisper.kind}${whisper.kind === "signal" ? whisper.signal : ""}`;
  return position;
}

/** One string for all states that no rule can tell apart. */
export function keyOf({ session, aside }: RoomState): string {
  const position = (id: PersonId) => positionOf(session, aside.whispers, id);
  const paused = session.pausedSince === null ? "" : session.pausedItself ? "itself" : "paused";
  return [
    session.frame,
    session.phase,
    session.casesDone,
    paused,
    session.unattended === null ? "" : "unattended",
    aside.card === null ? "" : "card",
    ...LEADERS.map(position).toSorted(),
    ...GUESTS.map(position).toSorted(),
  ].join("|");
}

/**
 * How many people are out of the ordinary, in however many ways: what bounds the search. Both leaders gone alike count
 * as one; a deputy does not count while one is needed.
 */
export function oddities({ session }: RoomState): number {
  const { presenter, offers, deputy, unattended, people } = session;
  const lines = LEADERS.map((id) => people.find((one) => one.id === id)?.line.is ?? "unknown");
  let count = lines.every((is) => is === "present") ? 0 : 1;
  if (!lines.includes("present") && (lines.includes("unknown") || new Set(lines).size > 1)) count += 1;
  let observers = 0;
  for (const id of GUESTS) {
    const person = people.find((one) => one.id === id);
    const usual =
      person?.door === "admitted" && person.line.is === "present" && !person.held && !person.heard && deputy !== id;
    const veiled = presenter?.person === id && presenter.visibility !== "visible";
    if ((!usual || veiled) && (deputy !== id || unattended === null)) count += 1;
    if (person?.role === "observer") observers += 1;
  }
  return count + Math.abs(observers - 1) + Math.max(0, offers.length - 1);
}

/** Words that were said and are not done with, and the card. */
export function wordsIn({ aside }: RoomState): number {
  return aside.whispers.length + (aside.card === null ? 0 : 1);
}

/** The same state with its times, versions and seats as if it had just begun. */
function canonical({ session, aside }: RoomState): RoomState {
  const people = CAST.flatMap((id, index): Person[] => {
    const person = session.people.find((one) => one.id === id);
    if (person === undefined) return [];
    const line = person.line.is === "present" ? person.line : { is: person.line.is, since: THEN };
    const seat = person.seat === null ? null : index;
    return [{ ...person, knockedAt: THEN, agreedAt: THEN, line, seat, freshFrom: 1 }];
  });
  return frozen({
    session: {
      ...session,
      version: 0,
      createdAt: THEN,
      phaseSince: THEN,
      extraMinutes: 0,
      pausedSince: session.pausedSince === null ? null : THEN,
      people,
    },
    aside: { ...aside, whispers: aside.whispers.map((whisper) => ({ ...whisper, at: THEN })) },
  });
}

/** Whatever would write into it throws. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

export type Step = {
  readonly before: RoomState;
  readonly issued: Issued;
  readonly outcome: Outcome;
};

/**
 * Goes from the given states to every one with so many oddities at most.
 * @param attempt does the command and judges what came of it
 * @param arrive judges a state that is met for the first time
 */
export function explore(
  starts: readonly RoomState[],
  within: (state: RoomState) => boolean,
  attempt: (before: RoomState, issued: Issued) => Outcome,
  arrive: (state: RoomState) => void,
): number {
  const seen = new Set<string>();
  let reached: RoomState[] = [];
  const visit = (state: RoomState) => {
    const key = keyOf(state);
    if (seen.has(key) || !within(state)) return;
    seen.add(key);
    const met = canonical(state);
    arrive(met);
    reached.push(met);
  };
  starts.forEach(visit);
  while (reached.length > 0) {
    const layer = reached;
    reached = [];
    for (const before of layer)
      for (const issued of everythingIn(before)) {
        const outcome = attempt(before, issued);
        if (outcome.ok) visit(outcome.state);
      }
  }
  return seen.size;
}
