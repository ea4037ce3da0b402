/**
 * The rules of docs/SPEC.md written out a second time, from its text, so that the code is not its own judge: what a
 * lawful session is, what one step may do to it, who may say what. Shares no line with policy, chair, frame, view or
 * transition; knows the nouns alone.
 */
import type { Person, Phase, Session } from "@balint/shared/session/model";
import type { Command } from "@balint/shared/session/protocol";

const IN_A_CASE: readonly Phase[] = ["presentation", "clarification", "discussion", "return"];

function find({ people }: Session, id: string): Person | undefined {
  for (const person of people) if (person.id === id) return person;
  return undefined;
}

/** P-14 */
export function leadsByTheBook(session: Session, id: string): boolean {
  return find(session, id)?.role === "leader" || session.unattended?.chair === id;
}

export function presentsByTheBook({ phase, presenter }: Session, id: string): boolean {
  return IN_A_CASE.includes(phase) && presenter?.person === id;
}

/** S-6 */
export function sitsBackByTheBook({ phase, frame, presenter }: Session, id: string): boolean {
  return phase === "discussion" && frame !== "classic" && presenter?.person === id;
}

/** */
export function mayConnectByTheBook(session: Session, id: string): boolean {
  const person = find(session, id);
  return session.phase !== "ended" && person?.door === "admitted" && person.line.is !== "left";
}

/** The table of. */
export function maySpeakByTheBook(session: Session, id: string): boolean {
  const person = find(session, id);
  if (!mayConnectByTheBook(session, id) || person === undefined) return false;
  if (session.pausedSince !== null || person.held) return false;
  if (person.role === "observer" && !person.heard) return false;
  if (session.phase === "presentation") return presentsByTheBook(session, id) || leadsByTheBook(session, id);
  return !sitsBackByTheBook(session, id);
}

/** */
export function mayShowByTheBook(session: Session, id: string): boolean {
  const hides = sitsBackByTheBook(session, id) && session.presenter?.visibility === "cameraOff";
  return mayConnectByTheBook(session, id) && !hides;
}

/** */
export function maySeeByTheBook(session: Session, viewer: string, id: string): boolean {
  const veiled = sitsBackByTheBook(session, id) && session.presenter?.visibility === "veiled";
  return mayShowByTheBook(session, id) && (!veiled || viewer === id || find(session, viewer)?.role === "leader");
}

/** S-7: whose chair stands in the circle, or in the outer ring. Leaders' places are counted as taken. */
function chairsByTheBook({ people, presenter }: Session, outer: boolean): number {
  let chairs = 0;
  for (const { id, role, door, line } of people)
    if (role !== "leader" && (role === "observer") === outer && door === "admitted")
      if (line.is !== "left" || presenter?.person === id) chairs += 1;
  return chairs;
}

const stranger = ({ people }: Session, door: Person["door"]) =>
  people.filter((person) => person.seat === null && person.door === door).length;

const isHere = (person: Person | undefined) => person?.door === "admitted" && person.line.is !== "left";
const twice = (ids: readonly string[]) => ids.some((id, n) => ids.indexOf(id) < n);
const onOneChair = (one: Person, other: Person) =>
  one !== other && one.seat === other.seat && (one.role === "observer") === (other.role === "observer");

/** The first rule that this session breaks; `null` when it is lawful. That it parses is for the caller to see. */
export function brokenIn(session: Session): string | null {
  const { phase, people, presenter, offers, deputy, unattended, pausedSince, pausedItself, casesDone } = session;
  if (twice(people.map(({ id }) => id))) return "nobody is there twice";
  if (people.some((one) => one.seat !== null && people.some((other) => onOneChair(one, other))))
    return "[S-1] no seat is given twice";
  for (const { role, door, seat, held, heard, id, line } of people) {
    if (role === "leader" && door !== "admitted") return `[D-1] ${id}, a leader, needs nobody's leave`;
    if (door === "admitted" && seat === null) return `[S-1] ${id} is in and has a seat`;
    if (door !== "admitted" && (held || heard)) return `[D-2] ${id} is not in, and neither held nor invited to speak`;
    if (door === "freed" && line.is === "present") return `[S-9] ${id} is back, and waits at the door`;
    if (role !== "observer" && heard) return `[R-5] ${id} is no observer and is not invited to speak`;
    if (role === "leader" && held) return `[P-10] ${id}, a leader, is not held`;
  }

  if (chairsByTheBook(session, false) + session.leaderCount > 14) return "[S-7] fourteen sit in the circle at most";
  if (people.filter(({ role }) => role === "leader").length > session.leaderCount)
    return "[S-7] there are no more leaders than places for them";
  if (chairsByTheBook(session, true) > 10) return "[S-7] ten sit in the outer ring at most";
  if (stranger(session, "waiting") > 40) return "[S-7] forty stand on the doorstep at most";
  if (stranger(session, "removed") > 40) return "[S-7] forty of those refused are remembered at most";

  const presents = presenter === null ? undefined : find(session, presenter.person);
  if (IN_A_CASE.includes(phase) && presenter === null) return `[P-6] there is a presenter in ${phase}`;
  if (presenter !== null && presents?.role !== "member") return "the presenter is a member";
  if (presenter !== null && presents?.door !== "admitted") return "[P-8] the presenter is in the room";
  if (phase === "gathering" && presenter !== null) return "nobody presents before the first case";
  if (phase === "caseCall" && casesDone === 0 && presenter !== null) return "[P-6] nobody presents before being picked";
  if (casesDone < 0 || casesDone > 1) return "[P-4] two cases at most";
  if (session.frame === "classic" && phase === "return") return "[P-5] classic has no return";

  if (twice(offers)) return "nobody offers twice";
  for (const id of offers) {
    if (find(session, id)?.role !== "member") return `${id}, who offers a case, is a member`;
    if (!isHere(find(session, id))) return `${id}, who offers a case, is here`;
  }

  if (pausedItself && pausedSince === null) return "[P-13] it has paused itself, so it is paused";
  if (phase === "ended" && (pausedSince !== null || presenter !== null || offers.length > 0))
    return "what has ended is neither paused nor has anybody to present";
  if (deputy !== null && find(session, deputy)?.role !== "member") return "[P-14] the deputy is a member";
  if (deputy !== null && find(session, deputy)?.door !== "admitted") return "[P-14] the deputy is in the room";
  if (unattended !== null) {
    if (people.some(({ role, line }) => role === "leader" && line.is === "present"))
      return "[P-14] the chair is the leaders' as soon as one of them is here";
    if (unattended.chair !== null) {
      if (find(session, unattended.chair)?.role !== "member") return "[P-14] a member is in the chair";
      if (!isHere(find(session, unattended.chair))) return "[P-14] who is in the chair is here";
      if (presentsByTheBook(session, unattended.chair)) return "[P-14] who is in the chair does not present";
    }
  }
  return null;
}

/** P-2, P-5; `case.pick` leads to presentation, and who steps out while presenting to closing (P-8). */
const STEPS: Record<Phase, readonly Phase[]> = {
  gathering: ["caseCall", "ended"],
  caseCall: ["gathering", "presentation", "closing", "ended"],
  presentation: ["caseCall", "clarification", "discussion", "closing", "ended"],
  clarification: ["presentation", "discussion", "closing", "ended"],
  discussion: ["clarification", "return", "closing", "ended"],
  return: ["discussion", "closing", "ended"],
  closing: ["return", "discussion", "caseCall", "aftercare", "ended"],
  aftercare: ["closing", "ended"],
  ended: [],
};

/** What a step may have been asked for, as far as the caller knows it. */
export type Meant = {
  readonly released: (id: string) => boolean;
  readonly resumed: boolean;
  /** The clock was set back, and dates with it. */
  readonly setBack: boolean;
  readonly admitted: (id: string) => boolean;
  /** Gives up the place at the door to somebody else. */
  readonly givesUp?: (id: string) => boolean;
};

/** The first rule that the step from one stored state to the next breaks. @param date epoch seconds, as tokens have it */
export function brokenBetween(before: Session, after: Session, meant: Meant, date: number): string | null {
  if (after.version !== before.version + 1) return "the version grows by one with every step";
  const kept = ["id", "name", "frame", "leaderCount", "createdAt"] as const;
  for (const what of kept) if (after[what] !== before[what]) return `${what} of a session never changes`;
  if (after.phase !== before.phase && !STEPS[before.phase].includes(after.phase))
    return `[P-2] no step leads from ${before.phase} to ${after.phase}`;
  if (before.pausedSince !== null && after.pausedSince === null && after.phase !== "ended" && !meant.resumed)
    return "[P-13] a pause ends by the word of who leads";
  const chair = after.unattended?.chair ?? null;
  if (chair !== null && chair !== before.unattended?.chair && chair !== before.deputy)
    return "[P-14] nobody but the deputy takes the chair";
  const stayed = before.people.filter(({ id }) => find(after, id) !== undefined);
  if (stayed.some(({ id }, n) => after.people[n]?.id !== id)) return "[S-2] nobody is moved among the others";
  for (const person of before.people) {
    const { id, role, seat, held, freshFrom } = person;
    const then = find(after, id);
    if (then === undefined) {
      const gone = person.line.is !== "present" || meant.givesUp?.(id) === true;
      const forgotten = person.door === "waiting" ? gone : stranger(after, "removed") === 40;
      if (seat !== null || !forgotten) return `[S-7] ${id} is not forgotten`;
      continue;
    }
    if (seat !== null && then.seat !== seat) return `[S-1] ${id} keeps the seat`;
    if ((seat !== null || role === "leader") && then.role !== role) return `[S-1] ${id} keeps the role`;
    if (seat !== null && role !== "leader" && then.name !== person.name) return `[D-16] ${id} keeps the name`;
    if (then.door === "waiting" && then.knockedAt === person.knockedAt && !isSeenByTheBook(then, seenOf(person)))
      return `[D-16] another knock of ${id} is of another moment`;
    if (then.door === "admitted" && person.door !== "admitted" && !meant.admitted(id))
      return `[D-2] ${id} comes in by the word of who leads`;
    if (
      then.door === "freed" &&
      person.door !== "freed" &&
      (person.line.is !== "lost" || presentsByTheBook(before, id))
    )
      return `[S-9] the chair of ${id} is not free`;
    if (held && !then.held && then.door === "admitted" && !meant.released(id))
      return `[R-3] the hold on ${id} stays until released`;
    if (then.freshFrom < (meant.setBack ? Math.min(date, freshFrom) : freshFrom))
      return `[D-3] a stale token of ${id} does not become fresh again`;
    if (losesByTheBook(before, after, id) && then.freshFrom < date)
      return `[D-3] ${id} has lost a right, and older tokens are stale`;
  }
  return null;
}

export function losesByTheBook(before: Session, after: Session, id: string): boolean {
  return [mayConnectByTheBook, maySpeakByTheBook, mayShowByTheBook].some((may) => may(before, id) && !may(after, id));
}

type Who = "anyone" | "member" | "leads" | "leader" | "presenter" | "deputy";

/** P-9, from its text. */
const WHO: Record<Command["kind"], Who> = {
  "phase.move": "leads",
  "phase.extend": "leads",
  "session.pause": "leads",
  "session.resume": "leads",
  "case.offer": "member",
  "case.withdraw": "member",
  "case.pick": "leads",
  "presenter.signal": "presenter",
  "presenter.visibility": "presenter",
  "person.admit": "leads",
  "person.refuse": "leads",
  "door.refuse": "leads",
  "chairs.free": "leads",
  "person.stepOut": "leads",
  "person.hold": "leads",
  "person.release": "leads",
  "person.mute": "leads",
  "person.askToMute": "leads",
  "person.nudge": "leads",
  "observer.hear": "leads",
  "room.card": "leads",
  "leaders.say": "leader",
  "deputy.name": "leader",
  "deputy.takeChair": "deputy",
  "help.ask": "anyone",
  "whisper.done": "anyone",
  "self.muted": "anyone",
  "self.leave": "anyone",
};

/** Whether this may be applied at all; its own preconditions may still refuse it. */
export function mayIssueByTheBook(session: Session, by: string, command: Command): boolean {
  if (!mayConnectByTheBook(session, by)) return false;
  const role = find(session, by)?.role;
  const is: Record<Who, boolean> = {
    anyone: true,
    member: role === "member",
    leads: leadsByTheBook(session, by),
    leader: role === "leader",
    presenter: presentsByTheBook(session, by),
    deputy: session.deputy === by,
  };
  if (!is[WHO[command.kind]]) return false;
  const towards = "person" in command && command.kind !== "deputy.name" && command.kind !== "case.pick";
  // P-10, and nobody in the chair does anything to themselves.
  return !towards || (find(session, command.person)?.role !== "leader" && command.person !== by);
}

/** What must be applied whenever it is said: the power that each who leads has, whatever has become of the others. */
export function isOwedByTheBook(session: Session, by: string, command: Command): boolean {
  return isInOrder(session, by, command) && mayIssueByTheBook(session, by, command);
}

function isInOrder(session: Session, by: string, command: Command): boolean {
  const target = "person" in command && command.person !== null ? find(session, command.person) : undefined;
  const chair = session.unattended?.chair ?? null;
  switch (command.kind) {
    case "session.pause":
      return session.pausedSince === null;
    case "session.resume":
      return session.pausedSince !== null;
    case "phase.move":
      return command.from === session.phase && command.to === "ended";
    case "person.hold":
      return target?.door === "admitted" && !target.held;
    case "person.release":
      return target?.door === "admitted" && target.held;
    case "person.stepOut":
      return target?.door === "admitted" && command.presents === presentsByTheBook(session, target.id);
    case "person.refuse":
      return target?.door === "waiting" && isSeenByTheBook(target, command.seen);
    case "door.refuse":
    case "chairs.free":
      return command.shown.some((shown) => isMeantByTheBook(session, by, command.kind, shown));
    case "deputy.takeChair":
      return session.unattended !== null && chair !== by && !presentsByTheBook(session, by);
    case "room.card":
    case "leaders.say":
    case "help.ask":
    case "self.leave":
      return true;
    default:
      return false;
  }
}

const seenOf = ({ name, role, knockedAt }: Person) => ({ name, role, since: knockedAt });

/** D-16 */
function isSeenByTheBook(person: Person | undefined, seen: { name: string; role: string; since: number }): boolean {
  return person?.name === seen.name && person.role === seen.role && person.knockedAt === seen.since;
}

/** Whether this person is still as they were shown: at the door since that knock, or without a line since that loss. */
export function isMeantByTheBook(
  session: Session,
  by: string,
  kind: "door.refuse" | "chairs.free",
  { person: id, since }: { person: string; since: number },
): boolean {
  const person = find(session, id);
  if (person === undefined || person.role === "leader" || id === by) return false;
  if (kind === "door.refuse") return person.door === "waiting" && person.knockedAt === since;
  const { door, line } = person;
  return door === "admitted" && line.is === "lost" && line.since === since && !presentsByTheBook(session, id);
}

/** Whether what was applied is what was said, to whom and from where it was said. */
export function isDoneAsSaid(before: Session, after: Session, by: string, command: Command): boolean {
  const named = "person" in command ? command.person : null;
  const [was, target] = [before, after].map((session) => (named === null ? undefined : find(session, named)));
  switch (command.kind) {
    case "phase.move":
      return before.phase === command.from && after.phase === command.to;
    case "phase.extend":
      return before.phase === command.phase && after.extraMinutes === before.extraMinutes + command.minutes;
    case "session.pause":
      return before.pausedSince === null && after.pausedSince !== null;
    case "session.resume":
      return before.pausedSince !== null && after.pausedSince === null;
    case "case.offer":
      return after.offers.length === before.offers.length + 1 && after.offers.at(-1) === by;
    case "case.withdraw":
      return !after.offers.some((id) => id === by);
    case "case.pick":
      return before.offers.includes(command.person) && after.presenter?.person === command.person;
    case "presenter.visibility":
      return after.presenter?.visibility === command.visibility;
    case "person.admit":
    case "person.refuse":
      return (
        isSeenByTheBook(was, command.seen) &&
        target?.door === (command.kind === "person.admit" ? "admitted" : "removed")
      );
    case "person.stepOut":
      return target?.door === "removed" && command.presents === presentsByTheBook(before, target.id);
    case "door.refuse":
    case "chairs.free": {
      const { kind, shown } = command;
      const meant = shown.filter((one) => isMeantByTheBook(before, by, kind, one));
      const becomes = kind === "door.refuse" ? "removed" : "freed";
      return meant.length > 0 && meant.every(({ person }) => (find(after, person)?.door ?? becomes) === becomes);
    }
    case "person.hold":
    case "person.release":
      return target?.held === (command.kind === "person.hold");
    case "observer.hear":
      return target?.role === "observer" && target.heard === command.heard;
    case "deputy.name":
      return after.deputy === command.person && before.deputy === command.instead;
    case "deputy.takeChair":
      return after.unattended?.chair === by;
    case "self.leave":
      return find(after, by)?.line.is === "left";
    default:
      return true;
  }
}
