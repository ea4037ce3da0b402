/**
 * What each command is about, and so all that it may touch of a session and of what was said. Knows no rules beyond that.
 */
import type { Person, PersonId, RoomState, Session } from "@balint/shared/session/model";
import type { Issued } from "@balint/shared/session/transition";
import { isMeantByTheBook, losesByTheBook } from "./by-the-book.ts";

export type Kind = Issued["command"]["kind"];
type SessionPart = keyof Session;
type PersonPart = keyof Person;

/** What a command is about: the parts of the session, and of the one person it names, that it may touch. */
const PHASE: readonly SessionPart[] = ["phase", "phaseSince", "extraMinutes", "presenter"];
export const ABOUT: Record<Kind, { session?: readonly SessionPart[]; person?: readonly PersonPart[] }> = {
  "phase.move": { session: [...PHASE, "casesDone", "offers", "pausedSince", "pausedItself"] },
  "phase.extend": { session: ["extraMinutes"] },
  "session.pause": { session: ["pausedSince", "pausedItself"] },
  "session.resume": { session: ["pausedSince", "pausedItself", "phaseSince"] },
  "case.offer": { session: ["offers"] },
  "case.withdraw": { session: ["offers"] },
  "case.pick": { session: PHASE },
  "presenter.signal": {},
  "presenter.visibility": { session: ["presenter"] },
  "person.admit": { person: ["door", "seat"] },
  "person.refuse": { person: ["door"] },
  "door.refuse": { person: ["door"] },
  "chairs.free": { session: ["presenter", "offers", "deputy", "unattended"], person: ["door", "held", "heard"] },
  "person.stepOut": { session: [...PHASE, "offers", "deputy", "unattended"], person: ["door", "held", "heard"] },
  "person.hold": { person: ["held"] },
  "person.release": { person: ["held"] },
  "person.mute": {},
  "person.askToMute": {},
  "person.nudge": {},
  "observer.hear": { person: ["heard"] },
  "room.card": {},
  "leaders.say": {},
  "deputy.name": { session: ["deputy"] },
  "deputy.takeChair": { session: ["unattended"] },
  "help.ask": {},
  "whisper.done": {},
  "self.muted": {},
  "self.leave": { session: ["offers", "unattended"], person: ["line"] },
  "door.knock": { person: ["name", "role", "door", "knockedAt", "agreedAt"] },
  "door.leader": { person: ["name", "agreedAt"] },
  "line.open": { session: ["unattended", "deputy"], person: ["line", "door", "knockedAt", "held", "heard"] },
  "line.lost": { person: ["line"] },
  "lines.unknown": { person: ["line"] },
  "dates.setBack": { person: ["freshFrom"] },
  "room.alone": { session: ["unattended", "pausedSince", "pausedItself"] },
  "media.forbiddenTrack": { person: ["freshFrom"] },
};
/** What may put a word in, take one away, or turn the card. */
const SPEAKS: ReadonlySet<Kind> = new Set([
  ...([
    "phase.move",
    "case.pick",
    "person.stepOut",
    "chairs.free",
    "presenter.signal",
    "person.mute",
    "person.askToMute",
  ] as const),
  ...([
    "self.muted",
    "person.nudge",
    "room.card",
    "leaders.say",
    "help.ask",
    "whisper.done",
    "media.forbiddenTrack",
  ] as const),
]);

export const same = (one: unknown, other: unknown) => one === other || JSON.stringify(one) === JSON.stringify(other);

export function targetOf(issued: Issued): PersonId | "everybody" | null {
  if (issued.command.kind === "lines.unknown" || issued.command.kind === "dates.setBack") return "everybody";
  if ("person" in issued.command) return issued.command.person;
  return issued.kind === "user" ? issued.by : null;
}

/** Whom a command is about, before it is done. */
function isMeant(session: Session, issued: Issued, id: PersonId): boolean {
  const { command } = issued;
  if (issued.kind === "user" && (command.kind === "door.refuse" || command.kind === "chairs.free"))
    return command.shown.some(
      (shown) => shown.person === id && isMeantByTheBook(session, issued.by, command.kind, shown),
    );
  const target = targetOf(issued);
  return target === id || target === "everybody";
}

/** The first thing that was touched and is none of this command's business. */
export function touched(before: RoomState, after: RoomState, issued: Issued): string | null {
  const { kind } = issued.command;
  const about = ABOUT[kind];
  for (const part of Object.keys(after.session) as SessionPart[])
    if (part !== "people" && part !== "version" && about.session?.includes(part) !== true)
      if (!same(before.session[part], after.session[part])) return part;
  const target = targetOf(issued);
  for (const then of after.session.people) {
    const person = before.session.people.find(({ id }) => id === then.id);
    if (person === undefined && (target !== then.id || !kind.startsWith("door."))) return `${then.id} appears`;
    if (person === undefined || person === then) continue;
    const meant = isMeant(before.session, issued, then.id) ? about.person : [];
    for (const part of Object.keys(then) as PersonPart[])
      if (!same(person[part], then[part]) && meant?.includes(part) !== true)
        if (part !== "freshFrom" || !losesByTheBook(before.session, after.session, then.id))
          return `${then.id}.${part}`;
  }
  if (!SPEAKS.has(kind) && !same(before.aside, after.aside)) return "what was said";
  if (
    after.session.phase === before.session.phase &&
    kind !== "room.card" &&
    !same(before.aside.card, after.aside.card)
  )
    return "the card";
  return after.aside.whispers.length > before.aside.whispers.length + 1 ? "more than one word" : null;
}
