/**
 * Who leads: a leader always, and the deputy while in the chair. And since when nobody does.
 * Pure functions of the session; knows no commands and no clock.
 */
import { type Person, type PersonId, type RoomState, type Session, type Whisper, personIn } from "./model.ts";

export function leads(session: Session, person: Person): boolean {
  return person.role === "leader" || session.unattended?.chair === person.id;
}

/**
 * Since when a group has been without anybody who leads, epoch milliseconds. `null` while somebody leads, before the
 * first leader has come, and while there is no group that could be alone.
 */
export function aloneSince(session: Session): number | null {
  const admitted = session.people.filter((person) => person.door === "admitted");
  const group = admitted.some((person) => person.line.is === "present" && !leads(session, person));
  const gone = admitted.filter((person) => leads(session, person));
  if (!group || gone.length === 0 || session.phase === "ended") return null;
  return gone.reduce<number | null>(
    (latest, { line }) => (latest === null || line.is === "present" ? null : Math.max(latest, line.since)),
    0,
  );
}

/** The room has looked after itself already, and waits for a leader or the deputy. */
export function isUnattended(session: Session): boolean {
  return session.unattended !== null && session.unattended.chair === null;
}

/** The chair goes back to the leaders as soon as one of them is here, and is lost with the room. */
export function withChair(session: Session): Session {
  if (session.deputy === null && session.unattended === null) return session;
  const here = (id: PersonId | null | undefined) => {
    const person = id === null || id === undefined ? undefined : personIn(session, id);
    return person?.door === "admitted" && person.line.is !== "left";
  };
  const admitted = session.deputy !== null && personIn(session, session.deputy)?.door === "admitted";
  const led = session.people.some((person) => person.role === "leader" && person.line.is === "present");
  const chair = session.unattended?.chair ?? null;
  return {
    ...session,
    deputy: admitted ? session.deputy : null,
    unattended: session.unattended === null || led ? null : { chair: here(chair) ? chair : null },
  };
}

/** What a deputy in the chair needs to know of the leaders' matters; what was said before is not theirs to read. */
const FOR_THE_CHAIR: ReadonlySet<Whisper["kind"]> = new Set(["signal", "help", "forbiddenTrack"]);

/** The private words that whoever leads is shown, oldest first. */
export function whispersFor({ session, aside }: RoomState, person: Person): Whisper[] {
  if (!leads(session, person)) return [];
  return aside.whispers.filter(({ kind }) => person.role === "leader" || FOR_THE_CHAIR.has(kind));
}
