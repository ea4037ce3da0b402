/**
 * Who may do what. `mediaGrant` is the only place where rights to sound and picture are decided: for token
 * minting, for the reconciler and for every screen. `refusal` says who may issue which command when.
 * Pure functions of the session; knows nothing of LiveKit or of the wire's framing.
 */
import { leads } from "./chair.ts";
import { CASE_PHASES } from "./frame.ts";
import { type Person, type PersonId, type Phase, type Session, personIn } from "./model.ts";
import type { Command, RejectionCode } from "./protocol.ts";

/** Why a microphone is closed; `open` when it is not. The words for each stand in the client's catalogue. */
export type Reason = "open" | "notIn" | "ended" | "paused" | "held" | "observing" | "presentation" | "sittingBack";

export type MediaGrant = {
  /** May be connected to the media room at all. */
  readonly join: boolean;
  readonly microphone: boolean;
  readonly camera: boolean;
  /** Why the microphone is closed. */
  readonly reason: Reason;
};

/** The presenter outside the ring while the group works. */
export function isSittingBack(session: Session, id: PersonId): boolean {
  return session.phase === "discussion" && session.frame !== "classic" && session.presenter?.person === id;
}

/** The presenter of the present phase, if it has one. After the case nobody is marked any more. */
export function presenterNow(session: Session): PersonId | null {
  return CASE_PHASES.has(session.phase) ? (session.presenter?.person ?? null) : null;
}

function reasonFor(session: Session, person: Person): Reason {
  if (session.phase === "ended") return "ended";
  if (person.door !== "admitted" || person.line.is === "left") return "notIn";
  if (session.pausedSince !== null) return "paused";
  if (isSittingBack(session, person.id)) return "sittingBack";
  if (person.held) return "held";
  if (person.role === "observer" && !person.heard) return "observing";
  if (session.phase === "presentation" && !leads(session, person) && session.presenter?.person !== person.id)
    return "presentation";
  return "open";
}

export function mediaGrant(session: Session, id: PersonId): MediaGrant {
  const person = personIn(session, id);
  if (person === undefined) return { join: false, microphone: false, camera: false, reason: "notIn" };
  const reason = reasonFor(session, person);
  const join = reason !== "ended" && reason !== "notIn";
  const hidden = isSittingBack(session, id) && session.presenter?.visibility === "cameraOff";
  return { join, microphone: reason === "open", camera: join && !hidden, reason };
}

/** May `viewer` see the picture of `person`? A veiled presenter is seen by leaders (and by nobody else). */
export function maySee(session: Session, viewer: Person, person: Person): boolean {
  if (!mediaGrant(session, person.id).camera) return false;
  const veiled = isSittingBack(session, person.id) && session.presenter?.visibility === "veiled";
  return !veiled || viewer.role === "leader" || viewer.id === person.id;
}

/** Rights that `after` no longer gives; a token from before such a loss is stale at the door. */
export function losesRights(before: MediaGrant, after: MediaGrant): boolean {
  return (before.join && !after.join) || (before.microphone && !after.microphone) || (before.camera && !after.camera);
}

type Who = "anyone" | "member" | "leads" | "leader" | "presenter" | "deputy";
export type Right = { readonly who: Who; readonly in: readonly Phase[] | "any" };

const LIVE = "any" as const;

/** Every command once: who may issue it, and in which phases. SPEC P-9 prints this table. */
export const COMMAND_RIGHTS: Record<Command["kind"], Right> = {
  "phase.move": { who: "leads", in: LIVE },
  "phase.extend": { who: "leads", in: LIVE },
  "session.pause": { who: "leads", in: LIVE },
  "session.resume": { who: "leads", in: LIVE },
  "case.offer": { who: "member", in: ["caseCall"] },
  "case.withdraw": { who: "member", in: ["caseCall"] },
  "case.pick": { who: "leads", in: ["caseCall"] },
  "presenter.signal": { who: "presenter", in: ["presentation", "clarification", "discussion", "return"] },
  "presenter.visibility": { who: "presenter", in: ["discussion"] },
  "person.admit": { who: "leads", in: LIVE },
  "person.refuse": { who: "leads", in: LIVE },
  "door.refuse": { who: "leads", in: LIVE },
  "chairs.free": { who: "leads", in: LIVE },
  "person.stepOut": { who: "leads", in: LIVE },
  "person.hold": { who: "leads", in: LIVE },
  "person.release": { who: "leads", in: LIVE },
  "person.mute": { who: "leads", in: LIVE },
  "person.askToMute": { who: "leads", in: LIVE },
  "person.nudge": { who: "leads", in: LIVE },
  "observer.hear": { who: "leads", in: LIVE },
  "room.card": { who: "leads", in: LIVE },
  "leaders.say": { who: "leader", in: LIVE },
  "deputy.name": { who: "leader", in: LIVE },
  "deputy.takeChair": { who: "deputy", in: LIVE },
  "help.ask": { who: "anyone", in: LIVE },
  "whisper.done": { who: "anyone", in: LIVE },
  "self.muted": { who: "anyone", in: LIVE },
  "self.leave": { who: "anyone", in: LIVE },
};

function is(session: Session, person: Person, who: Who): boolean {
  switch (who) {
    case "anyone":
      return true;
    case "member":
      return person.role === "member";
    case "leads":
      return leads(session, person);
    case "leader":
      return person.role === "leader";
    case "presenter":
      return presenterNow(session) === person.id;
    case "deputy":
      return session.deputy === person.id;
  }
}

/** `null` when `by` may issue this kind of command now; its own preconditions are for `transition` to check. */
export function refusal(session: Session, by: PersonId, kind: Command["kind"]): RejectionCode | null {
  const person = personIn(session, by);
  if (person === undefined) return "no_such_person";
  if (session.phase === "ended") return "ended";
  if (person.door !== "admitted" || person.line.is === "left") return "not_in_room";
  const right = COMMAND_RIGHTS[kind];
  if (!is(session, person, right.who)) return "not_allowed";
  if (right.in !== "any" && !right.in.includes(session.phase)) return "wrong_phase";
  return null;
}
