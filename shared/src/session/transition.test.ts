import { describe, expect, test } from "vitest";
import {
  ANNA,
  CLARA,
  ILONA,
  OLGA,
  PRIYA,
  T0,
  TOM,
  aPerson,
  aRoom,
  after,
  codeOf,
  freshId,
  issue,
  person,
  seenIn,
} from "./fixtures.ts";
import { type PersonId, PHASES, type Phase, type RoomState, Session, personIn } from "./model.ts";
import { mediaGrant } from "./policy.ts";
import { MAX_AT_DOOR, MAX_CIRCLE, MAX_OUTER_RING, MAX_REFUSED } from "./places.ts";
import { type Issued, transition } from "./transition.ts";

const at = (state: RoomState, id: PersonId) => {
  const found = personIn(state.session, id);
  if (found === undefined) throw new Error(`${id} is not there`);
  return found;
};
const system = (state: RoomState, command: Parameters<typeof transition>[1] & { kind: "system" }) => {
  const outcome = transition(state, command, T0 + 1000);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.state;
};

describe("steps", () => {
  const STEPS: Record<Phase, Partial<Record<Phase, "applied">>> = {
    gathering: { caseCall: "applied", ended: "applied" },
    caseCall: { gathering: "applied", closing: "applied", ended: "applied" },
    presentation: { clarification: "applied", discussion: "applied", caseCall: "applied", ended: "applied" },
    clarification: { discussion: "applied", presentation: "applied", ended: "applied" },
    discussion: { return: "applied", clarification: "applied", ended: "applied" },
    return: { closing: "applied", discussion: "applied", ended: "applied" },
    closing: { aftercare: "applied", return: "applied", caseCall: "applied", ended: "applied" },
    aftercare: { closing: "applied", ended: "applied" },
    ended: {},
  };

  test.each(PHASES)("[P-2] from %s only to the steps of the table", (from) => {
    for (const to of PHASES) {
      const refused = from === "ended" ? "ended" : "wrong_phase";
      const outcome = issue(aRoom(from), ANNA, { kind: "phase.move", from, to });
      expect([to, codeOf(outcome)]).toEqual([to, STEPS[from][to] ?? refused]);
      if (outcome.ok) expect(Session.safeParse(outcome.state.session).success).toBe(true);
    }
  });

  test("[P-2] the second of two leaders who press at once is told that the room has moved on", () => {
    const state = after(aRoom("clarification"), ANNA, { kind: "phase.move", from: "clarification", to: "discussion" });
    const second = issue(state, CLARA, { kind: "phase.move", from: "clarification", to: "discussion" });
    expect(codeOf(second)).toBe("moved_on");
  });

  test("[P-4] no third case", () => {
    let state = after(aRoom("closing"), ANNA, { kind: "phase.move", from: "closing", to: "caseCall" });
    expect(state.session.offers).toEqual([]);
    state = after(state, TOM, { kind: "case.offer" });
    state = after(state, ANNA, { kind: "case.pick", person: TOM });
    expect(state.session.presenter?.person).toBe(TOM);
    const closing = { ...state, session: { ...state.session, phase: "closing" as const } };
    expect(codeOf(issue(closing, ANNA, { kind: "phase.move", from: "closing", to: "caseCall" }))).toBe("wrong_phase");
  });

  test("back from the second case call to the first case's closing", () => {
    let state = after(aRoom("closing"), ANNA, { kind: "phase.move", from: "closing", to: "caseCall" });
    state = after(state, ANNA, { kind: "phase.move", from: "caseCall", to: "closing" });
    expect([state.session.casesDone, state.session.presenter?.person]).toEqual([0, ILONA]);
  });

  test("[P-5] classic goes from discussion to closing", () => {
    const state = aRoom("discussion", "classic");
    expect(codeOf(issue(state, ANNA, { kind: "phase.move", from: "discussion", to: "return" }))).toBe("wrong_phase");
    expect(codeOf(issue(state, ANNA, { kind: "phase.move", from: "discussion", to: "closing" }))).toBe("applied");
  });

  test("[P-6] back from presentation unpicks and keeps the offers", () => {
    const { session } = after(aRoom("presentation"), ANNA, {
      kind: "phase.move",
      from: "presentation",
      to: "caseCall",
    });
    expect([session.presenter, session.offers]).toEqual([null, [ILONA]]);
  });

  test("[P-6] no step back into a case without a presenter", () => {
    const room = aRoom("closing");
    const alone = { ...room, session: { ...room.session, presenter: null } };
    expect(codeOf(issue(alone, ANNA, { kind: "phase.move", from: "closing", to: "return" }))).toBe("wrong_phase");
  });

  test("a new phase starts its own clock and forgets what was added", () => {
    let state = after(aRoom("gathering"), ANNA, { kind: "phase.extend", phase: "gathering", minutes: 5 });
    expect(state.session.extraMinutes).toBe(5);
    state = after(state, ANNA, { kind: "phase.move", from: "gathering", to: "caseCall" }, T0 + 5000);
    expect([state.session.phaseSince, state.session.extraMinutes]).toEqual([T0 + 5000, 0]);
    expect(codeOf(issue(state, ANNA, { kind: "phase.extend", phase: "gathering", minutes: 5 }))).toBe("moved_on");
  });

  test("[P-7] the time of a pause is given back", () => {
    let state = after(aRoom("discussion"), ANNA, { kind: "session.pause" }, T0 + 60_000);
    state = after(state, CLARA, { kind: "session.resume" }, T0 + 90_000);
    expect([state.session.phaseSince, state.session.pausedSince]).toEqual([T0 + 30_000, null]);
  });
});

describe("offers", () => {
  test("[P-3] only who offered can be picked", () => {
    expect(codeOf(issue(aRoom("caseCall"), ANNA, { kind: "case.pick", person: TOM }))).toBe("not_offered");
  });
  test("in the order of offering; once each; taken back", () => {
    let state = after(aRoom("caseCall"), TOM, { kind: "case.offer" });
    expect(state.session.offers).toEqual([ILONA, TOM]);
    expect(codeOf(issue(state, TOM, { kind: "case.offer" }))).toBe("already_so");
    state = after(state, ILONA, { kind: "case.withdraw" });
    expect(state.session.offers).toEqual([TOM]);
    expect(after(state, TOM, { kind: "self.leave" }).session.offers).toEqual([]);
  });
});

describe("one person", () => {
  const state = aRoom("discussion");

  test.each(["person.hold", "person.mute", "person.askToMute"] as const)(
    "[P-10] %s is never aimed at a leader",
    (kind) => expect(codeOf(issue(state, ANNA, { kind, person: CLARA }))).toBe("not_allowed"),
  );

  test("[P-10] person.stepOut is never aimed at a leader", () =>
    expect(codeOf(issue(state, ANNA, { kind: "person.stepOut", person: CLARA, presents: false }))).toBe("not_allowed"));

  test("[R-3] hold stays through a lost line and a phase; release ends it", () => {
    let now = after(state, ANNA, { kind: "person.hold", person: TOM });
    now = system(now, { kind: "system", command: { kind: "line.lost", person: TOM } });
    now = system(now, { kind: "system", command: { kind: "line.open", person: TOM } });
    now = after(now, ANNA, { kind: "phase.move", from: "discussion", to: "return" });
    expect(mediaGrant(now.session, TOM).microphone).toBe(false);
    now = after(now, CLARA, { kind: "person.release", person: TOM });
    expect(mediaGrant(now.session, TOM).microphone).toBe(true);
  });

  test("muting closes an open microphone once and takes no right", () => {
    const outcome = issue(state, ANNA, { kind: "person.mute", person: TOM });
    expect(outcome.ok && outcome.closes).toBe(TOM);
    expect(outcome.ok && mediaGrant(outcome.state.session, TOM).microphone).toBe(true);
    expect(codeOf(issue(state, ANNA, { kind: "person.mute", person: ILONA }))).toBe("already_so");
  });

  test("[P-8] a presenter who is asked to step out ends the case", () => {
    const { session } = after(state, ANNA, { kind: "person.stepOut", person: ILONA, presents: true });
    expect([session.phase, session.presenter]).toEqual(["closing", null]);
  });

  test("[D-2] stepped out, knocks, is admitted: same seat, no hold", () => {
    let now = after(after(state, ANNA, { kind: "person.hold", person: TOM }), ANNA, {
      kind: "person.stepOut",
      person: TOM,
      presents: false,
    });
    expect(mediaGrant(now.session, TOM).join).toBe(false);
    now = system(now, { kind: "system", command: { kind: "door.knock", person: TOM, name: "Tom", as: "observer" } });
    now = after(now, CLARA, { kind: "person.admit", person: TOM, seen: seenIn(now, TOM) });
    expect(at(now, TOM)).toMatchObject({ seat: 3, held: false, role: "member", door: "admitted" });
  });

  test("[R-5] only an observer can be invited to speak", () => {
    expect(codeOf(issue(state, ANNA, { kind: "observer.hear", person: TOM, heard: true }))).toBe("already_so");
    const heard = after(state, ANNA, { kind: "observer.hear", person: OLGA, heard: true });
    expect(mediaGrant(heard.session, OLGA).microphone).toBe(true);
  });
});

describe("whispers", () => {
  test("the receiver is done with a nudge; nobody else can be", () => {
    const nudged = after(aRoom("discussion"), ANNA, { kind: "person.nudge", person: TOM, nudge: "advising" });
    const whisper = nudged.aside.whispers[0]?.id ?? freshId();
    expect(codeOf(issue(nudged, PRIYA, { kind: "whisper.done", whisper }))).toBe("already_so");
    expect(after(nudged, TOM, { kind: "whisper.done", whisper }).aside.whispers).toEqual([]);
  });

  test("a signal is taken up by any leader, replaced by a newer one, gone with the phase", () => {
    let state = after(aRoom("discussion"), ILONA, { kind: "presenter.signal", signal: "needPause" });
    state = after(state, ILONA, { kind: "presenter.signal", signal: "comeBack" });
    expect(state.aside.whispers.map((whisper) => whisper.kind === "signal" && whisper.signal)).toEqual(["comeBack"]);
    const moved = after(state, ANNA, { kind: "phase.move", from: "discussion", to: "return" });
    expect(moved.aside.whispers).toEqual([]);
  });

  test("nobody drowns the others, whatever they send", () => {
    let state = after(aRoom("discussion"), ILONA, { kind: "presenter.signal", signal: "needPause" });
    for (let n = 0; n < 200; n++) state = after(state, TOM, { kind: "help.ask", topic: "other", text: `${n}` });
    for (let n = 0; n < 200; n++) state = after(state, ANNA, { kind: "leaders.say", text: `${n}` });
    const kinds = state.aside.whispers.map((whisper) => whisper.kind);
    expect(kinds.filter((kind) => kind === "signal")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "help")).toHaveLength(3);
    expect(kinds.length).toBeLessThan(100);
  });

  test("[K-3] all of it is gone at the end", () => {
    let state = after(aRoom("aftercare"), ANNA, { kind: "leaders.say", text: "well held" });
    state = after(state, ANNA, { kind: "phase.move", from: "aftercare", to: "ended" });
    expect(state.aside).toEqual({ card: null, whispers: [], muted: [] });
  });
});

describe("the door", () => {
  const knock = (state: RoomState, id: PersonId, now = T0) =>
    transition(state, { kind: "system", command: { kind: "door.knock", person: id, name: "N", as: "member" } }, now);

  test("[S-1] a seat is never given twice", () => {
    let state = after(aRoom("gathering"), ANNA, { kind: "person.stepOut", person: PRIYA, presents: false });
    state = {
      ...state,
      session: {
        ...state.session,
        people: [...state.session.people, aPerson(person("new"), "member", 0, { door: "waiting", seat: null })],
      },
    };
    state = after(state, ANNA, { kind: "person.admit", person: person("new"), seen: seenIn(state, person("new")) });
    expect(at(state, person("new")).seat).toBe(5);
  });

  test("[S-7] a full circle admits nobody more", () => {
    const room = aRoom("gathering");
    const members = Array.from({ length: MAX_CIRCLE - 2 }, (_, n) => aPerson(person(`m${n}x`), "member", n + 2));
    const late = aPerson(person("late"), "member", 0, { door: "waiting", seat: null });
    const people = [...room.session.people.filter(({ role }) => role === "leader"), ...members, late];
    const full = { ...room, session: { ...room.session, people } };
    expect(codeOf(issue(full, ANNA, { kind: "person.admit", person: late.id, seen: seenIn(full, late.id) }))).toBe(
      "full",
    );
  });

  test("[S-7] a full doorstep forgets who is no longer there before it refuses anybody", () => {
    let state = aRoom("gathering");
    for (let n = 0; n < MAX_AT_DOOR; n++) state = (knock(state, person(`k${n}x`)) as { state: RoomState }).state;
    // Whoever has only just knocked is on the way.
    expect(codeOf(knock(state, person("more"), T0 + 14_999))).toBe("full");
    const more = knock(state, person("more"), T0 + 15_000);
    expect(more.ok && more.state.session.people.filter(({ door }) => door === "waiting")).toHaveLength(MAX_AT_DOOR);
    const people = state.session.people.map((one) => ({ ...one, line: { is: "present" as const } }));
    expect(codeOf(knock({ ...state, session: { ...state.session, people } }, person("more")))).toBe("full");
  });
});

describe("a leader answers what was on the screen", () => {
  type Role = "member" | "observer";
  const knocks = (state: RoomState, id: PersonId, name: string, as: Role, now = T0 + 1_000) =>
    transition(state, { kind: "system", command: { kind: "door.knock", person: id, name, as } }, now);
  const knocked = (...given: Parameters<typeof knocks>): RoomState => {
    const outcome = knocks(...given);
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.state;
  };
  const RUTH = person("ruth");
  const shown = knocked(aRoom("gathering"), RUTH, "Ruth Adler", "observer");

  test.each([
    ["another name", "Anna Keller", "observer", T0 + 1_001],
    ["another role", "Ruth Adler", "member", T0 + 1_001],
    ["another name in the same millisecond", "Anna Keller", "observer", T0 + 1_000],
  ] as const)("[D-16] %s since: neither admitted nor refused, and nothing changes", (_, name, as, now) => {
    const anew = knocked(shown, RUTH, name, as, now);
    for (const kind of ["person.admit", "person.refuse"] as const) {
      expect(codeOf(issue(anew, ANNA, { kind, person: RUTH, seen: seenIn(shown, RUTH) }))).toBe("moved_on");
      expect(codeOf(issue(anew, ANNA, { kind, person: RUTH, seen: seenIn(anew, RUTH) }))).toBe("applied");
    }
  });

  test("[D-16] refused meanwhile, and knocking once more under the same name: a knock that this leader has not seen", () => {
    const refused = after(shown, CLARA, { kind: "person.refuse", person: RUTH, seen: seenIn(shown, RUTH) });
    // The clock of a session may stand still for as long as this takes.
    const again = knocked(refused, RUTH, "Ruth Adler", "observer");
    expect(codeOf(issue(again, ANNA, { kind: "person.admit", person: RUTH, seen: seenIn(shown, RUTH) }))).toBe(
      "moved_on",
    );
  });

  test("[D-16] what the co-leader has admitted is not what was seen, if it was another knock", () => {
    const anew = knocked(shown, RUTH, "Anna Keller", "member");
    const inside = after(anew, CLARA, { kind: "person.admit", person: RUTH, seen: seenIn(anew, RUTH) });
    const admits = (seen: ReturnType<typeof seenIn>) =>
      codeOf(issue(inside, ANNA, { kind: "person.admit", person: RUTH, seen }));
    expect([admits(seenIn(shown, RUTH)), admits(seenIn(anew, RUTH))]).toEqual(["moved_on", "already_so"]);
  });

  test("[D-13] [D-16] asking again with the same words while waiting is the same knock", () => {
    expect(codeOf(knocks(shown, RUTH, "Ruth Adler", "observer", T0 + 9_000))).toBe("already_so");
  });

  test("[D-16] whoever is in changes neither name nor role by knocking, whoever has been in is known by both", () => {
    const inside = after(shown, ANNA, { kind: "person.admit", person: RUTH, seen: seenIn(shown, RUTH) });
    expect(codeOf(knocks(inside, RUTH, "Clara Duarte", "member"))).toBe("already_so");
    const out = after(inside, ANNA, { kind: "person.stepOut", person: RUTH, presents: false });
    const back = knocked(out, RUTH, "Clara Duarte", "member", T0 + 9_000);
    expect(at(back, RUTH)).toMatchObject({ name: "Ruth Adler", role: "observer", door: "waiting" });
  });

  test("[D-16] asking somebody out does not end a case that was not said to end, nor spare one", () => {
    const steps = (state: RoomState, presents: boolean) =>
      codeOf(issue(state, ANNA, { kind: "person.stepOut", person: ILONA, presents }));
    const [before, during] = [aRoom("caseCall"), aRoom("presentation")];
    expect([steps(before, true), steps(before, false)]).toEqual(["moved_on", "applied"]);
    expect([steps(during, false), steps(during, true)]).toEqual(["moved_on", "applied"]);
  });

  test("[D-16] naming a deputy does not unname one whom the leader had not seen", () => {
    const named = after(aRoom("gathering"), CLARA, { kind: "deputy.name", person: TOM, instead: null });
    const names = (name: PersonId | null, instead: PersonId | null) =>
      codeOf(issue(named, ANNA, { kind: "deputy.name", person: name, instead }));
    expect([names(null, ILONA), names(PRIYA, null), names(PRIYA, TOM), names(null, TOM)]).toEqual([
      "moved_on",
      "moved_on",
      "applied",
      "applied",
    ]);
  });
});

describe("a full house", () => {
  const tried = (state: RoomState, command: (Issued & { kind: "system" })["command"]) =>
    transition(state, { kind: "system", command }, T0 + 1000);
  const knocks = (id: PersonId, instead?: PersonId) =>
    ({ kind: "door.knock", person: id, name: "N", as: "member", instead }) as const;
  const opens = (state: RoomState, id: PersonId) =>
    system(state, { kind: "system", command: { kind: "line.open", person: id } });
  const loses = (state: RoomState, id: PersonId) =>
    system(state, { kind: "system", command: { kind: "line.lost", person: id } });
  const comes = (state: RoomState, id: PersonId) => opens(system(state, { kind: "system", command: knocks(id) }), id);
  const crowd = (name: string, count: number) =>
    Array.from({ length: count }, (_, n) => person(`${name}${String(n).padStart(2, "0")}`));
  const waiting = ({ session }: RoomState) => session.people.filter(({ door }) => door === "waiting");
  const shown = ({ session }: RoomState, ids: readonly PersonId[]) =>
    ids.map((id) => ({ person: id, since: personIn(session, id)?.knockedAt ?? 0 }));

  /** Everybody's chair taken: fourteen with the two leaders, and ten observers. */
  function fullRoom(phase: Phase): RoomState {
    const room = aRoom(phase);
    const members = crowd("m", MAX_CIRCLE - 5).map((id, n) => aPerson(id, "member", 10 + n));
    const observers = crowd("o", MAX_OUTER_RING - 1).map((id, n) => aPerson(id, "observer", 10 + n));
    return { ...room, session: { ...room.session, people: [...room.session.people, ...members, ...observers] } };
  }
  const doorstep = (state: RoomState) => crowd("k", MAX_AT_DOOR).reduce(comes, state);

  test.each([
    ["member", TOM],
    ["observer", OLGA],
  ] as const)(
    "[S-7] a %s who left, and whose place was given away, waits at the door and sits again when there is room",
    (as, id) => {
      let state = after(fullRoom("gathering"), id, { kind: "self.leave" });
      const late = person("late");
      state = opens(
        system(state, { kind: "system", command: { kind: "door.knock", person: late, name: "L", as } }),
        late,
      );
      state = after(state, ANNA, { kind: "person.admit", person: late, seen: seenIn(state, late) });
      state = opens(state, id);
      expect(at(state, id)).toMatchObject({ door: "waiting", line: { is: "present" }, held: false, heard: false });
      expect(codeOf(issue(state, ANNA, { kind: "person.admit", person: id, seen: seenIn(state, id) }))).toBe("full");
      state = after(state, late, { kind: "self.leave" });
      state = after(state, ANNA, { kind: "person.admit", person: id, seen: seenIn(state, id) });
      expect(at(state, id)).toMatchObject({ door: "admitted", seat: at(fullRoom("gathering"), id).seat });
    },
  );

  test("[S-7] a member who left and finds the place still free sits down again", () => {
    const state = opens(after(fullRoom("gathering"), TOM, { kind: "self.leave" }), TOM);
    expect(at(state, TOM).door).toBe("admitted");
  });

  test("[S-3] [S-7] the place of a presenter who has left is given to nobody, as long as the case is theirs", () => {
    for (const phase of ["discussion", "closing"] as const) {
      let state = after(fullRoom(phase), ILONA, { kind: "self.leave" });
      state = comes(state, person("late"));
      expect([
        phase,
        codeOf(
          issue(state, ANNA, { kind: "person.admit", person: person("late"), seen: seenIn(state, person("late")) }),
        ),
      ]).toEqual([phase, "full"]);
      expect(at(opens(state, ILONA), ILONA).door).toBe("admitted");
    }
  });

  test("[S-7] who was admitted without a line takes no place before there is one", () => {
    let state = after(fullRoom("gathering"), TOM, { kind: "self.leave" });
    const [one, other] = [person("one"), person("other")];
    for (const id of [one, other]) state = system(state, { kind: "system", command: knocks(id) });
    for (const id of [one, other])
      state = after(state, ANNA, { kind: "person.admit", person: id, seen: seenIn(state, id) });
    state = opens(opens(state, one), other);
    expect([at(state, one).door, at(state, other).door]).toEqual(["admitted", "waiting"]);
  });

  test("[S-7] no third leader", () => {
    expect(codeOf(tried(aRoom("gathering"), { kind: "door.leader", person: person("third"), name: "T" }))).toBe("full");
  });

  test("[S-7] the doorstep holds forty on every way to it; who had a seat comes beside them", () => {
    let state = doorstep(aRoom("gathering"));
    const [first, ...others] = crowd("k", MAX_AT_DOOR);
    if (first === undefined) throw new Error("forty");
    state = after(state, ANNA, { kind: "person.refuse", person: first, seen: seenIn(state, first) });
    state = comes(state, person("more"));
    // Refused, and back with the cookie.
    expect(codeOf(tried(state, knocks(first)))).toBe("full");
    // Asked to step out, and back; the line lost at the door, and back.
    state = after(state, ANNA, { kind: "person.stepOut", person: TOM, presents: false });
    state = system(state, { kind: "system", command: knocks(TOM) });
    state = loses(state, others[0] ?? first);
    state = opens(state, others[0] ?? first);
    expect(waiting(state).filter(({ seat }) => seat === null)).toHaveLength(MAX_AT_DOOR);
    expect(at(state, TOM).door).toBe("waiting");
    // And somebody who gives up the place to somebody else.
    const [gives] = others;
    state = system(state, { kind: "system", command: knocks(person("last"), gives) });
    expect(waiting(state).filter(({ seat }) => seat === null)).toHaveLength(MAX_AT_DOOR);
    expect(personIn(state.session, gives ?? first)).toBeUndefined();
  });

  test("[S-7] nobody who is in, or had a seat, ever gives up a place at the door", () => {
    const state = doorstep(after(aRoom("gathering"), ANNA, { kind: "person.stepOut", person: TOM, presents: false }));
    for (const id of [TOM, PRIYA, ANNA]) expect(codeOf(tried(state, knocks(person("last"), id)))).toBe("full");
  });

  test("[D-18] refusing all that were shown spares who has come since, or knocked anew; few of them are remembered", () => {
    let state = doorstep(aRoom("gathering"));
    const ids = crowd("k", MAX_AT_DOOR);
    const seen = shown(state, ids);
    const [gone, anew] = ids;
    if (gone === undefined || anew === undefined) throw new Error("forty");
    state = after(state, CLARA, { kind: "person.refuse", person: gone, seen: seenIn(state, gone) });
    state = opens(system(state, { kind: "system", command: knocks(person("since")) }), person("since"));
    const late = transition(state, { kind: "system", command: { ...knocks(anew), name: "Another" } }, T0 + 2000);
    if (!late.ok) throw new Error(late.code);
    state = after(late.state, ANNA, { kind: "door.refuse", shown: seen });
    expect(waiting(state).map(({ id }) => id)).toEqual([anew, person("since")]);
    expect(codeOf(issue(state, ANNA, { kind: "door.refuse", shown: seen }))).toBe("moved_on");
    for (const round of ["p", "q", "r"]) {
      const more = crowd(round, MAX_AT_DOOR - 2);
      state = more.reduce(comes, state);
      state = after(state, ANNA, { kind: "door.refuse", shown: shown(state, more) });
    }
    expect(state.session.people.filter(({ door }) => door === "removed")).toHaveLength(MAX_REFUSED);
    expect(at(state, TOM).door).toBe("admitted");
  });

  describe("[S-9] the chairs of yesterday", () => {
    const lost = (state: RoomState, id: PersonId) => {
      const { line } = at(state, id);
      return { person: id, since: line.is === "lost" ? line.since : 0 };
    };

    test("are freed in one act: of those shown whose line is still lost since then", () => {
      let state = [TOM, PRIYA, OLGA].reduce(loses, fullRoom("gathering"));
      state = after(state, ANNA, { kind: "person.hold", person: TOM });
      state = after(state, ANNA, { kind: "person.nudge", person: TOM, nudge: "advising" });
      const seen = [TOM, PRIYA, OLGA].map((id) => lost(state, id));
      state = opens(state, PRIYA);
      state = after(state, ANNA, { kind: "chairs.free", shown: seen });
      expect([TOM, PRIYA, OLGA].map((id) => at(state, id).door)).toEqual(["freed", "admitted", "freed"]);
      expect(at(state, TOM).held).toBe(false);
      expect(state.aside.whispers).toEqual([]);
      expect(codeOf(issue(state, ANNA, { kind: "chairs.free", shown: seen }))).toBe("moved_on");
      state = comes(state, person("new"));
      state = after(state, ANNA, { kind: "person.admit", person: person("new"), seen: seenIn(state, person("new")) });
      expect(at(state, person("new")).door).toBe("admitted");
    });

    test("who comes back after all waits to be let in, with the cookie alone or by knocking", () => {
      let state = [TOM, PRIYA].reduce(loses, aRoom("gathering"));
      state = after(state, ANNA, { kind: "chairs.free", shown: [TOM, PRIYA].map((id) => lost(state, id)) });
      expect(mediaGrant(state.session, TOM).join).toBe(false);
      expect(at(state, TOM).freshFrom).toBeGreaterThan(0);
      state = opens(state, TOM);
      state = comes(state, PRIYA);
      for (const id of [TOM, PRIYA]) {
        expect(at(state, id)).toMatchObject({ door: "waiting", line: { is: "present" }, knockedAt: T0 + 1000 });
        state = after(state, ANNA, { kind: "person.admit", person: id, seen: seenIn(state, id) });
      }
      expect([at(state, TOM).seat, at(state, PRIYA).seat]).toEqual([3, 4]);
    });

    test.each([
      ["a leader's", CLARA],
      ["the presenter's, during the case", ILONA],
    ] as const)("not %s", (_name, id) => {
      const state = loses(aRoom("discussion"), id);
      expect(codeOf(issue(state, ANNA, { kind: "chairs.free", shown: [lost(state, id)] }))).toBe("moved_on");
    });

    test("not of whoever is here, has left, or has lost the line anew since it was seen", () => {
      const left = after(aRoom("gathering"), TOM, { kind: "self.leave" });
      for (const state of [aRoom("gathering"), left, loses(aRoom("gathering"), TOM)])
        expect(codeOf(issue(state, ANNA, { kind: "chairs.free", shown: [{ person: TOM, since: T0 - 1 }] }))).toBe(
          "moved_on",
        );
    });

    test("of the presenter when the case is over: nobody steps back into it", () => {
      let state = loses(aRoom("closing"), ILONA);
      state = after(state, ANNA, { kind: "chairs.free", shown: [lost(state, ILONA)] });
      expect([state.session.presenter, state.session.phase]).toEqual([null, "closing"]);
    });
  });
});

describe("freshness", () => {
  test("[D-3] every loss of a right makes older tokens stale, and a gain does not", () => {
    const seated = after(
      aRoom("clarification"),
      ANNA,
      { kind: "phase.move", from: "clarification", to: "discussion" },
      T0 + 7_500,
    );
    expect(at(seated, ILONA).freshFrom).toBe(Math.floor((T0 + 7_500) / 1000));
    expect(at(seated, TOM).freshFrom).toBe(0);
    const back = after(seated, ANNA, { kind: "phase.move", from: "discussion", to: "return" }, T0 + 60_000);
    expect(at(back, ILONA).freshFrom).toBe(at(seated, ILONA).freshFrom);
  });
  test("[D-3] [P-15] a date from before the clock was set back is taken back, once, and no other", () => {
    const HOUR = 3_600_000;
    const move = { kind: "phase.move", from: "clarification", to: "discussion" } as const;
    const command = { kind: "user", by: ANNA, id: freshId(), command: move } as const;
    const seated = transition(aRoom("clarification"), command, T0 + 5_000, T0 + HOUR);
    if (!seated.ok) throw new Error(seated.code);
    expect(at(seated.state, ILONA).freshFrom).toBe(Math.floor((T0 + HOUR) / 1000));
    expect(seated.state.session.phaseSince).toBe(T0 + 5_000);
    const setBack: Issued = { kind: "system", command: { kind: "dates.setBack" } };
    const mended = transition(seated.state, setBack, T0 + 6_000, T0 + 6_000);
    if (!mended.ok) throw new Error(mended.code);
    expect(at(mended.state, ILONA).freshFrom).toBe(Math.floor((T0 + 6_000) / 1000));
    expect(at(mended.state, TOM).freshFrom).toBe(0);
    expect(codeOf(transition(mended.state, setBack, T0 + 7_000))).toBe("already_so");
  });
  test("[D-3] a pause makes everybody's stale", () => {
    const { session } = after(aRoom("discussion"), ANNA, { kind: "session.pause" }, T0 + 9_000);
    expect(
      session.people
        .filter(({ role }) => role !== "observer")
        .every(({ id, freshFrom }) => id === ILONA || freshFrom > 0),
    ).toBe(true);
  });
});

test("every applied command raises the version by one, and the input is never changed", () => {
  const state = aRoom("discussion");
  const copy = structuredClone(state);
  const next = after(state, ANNA, { kind: "person.hold", person: TOM });
  expect(next.session.version).toBe(state.session.version + 1);
  expect(state).toEqual(copy);
});

test("[O-3] after a restart whoever was here must show it, and keeps everything else", () => {
  const state = system(aRoom("discussion"), { kind: "system", command: { kind: "lines.unknown" } });
  expect(state.session.people.every(({ line }) => line.is === "lost")).toBe(true);
  expect(state.session.phase).toBe("discussion");
});
