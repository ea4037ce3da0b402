/**
 * Watches one session and says which rule it breaks: at every commit, at every telling, and as time passes at the media
 * server. Knows what was stored, told and asked for; nothing of faults, but whether there are any just now.
 */
import { type PersonId, Session } from "@balint/shared/session/model";
import { type MediaNow, type RoomSnapshot, Snapshot } from "@balint/shared/session/protocol";
import { type Rights, type Track, covers } from "../../server/src/media/sfu.ts";
import {
  brokenBetween,
  brokenIn,
  leadsByTheBook,
  mayConnectByTheBook,
  maySeeByTheBook,
  mayShowByTheBook,
  maySpeakByTheBook,
  sitsBackByTheBook,
} from "./by-the-book.ts";

/** A right that should be gone is gone within a sweep and its request, when nothing is failing. */
export const CALM_LAG_MS = 60;
const SILENT_WITHIN_MS = 3_000 + 6 * CALM_LAG_MS;
/** How long a group is alone before its room pauses itself, here. */
export const GRACE_MS = 15_000;
const PAUSED_WITHIN_MS = 1_000;
/** Words that nobody has taken up are forgotten in time, whoever sends them. */
const MOST_WORDS = 140 + 16 * 5;

export class Violation extends Error {}

export function must(holds: boolean, rule: string): void {
  if (!holds) throw new Violation(rule);
}

function mustNot(broken: string | null): void {
  if (broken !== null) throw new Violation(broken);
}

type Connected = ReadonlyMap<string, { rights: Rights; tracks: readonly Track[] }>;
type Told = Pick<RoomSnapshot, "hall" | "away">;

/** What is under way and explains what may change: whose hold is let go, who is let in, a pause that ends, dates that are set back. */
export class Judge {
  readonly releasing = new Set<string>();
  readonly admitting = new Set<string>();
  resuming = 0;
  settingBack = 0;
  stored: Session;
  /** What everybody was told last of where the media is; `null` before anybody was told. */
  told: Told | null = null;
  readonly #elapsed: () => number;
  readonly #date: () => number;
  readonly #seats = new Map<string, PersonId>();
  /** Date of the last microphone taken from somebody. */
  readonly #takenAt = new Map<string, number>();
  readonly #exceedsSince = new Map<string, number>();
  #calmSince = 0;
  /** As `#calmSince`, but a media server that answers and does not do what it says is calm. */
  #answeringSince = 0;
  #storeCalmSince = 0;
  #leadersGoneSince = 0;
  #aloneSince: number | null = null;

  /** @param date epoch seconds, as tokens are dated */
  constructor(session: Session, elapsed: () => number, date: () => number) {
    this.stored = session;
    this.#elapsed = elapsed;
    this.#date = date;
  }

  /** Another process has taken the session up: what it was told before is forgotten, and graces begin anew. */
  restarted(): void {
    this.told = null;
    this.#leadersGoneSince = this.#elapsed();
    if (this.#aloneSince !== null) this.#aloneSince = this.#elapsed();
  }

  /** From here on no date says what came first. */
  clockSetBack(): void {
    this.#takenAt.clear();
  }

  /** Date of the last microphone taken from somebody since the clock was last set back. */
  takenAt(id: PersonId): number {
    return this.#takenAt.get(id) ?? 0;
  }

  get awaitsPause(): boolean {
    return this.#aloneSince !== null;
  }

  atCommit(next: Session): void {
    const before = this.stored;
    must(Session.safeParse(next).success, "every stored state is well-formed");
    mustNot(brokenIn(next));
    const meant = {
      released: (id: string) => this.releasing.has(id),
      admitted: (id: string) => this.admitting.has(id),
      resumed: this.resuming > 0,
      setBack: this.settingBack > 0,
    };
    mustNot(brokenBetween(before, next, meant, this.#date()));
    // Longer than from one state to the next: a seat stays its holder's for good.
    for (const { id, role, seat } of next.people) {
      if (seat === null) continue;
      const place = `${role === "observer" ? "outer" : "ring"}/${seat}`;
      must((this.#seats.get(place) ?? id) === id, `[S-1] seat ${place} is given once`);
      this.#seats.set(place, id);
    }
    for (const { id } of before.people)
      if (maySpeakByTheBook(before, id) && !maySpeakByTheBook(next, id)) this.#takenAt.set(id, this.#date());
    this.stored = next;
    this.#atLeaders(before, next);
  }

  /** [P-13] never too early; that it is not too late is looked at as time passes. */
  #atLeaders(before: Session, next: Session): void {
    const leaders = ({ people, unattended }: Session) =>
      JSON.stringify(
        people.filter(({ role, id }) => role === "leader" || unattended?.chair === id).map(({ line }) => line),
      );
    if (before.unattended === null && next.unattended !== null) {
      must(
        this.#elapsed() - this.#leadersGoneSince >= GRACE_MS,
        "[P-13] no room pauses itself before the grace is over",
      );
      must(next.pausedSince !== null, "[P-13] a room that nobody leads is paused");
    }
    if (leaders(before) !== leaders(next)) this.#leadersGoneSince = this.#elapsed();
    if (!isAloneByTheBook(next)) this.#aloneSince = null;
    else if (this.#aloneSince === null || leaders(before) !== leaders(next)) this.#aloneSince = this.#elapsed();
  }

  /** [K-1] [W-2] what anybody is told is stored, well-formed, and theirs to know; both leaders are told the same. */
  atTelling(
    session: Session,
    listener: PersonId,
    leaders: readonly PersonId[],
    viewOf: (id: PersonId) => Snapshot | null,
  ): void {
    must(session.version <= this.stored.version, "[K-1] told only what is stored");
    this.#checkView(session, listener, viewOf(listener));
    const [one, other] = leaders.map(viewOf);
    if (one?.standing === "in" && other?.standing === "in")
      must(JSON.stringify(one.leaders) === JSON.stringify(other.leaders), "[W-2] both leaders are told the same");
  }

  /** What everybody is told of the media goes with every telling to everybody. */
  toldEverybody({ hall, away }: MediaNow): void {
    this.told = { hall, away };
  }

  #checkView(session: Session, id: PersonId, view: Snapshot | null): void {
    if (view === null) return;
    must(Snapshot.safeParse(view).success, "[W-1] every snapshot parses");
    if (view.standing !== "in") return;
    must((view.leaders !== null) === leadsByTheBook(session, id), "[W-2] leaders' matters are for whoever leads");
    const words = view.leaders?.whispers ?? [];
    must(words.length <= MOST_WORDS, "no more words are kept than anybody could read");
    if (session.people.some((person) => person.id === id && person.role !== "leader"))
      must(
        words.every(({ kind }) => ["signal", "help", "forbiddenTrack"].includes(kind)),
        "[P-14] the deputy in the chair reads nothing of the leaders' own",
      );
    for (const { person, place, maySpeak, mayShow } of view.seats) {
      must((place === "back") === sitsBackByTheBook(session, person), "[S-6] sits back on every screen");
      must(maySpeak === maySpeakByTheBook(session, person), "[M-6] listens by the book");
      must(mayShow === maySeeByTheBook(session, id, person), "[R-7] sees by the book");
    }
  }

  /** As time passes. `session` is what the process holds, if there is one. */
  look(
    session: Session | undefined,
    connected: Connected,
    faults: { sfu: boolean; lies: boolean; store: boolean },
  ): void {
    if (faults.sfu || faults.store) this.#answeringSince = this.#elapsed();
    if (faults.sfu || faults.lies || faults.store) this.#calmSince = this.#elapsed();
    if (faults.store) this.#storeCalmSince = this.#elapsed();
    this.#checkRights(session, connected);
    if (this.#aloneSince === null) return;
    const due = Math.max(this.#aloneSince + GRACE_MS, this.#storeCalmSince);
    must(
      this.#elapsed() - due <= PAUSED_WITHIN_MS,
      "[P-13] a room that nobody has led for the grace has paused itself",
    );
  }

  /** [M-1] [M-7] nobody holds a right for longer than a sweep that the policy does not give. */
  #checkRights(session: Session | undefined, connected: Connected): void {
    for (const id of this.#exceedsSince.keys()) if (!connected.has(id)) this.#exceedsSince.delete(id);
    for (const [id, { rights, tracks }] of connected) {
      const may = rightsByTheBook(session, id);
      const exceeds =
        may === null ||
        (rights.microphone && !may.microphone) ||
        (rights.camera && !may.camera) ||
        tracks.some((track) => !covers(may, track));
      if (!exceeds) this.#exceedsSince.delete(id);
      else {
        const noticed = this.#exceedsSince.get(id) ?? this.#elapsed();
        this.#exceedsSince.set(id, noticed);
        must(
          this.#elapsed() - Math.max(noticed, this.#calmSince) <= SILENT_WITHIN_MS,
          `[M-1] ${id} has no more rights than the policy gives, ${SILENT_WITHIN_MS} ms later`,
        );
      }
    }
  }

  /** [M-13] whatever the media server says; what nobody could know of before the next look is another matter. */
  toldSettled(): void {
    for (const [id, noticed] of this.#exceedsSince)
      must(
        this.#elapsed() - Math.max(noticed, this.#answeringSince) <= SILENT_WITHIN_MS,
        `[M-13] never settled while ${id} holds more than the policy gives`,
      );
  }

  /** When every fault has ended and time has passed, the media server holds exactly the goal. */
  atRest(session: Session | undefined, connected: Connected): void {
    for (const [id, { rights, tracks }] of connected) {
      must(session !== undefined, "nobody is connected to a session that has ended");
      const may = rightsByTheBook(session, id);
      must(may !== null, `${id} is connected and may be`);
      must(
        rights.microphone === may?.microphone && rights.camera === may.camera,
        `${id} has exactly the rights of the policy`,
      );
      must(
        tracks.every((track) => covers(rights, track)),
        `${id} sends nothing that is not allowed`,
      );
    }
  }
}

/** `null` = may not be connected at all. */
function rightsByTheBook(session: Session | undefined, id: string): Rights | null {
  if (session === undefined || !mayConnectByTheBook(session, id)) return null;
  return { microphone: maySpeakByTheBook(session, id), camera: mayShowByTheBook(session, id) };
}

/** [P-13] somebody is here, and nobody who leads; and the room does not know yet. */
function isAloneByTheBook(session: Session): boolean {
  const { phase, people, unattended } = session;
  if (phase === "ended" || (unattended !== null && unattended.chair === null)) return false;
  const admitted = people.filter(({ door }) => door === "admitted");
  const leading = admitted.filter(({ id }) => leadsByTheBook(session, id));
  return (
    leading.length > 0 &&
    leading.every(({ line }) => line.is !== "present") &&
    admitted.some(({ id, line }) => line.is === "present" && !leadsByTheBook(session, id))
  );
}
