/**
 * What one person may know: the whole snapshot for one screen. The only maker of snapshots.
 * Leaders' matters are `null` on everybody else's wire. Pure; the clock and what is known of the media are arguments.
 */
import { leads, whispersFor } from "./chair.ts";
import { minutesFor, stepsFrom } from "./frame.ts";
import { type Person, type PersonId, type RoomState, type Session, personIn } from "./model.ts";
import { hasRoom } from "./places.ts";
import { isSittingBack, maySee, mediaGrant, presenterNow } from "./policy.ts";
import type { LeadersView, MediaNow, SeatView, Snapshot } from "./protocol.ts";

/** `null` for somebody who has never knocked. @param now epoch milliseconds */
export function viewFor(state: RoomState, viewer: PersonId, now: number, media: MediaNow): Snapshot | null {
  const { session, aside } = state;
  const person = personIn(session, viewer);
  if (person === undefined) return null;
  const about = { version: session.version, session: { id: session.id, name: session.name } };
  const you = { id: person.id, name: person.name, role: person.role };
  if (session.phase === "ended") return { ...about, standing: "ended", you };
  if (person.door === "removed") return { ...about, standing: "removed", you };
  if (person.door !== "admitted") {
    const full = !hasRoom(session, person.role === "observer");
    return { ...about, standing: "waiting", you, leadersHere: leadersHere(session), full, again: person.seat !== null };
  }

  const grant = mediaGrant(session, person.id);
  const sign = aside.whispers.find((whisper) => whisper.kind === "signal" && whisper.from === person.id);
  return {
    ...about,
    standing: "in",
    now,
    frame: session.frame,
    phase: session.phase,
    paused: session.pausedSince !== null,
    pausedItself: session.pausedItself,
    unattended: session.unattended,
    caseNumber: session.casesDone + 1,
    you: {
      ...you,
      microphone: grant.microphone,
      camera: grant.camera,
      reason: grant.reason === "notIn" || grant.reason === "ended" ? "open" : grant.reason,
      sittingBack: isSittingBack(session, person.id),
      presents: presenterNow(session) === person.id,
      visibility: session.presenter?.person === person.id ? session.presenter.visibility : "visible",
      signal: sign?.kind === "signal" ? sign.signal : null,
      deputy: session.deputy === person.id,
    },
    hall: media.hall,
    away: media.away,
    seats: seatsOf(state, person),
    offers: session.offers,
    card: aside.card?.card ?? null,
    toYou: aside.whispers.flatMap((whisper) =>
      "to" in whisper && whisper.to === person.id
        ? [{ id: whisper.id, kind: whisper.kind, nudge: whisper.kind === "nudge" ? whisper.nudge : null }]
        : [],
    ),
    leaders: leads(session, person) ? leadersView(state, person, media.health) : null,
  };
}

function leadersHere(session: Session): string[] {
  return session.people.flatMap((person) =>
    leads(session, person) && person.line.is === "present" ? [person.name] : [],
  );
}

/** Who left by their own wish has no chair on screen; a presenter's chair stays for the length of the case. */
function hasChair(session: Session, person: Person): boolean {
  return person.door === "admitted" && (person.line.is !== "left" || presenterNow(session) === person.id);
}

function seatsOf({ session, aside }: RoomState, viewer: Person): SeatView[] {
  const speaks = (person: Person) => mediaGrant(session, person.id).microphone;
  return session.people
    .filter((person) => hasChair(session, person))
    .map((person): SeatView => ({
      person: person.id,
      name: person.name,
      role: person.role,
      seat: person.seat ?? 0,
      place: isSittingBack(session, person.id) ? "back" : person.role === "observer" ? "outer" : "ring",
      presents: presenterNow(session) === person.id,
      line: person.line.is === "present" ? "present" : "lost",
      maySpeak: speaks(person),
      mayShow: maySee(session, viewer, person),
      muted: person.line.is === "present" && speaks(person) && aside.muted.includes(person.id),
    }))
    .toSorted((one, other) => Number(one.place === "outer") - Number(other.place === "outer") || one.seat - other.seat);
}

function leadersView(state: RoomState, viewer: Person, media: LeadersView["media"]): LeadersView {
  const { session } = state;
  const admitted = session.people.filter((person) => person.door === "admitted");
  return {
    phaseSince: session.phaseSince,
    minutes: minutesFor(session),
    steps: [...stepsFrom(session)],
    door: session.people
      .filter((person) => person.door === "waiting")
      .map((person) => ({
        person: person.id,
        name: person.name,
        role: person.role,
        since: person.knockedAt,
        again: person.seat !== null,
        here: person.line.is === "present",
      }))
      .toSorted((one, other) => Number(other.again) - Number(one.again) || one.since - other.since),
    full: { circle: !hasRoom(session, false), outer: !hasRoom(session, true) },
    held: admitted.filter((person) => person.held).map((person) => person.id),
    heard: admitted.filter((person) => person.heard).map((person) => person.id),
    lost: admitted.flatMap((person) =>
      person.line.is === "lost" || (person.line.is === "left" && presenterNow(session) === person.id)
        ? [{ person: person.id, since: person.line.since }]
        : [],
    ),
    media,
    deputy: session.deputy,
    whispers: whispersFor(state, viewer),
  };
}
