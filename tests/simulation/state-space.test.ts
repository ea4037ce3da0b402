/**
 * Every state a small cast can reach, and every command by everybody in each of them: applied, to a lawful state and
 * with nothing touched that the command is not about, or refused with a code and nothing touched at all. Never a throw.
 */
import { beforeAll, describe, expect, test } from "vitest";
import {
  CommandId,
  type FrameName,
  PHASES,
  PersonId,
  type Phase,
  type RoomState,
  SILENCE,
  Session,
  SessionId,
} from "@balint/shared/session/model";
import { seenIn } from "@balint/shared/session/fixtures";
import { mediaGrant } from "@balint/shared/session/policy";
import { MEDIA_WELL, RejectionCode, Snapshot } from "@balint/shared/session/protocol";
import { MAX_AT_DOOR, MAX_CIRCLE, MAX_OUTER_RING } from "@balint/shared/session/places";
import { type Issued, type Outcome, newSession, transition } from "@balint/shared/session/transition";
import { viewFor } from "@balint/shared/session/view";
import {
  brokenBetween,
  brokenIn,
  isDoneAsSaid,
  isOwedByTheBook,
  leadsByTheBook,
  mayConnectByTheBook,
  mayIssueByTheBook,
  maySeeByTheBook,
  mayShowByTheBook,
  maySpeakByTheBook,
  presentsByTheBook,
  sitsBackByTheBook,
} from "./by-the-book.ts";
import {
  GUESTS,
  LEADERS,
  NOW,
  STRANGER,
  THEN,
  everythingIn,
  explore,
  keyOf,
  oddities,
  standingOf,
  wordsIn,
} from "./state-space.ts";
import { ABOUT, type Kind, same, targetOf, touched } from "./touched.ts";

/** STATE_SPACE_DEEP=1: two people out of the ordinary at once instead of one. By hand only: it takes very long. */
const MOST = process.env["STATE_SPACE_DEEP"] === undefined ? 1 : 2;

/** The first rule that what people are shown and given in this state breaks. */
function brokenToSee(state: RoomState): string | null {
  const { session, aside } = state;
  const [one, other] = LEADERS.map((id) => viewFor(state, id, NOW, MEDIA_WELL));
  if (one?.standing === "in" && other?.standing === "in" && !same(one.leaders, other.leaders))
    return "[W-2] both leaders are told the same";
  for (const id of [...LEADERS, ...GUESTS, STRANGER]) {
    const grant = mediaGrant(session, id);
    if (grant.join !== mayConnectByTheBook(session, id)) return `[R-8] ${id} may be connected by the book`;
    if (grant.microphone !== maySpeakByTheBook(session, id)) return `[R-2] ${id} has the microphone of the book`;
    if (grant.camera !== mayShowByTheBook(session, id)) return `[R-6] ${id} has the camera of the book`;
    if (grant.microphone !== (grant.reason === "open")) return `[U-2] ${id} is told why`;
    const view = viewFor(state, id, NOW, MEDIA_WELL);
    if (view === null) {
      if (session.people.some((person) => person.id === id)) return `${id} is told something`;
      continue;
    }
    if (!Snapshot.safeParse(view).success) return `[W-1] the snapshot of ${id} parses`;
    if (view.standing !== "in") continue;
    if ((view.leaders !== null) !== leadsByTheBook(session, id))
      return `[W-2] ${id} is told what whoever leads is told`;
    if (view.toYou.length !== aside.whispers.filter((word) => "to" in word && word.to === id).length)
      return `[W-2] ${id} is told what was said to ${id}, and nothing else`;
    if (LEADERS.some((leader) => JSON.stringify(view.toYou).includes(leader))) return "[W-3] a nudge names no leader";
    const sign = aside.whispers.find((word) => word.kind === "signal" && word.from === id);
    if ((view.you.signal === null) !== (sign === undefined)) return `[W-2] ${id} is told of no sign but their own`;
    if (view.you.deputy !== (session.deputy === id)) return `[P-14] the deputy alone is told of being one`;
    const words = view.leaders?.whispers.map(({ kind }) => kind) ?? [];
    if (!LEADERS.includes(id) && words.some((kind) => !["signal", "help", "forbiddenTrack"].includes(kind)))
      return `[P-14] ${id}, in the chair, reads nothing of the leaders' own`;
    for (const seat of view.seats) {
      if (seat.maySpeak !== maySpeakByTheBook(session, seat.person)) return `[M-6] ${id} listens by the book`;
      if (seat.mayShow !== maySeeByTheBook(session, id, seat.person)) return `[R-7] ${id} sees by the book`;
      if ((seat.place === "back") !== sitsBackByTheBook(session, seat.person)) return `[S-6] sits back on every screen`;
      if (seat.presents !== presentsByTheBook(session, seat.person)) return `${id} sees who presents`;
    }
  }
  return null;
}

function describeIt(state: RoomState, issued: Issued | null): string {
  return `${keyOf(state)} ${issued === null ? "" : JSON.stringify(issued)}`;
}

/** What was tried and found, by one search or by all. */
const counts = { states: 0, transitions: 0, applied: 0, refused: 0 };
const broken: string[] = [];
/** When there is so much to mend, nobody reads more. */
const ENOUGH = 5;

function breaks(rule: string): void {
  broken.push(rule);
  if (broken.length >= ENOUGH) throw new Error(`broken: ${broken.join("\n")}`);
}

const codes = new Set<RejectionCode>();
const applied = new Set<Kind>();
const refused = new Set<Kind>();
const phases = new Set<Phase>();
const visited = new Set<string>();

/** @param dated what the machine's clock says, epoch milliseconds */
function attempt(before: RoomState, issued: Issued, dated = NOW): Outcome {
  const { kind } = issued.command;
  const outcome = transition(before, issued, NOW, dated);
  counts.transitions += 1;
  const say = (rule: string) => breaks(`${rule}: ${describeIt(before, issued)}`);
  if (!outcome.ok) {
    counts.refused += 1;
    codes.add(outcome.code);
    refused.add(kind);
    // It is frozen, so nothing can have changed.
    if (issued.kind === "user" && isOwedByTheBook(before.session, issued.by, issued.command))
      say(`${kind} is owed, and refused as ${outcome.code}`);
    return outcome;
  }
  counts.applied += 1;
  applied.add(kind);
  const { session } = outcome.state;
  if (issued.kind === "user") {
    const { by, command } = issued;
    if (!mayIssueByTheBook(before.session, by, command)) say(`[P-9] ${kind} is not theirs`);
    if (!isDoneAsSaid(before.session, session, by, command)) say(`[P-2] ${kind} does what was said`);
  }
  const meant = {
    released: (id: string) => kind === "person.release" && targetOf(issued) === id,
    resumed: kind === "session.resume",
    setBack: kind === "dates.setBack",
    admitted: (id: string) => kind === "person.admit" && targetOf(issued) === id,
    givesUp: (id: string) => issued.command.kind === "door.knock" && issued.command.instead === id,
  };
  const rule = brokenIn(session) ?? brokenBetween(before.session, session, meant, Math.floor(dated / 1000));
  if (rule !== null) say(rule);
  const more = touched(before, outcome.state, issued);
  if (more !== null) say(`[P-11] ${kind} does not touch ${more}`);
  return outcome;
}

function arrive(state: RoomState): void {
  if (!Session.safeParse(state.session).success) breaks(`it is well-formed: ${describeIt(state, null)}`);
  const rule = brokenIn(state.session) ?? brokenToSee(state);
  if (rule !== null) breaks(`${rule}: ${describeIt(state, null)}`);
  attempt(state, { kind: "system", command: { kind: "dates.setBack" } }, 0);
  const { session } = state;
  phases.add(session.phase);
  const paused = session.pausedSince === null ? "going" : session.pausedItself ? "paused itself" : "paused";
  for (const id of [...LEADERS, ...GUESTS, STRANGER])
    visited.add(`${session.frame} ${session.phase} ${paused}: ${standingOf(session, id)}`);
}

function applies(state: RoomState, issued: Issued): RoomState {
  const outcome = attempt(state, issued);
  if (!outcome.ok) throw new Error(`${JSON.stringify(issued)} was refused: ${outcome.code}`);
  return outcome.state;
}

/** Through the door and nothing else: some leaders, and guests whom one of them admits. */
function gathered(
  frame: FrameName,
  leaders: readonly PersonId[],
  members: readonly PersonId[],
  observers: readonly PersonId[],
  admitted: readonly PersonId[] = [...members, ...observers],
): RoomState {
  const id = SessionId.parse("5tate5pace5tate5");
  const session = newSession({ id, name: "Circle", frame, leaderCount: 2, now: THEN });
  let state: RoomState = { session, aside: SILENCE };
  const arrives = (person: PersonId, command: (Issued & { kind: "system" })["command"]) => {
    state = applies(state, { kind: "system", command });
    state = applies(state, { kind: "system", command: { kind: "line.open", person } });
  };
  for (const person of leaders) arrives(person, { kind: "door.leader", person, name: person });
  for (const person of members) arrives(person, { kind: "door.knock", person, name: person, as: "member" });
  for (const person of observers) arrives(person, { kind: "door.knock", person, name: person, as: "observer" });
  const by = leaders[0];
  if (by === undefined) return state;
  for (const person of admitted)
    state = applies(state, {
      kind: "user",
      by,
      id: CommandId.parse(`admit-${person}`),
      command: { kind: "person.admit", person, seen: seenIn(state, person) },
    });
  return state;
}

const startsOf = (frame: FrameName) => {
  const [one, two, three] = GUESTS.map((id) => [id]);
  if (one === undefined || two === undefined || three === undefined) throw new Error("three guests");
  return [
    gathered(frame, LEADERS, [...one, ...two], three),
    gathered(frame, LEADERS, [...one, ...two], []),
    gathered(frame, LEADERS, one, three),
    gathered(frame, LEADERS.slice(1), [...one, ...two], three),
  ];
};

const crowd = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => PersonId.parse(`${name}${String(n).padStart(3, "0")}`));

/** What must have been met, in every phase and whether going or paused: every role in every presence, held or not. */
const LINES = ["present", "lost", "left"];
const STANDINGS = [
  ...LINES.flatMap((line) => [`leader ${line}`, `member ${line}`, `member held ${line}`]),
  ...LINES.flatMap((line) => [`observer ${line}`, `observer heard ${line}`, `observer heard held ${line}`]),
  ...LINES.flatMap((line) => [`member deputy ${line}`, `member deputy held ${line}`]),
  "member deputy in the chair present",
  "member deputy in the chair lost",
  "member deputy in the chair held present",
  "waiting",
  "removed",
  "freed",
  "stranger",
];
const PRESENTING = LINES.flatMap((line) => [`member presenter ${line}`, `member presenter held ${line}`]);
const CASE: ReadonlySet<Phase> = new Set(["presentation", "clarification", "discussion", "return"]);

describe("[P-1] [P-2] [P-9] [P-10] [P-11] [R-2] [S-1] [W-2] every state that can be reached", () => {
  beforeAll(() => {
    const inChair = ({ session: { phase, unattended } }: RoomState) =>
      phase === "discussion" && unattended !== null && unattended.chair !== null;
    const near = (state: RoomState) =>
      oddities(state) + wordsIn(state) <= MOST ||
      // What the deputy in the chair may read is worth a word more.
      (inChair(state) && oddities(state) <= MOST && wordsIn(state) === 1);
    // The second case is as the first, and the other frame differs where nobody sits back: fewer things at once there.
    const first = ({ session }: RoomState) => session.casesDone === 0;
    const differs = ({ session: { phase } }: RoomState) => phase === "discussion" || phase === "closing";
    counts.states += explore(
      startsOf("ninety"),
      (state) => near(state) && (first(state) || oddities(state) + wordsIn(state) < MOST),
      attempt,
      arrive,
    );
    counts.states += explore(
      startsOf("classic"),
      (state) => near(state) && first(state) && wordsIn(state) === 0 && (differs(state) || oddities(state) < MOST),
      attempt,
      arrive,
    );
  }, 1_800_000);

  test("is lawful, is shown and given by the book, and so is every step from it; nothing throws", () => {
    console.log(
      `${Object.entries(counts)
        .map(([what, count]) => `${what} ${count}`)
        .join(" · ")} · standings ${visited.size}`,
    );
    expect(broken).toEqual([]);
  });

  test("is every phase with every role in every presence, held or not, going or paused", () => {
    const missing = PHASES.filter((phase) => phase !== "ended").flatMap((phase) =>
      ["going", "paused", "paused itself"].flatMap((paused) =>
        [...STANDINGS, ...(CASE.has(phase) ? PRESENTING : [])]
          .map((standing) => `ninety ${phase} ${paused}: ${standing}`)
          .filter((what) => !visited.has(what)),
      ),
    );
    expect(missing).toEqual([]);
    expect([...phases].toSorted()).toEqual([...PHASES].toSorted());
  });

  test("gave and refused every command, a person's and the system's", () => {
    expect([...applied].toSorted()).toEqual(Object.keys(ABOUT).toSorted());
    expect([...refused].toSorted()).toEqual(Object.keys(ABOUT).toSorted());
  });
});

describe("[S-7] a full house", () => {
  const [circle, outer] = [crowd("member", MAX_CIRCLE - LEADERS.length), crowd("observer", MAX_OUTER_RING)];
  const [first, second, third] = GUESTS;
  /** What changes who has a place. */
  const ADMITS = new Set<Kind>([
    "person.admit",
    "person.stepOut",
    "self.leave",
    "door.knock",
    "chairs.free",
    "line.lost",
  ]);
  const lists = [[first, second].flatMap((id) => id ?? []), [third].flatMap((id) => id ?? [])] as const;

  test("and whatever may happen in it, twice in a row, is lawful or refused", () => {
    const full = gathered("ninety", LEADERS, [...circle, ...lists[0]], [...outer, ...lists[1]], [...circle, ...outer]);
    for (const issued of everythingIn(full)) {
      const outcome = attempt(full, issued);
      if (outcome.ok && ADMITS.has(issued.command.kind))
        for (const next of everythingIn(outcome.state)) attempt(outcome.state, next);
    }
    expect(broken).toEqual([]);
    expect(codes).toContain("full");
  });

  test("[S-3] and whoever has left it, also from a case, finds it as full as it is", () => {
    if (first === undefined || second === undefined || third === undefined) throw new Error("three guests");
    const inside = [first, ...circle.slice(1)];
    const full = gathered("ninety", LEADERS, [...inside, second], [...outer, third], [...inside, ...outer]);
    const [leader = STRANGER] = LEADERS;
    let n = 0;
    const says = (state: RoomState, by: PersonId, command: (Issued & { kind: "user" })["command"]) =>
      applies(state, { kind: "user", by, id: CommandId.parse(`full-house-${(n += 1)}`), command });
    let state = says(full, first, { kind: "self.leave" });
    state = says(state, leader, { kind: "person.admit", person: second, seen: seenIn(state, second) });
    for (const issued of everythingIn(state)) attempt(state, issued);
    state = says(full, leader, { kind: "phase.move", from: "gathering", to: "caseCall" });
    state = says(state, first, { kind: "case.offer" });
    state = says(state, leader, { kind: "case.pick", person: first });
    state = says(state, first, { kind: "self.leave" });
    for (const issued of everythingIn(state)) attempt(state, issued);
    expect(broken).toEqual([]);
  });

  test("and a full doorstep, which forgets who is gone and nobody else", () => {
    const door = crowd("waiting", MAX_AT_DOOR);
    let state = gathered("ninety", LEADERS, [...door, ...lists[0]].slice(0, MAX_AT_DOOR), [], []);
    const knock = (person: PersonId | undefined): Issued => ({
      kind: "system",
      command: { kind: "door.knock", person: person ?? STRANGER, name: "Late", as: "member" },
    });
    expect(attempt(state, knock(third)).ok).toBe(false);
    // Who was refused finds no place when somebody else has taken it.
    const [by = STRANGER] = LEADERS;
    const refused = door[3] ?? STRANGER;
    const refuse = { kind: "person.refuse", person: refused, seen: seenIn(state, refused) } as const;
    const filled = applies(
      applies(state, { kind: "user", by, id: CommandId.parse("refuse-one"), command: refuse }),
      knock(third),
    );
    expect(attempt(filled, knock(refused)).ok).toBe(false);
    const gone = door[7] ?? STRANGER;
    state = applies(state, { kind: "system", command: { kind: "line.lost", person: gone } });
    expect(attempt(state, knock(third)).ok).toBe(false);
    const long = { is: "lost" as const, since: NOW - 60_000 };
    const people = state.session.people.map((person) => (person.id === gone ? { ...person, line: long } : person));
    state = applies({ ...state, session: { ...state.session, people } }, knock(third));
    expect(state.session.people.map(({ id }) => id)).not.toContain(gone);
    expect(state.session.people).toHaveLength(LEADERS.length + MAX_AT_DOOR);
    expect(broken).toEqual([]);
  });

  test("gives every code that a transition knows that a transition knows, and with no other", () => {
    const elsewhere: RejectionCode[] = ["invalid", "too_large", "too_fast", "busy", "unavailable"];
    const known = RejectionCode.options.filter((code) => !elsewhere.includes(code));
    expect([...codes].toSorted()).toEqual(known.toSorted());
  });
});
