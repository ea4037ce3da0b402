/**
 * The one place where a session changes: people's commands and the system's alike.
 * Pure: time and ids arrive as arguments. Knows nothing of storage, wire or media server.
 */
import { aloneSince, isUnattended, whispersFor, withChair } from "./chair.ts";
import { stepsFrom } from "./frame.ts";
import {
  type Aside,
  type CommandId,
  type FrameName,
  type Person,
  type PersonId,
  type Phase,
  type RoomState,
  SILENCE,
  type Session,
  type SessionId,
  type Whisper,
  personIn,
} from "./model.ts";
import { hasRoom, mayComeBack, withFewRefused, withRoomAtDoor } from "./places.ts";
import { losesRights, mediaGrant, presenterNow, refusal } from "./policy.ts";
import type { Command, KnockSeen, RejectionCode } from "./protocol.ts";

type SystemCommand =
  /** `instead`: somebody at the door who gives up the place there to whoever knocks. */
  | { kind: "door.knock"; person: PersonId; name: string; as: "member" | "observer"; instead?: PersonId | undefined }
  | { kind: "door.leader"; person: PersonId; name: string }
  | { kind: "line.open"; person: PersonId }
  | { kind: "line.lost"; person: PersonId }
  /** The server has started again: whoever was here must show that they still are. */
  | { kind: "lines.unknown" }
  /** The grace since then is over, and nobody who leads has come back. */
  | { kind: "room.alone"; since: number }
  /** The machine's clock has been set back: dates from before that would be in the future. */
  | { kind: "dates.setBack" }
  | { kind: "media.forbiddenTrack"; person: PersonId; id: CommandId };

export type Issued =
  | { readonly kind: "user"; readonly by: PersonId; readonly id: CommandId; readonly command: Command }
  | { readonly kind: "system"; readonly command: SystemCommand };

export type Outcome =
  /** `closes`: whose open microphone is to be closed once, as a courtesy; they may open it again. */
  | { readonly ok: true; readonly state: RoomState; readonly closes: PersonId | null }
  | { readonly ok: false; readonly code: RejectionCode };

export function newSession(of: {
  id: SessionId;
  name: string;
  frame: FrameName;
  leaderCount: 1 | 2;
  now: number;
}): Session {
  return {
    id: of.id,
    name: of.name,
    frame: of.frame,
    leaderCount: of.leaderCount,
    createdAt: of.now,
    version: 0,
    phase: "gathering",
    phaseSince: of.now,
    extraMinutes: 0,
    casesDone: 0,
    presenter: null,
    offers: [],
    pausedSince: null,
    pausedItself: false,
    deputy: null,
    unattended: null,
    people: [],
  };
}

/**
 * @param now epoch milliseconds of the session's own time, which never jumps
 * @param dated epoch milliseconds as media tokens are dated, by a clock that may be set at any moment
 */
export function transition(state: RoomState, issued: Issued, now: number, dated = now): Outcome {
  const date = Math.floor(dated / 1000);
  const outcome = issued.kind === "user" ? byPerson(state, issued, now) : bySystem(state, issued.command, now, date);
  if (!outcome.ok) return outcome;
  const session = withChair({ ...outcome.state.session, version: state.session.version + 1 });
  return { ...outcome, state: { ...outcome.state, session: withFreshness(state.session, session, date) } };
}

/** Whoever has just lost a right needs a media token newer than this date (SPEC D-3). */
function withFreshness(before: Session, after: Session, date: number): Session {
  const people = after.people.map((person) =>
    losesRights(mediaGrant(before, person.id), mediaGrant(after, person.id))
      ? { ...person, freshFrom: Math.max(person.freshFrom, date) }
      : person,
  );
  return { ...after, people };
}

function rejected(code: RejectionCode): Outcome {
  return { ok: false, code };
}

function done(state: RoomState, session: Partial<Session>, aside: Aside = state.aside): Outcome {
  return { ok: true, state: { session: { ...state.session, ...session }, aside }, closes: null };
}

function changed(session: Session, id: PersonId, change: Partial<Person>): Pick<Session, "people"> {
  return { people: session.people.map((person) => (person.id === id ? { ...person, ...change } : person)) };
}

function enter(state: RoomState, phase: Phase, now: number, session: Partial<Session> = {}): Outcome {
  const answered = new Set<Whisper["kind"]>(["nudge", "ask", "mute", "signal"]);
  const over = phase === "ended";
  const aside: Aside = over
    ? SILENCE
    : { ...state.aside, card: null, whispers: state.aside.whispers.filter((whisper) => !answered.has(whisper.kind)) };
  return done(state, { phase, phaseSince: now, extraMinutes: 0, ...session }, aside);
}

/** How many of a kind stay in memory; older ones go. `perSender` so that nobody can drown the others. */
const KEEP: Record<Whisper["kind"], { count: number; perSender: boolean }> = {
  nudge: { count: 40, perSender: false },
  ask: { count: 20, perSender: false },
  mute: { count: 20, perSender: false },
  signal: { count: 1, perSender: true },
  help: { count: 3, perSender: true },
  leaders: { count: 60, perSender: false },
  forbiddenTrack: { count: 1, perSender: true },
};

function said(aside: Aside, whisper: Whisper): Aside {
  const { count, perSender } = KEEP[whisper.kind];
  const rivals = aside.whispers.filter(
    (other) => other.kind === whisper.kind && (!perSender || other.from === whisper.from),
  );
  const dropped = new Set(rivals.slice(0, Math.max(0, rivals.length - count + 1)));
  return { ...aside, whispers: [...aside.whispers.filter((other) => !dropped.has(other)), whisper] };
}

function byPerson(state: RoomState, issued: Issued & { kind: "user" }, now: number): Outcome {
  const { session, aside } = state;
  const { by, id, command } = issued;
  const refused = refusal(session, by, command.kind);
  if (refused !== null) return rejected(refused);
  const whisper = { id, at: now, from: by };

  switch (command.kind) {
    case "phase.move":
      return move(state, command, now);
    case "phase.extend":
      if (session.phase !== command.phase) return rejected("moved_on");
      return done(state, { extraMinutes: Math.min(session.extraMinutes + command.minutes, 600) });
    case "session.pause":
      if (session.pausedSince !== null) return rejected("already_so");
      return done(state, { pausedSince: now, pausedItself: false });
    case "session.resume": {
      if (session.pausedSince === null) return rejected("already_so");
      // The time of the pause is given back to the phase.
      const phaseSince = session.phaseSince + Math.max(0, now - Math.max(session.pausedSince, session.phaseSince));
      return done(state, { pausedSince: null, pausedItself: false, phaseSince });
    }
    case "case.offer":
      return session.offers.includes(by) ? rejected("already_so") : done(state, { offers: [...session.offers, by] });
    case "case.withdraw":
      if (!session.offers.includes(by)) return rejected("already_so");
      return done(state, { offers: session.offers.filter((other) => other !== by) });
    case "case.pick":
      if (!session.offers.includes(command.person) || !isHere(session, command.person)) return rejected("not_offered");
      // Who leads cannot sit back.
      if (session.unattended?.chair === command.person) return rejected("not_allowed");
      return enter(state, "presentation", now, {
        presenter: { person: command.person, visibility: "visible" },
      });
    case "presenter.signal":
      return done(state, {}, said(aside, { ...whisper, kind: "signal", signal: command.signal }));
    case "presenter.visibility":
      return done(state, { presenter: { person: by, visibility: command.visibility } });
    case "person.admit":
      return admit(state, command);
    case "door.refuse": {
      const meant = command.shown.flatMap(({ person: id, since }) => {
        const person = personIn(session, id);
        return person?.door === "waiting" && person.knockedAt === since ? [id] : [];
      });
      return meant.length === 0 ? rejected("moved_on") : refuse(state, meant);
    }
    case "chairs.free":
      return freeChairs(state, by, command.shown, now);
    case "person.refuse":
    case "person.stepOut":
    case "person.hold":
    case "person.release":
    case "person.mute":
    case "person.askToMute":
    case "person.nudge":
    case "observer.hear":
      return towards(state, issued.by, issued.id, command, now);
    case "room.card":
      return done(state, {}, { ...aside, card: command.card === null ? null : { card: command.card, by } });
    case "leaders.say":
      return done(state, {}, said(aside, { ...whisper, kind: "leaders", text: command.text }));
    case "deputy.name":
      return nameDeputy(state, command);
    case "deputy.takeChair":
      if (session.unattended === null) return rejected("moved_on");
      if (session.unattended.chair === by) return rejected("already_so");
      if (presenterNow(session) === by) return rejected("not_allowed");
      return done(state, { unattended: { chair: by } });
    case "help.ask":
      return done(state, {}, said(aside, { ...whisper, kind: "help", topic: command.topic, text: command.text }));
    case "whisper.done": {
      const person = personIn(session, by);
      const shown = person === undefined ? [] : whispersFor(state, person);
      const mine = aside.whispers.find(
        (other) => other.id === command.whisper && ("to" in other ? other.to === by : shown.includes(other)),
      );
      if (mine === undefined) return rejected("already_so");
      return done(state, {}, { ...aside, whispers: aside.whispers.filter((other) => other !== mine) });
    }
    case "self.muted": {
      const others = aside.muted.filter((other) => other !== by);
      if (command.muted === aside.muted.includes(by)) return rejected("already_so");
      return done(state, {}, { ...aside, muted: command.muted ? [...others, by] : others });
    }
    case "self.leave":
      return done(state, {
        ...changed(session, by, { line: { is: "left", since: now } }),
        offers: session.offers.filter((other) => other !== by),
      });
  }
}

function move(state: RoomState, command: Command & { kind: "phase.move" }, now: number): Outcome {
  const { session } = state;
  if (session.phase !== command.from) return rejected("moved_on");
  const step = stepsFrom(session).find((candidate) => candidate.to === command.to);
  if (step === undefined) return rejected("wrong_phase");
  if (step.kind === "skip" && step.to === "closing") return enter(state, "closing", now, { presenter: null });
  if (step.kind === "again") return enter(state, step.to, now, { casesDone: session.casesDone + 1, offers: [] });
  if (step.to === "ended")
    return enter(state, "ended", now, { offers: [], presenter: null, pausedSince: null, pausedItself: false });
  if (step.kind === "back" && session.phase === "presentation") return enter(state, step.to, now, { presenter: null });
  if (step.kind === "back" && session.phase === "caseCall" && session.casesDone > 0)
    return enter(state, step.to, now, { casesDone: session.casesDone - 1 });
  return enter(state, step.to, now);
}

/** What a leader does to one other person who is in the room. Leaders are equals: never to each other. */
function towards(
  state: RoomState,
  by: PersonId,
  id: CommandId,
  command: Extract<Command, { person: PersonId }>,
  now: number,
): Outcome {
  const { session, aside } = state;
  const person = personIn(session, command.person);
  if (person === undefined) return rejected("no_such_person");
  if (person.role === "leader" || person.id === by) return rejected("not_allowed");
  if (command.kind === "person.refuse") {
    if (!isAsSeen(person, command.seen)) return rejected("moved_on");
    if (person.door !== "waiting") return rejected("already_so");
    return refuse(state, [person.id]);
  }
  if (person.door !== "admitted") return rejected("not_in_room");
  const whisper = { id, at: now, from: by, to: person.id };

  switch (command.kind) {
    case "person.stepOut":
      if (command.presents !== (presenterNow(session) === person.id)) return rejected("moved_on");
      return giveUp(state, person, "removed", now);
    case "person.hold":
      return person.held ? rejected("already_so") : done(state, changed(session, person.id, { held: true }));
    case "person.release":
      return person.held ? done(state, changed(session, person.id, { held: false })) : rejected("already_so");
    case "person.mute": {
      if (!mediaGrant(session, person.id).microphone) return rejected("already_so");
      const outcome = done(state, {}, said(aside, { ...whisper, kind: "mute" }));
      return outcome.ok ? { ...outcome, closes: person.id } : outcome;
    }
    case "person.askToMute":
      return done(state, {}, said(aside, { ...whisper, kind: "ask" }));
    case "person.nudge":
      return done(state, {}, said(aside, { ...whisper, kind: "nudge", nudge: command.nudge }));
    case "observer.hear":
      if (person.role !== "observer" || person.heard === command.heard) return rejected("already_so");
      return done(state, changed(session, person.id, { heard: command.heard }));
    case "person.admit":
    case "case.pick":
      return rejected("invalid");
  }
}

/** Only a member: an observer has no seat in the circle, and a leader needs nobody's leave. */
function nameDeputy(state: RoomState, command: Command & { kind: "deputy.name" }): Outcome {
  const { session } = state;
  const { person: id, instead } = command;
  if (session.deputy === id) return rejected("already_so");
  if (session.deputy !== instead) return rejected("moved_on");
  const person = id === null ? null : personIn(session, id);
  if (person === undefined) return rejected("no_such_person");
  if (person !== null && !isHere(session, person.id)) return rejected("not_in_room");
  if (person !== null && person.role !== "member") return rejected("not_allowed");
  return done(state, { deputy: id });
}

function refuse(state: RoomState, ids: readonly PersonId[]): Outcome {
  const people = state.session.people.map((person) =>
    ids.includes(person.id) ? { ...person, door: "removed" as const } : person,
  );
  return done(state, { people: withFewRefused(people) });
}

/** Of people whose line is lost since just then; whoever is back keeps the chair, and so does who presents. */
function freeChairs(
  state: RoomState,
  by: PersonId,
  shown: readonly { person: PersonId; since: number }[],
  now: number,
): Outcome {
  const { session } = state;
  const empty = shown.flatMap(({ person: id, since }) => {
    const person = personIn(session, id);
    const lost = person?.door === "admitted" && person.line.is === "lost" && person.line.since === since;
    return lost && person.role !== "leader" && presenterNow(session) !== id && id !== by ? [person] : [];
  });
  if (empty.length === 0) return rejected("moved_on");
  return empty.reduce<Outcome>(
    (outcome, person) => (outcome.ok ? giveUp(outcome.state, person, "freed", now) : outcome),
    done(state, {}),
  );
}

/** Out of the circle, with all that was said to them. Without its presenter a case is over: it goes to `closing`. */
function giveUp(state: RoomState, person: Person, door: "removed" | "freed", now: number): Outcome {
  const { session, aside } = state;
  const change = {
    ...changed(session, person.id, { door, held: false, heard: false }),
    offers: session.offers.filter((other) => other !== person.id),
  };
  const whispers = aside.whispers.filter(
    (other) => other.from !== person.id && !("to" in other && other.to === person.id),
  );
  const after = { session, aside: { ...aside, whispers } };
  if (session.presenter?.person !== person.id) return done(after, change);
  if (presenterNow(session) === null) return done(after, { ...change, presenter: null });
  return enter(after, "closing", now, { ...change, presenter: null });
}

/** The knock that the leader saw is the last that there was. */
function isAsSeen({ name, role, knockedAt }: Person, seen: KnockSeen): boolean {
  return name === seen.name && role === seen.role && knockedAt === seen.since;
}

function admit(state: RoomState, { person: id, seen }: Command & { kind: "person.admit" }): Outcome {
  const { session } = state;
  const person = personIn(session, id);
  if (person === undefined) return rejected("no_such_person");
  if (!isAsSeen(person, seen)) return rejected("moved_on");
  if (person.door !== "waiting") return rejected("already_so");
  const outer = person.role === "observer";
  if (!hasRoom(session, outer)) return rejected("full");
  return done(state, changed(session, id, { door: "admitted", seat: person.seat ?? freeSeat(session, outer) }));
}

/** A seat is given once and never given to another, so that nobody ever moves or returns to a taken chair. */
function freeSeat(session: Session, outer: boolean): number {
  const taken = session.people.filter((person) => (person.role === "observer") === outer).map((person) => person.seat);
  return Math.max(-1, ...taken.map((seat) => seat ?? -1)) + 1;
}

function bySystem(state: RoomState, command: SystemCommand, now: number, date: number): Outcome {
  const { session, aside } = state;
  if (session.phase === "ended") return rejected("ended");
  if (command.kind === "dates.setBack") {
    if (!session.people.some(({ freshFrom }) => freshFrom > date)) return rejected("already_so");
    const people = session.people.map((person) => ({ ...person, freshFrom: Math.min(person.freshFrom, date) }));
    return done(state, { people });
  }
  if (command.kind === "lines.unknown") {
    const people = session.people.map((person) =>
      person.line.is === "present" ? { ...person, line: { is: "lost" as const, since: now } } : person,
    );
    return done(state, { people });
  }
  if (command.kind === "room.alone") {
    if (isUnattended(session)) return rejected("already_so");
    if (aloneSince(session) !== command.since) return rejected("moved_on");
    const pause = session.pausedSince === null ? { pausedSince: now, pausedItself: true } : {};
    return done(state, { unattended: { chair: null }, ...pause });
  }
  const person = personIn(session, command.person);
  switch (command.kind) {
    case "door.knock":
      return knock(state, command, now);
    case "door.leader":
      return leaderEnters(state, command, now);
    case "line.open":
      if (person === undefined) return rejected("no_such_person");
      if (person.line.is === "present") return rejected("already_so");
      if (person.door === "freed" || (person.door === "admitted" && !mayComeBack(session, person)))
        return done(state, changed(session, person.id, { ...AT_DOOR, knockedAt: knockOf(person, now) }));
      return done(state, changed(session, person.id, { line: { is: "present" } }));
    case "line.lost":
      if (person === undefined) return rejected("no_such_person");
      if (person.line.is !== "present") return rejected("already_so");
      return done(state, changed(session, person.id, { line: { is: "lost", since: now } }));
    case "media.forbiddenTrack":
      if (person === undefined) return rejected("no_such_person");
      // Whatever token that client holds is stale from here on.
      return done(
        state,
        changed(session, person.id, { freshFrom: Math.max(person.freshFrom, date) }),
        said(aside, { id: command.id, at: now, from: person.id, kind: "forbiddenTrack" }),
      );
  }
}

function someone(command: { person: PersonId; name: string }, now: number): Omit<Person, "role" | "door"> {
  return {
    id: command.person,
    name: command.name,
    knockedAt: now,
    agreedAt: now,
    seat: null,
    // Nobody is here before their own line is open.
    line: { is: "left", since: now },
    held: false,
    heard: false,
    freshFrom: 0,
  };
}

/** Back, and nobody's place any more: they wait to be let in. */
const AT_DOOR = { door: "waiting", line: { is: "present" }, held: false, heard: false } as const;

/** Admitted, and not gone by their own wish: whoever has lost the line is still here. */
function isHere(session: Session, id: PersonId): boolean {
  const person = personIn(session, id);
  return person?.door === "admitted" && person.line.is !== "left";
}

/** No two knocks of a person are of one moment. */
function knockOf(before: Person | undefined, now: number): number {
  return before === undefined ? now : Math.max(now, before.knockedAt + 1);
}

function knock(state: RoomState, command: SystemCommand & { kind: "door.knock" }, now: number): Outcome {
  const { session } = state;
  const before = personIn(session, command.person);
  if (before?.role === "leader") return rejected("not_allowed");
  if (before?.door === "admitted") return rejected("already_so");
  // Who was here before keeps the seat, and so the role it belongs to and the name it is known by.
  const { name, role } =
    before === undefined || before.seat === null ? { name: command.name, role: command.as } : before;
  // Asked again because no answer came: the knock that the leaders see is still this one.
  if (before?.door === "waiting" && name === before.name && role === before.role) return rejected("already_so");
  // Who was here before, or stands here already, finds a place at the fullest door.
  const stands = before !== undefined && (before.door === "waiting" || before.seat !== null);
  const people = stands ? session.people : withRoomAtDoor(session, command.person, command.instead, now);
  if (people === null) return rejected("full");
  const agreed = { door: "waiting", agreedAt: now, knockedAt: knockOf(before, now), name, role } as const;
  const comer: Person = { ...(before ?? someone(command, now)), ...agreed };
  return done(state, {
    people: before === undefined ? [...people, comer] : people.map((person) => (person === before ? comer : person)),
  });
}

function leaderEnters(state: RoomState, command: SystemCommand & { kind: "door.leader" }, now: number): Outcome {
  const { session } = state;
  const before = personIn(session, command.person);
  if (before !== undefined) return done(state, changed(session, before.id, { name: command.name, agreedAt: now }));
  const leaders = session.people.filter(({ role }) => role === "leader");
  if (leaders.length >= session.leaderCount) return rejected("full");
  const leader: Person = { ...someone(command, now), role: "leader", door: "admitted", seat: freeSeat(session, false) };
  return done(state, { people: [...session.people, leader] });
}
