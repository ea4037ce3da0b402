import { describe, expect, test } from "vitest";
import { aPerson, aRoom, person } from "@balint/shared/session/fixtures";
import type { PersonId, RoomState } from "@balint/shared/session/model";
import { MAX_AT_DOOR } from "@balint/shared/session/places";
import { transition } from "@balint/shared/session/transition";
import { Doorstep, MOST_OF_ONE_ADDRESS } from "./doorstep.ts";

const T0 = 1_700_000_000_000;
const PLENTY = { burst: 1_000, perSecond: 1 };

/** A room whose guests are told by the test; each is there as soon as they have knocked, unless said otherwise. */
function aDoor(comings = PLENTY) {
  const doorstep = new Doorstep(comings, () => 0);
  let state: RoomState = aRoom("gathering");
  let clock = T0;
  const room = {
    get session() {
      return state.session;
    },
    now: () => clock,
  };
  const does = (command: Parameters<typeof transition>[1]) => {
    const outcome = transition(state, command, (clock += 1));
    if (outcome.ok) state = outcome.state;
    return outcome.ok ? "in" : outcome.code;
  };
  const knocks = (id: PersonId, place: string, { here = true, name = "N" } = {}) => {
    const comer = { person: id, name, as: "member" as const };
    const welcome = doorstep.welcome(room, comer, place);
    if (!welcome.ok) return welcome.code;
    const { instead } = welcome;
    const answer = does({ kind: "system", command: { kind: "door.knock", ...comer, instead } });
    doorstep.settled(room, id);
    if (here) does({ kind: "system", command: { kind: "line.open", person: id } });
    return answer;
  };
  const waiting = () => state.session.people.filter(({ door }) => door === "waiting").map(({ id }) => id);
  const passes = (ms: number) => (clock += ms);
  return {
    passes,
    doorstep,
    room,
    does,
    knocks,
    waiting,
    set: (next: RoomState) => (state = next),
    state: () => state,
  };
}

const crowd = (name: string, count: number) =>
  Array.from({ length: count }, (_, n) => person(`${name}${String(n).padStart(2, "0")}`));
const of = (answers: readonly string[], what: string) => answers.filter((answer) => answer === what).length;

describe("[D-19] one address", () => {
  test("has twenty-four places at a door, and others find theirs", () => {
    const door = aDoor();
    const answers = crowd("e", 60).map((id) => door.knocks(id, "evil"));
    expect([of(answers, "in"), of(answers, "full")]).toEqual([MOST_OF_ONE_ADDRESS, 60 - MOST_OF_ONE_ADDRESS]);
    expect(door.knocks(person("honest"), "hospital")).toBe("in");
  });

  test("has them too when all knock at once, before any is told", () => {
    const door = aDoor();
    const welcomes = crowd("e", 60).map(
      (id) => door.doorstep.welcome(door.room, { person: id, name: "N", as: "member" }, "evil").ok,
    );
    expect(welcomes.filter(Boolean)).toHaveLength(MOST_OF_ONE_ADDRESS);
    // The same knock, asked again because no answer came.
    expect(door.doorstep.welcome(door.room, { person: person("e00"), name: "N", as: "member" }, "evil").ok).toBe(true);
  });

  test("gives its own place up for one of its own, when somebody of it is gone", () => {
    const door = aDoor();
    for (const id of crowd("e", MOST_OF_ONE_ADDRESS)) door.knocks(id, "hospital", { here: id !== person("e03") });
    // Who has knocked a moment ago is on the way.
    expect(door.knocks(person("more"), "hospital")).toBe("full");
    door.passes(15_000);
    expect(door.knocks(person("more"), "hospital")).toBe("in");
    expect(door.waiting()).not.toContain(person("e03"));
    expect(door.waiting()).toHaveLength(MOST_OF_ONE_ADDRESS);
  });

  test("does not escape the leaders' answer by another name again and again", () => {
    const door = aDoor({ burst: 3, perSecond: 0.1 });
    const answers = Array.from({ length: 5 }, (_, n) => door.knocks(person("e"), "evil", { name: `Eve ${n}` }));
    expect(answers).toEqual(["in", "in", "in", "too_fast", "too_fast"]);
    expect(door.knocks(person("e"), "evil", { name: "Eve 2" })).toBe("already_so");
  });

  test("fills the doorstep again after being refused, but not again and again", () => {
    const door = aDoor({ burst: 48, perSecond: 0.1 });
    let came = 0;
    for (const round of ["p", "q", "r", "s"]) {
      const answers = crowd(round, 40).map((id) => door.knocks(id, "evil"));
      came += of(answers, "in");
      const refused = door
        .state()
        .session.people.map((one) => (one.door === "waiting" ? { ...one, door: "removed" as const } : one));
      door.set({ ...door.state(), session: { ...door.state().session, people: refused } });
    }
    expect(came).toBe(48);
    // With the cookie of somebody refused it is no other.
    expect(door.knocks(person("p00"), "evil")).toBe("too_fast");
    expect(door.knocks(person("honest"), "hospital")).toBe("in");
  });
});

describe("[D-19] a full doorstep", () => {
  test("takes in an address that has fewer there: the newest of the fullest gives way", () => {
    const door = aDoor();
    for (const place of ["evil", "worse"]) for (const id of crowd(place[0] ?? "", 20)) door.knocks(id, place);
    expect(door.waiting()).toHaveLength(MAX_AT_DOOR);
    const honest = crowd("h", 12);
    expect(honest.map((id) => door.knocks(id, "hospital"))).toEqual(honest.map(() => "in"));
    expect(door.waiting()).toHaveLength(MAX_AT_DOOR);
    expect(door.waiting()).toEqual(expect.arrayContaining([...honest, person("e00"), person("w00")]));
    expect(door.waiting()).not.toContain(person("w19"));
    // Nobody takes more than an equal part by it.
    const all = crowd("z", 40).map((id) => door.knocks(id, "elsewhere"));
    expect(of(all, "in")).toBeLessThanOrEqual(13);
  });

  test("takes who is not known any more, after a restart, for one address", () => {
    const door = aDoor();
    const people = crowd("u", MAX_AT_DOOR).map((id, n) =>
      aPerson(id, "member", 0, { door: "waiting", seat: null, knockedAt: T0 + n }),
    );
    const { session } = door.state();
    door.set({ ...door.state(), session: { ...session, people: [...session.people, ...people] } });
    expect(door.knocks(person("honest"), "hospital")).toBe("in");
    expect(door.waiting()).not.toContain(person("u39"));
  });

  test("keeps nobody out who was in before", () => {
    const door = aDoor();
    for (const place of ["a", "b"]) for (const id of crowd(place, 20)) door.knocks(id, place);
    const people = door
      .state()
      .session.people.map((one) => (one.id === person("tom") ? { ...one, door: "removed" as const } : one));
    door.set({ ...door.state(), session: { ...door.state().session, people } });
    expect(door.knocks(person("tom"), "a", { here: false })).toBe("in");
    expect(door.waiting()).toHaveLength(MAX_AT_DOOR + 1);
  });
});
