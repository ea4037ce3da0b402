import { describe, expect, test } from "vitest";
import { aloneSince } from "./chair.ts";
import { ANNA, CLARA, ILONA, OLGA, PRIYA, T0, TOM, aRoom, after, codeOf, issue } from "./fixtures.ts";
import { PHASES, type Person, type PersonId, type RoomState, Session, personIn } from "./model.ts";
import { mediaGrant } from "./policy.ts";
import { type Command, MEDIA_WELL, RoomSnapshot } from "./protocol.ts";
import { transition } from "./transition.ts";
import { viewFor } from "./view.ts";

const LATER = T0 + 200_000;

function system(
  state: RoomState,
  command: (Parameters<typeof transition>[1] & { kind: "system" })["command"],
  now = T0,
) {
  const outcome = transition(state, { kind: "system", command }, now);
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.state;
}
const loses = (state: RoomState, ...people: PersonId[]) =>
  people.reduce((before, person, index) => system(before, { kind: "line.lost", person }, T0 + index), state);
const changed = (state: RoomState, id: PersonId, part: Partial<Person>): RoomState => ({
  ...state,
  session: {
    ...state.session,
    people: state.session.people.map((one) => (one.id === id ? { ...one, ...part } : one)),
  },
});
/** Both leaders gone, the grace over; Tom is the deputy. */
function unattended(phase: (typeof PHASES)[number] = "discussion"): RoomState {
  const alone = loses(after(aRoom(phase), ANNA, { kind: "deputy.name", person: TOM, instead: null }), ANNA, CLARA);
  return system(alone, { kind: "room.alone", since: T0 + 1 }, LATER);
}
const inChair = (phase?: (typeof PHASES)[number]) => after(unattended(phase), TOM, { kind: "deputy.takeChair" }, LATER);
const sees = (state: RoomState, id: PersonId) => RoomSnapshot.parse(viewFor(state, id, LATER, MEDIA_WELL));

describe("[P-13] a group that nobody leads", () => {
  test("is alone from the moment the last leader's line was lost, or was left", () => {
    const room = aRoom("discussion");
    expect(aloneSince(room.session)).toBeNull();
    expect(aloneSince(loses(room, ANNA).session)).toBeNull();
    expect(aloneSince(loses(room, ANNA, CLARA).session)).toBe(T0 + 1);
    const left = after(loses(room, ANNA), CLARA, { kind: "self.leave" }, T0 + 5_000);
    expect(aloneSince(left.session)).toBe(T0 + 5_000);
    expect(aloneSince(system(left, { kind: "line.open", person: ANNA }).session)).toBeNull();
  });

  test("is not alone where there is no group, or never was a leader", () => {
    const nobody = loses(aRoom("gathering"), ANNA, CLARA, ILONA, TOM, PRIYA, OLGA);
    expect(aloneSince(nobody.session)).toBeNull();
    const { session } = aRoom("gathering");
    const people = session.people.filter(({ role }) => role !== "leader");
    expect(aloneSince({ ...session, people })).toBeNull();
  });

  test.each(PHASES.filter((phase) => phase !== "ended"))(
    "pauses itself in %s, and nobody has a microphone",
    (phase) => {
      const { session } = unattended(phase);
      expect(session).toMatchObject({ phase, pausedSince: LATER, pausedItself: true, unattended: { chair: null } });
      for (const { id } of session.people) expect(mediaGrant(session, id).microphone).toBe(false);
      expect(Session.safeParse(session).success).toBe(true);
    },
  );

  test("does not when somebody who leads has come back meanwhile, or has gone once more since", () => {
    const alone = loses(aRoom("discussion"), ANNA, CLARA);
    const back = system(alone, { kind: "line.open", person: ANNA });
    const command = { kind: "system", command: { kind: "room.alone", since: T0 + 1 } } as const;
    expect(codeOf(transition(back, command, LATER))).toBe("moved_on");
    const again = system(back, { kind: "line.lost", person: ANNA }, T0 + 90_000);
    expect(codeOf(transition(again, command, LATER))).toBe("moved_on");
    expect(codeOf(transition(unattended(), command, LATER))).toBe("already_so");
  });

  test("a pause that a leader has made stays that leader's", () => {
    const paused = after(aRoom("discussion"), ANNA, { kind: "session.pause" }, T0);
    const alone = system(loses(paused, ANNA, CLARA), { kind: "room.alone", since: T0 + 1 }, LATER);
    expect(alone.session).toMatchObject({ pausedSince: T0, pausedItself: false });
  });

  test("a leader who returns finds everything as it was, and says when it goes on", () => {
    const held = after(aRoom("discussion"), ANNA, { kind: "person.hold", person: PRIYA });
    const alone = system(loses(held, ANNA, CLARA), { kind: "room.alone", since: T0 + 1 }, LATER);
    const back = system(alone, { kind: "line.open", person: CLARA }, LATER + 1_000);
    expect(back.session).toMatchObject({ phase: "discussion", unattended: null, pausedItself: true });
    expect(sees(back, CLARA)).toMatchObject({ pausedItself: true, leaders: { held: [PRIYA] } });
    const on = after(back, CLARA, { kind: "session.resume" }, LATER + 1_000);
    // The time alone is given back to the phase.
    expect(on.session).toMatchObject({ pausedSince: null, pausedItself: false, phaseSince: T0 + 1_000 });
    expect(mediaGrant(on.session, ILONA).reason).toBe("sittingBack");
    expect(mediaGrant(on.session, PRIYA).reason).toBe("held");
  });
});

describe("[P-14] the deputy", () => {
  test("is a member who is here, named by a leader; one at a time", () => {
    const room = aRoom("gathering");
    const name = (person: PersonId | null, by = ANNA, state = room) =>
      codeOf(issue(state, by, { kind: "deputy.name", person, instead: state.session.deputy }));
    expect([name(TOM), name(OLGA), name(CLARA), name(null), name("strange0" as PersonId), name(TOM, PRIYA)]).toEqual([
      "applied",
      "not_allowed",
      "not_allowed",
      "already_so",
      "no_such_person",
      "not_allowed",
    ]);
    const gone = after(room, TOM, { kind: "self.leave" });
    expect(name(TOM, ANNA, gone)).toBe("not_in_room");
    const named = after(room, ANNA, { kind: "deputy.name", person: TOM, instead: null });
    expect([name(TOM, CLARA, named), name(PRIYA, CLARA, named), name(null, CLARA, named)]).toEqual([
      "already_so",
      "applied",
      "applied",
    ]);
    expect([sees(named, TOM).you.deputy, sees(named, PRIYA).you.deputy]).toEqual([true, false]);
    expect(JSON.stringify(sees(named, PRIYA))).not.toContain(`"deputy":"`);
  });

  test("who is asked to step out is deputy no more", () => {
    const named = after(aRoom("discussion"), ANNA, { kind: "deputy.name", person: TOM, instead: null });
    expect(after(named, CLARA, { kind: "person.stepOut", person: TOM, presents: false }).session.deputy).toBeNull();
  });

  test("takes the chair only when the room has paused itself, and only the deputy does", () => {
    const take = { kind: "deputy.takeChair" } as const;
    const named = after(aRoom("discussion"), ANNA, { kind: "deputy.name", person: TOM, instead: null });
    expect(codeOf(issue(named, TOM, take))).toBe("moved_on");
    expect(codeOf(issue(loses(named, ANNA, CLARA), TOM, take))).toBe("moved_on");
    expect(codeOf(issue(unattended(), PRIYA, take))).toBe("not_allowed");
    expect(codeOf(issue(unattended(), TOM, take))).toBe("applied");
    expect(codeOf(issue(inChair(), TOM, take))).toBe("already_so");
  });

  test("who presents cannot take it, and who has it is not picked to present", () => {
    const ilona = after(aRoom("discussion"), ANNA, { kind: "deputy.name", person: ILONA, instead: null });
    const alone = system(loses(ilona, ANNA, CLARA), { kind: "room.alone", since: T0 + 1 }, LATER);
    expect(codeOf(issue(alone, ILONA, { kind: "deputy.takeChair" }))).toBe("not_allowed");
    const offered = after(inChair("caseCall"), TOM, { kind: "case.offer" });
    expect(codeOf(issue(offered, TOM, { kind: "case.pick", person: TOM }))).toBe("not_allowed");
    expect(codeOf(issue(offered, TOM, { kind: "case.pick", person: ILONA }))).toBe("applied");
  });

  test("[P-6] who has taken it after their own case is not brought back into that case", () => {
    let state = after(aRoom("closing"), ANNA, { kind: "deputy.name", person: ILONA, instead: null });
    state = system(loses(state, ANNA, CLARA), { kind: "room.alone", since: T0 + 1 }, LATER);
    const back: Command = { kind: "phase.move", from: "closing", to: "return" };
    state = after(state, ILONA, { kind: "deputy.takeChair" }, LATER);
    expect(codeOf(issue(state, ILONA, back))).toBe("wrong_phase");
    expect(sees(state, ILONA).leaders?.steps.map(({ to }) => to)).not.toContain("return");
    const returned = system(state, { kind: "line.open", person: ANNA }, LATER);
    expect(codeOf(issue(returned, ANNA, back))).toBe("applied");
  });

  test("leads then: every command of a leader, but for the leaders' own, and none against a leader or oneself", () => {
    const state = inChair();
    const tries: [Command, string][] = [
      [{ kind: "session.resume" }, "applied"],
      [{ kind: "phase.move", from: "discussion", to: "return" }, "applied"],
      [{ kind: "person.hold", person: PRIYA }, "applied"],
      [{ kind: "person.nudge", person: PRIYA, nudge: "judging" }, "applied"],
      [{ kind: "room.card", card: "momentOfSilence" }, "applied"],
      [{ kind: "person.hold", person: ANNA }, "not_allowed"],
      [{ kind: "person.hold", person: TOM }, "not_allowed"],
      [{ kind: "leaders.say", text: "a line" }, "not_allowed"],
      [{ kind: "deputy.name", person: PRIYA, instead: null }, "not_allowed"],
    ];
    for (const [command, code] of tries)
      expect([command.kind, codeOf(issue(state, TOM, command))]).toEqual([command.kind, code]);
    expect(mediaGrant(after(inChair("presentation"), TOM, { kind: "session.resume" }).session, TOM).microphone).toBe(
      true,
    );
  });

  test("[W-2] reads no line between the leaders, and no word to one person", () => {
    let state = aRoom("discussion");
    state = after(state, ANNA, { kind: "deputy.name", person: TOM, instead: null });
    state = after(state, CLARA, { kind: "leaders.say", text: "secret-line" });
    state = after(state, ANNA, { kind: "person.nudge", person: PRIYA, nudge: "judging" });
    state = after(state, ILONA, { kind: "presenter.signal", signal: "needPause" });
    const secret = state.aside.whispers.find(({ kind }) => kind === "leaders")?.id;
    state = system(loses(state, ANNA, CLARA), { kind: "room.alone", since: T0 + 1 }, LATER);
    state = after(state, TOM, { kind: "deputy.takeChair" }, LATER);
    expect(sees(state, TOM).leaders?.whispers.map(({ kind }) => kind)).toEqual(["signal"]);
    expect(JSON.stringify(sees(state, TOM))).not.toMatch(/secret-line|judging/);
    if (secret === undefined) throw new Error("nothing was said");
    expect(codeOf(issue(state, TOM, { kind: "whisper.done", whisper: secret }))).toBe("already_so");
  });

  test("[R-7] does not see a veiled presenter: that was promised of the leaders alone", () => {
    const state = after(inChair(), ILONA, { kind: "presenter.visibility", visibility: "veiled" });
    expect(sees(state, TOM).seats.find(({ person }) => person === ILONA)?.mayShow).toBe(false);
  });

  test("has no power any more as soon as a leader's line is open; the name stays", () => {
    const back = system(inChair(), { kind: "line.open", person: CLARA }, LATER);
    expect(back.session).toMatchObject({ unattended: null, deputy: TOM });
    expect(codeOf(issue(back, TOM, { kind: "session.resume" }))).toBe("not_allowed");
    expect(sees(back, TOM).leaders).toBeNull();
    expect(codeOf(issue(back, CLARA, { kind: "session.resume" }))).toBe("applied");
  });

  test("who is lost in the chair leaves the group alone once more, and may take it again", () => {
    const going = after(inChair(), TOM, { kind: "session.resume" }, LATER);
    const lost = system(going, { kind: "line.lost", person: TOM }, LATER + 1_000);
    expect(aloneSince(lost.session)).toBe(LATER + 1_000);
    const paused = system(lost, { kind: "room.alone", since: LATER + 1_000 }, LATER + 200_000);
    expect(paused.session).toMatchObject({ unattended: { chair: null }, pausedItself: true });
    const back = system(paused, { kind: "line.open", person: TOM }, LATER + 300_000);
    expect(codeOf(issue(back, TOM, { kind: "deputy.takeChair" }))).toBe("applied");
    expect(after(going, TOM, { kind: "self.leave" }).session.unattended).toEqual({ chair: null });
  });

  test("nobody else ever leads, whatever the state", () => {
    for (const id of [ILONA, PRIYA, OLGA]) {
      expect(sees(inChair(), id).leaders).toBeNull();
      expect(codeOf(issue(inChair(), id, { kind: "session.resume" }))).toBe("not_allowed");
    }
    expect(personIn(inChair().session, TOM)?.role).toBe("member");
    expect(sees(changed(inChair(), TOM, { held: true }), TOM).you.microphone).toBe(false);
  });
});
