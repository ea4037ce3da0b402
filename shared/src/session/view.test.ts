import { describe, expect, test } from "vitest";
import { ANNA, CLARA, ILONA, OLGA, PRIYA, T0, TOM, aPerson, aRoom, after, codeOf, issue, person } from "./fixtures.ts";
import { PHASES, type PersonId, type RoomState } from "./model.ts";
import { MEDIA_WELL, RoomSnapshot, Snapshot } from "./protocol.ts";
import { transition } from "./transition.ts";
import { viewFor } from "./view.ts";

const inRoom = (state: RoomState, id: PersonId) => RoomSnapshot.parse(viewFor(state, id, T0, MEDIA_WELL));
const EVERYONE = [ANNA, CLARA, ILONA, TOM, PRIYA, OLGA];

/** A room in which everything private has been said. */
function whispering(): RoomState {
  let state = aRoom("discussion");
  state = after(state, ANNA, { kind: "person.nudge", person: TOM, nudge: "judging" });
  state = after(state, ILONA, { kind: "presenter.signal", signal: "needPause" });
  state = after(state, PRIYA, { kind: "help.ask", topic: "other", text: "secret-help" });
  state = after(state, CLARA, { kind: "leaders.say", text: "secret-line" });
  return after(state, ANNA, { kind: "room.card", card: "momentOfSilence" });
}

describe("privacy", () => {
  test("[W-2] nothing private on anybody else's wire", () => {
    const state = whispering();
    for (const id of [ILONA, TOM, PRIYA, OLGA]) {
      const wire = JSON.stringify(inRoom(state, id));
      expect(inRoom(state, id).leaders).toBeNull();
      expect(wire).not.toMatch(/secret-|phaseSince|freshFrom|held/);
      if (id !== TOM) expect(wire).not.toContain("judging");
      if (id !== ILONA) expect(wire).not.toContain("needPause");
    }
  });

  test("[W-2] both leaders see the same, and all of it", () => {
    const state = whispering();
    expect(inRoom(state, ANNA).leaders).toEqual(inRoom(state, CLARA).leaders);
    expect(inRoom(state, ANNA).leaders?.whispers.map(({ kind }) => kind)).toEqual([
      "nudge",
      "signal",
      "help",
      "leaders",
    ]);
  });

  test("[W-3] a nudge does not say who sent it", () => {
    const { toYou } = inRoom(whispering(), TOM);
    expect(toYou).toMatchObject([{ kind: "nudge", nudge: "judging" }]);
    expect(JSON.stringify(toYou)).not.toContain(ANNA);
  });

  test("a card is for everybody", () => {
    for (const id of EVERYONE) expect(inRoom(whispering(), id).card).toBe("momentOfSilence");
  });
});

describe("seats", () => {
  test("[D-17] a microphone that its own device mutes is muted on every screen, while it could be heard at all", () => {
    const isMuted = (state: RoomState) =>
      EVERYONE.map((id) => inRoom(state, id).seats.find(({ person: of }) => of === TOM)?.muted);
    const state = after(aRoom("gathering"), TOM, { kind: "self.muted", muted: true });
    expect(new Set(isMuted(aRoom("gathering")))).toEqual(new Set([false]));
    expect(new Set(isMuted(state))).toEqual(new Set([true]));
    expect(codeOf(issue(state, TOM, { kind: "self.muted", muted: true }))).toBe("already_so");
    for (const next of [
      after(state, TOM, { kind: "self.muted", muted: false }),
      after(state, ANNA, { kind: "person.hold", person: TOM }),
      after(state, ANNA, { kind: "session.pause" }),
    ])
      expect(new Set(isMuted(next))).toEqual(new Set([false]));
  });

  test("[S-2] one order for everybody, in every phase", () => {
    for (const phase of PHASES.filter((one) => one !== "ended")) {
      const orders = EVERYONE.map((id) =>
        inRoom(aRoom(phase), id)
          .seats.map(({ person }) => person)
          .join(),
      );
      expect(new Set(orders).size).toBe(1);
    }
  });

  test("[S-6] the presenter is outside the ring in discussion alone, on every screen", () => {
    for (const phase of PHASES.filter((one) => one !== "ended"))
      for (const id of EVERYONE) {
        const place = inRoom(aRoom(phase), id).seats.find(({ person }) => person === ILONA)?.place;
        expect(place).toBe(phase === "discussion" ? "back" : "ring");
      }
  });

  test("[S-3] a lost line keeps the chair; leaving empties it, but for the presenter's", () => {
    const change = (id: PersonId, is: "lost" | "left") => {
      const state = aRoom("discussion");
      const people = state.session.people.map((one) => (one.id === id ? { ...one, line: { is, since: T0 } } : one));
      return inRoom({ ...state, session: { ...state.session, people } }, ANNA).seats.find(
        ({ person }) => person === id,
      );
    };
    expect(change(TOM, "lost")?.line).toBe("lost");
    expect(change(TOM, "left")).toBeUndefined();
    expect(change(ILONA, "left")?.line).toBe("lost");
  });
});

describe("standing", () => {
  test.each(["waiting", "removed"] as const)("%s tells nothing of the room", (door) => {
    const state = aRoom("discussion");
    const people = state.session.people.map((one) => (one.id === TOM ? { ...one, door } : one));
    const view = Snapshot.parse(viewFor({ ...state, session: { ...state.session, people } }, TOM, T0, MEDIA_WELL));
    expect(view.standing).toBe(door);
    expect(JSON.stringify(view)).not.toContain(PRIYA);
  });
  test("nobody has a view without having knocked", () => {
    expect(viewFor(aRoom("gathering"), "strange0" as PersonId, T0, MEDIA_WELL)).toBeNull();
  });
  test("every snapshot parses, in every phase, for everybody", () => {
    for (const phase of PHASES)
      for (const id of EVERYONE)
        expect(Snapshot.safeParse(viewFor(aRoom(phase), id, T0, MEDIA_WELL)).success).toBe(true);
  });
});

describe("the door", () => {
  const at = (state: RoomState, person: PersonId, command: "door.knock" | "line.open" | "line.lost", now = T0) => {
    const named = { person, name: person, as: "member" } as const;
    const outcome = transition(
      state,
      { kind: "system", command: command === "door.knock" ? { kind: command, ...named } : { kind: command, person } },
      now,
    );
    if (!outcome.ok) throw new Error(outcome.code);
    return outcome.state;
  };
  const waits = (state: RoomState, id: PersonId) => {
    const view = Snapshot.parse(viewFor(state, id, T0, MEDIA_WELL));
    if (view.standing !== "waiting") throw new Error(view.standing);
    return { full: view.full, again: view.again };
  };

  test("[D-18] who was in before stands first, then who has waited longest", () => {
    let state = aRoom("gathering");
    const came = { late: 3_000, early: 1_000, middle: 2_000 };
    for (const [name, ms] of Object.entries(came)) state = at(state, person(name), "door.knock", T0 + ms);
    state = at(
      after(state, ANNA, { kind: "person.stepOut", person: TOM, presents: false }),
      TOM,
      "door.knock",
      T0 + 9_000,
    );
    const door = inRoom(state, ANNA).leaders?.door.map((row) => row.person);
    expect(door).toEqual([TOM, person("early"), person("middle"), person("late")]);
  });

  test("[S-7] [S-9] who waits is told that there is no chair, and that they are known; leaders are told too", () => {
    let state = at(aRoom("gathering"), person("late"), "door.knock");
    expect(waits(state, person("late"))).toEqual({ full: false, again: false });
    expect(inRoom(state, ANNA).leaders?.full).toEqual({ circle: false, outer: false });
    const more = Array.from({ length: 9 }, (_, n) => aPerson(person(`m${n}x`), "member", 10 + n));
    state = { ...state, session: { ...state.session, people: [...state.session.people, ...more] } };
    expect(waits(state, person("late"))).toEqual({ full: true, again: false });
    expect(inRoom(state, ANNA).leaders?.full).toEqual({ circle: true, outer: false });
    state = at(state, TOM, "line.lost");
    state = after(state, ANNA, { kind: "chairs.free", shown: [{ person: TOM, since: T0 }] });
    expect(waits(state, TOM)).toEqual({ full: false, again: true });
    expect(inRoom(state, ANNA).seats.map((seat) => seat.person)).not.toContain(TOM);
  });
});
