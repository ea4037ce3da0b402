/** The tables here are the specification of rights: R-* and P-9 of docs/SPEC.md. */
import { describe, expect, test } from "vitest";
import { ANNA, CLARA, ILONA, OLGA, PRIYA, TOM, aRoom } from "./fixtures.ts";
import { PHASES, type Person, type PersonId, type Phase, type Session, personIn } from "./model.ts";
import { COMMAND_RIGHTS, type Right, isSittingBack, losesRights, maySee, mediaGrant, refusal } from "./policy.ts";
import { Command } from "./protocol.ts";

const change = (session: Session, id: PersonId, part: Partial<Person>): Session => ({
  ...session,
  people: session.people.map((one) => (one.id === id ? { ...one, ...part } : one)),
});
const who = (session: Session, id: PersonId) => {
  const found = personIn(session, id);
  if (found === undefined) throw new Error("not there");
  return found;
};

/** leader, presenter, member, observer: 1 = the microphone may be open. */
const MICROPHONES: Record<Phase, [number, number, number, number]> = {
  gathering: [1, 1, 1, 0],
  caseCall: [1, 1, 1, 0],
  presentation: [1, 1, 0, 0],
  clarification: [1, 1, 1, 0],
  discussion: [1, 0, 1, 0],
  return: [1, 1, 1, 0],
  closing: [1, 1, 1, 0],
  aftercare: [1, 1, 1, 0],
  ended: [0, 0, 0, 0],
};

describe("whose microphone may be open", () => {
  test.each(PHASES)("[R-2] in %s", (phase) => {
    const { session } = aRoom(phase);
    const open = [ANNA, ILONA, TOM, OLGA].map((id) => Number(mediaGrant(session, id).microphone));
    expect(open).toEqual(MICROPHONES[phase]);
    expect(mediaGrant(session, CLARA)).toEqual(mediaGrant(session, ANNA));
  });

  test.each(PHASES)("[R-4] nobody's while paused, in %s", (phase) => {
    const session = { ...aRoom(phase).session, pausedSince: 1 };
    for (const { id } of session.people) expect(mediaGrant(session, id).microphone).toBe(false);
  });

  test.each(PHASES)("[R-3] not a held member's, in %s", (phase) => {
    const session = change(aRoom(phase).session, TOM, { held: true });
    expect(mediaGrant(session, TOM).microphone).toBe(false);
  });

  test("[R-3] a held presenter who sits back is told of sitting back", () => {
    const session = change(aRoom("discussion").session, ILONA, { held: true });
    expect(mediaGrant(session, ILONA).reason).toBe("sittingBack");
  });

  test("[R-5] an invited observer's, wherever a member's may be", () => {
    for (const phase of PHASES) {
      const session = change(aRoom(phase).session, OLGA, { heard: true });
      expect(mediaGrant(session, OLGA).microphone).toBe(MICROPHONES[phase][2] === 1);
    }
  });

  test("[P-5] the classic frame's presenter keeps the microphone in discussion", () => {
    const { session } = aRoom("discussion", "classic");
    expect(mediaGrant(session, ILONA).microphone).toBe(true);
    expect(isSittingBack(session, ILONA)).toBe(false);
  });

  test.each([
    ["waiting", { door: "waiting" }],
    ["removed", { door: "removed" }],
    ["gone by own wish", { line: { is: "left", since: 1 } }],
  ] as const)("[R-8] nothing at all for somebody who is %s", (_name, part) => {
    const session = change(aRoom("gathering").session, TOM, part);
    expect(mediaGrant(session, TOM)).toEqual({ join: false, microphone: false, camera: false, reason: "notIn" });
  });

  test("[S-3] a lost line changes no right", () => {
    const { session } = aRoom("clarification");
    expect(mediaGrant(change(session, TOM, { line: { is: "lost", since: 1 } }), TOM)).toEqual(mediaGrant(session, TOM));
  });

  test("[R-8] nothing for a stranger", () => {
    expect(mediaGrant(aRoom("gathering").session, "strange0" as PersonId).join).toBe(false);
  });
});

describe("who is seen", () => {
  const seated = (visibility: "visible" | "veiled" | "cameraOff") => ({
    ...aRoom("discussion").session,
    presenter: { person: ILONA, visibility },
  });
  const sees = (session: Session, viewer: PersonId) => maySee(session, who(session, viewer), who(session, ILONA));

  test("[R-7] a veiled presenter by leaders only, and only while sitting back", () => {
    const session = seated("veiled");
    expect([ANNA, TOM, OLGA].map((id) => sees(session, id))).toEqual([true, false, false]);
    expect(sees({ ...session, phase: "return" }, TOM)).toBe(true);
  });

  test("[R-6] a presenter with camera off by nobody, and the camera right is gone", () => {
    const session = seated("cameraOff");
    expect([ANNA, TOM].map((id) => sees(session, id))).toEqual([false, false]);
    expect(mediaGrant(session, ILONA).camera).toBe(false);
    expect(mediaGrant({ ...session, phase: "return" }, ILONA).camera).toBe(true);
  });

  test("[R-6] everybody who is in, observers too, in every phase but the last", () => {
    for (const phase of PHASES)
      for (const id of [ANNA, ILONA, TOM, OLGA])
        expect(mediaGrant(aRoom(phase).session, id).camera).toBe(phase !== "ended");
  });
});

test("[D-3] a loss is any of the three rights going", () => {
  const all = { join: true, microphone: true, camera: true, reason: "open" } as const;
  expect(losesRights(all, all)).toBe(false);
  for (const right of ["join", "microphone", "camera"] as const) {
    expect(losesRights(all, { ...all, [right]: false })).toBe(true);
    expect(losesRights({ ...all, [right]: false }, all)).toBe(false);
  }
});

describe("[P-9] who may issue which command", () => {
  const kinds = Command.def.options.flatMap((option) => option.def.shape.kind.def.values as Command["kind"][]);

  test("every command has exactly one row", () => {
    expect(Object.keys(COMMAND_RIGHTS).toSorted()).toEqual([...kinds].toSorted());
  });

  test.each(kinds)("%s", (kind) => {
    const right: Right = COMMAND_RIGHTS[kind];
    for (const phase of PHASES) {
      const session = { ...aRoom(phase).session, deputy: TOM };
      const inPhase = right.in === "any" || right.in.includes(phase);
      const roles: Record<Right["who"], PersonId[]> = {
        anyone: [ANNA, CLARA, ILONA, TOM, PRIYA, OLGA],
        leads: [ANNA, CLARA],
        leader: [ANNA, CLARA],
        deputy: [TOM],
        member: [ILONA, TOM, PRIYA],
        presenter: phase === "closing" || session.presenter === null ? [] : [ILONA],
      };
      for (const id of roles.anyone) {
        const expected =
          phase === "ended" ? "ended" : !roles[right.who].includes(id) ? "not_allowed" : inPhase ? null : "wrong_phase";
        expect([phase, id, refusal(session, id, kind)]).toEqual([phase, id, expected]);
      }
    }
  });

  test.each(["waiting", "removed"] as const)("nothing for somebody who is %s", (door) => {
    const session = change(aRoom("gathering").session, ANNA, { door });
    for (const kind of kinds) expect(refusal(session, ANNA, kind)).toBe("not_in_room");
  });
});
