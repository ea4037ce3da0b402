import { PersonId } from "@balint/shared/session/model";
import { aSnapshot } from "@balint/shared/session/fixtures";
import type { SeatView } from "@balint/shared/session/protocol";
import { describe, expect, it } from "vitest";
import { type Reception, takeOf } from "./reception.ts";

const id = (index: number) => PersonId.parse(`person${String(index).padStart(2, "0")}`);

function circleOf(people: number, change: Partial<SeatView> = {}) {
  const seats = Array.from({ length: people }, (_, index): SeatView => ({
    person: id(index),
    name: `Person ${index}`,
    role: index === 1 ? "leader" : "member",
    seat: index,
    place: "ring",
    presents: false,
    line: "present",
    maySpeak: true,
    mayShow: true,
    muted: false,
    ...(index === 2 ? { presents: true, ...change } : {}),
  }));
  return aSnapshot({ seats }, { id: id(0) });
}

const wish = (change: Partial<Reception> = {}): Reception => ({
  incoming: "full",
  soundOnly: false,
  spoke: new Set([id(4)]),
  ...change,
});
const [LEADER, PRESENTER, SILENT, SPEAKER] = [id(1), id(2), id(3), id(4)];
const everybody = (reception: Reception, snapshot = circleOf(12)) =>
  [LEADER, PRESENTER, SILENT, SPEAKER].map((person) => takeOf(snapshot, person, reception));

describe("how large a picture is taken", () => {
  it("[N-5] of a full circle only the presenter's is large, and nobody's while the presenter sits back", () => {
    expect(everybody(wish())).toEqual(["small", "large", "small", "small"]);
    expect(everybody(wish(), circleOf(12, { place: "back" }))).toEqual(["small", "small", "small", "small"]);
  });

  it("[N-5] all are large while they are few", () => {
    expect(everybody(wish(), circleOf(5))).toEqual(["large", "large", "large", "large"]);
    expect(everybody(wish(), circleOf(6))).toEqual(["small", "large", "small", "small"]);
  });

  it.each<[Reception["incoming"], string[]]>([
    ["small", ["slow", "slow", "slow", "slow"]],
    ["few", ["slow", "slow", "none", "slow"]],
    ["none", ["none", "none", "none", "none"]],
  ])("[N-1] on a line for %s", (incoming, taken) => {
    expect(everybody(wish({ incoming }))).toEqual(taken);
  });

  it("[N-3] none by one's own choice, on the best of lines", () => {
    expect(everybody(wish({ soundOnly: true }))).toEqual(["none", "none", "none", "none"]);
  });

  it("none of somebody who has no chair", () => {
    expect(takeOf(circleOf(3), id(9), wish())).toBe("none");
  });
});
