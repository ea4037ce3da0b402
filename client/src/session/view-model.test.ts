import { aSnapshot } from "@balint/shared/session/fixtures";
import { PersonId } from "@balint/shared/session/model";
import type { LeadersView, RoomSnapshot, SeatView } from "@balint/shared/session/protocol";
import { describe, expect, it } from "vitest";
import { NO_MEDIA } from "./media-state.ts";
import { audience } from "./veil.ts";
import {
  chargeOf,
  clockOf,
  emptyChairs,
  inTheChair,
  leadOf,
  lostPresenter,
  microphoneOf,
  peopleOf,
  nameOf,
  shortNameOf,
  stepsOf,
} from "./view-model.ts";

const anna = PersonId.parse("person00");
const tom = PersonId.parse("person01");
const mei = PersonId.parse("person02");

function seat(person: PersonId, name: string, change: Partial<SeatView> = {}): SeatView {
  return {
    person,
    name,
    role: "member",
    seat: 1,
    place: "ring",
    presents: false,
    line: "present",
    maySpeak: true,
    mayShow: true,
    muted: false,
    ...change,
  };
}

const leaders: LeadersView = {
  phaseSince: 0,
  minutes: 50,
  steps: [
    { kind: "on", to: "return" },
    { kind: "back", to: "clarification" },
    { kind: "end", to: "ended" },
  ],
  door: [],
  full: { circle: false, outer: false },
  held: [tom],
  heard: [],
  lost: [{ person: mei, since: 5 }],
  media: "settled",
  deputy: null,
  whispers: [],
};

function snapshot(change: Partial<RoomSnapshot> = {}): RoomSnapshot {
  const seats = [
    seat(anna, "Anna Keller", { role: "leader" }),
    seat(tom, "Tom Reyes"),
    seat(mei, "Mei Lin", { line: "lost" }),
  ];
  return aSnapshot({ seats, leaders, ...change }, { id: tom });
}

describe("names", () => {
  it("[U-7] are those of this circle: short where shared forms are told apart, whole where whole names are alike", () => {
    const seats = [
      seat(anna, "Anna Keller", { seat: 0 }),
      seat(tom, "Tom Reyes", { seat: 4 }),
      seat(mei, "anna  keller", { seat: 2 }),
    ];
    const shown = snapshot({ seats });
    expect([anna, tom, mei].map((one) => shortNameOf(shown, one))).toEqual([
      "Anna Keller (1)",
      "Tom",
      "anna keller (3)",
    ]);
    expect(nameOf(shown, mei)).toBe("anna  keller (3)");
    expect(peopleOf(shown, NO_MEDIA).map(({ name }) => name)).toEqual(["Anna Keller (1)", "anna  keller (3)"]);
  });
});

describe("steps", () => {
  it("let exactly one step stand out, and never the end", () => {
    const { next, others, end } = stepsOf(snapshot());
    expect(next?.command).toEqual({ kind: "phase.move", from: "discussion", to: "return" });
    expect(others.map((step) => step.kind)).toEqual(["back"]);
    expect(end?.to).toBe("ended");
  });
});

describe("clock", () => {
  it("counts whole minutes and stops at full", () => {
    expect(clockOf(leaders, 16 * 60_000 + 59_000)).toEqual({ passed: 16, of: 50, share: 16 / 50 });
    expect(clockOf(leaders, 90 * 60_000).share).toBe(1);
    expect(clockOf({ ...leaders, minutes: null }, 60_000)).toEqual({ passed: 1, of: null, share: 0 });
    expect(clockOf(leaders, -5_000).passed).toBe(0);
  });
});

describe("microphone", () => {
  it("rests with a reason whenever the snapshot says so, whatever the device does", () => {
    const you = { ...snapshot().you, microphone: false, reason: "sittingBack" as const };
    expect(microphoneOf(snapshot({ you }), { ...NO_MEDIA, microphone: "open" })).toEqual({
      is: "resting",
      reason: "sittingBack",
    });
    expect(microphoneOf(snapshot(), { ...NO_MEDIA, microphone: "open" })).toEqual({ is: "open" });
  });
});

describe("people", () => {
  it("are everybody but the leaders, with line and hold", () => {
    const rows = peopleOf(snapshot({ you: { ...snapshot().you, id: anna } }), {
      ...NO_MEDIA,
      health: new Map([[tom, "poor" as const]]),
    });
    expect(rows.map((row) => [row.seat.name, row.health, row.held, row.lostSince])).toEqual([
      ["Tom Reyes", "poor", true, null],
      ["Mei Lin", "lost", false, 5],
    ]);
  });
});

describe("[P-13] [P-14] who leads", () => {
  const gone = snapshot().seats.map((one) => (one.person === anna ? { ...one, line: "lost" as const } : one));
  const alone = (chair: PersonId | null) => snapshot({ seats: gone, unattended: { chair } });

  it("is a leader who is here, then nobody, then the room itself, then whoever holds the chair", () => {
    expect(leadOf(snapshot())).toBe("leader");
    expect(leadOf(snapshot({ seats: gone }))).toBe("nobody");
    expect(leadOf(snapshot({ seats: gone.slice(1) }))).toBe("nobody");
    expect(leadOf(alone(null))).toBe("unattended");
    expect(leadOf(alone(tom))).toBe("deputy");
    expect([inTheChair(alone(null)), inTheChair(alone(tom))]).toEqual([null, "Tom"]);
  });

  it("a deputy in the chair is not among those to be addressed", () => {
    expect(peopleOf(alone(tom), NO_MEDIA).map((row) => row.seat.name)).toEqual(["Mei Lin"]);
  });

  it("the charge is told to leaders and to the deputy, and to all once the chair is held", () => {
    const member = snapshot({ leaders: null });
    const deputy = snapshot({ leaders: null, you: { ...member.you, deputy: true } });
    const leader = snapshot({ leaders: { ...leaders, deputy: tom } });
    expect([member, deputy, leader, alone(tom)].map((one) => chargeOf(one, tom))).toEqual([
      null,
      "deputy",
      "deputy",
      "chair",
    ]);
    expect(chargeOf(deputy, mei)).toBeNull();
  });
});

describe("a lost presenter", () => {
  it("is whoever presents and has lost the line", () => {
    const [first, second, third] = snapshot().seats;
    if (first === undefined || second === undefined || third === undefined) throw new Error("too few seats");
    expect(lostPresenter(snapshot())).toBeNull();
    expect(lostPresenter(snapshot({ seats: [first, { ...second, presents: true }, third] }))).toBeNull();
    expect(lostPresenter(snapshot({ seats: [first, second, { ...third, presents: true }] }))?.name).toBe("Mei Lin");
  });
});

describe("veil", () => {
  const you = { ...snapshot().you, sittingBack: true, visibility: "veiled" as const };
  it("lets leaders receive all and others sound alone", () => {
    expect(audience(snapshot({ you }), ["TR_mic"])).toEqual({
      everyone: false,
      people: [
        { participantIdentity: anna, allowAll: true },
        { participantIdentity: mei, allowedTrackSids: ["TR_mic"] },
      ],
    });
  });
  it("is off for everybody else and after the return", () => {
    expect(audience(snapshot(), []).everyone).toBe(true);
    expect(audience(snapshot({ you: { ...you, sittingBack: false } }), []).everyone).toBe(true);
  });
});

describe("[S-9] empty chairs", () => {
  const eva = PersonId.parse("person03");
  const MINUTE = 60_000;
  const seats = [
    seat(anna, "Anna Keller", { role: "leader", line: "lost" }),
    seat(tom, "Tom Reyes", { line: "lost", presents: true }),
    seat(mei, "Mei Lin", { line: "lost" }),
    seat(eva, "Eva Novak", { role: "observer", place: "outer", line: "lost" }),
  ];
  const lost = [anna, tom, mei, eva].map((person) => ({ person, since: 5 }));
  const found = (full: LeadersView["full"], now: number) =>
    emptyChairs(snapshot({ seats, leaders: { ...leaders, lost, full } }), now);

  it("are said where a ring is full and a line has been lost for a minute; not a leader's, nor the presenter's", () => {
    expect(found({ circle: true, outer: true }, MINUTE + 5)).toEqual([
      { outer: false, chairs: [{ person: mei, name: "Mei Lin", since: 5 }] },
      { outer: true, chairs: [{ person: eva, name: "Eva Novak", since: 5 }] },
    ]);
    expect(found({ circle: true, outer: true }, MINUTE + 4)).toEqual([]);
    expect(found({ circle: false, outer: false }, 2 * MINUTE)).toEqual([]);
  });

  it("are nobody else's matter", () => {
    expect(emptyChairs(snapshot({ seats, leaders: null }), 2 * MINUTE)).toEqual([]);
  });
});
