/**
 * Who came and who went between two states of a session: the only thing that outlives it.
 * Pure; counts a person as here while admitted and with an open line.
 */
import { type Person, type Session, personIn } from "@balint/shared/session/model";
import type { Presence } from "../store/store.ts";

function isHere(session: Session | null, person: Person): boolean {
  const then = session === null ? undefined : personIn(session, person.id);
  return session?.phase !== "ended" && then?.door === "admitted" && then.line.is === "present";
}

/** @param now epoch milliseconds */
export function attendanceBetween(before: Session, after: Session, now: number): Presence[] {
  return after.people.flatMap((person) => {
    const [was, is] = [isHere(before, person), isHere(after, person)];
    const { id, name, role } = person;
    return was === is ? [] : [{ person: id, name, role, at: now, what: is ? ("came" as const) : ("went" as const) }];
  });
}
