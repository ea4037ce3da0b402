import { ANNA, CLARA, ILONA, TOM, after, aRoom, freshId, issue, seenIn } from "@balint/shared/session/fixtures";
import type { PersonId, RoomState } from "@balint/shared/session/model";
import { type Command, MEDIA_WELL, type RoomSnapshot } from "@balint/shared/session/protocol";
import { viewFor } from "@balint/shared/session/view";
import { describe, expect, it } from "vitest";
import { changesBetween, changesOfLine } from "./changes.ts";
import type { LiveState } from "./live.ts";
import { NO_MEDIA } from "./media-state.ts";

function seen(state: RoomState, by: PersonId): RoomSnapshot {
  const view = viewFor(state, by, 0, MEDIA_WELL);
  if (view?.standing !== "in") throw new Error("not in the room");
  return view;
}

/** What each hears when `by` does this. */
function heard(before: RoomState, by: PersonId, command: Command) {
  const next = after(before, by, command);
  const by_ = (person: PersonId) => changesBetween(seen(before, person), seen(next, person));
  return { anna: by_(ANNA), clara: by_(CLARA), ilona: by_(ILONA), tom: by_(TOM), next };
}

describe("[A-4] what is to be heard", () => {
  it("is nothing when nothing has changed, and the phase on entering, with the microphone where it rests", () => {
    const room = aRoom("presentation");
    expect(changesBetween(seen(room, TOM), seen(room, TOM))).toEqual([]);
    expect(changesBetween(null, seen(room, TOM))).toEqual([{ what: "phase" }, { what: "microphone", open: false }]);
    expect(changesBetween(null, seen(room, ILONA))).toEqual([{ what: "phase" }]);
  });

  it("is a phase to all, and the right that came or went with it to whom it concerns", () => {
    const { anna, ilona, tom } = heard(aRoom("clarification"), ANNA, {
      kind: "phase.move",
      from: "clarification",
      to: "discussion",
    });
    expect([anna, tom]).toEqual([[{ what: "phase" }], [{ what: "phase" }]]);
    expect(ilona).toEqual([{ what: "phase" }, { what: "microphone", open: false }]);
  });

  it("does not say twice that microphones are closed while we pause", () => {
    const { tom, next } = heard(aRoom("closing"), ANNA, { kind: "session.pause" });
    expect(tom).toEqual([{ what: "paused", paused: true }]);
    expect(heard(next, ANNA, { kind: "session.resume" }).tom).toEqual([
      { what: "paused", paused: false },
      { what: "microphone", open: true },
    ]);
  });

  it("is a nudge to its receiver and to the leaders, and to nobody else", () => {
    const { anna, clara, ilona, tom } = heard(aRoom("discussion"), ANNA, {
      kind: "person.nudge",
      person: TOM,
      nudge: "advising",
    });
    expect(tom).toEqual([{ what: "word", kind: "nudge", nudge: "advising" }]);
    expect([anna, clara]).toEqual(Array(2).fill([{ what: "nudged", name: TOM, nudge: "advising" }]));
    expect(ilona).toEqual([]);
  });

  it("is a hold to whom it is laid upon and to both leaders", () => {
    const { anna, clara, ilona, tom, next } = heard(aRoom("discussion"), CLARA, { kind: "person.hold", person: TOM });
    expect(tom).toEqual([{ what: "microphone", open: false }]);
    expect([anna, clara]).toEqual(Array(2).fill([{ what: "held", name: TOM, held: true }]));
    expect(ilona).toEqual([]);
    expect(heard(next, ANNA, { kind: "person.release", person: TOM }).clara).toEqual([
      { what: "held", name: TOM, held: false },
    ]);
  });

  it("is a sign to the leaders, and to its sender that it was sent and taken up", () => {
    const { anna, ilona, tom, next } = heard(aRoom("discussion"), ILONA, {
      kind: "presenter.signal",
      signal: "needPause",
    });
    expect(anna).toMatchObject([{ what: "needs", name: ILONA, whisper: { kind: "signal" } }]);
    expect(ilona).toEqual([{ what: "signal", signal: "needPause" }]);
    expect(tom).toEqual([]);
    const [whisper] = next.aside.whispers;
    const taken = heard(next, ANNA, { kind: "whisper.done", whisper: whisper?.id ?? freshId() });
    expect([taken.ilona, taken.anna]).toEqual([[{ what: "signal", signal: null }], []]);
  });

  it("is an offered case to the leaders and to whoever offers, and not once more when it is picked", () => {
    const { anna, tom, ilona, next } = heard(aRoom("caseCall"), TOM, { kind: "case.offer" });
    expect([anna, tom, ilona]).toEqual([[{ what: "offers", name: TOM }], [{ what: "offered", yes: true }], []]);
    expect(heard(next, ANNA, { kind: "case.pick", person: TOM }).tom).toEqual([{ what: "phase" }]);
  });

  it("is a line between the leaders to the one who did not write it", () => {
    const { anna, clara, tom } = heard(aRoom("discussion"), ANNA, { kind: "leaders.say", text: "slowly" });
    expect([anna, tom]).toEqual([[], []]);
    expect(clara).toEqual([{ what: "leaders", name: ANNA, text: "slowly" }]);
  });

  it("is a card when it comes, and not when it goes", () => {
    const { tom, next } = heard(aRoom("discussion"), ANNA, { kind: "room.card", card: "momentOfSilence" });
    expect(tom).toEqual([{ what: "card", card: "momentOfSilence" }]);
    expect(heard(next, ANNA, { kind: "room.card", card: null }).tom).toEqual([]);
  });

  it("is who comes, goes, loses the line and is back, but never the listener's own chair", () => {
    const before = seen(aRoom("discussion"), TOM);
    const without = { ...before, seats: before.seats.filter(({ person }) => person !== ILONA && person !== TOM) };
    expect(changesBetween(before, without)).toContainEqual({ what: "gone", name: ILONA });
    expect(changesBetween(without, before)).toEqual([{ what: "came", name: ILONA }]);
    const lost = {
      ...before,
      seats: before.seats.map((seat) => (seat.person === CLARA ? { ...seat, line: "lost" as const } : seat)),
    };
    expect(changesBetween(before, lost)).toEqual([{ what: "lost", name: CLARA }]);
    expect(changesBetween(lost, before)).toEqual([{ what: "back", name: CLARA }]);
  });

  it("is to leaders that they are among themselves, after who has gone, and once", () => {
    const before = seen(aRoom("aftercare"), ANNA);
    const leaders = before.seats.filter(({ role }) => role === "leader");
    const last = before.seats.find(({ role }) => role === "member");
    if (last === undefined) throw new Error("no member");
    const among = { ...before, seats: leaders };
    const said = { what: "debrief", leaders: 2 };
    expect(changesBetween({ ...before, seats: [...leaders, last] }, among)).toEqual([
      { what: "gone", name: last.name },
      said,
    ]);
    expect(changesBetween(among, { ...among, seats: leaders.slice(0, 1) })).toEqual([
      { what: "gone", name: leaders[1]?.name },
    ]);
    expect(changesBetween(null, among)).toEqual([said]);
    expect(changesBetween(null, { ...among, phase: "closing" })).toEqual([{ what: "phase" }]);
  });

  it("[P-13] [P-14] is who leads, and to the deputy that they are one", () => {
    const before = seen(aRoom("discussion"), TOM);
    const alone = { ...before, unattended: { chair: TOM } };
    expect(changesBetween(before, alone)).toEqual([{ what: "lead", lead: "deputy", chair: TOM }]);
    const named = { ...before, you: { ...before.you, deputy: true } };
    expect(changesBetween(before, named)).toEqual([{ what: "deputy", yes: true }]);
  });

  it("is somebody at the door, to the leaders", () => {
    const room = aRoom("gathering");
    const outside: RoomState = {
      ...room,
      session: {
        ...room.session,
        people: room.session.people.map((one) => (one.id === TOM ? { ...one, door: "waiting" as const } : one)),
      },
    };
    const missing = {
      ...outside,
      session: { ...outside.session, people: outside.session.people.filter(({ id }) => id !== TOM) },
    };
    expect(changesBetween(seen(missing, ANNA), seen(outside, ANNA))).toEqual([{ what: "knocks", name: TOM }]);
    expect(issue(outside, ANNA, { kind: "person.admit", person: TOM, seen: seenIn(outside, TOM) }).ok).toBe(true);
  });
});

describe("[A-4] what is to be heard of the own line", () => {
  const well: LiveState = {
    line: "live",
    snapshot: null,
    clockAhead: 0,
    media: { ...NO_MEDIA, link: "connected" },
    refused: null,
  };
  const link = (of: LiveState["media"]["link"]): LiveState => ({ ...well, media: { ...well.media, link: of } });

  it("is that it fell and that it is back, once, whatever fell with it", () => {
    const lost: LiveState = { ...link("reconnecting"), line: "lost" };
    expect(changesOfLine(well, lost)).toEqual([{ what: "line", lost: true }]);
    expect(changesOfLine(lost, link("reconnecting"))).toEqual([{ what: "line", lost: false }]);
    expect(changesOfLine(link("reconnecting"), well)).toEqual([{ what: "link", lost: false }]);
    expect(changesOfLine(well, link("reconnecting"))).toEqual([{ what: "link", lost: true }]);
    expect(changesOfLine(link("connecting"), well)).toEqual([]);
  });

  it("is that pictures rest and come back, but not each step between, nor what was wished for", () => {
    const on = (change: Partial<LiveState["media"]>): LiveState => ({ ...well, media: { ...well.media, ...change } });
    expect(changesOfLine(well, on({ incoming: "small", outgoing: "small" }))).toEqual([]);
    expect(changesOfLine(on({ incoming: "few" }), on({ incoming: "none", outgoing: "none" }))).toEqual([
      { what: "pictures", whose: "own", rest: true },
      { what: "pictures", whose: "others", rest: true },
    ]);
    expect(changesOfLine(on({ outgoing: "none" }), well)).toEqual([{ what: "pictures", whose: "own", rest: false }]);
    expect(changesOfLine(well, on({ incoming: "none", soundOnly: true }))).toEqual([]);
  });

  it("is a refusal and a trouble, each once", () => {
    const refused: LiveState = { ...well, refused: "moved_on" };
    expect(changesOfLine(well, refused)).toEqual([{ what: "refused", code: "moved_on" }]);
    expect(changesOfLine(refused, refused)).toEqual([]);
    const denied: LiveState = { ...well, media: { ...well.media, trouble: "microphoneDenied" } };
    expect(changesOfLine(well, denied)).toEqual([{ what: "trouble", trouble: "microphoneDenied" }]);
  });
});
