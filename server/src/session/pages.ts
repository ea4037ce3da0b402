/**
 * Which page of each person is the one in use: the last that was opened, or on which somebody pressed to go on there.
 * In memory alone: after a restart each page brings along the moment that it was told, and the latest is known again.
 * Knows no sockets and no media.
 */
import { type PersonId, type Session, type SessionId, personIn } from "@balint/shared/session/model";
import type { Clock } from "../clock.ts";

/**
 * `came`: when that page was taken up, in the session's own time. `since`: media tokens dated before it, in seconds of
 * the clock, are another page's.
 */
type Page = { came: number; since: number };

/** So many may have been here and been forgotten by the session before anybody looks. */
const MOST_FORGOTTEN = 200;

export class Pages {
  readonly #latest = new Map<SessionId, Map<PersonId, Page>>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * A page opens its line. @param came `null` = somebody has opened it or pressed just now; else it comes back by itself.
   * Answers the moment that counts from here on, or `null` where another page has been taken up since.
   */
  take(session: Session, person: PersonId, came: number | null, now: number): number | null {
    const pages = this.#latest.get(session.id) ?? new Map<PersonId, Page>();
    this.#latest.set(session.id, pages);
    if (pages.size > session.people.length + MOST_FORGOTTEN)
      for (const id of pages.keys()) if (personIn(session, id) === undefined) pages.delete(id);
    const latest = pages.get(person);
    if (came !== null && (this.isOver(session.id, person, came) || hasLeftSince(session, person, came))) return null;
    const taken = came ?? Math.max(now, (latest?.came ?? -1) + 1);
    // What was known before a restart is not known now: then no token is another page's.
    const since = latest === undefined ? 0 : latest.came === taken ? latest.since : this.#date();
    pages.set(person, { came: taken, since });
    return taken;
  }

  /** Another page of this person has been taken up since. */
  isOver(session: SessionId, person: PersonId, came: number): boolean {
    return (this.#latest.get(session)?.get(person)?.came ?? -1) > came;
  }

  /** A media token of this date was made for a page that is over. */
  isOld(session: SessionId, person: PersonId, dated: number): boolean {
    const latest = this.#latest.get(session)?.get(person);
    if (latest === undefined) return false;
    // A clock that was set back would make every new token an old one.
    latest.since = Math.min(latest.since, this.#date());
    return dated < latest.since;
  }

  forget(session: SessionId): void {
    this.#latest.delete(session);
  }

  #date(): number {
    return Math.floor(this.#clock.now() / 1000);
  }
}

/** By their own wish, on whatever page: no other one brings them back by itself. */
function hasLeftSince(session: Session, person: PersonId, came: number): boolean {
  const line = personIn(session, person)?.line;
  // Before it ever was here, everybody's line is as good as left.
  return line?.is === "left" && came > 0 && line.since > came;
}
