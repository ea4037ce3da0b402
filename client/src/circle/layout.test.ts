import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, circleTouchesRect, labelOf } from "./cell.ts";
import {
  BACK_SHARE,
  type Box,
  type Face,
  type Form,
  type Layout,
  type Options,
  ROUNDNESS,
  type SeatIn,
  circleLayout,
  formOf,
  labelHeight,
  nameSize,
} from "./layout.ts";
import { along } from "./oval.ts";
import { packing } from "./packing.ts";

const MOST_SEATS = 14;
const MOST_OBSERVERS = 10;

function seats(ring: number, back: number | null = null, outer = 0): SeatIn[] {
  const inside = Array.from({ length: ring }, (_, index): SeatIn => ({
    person: `p${index}`,
    place: index === back ? "back" : "ring",
  }));
  return [...inside, ...Array.from({ length: outer }, (_, index): SeatIn => ({ person: `o${index}`, place: "outer" }))];
}

const near = (form: Form, rem = 16): Options => ({ form, rem, nearness: 1, hide: null });
const asUsual = (box: Box): Options => near(formOf(box));

/** A face with its name as the page draws it. */
function cellOf(face: Face, rem: number): Cell {
  const { x, y, d, labelWidth: lw } = face;
  if (face.label !== "below") return { x, y, d, lw: 0, lh: 0 };
  return { x, y, d, lw, lh: face.place === "outer" ? 1.25 * nameSize(d, rem) : labelHeight(d, rem) };
}

function expectInside({ faces, gap }: Layout, box: Box, rem: number) {
  for (const face of faces) {
    const { x, y, d, label } = face;
    expect(d).toBeGreaterThan(0);
    expect(x - d / 2).toBeGreaterThanOrEqual(0);
    expect(x + d / 2).toBeLessThanOrEqual(box.width);
    expect(y - d / 2).toBeGreaterThanOrEqual(0);
    expect(y + d / 2).toBeLessThanOrEqual(box.height);
    if (label !== "below") continue;
    const name = labelOf(cellOf(face, rem));
    expect(name.left).toBeGreaterThanOrEqual(0);
    expect(name.right).toBeLessThanOrEqual(box.width);
    expect(name.bottom).toBeLessThanOrEqual(box.height + 0.01);
  }
  if (gap !== null) expect(gap.x - gap.d / 2).toBeGreaterThanOrEqual(0);
}

function expectApart({ faces, centre, form }: Layout, rem: number) {
  for (const [index, face] of faces.entries()) {
    for (const other of faces.slice(index + 1))
      expect(touch(cellOf(face, rem), cellOf(other, rem)), `${face.person} and ${other.person}`).toBe(false);
    if (form === "list" || face.place !== "ring") continue;
    const words = {
      left: centre.x - centre.width / 2,
      right: centre.x + centre.width / 2,
      top: centre.y - centre.height / 2,
      bottom: centre.y + centre.height / 2,
    };
    expect(circleTouchesRect(face, words, 0), `${face.person} and the words`).toBe(false);
  }
}

function touch(one: Cell, other: Cell): boolean {
  const [a, b] = [labelOf(one), labelOf(other)];
  const names = a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const under = (cell: Cell, circle: Cell) => cell.lh > 0 && circleTouchesRect(circle, labelOf(cell), 0);
  return (
    Math.hypot(one.x - other.x, one.y - other.y) < (one.d + other.d) / 2 ||
    (one.lh > 0 && other.lh > 0 && names) ||
    under(one, other) ||
    under(other, one)
  );
}

/** More than 1 is outside the oval through the middles of the faces. */
function outside({ x, y }: { x: number; y: number }, { rug, form }: Layout): number {
  const power = form === "list" ? 2 : ROUNDNESS[form];
  return Math.abs((x - rug.x) / rug.rx) ** power + Math.abs((y - rug.y) / rug.ry) ** power;
}

const box = fc.record({ width: fc.integer({ min: 1, max: 4000 }), height: fc.integer({ min: 1, max: 2400 }) });
const usualBox = fc.record({ width: fc.integer({ min: 320, max: 4000 }), height: fc.integer({ min: 300, max: 2400 }) });
const people = fc.integer({ min: 1, max: MOST_SEATS }).chain((ring) =>
  fc.record({
    ring: fc.constant(ring),
    back: fc.option(fc.integer({ min: 0, max: ring - 1 })),
    outer: fc.integer({ min: 0, max: MOST_OBSERVERS }),
  }),
);
const rem = fc.constantFrom(16, 20, 32);

describe("a circle of 1 to 14 with up to 10 observers, in any box", () => {
  it("[C-1] seats everybody inside, nobody over another or over the words", () => {
    fc.assert(
      fc.property(box, people, rem, fc.constantFrom(1, 0.86), (size, { ring, back, outer }, letters, nearness) => {
        const layout = circleLayout(seats(ring, back, outer), size, { ...asUsual(size), rem: letters, nearness });
        expect(layout.faces).toHaveLength(ring + outer);
        expectInside(layout, size, letters);
        expectApart(layout, letters);
      }),
      { numRuns: 400 },
    );
  });

  it("[C-1] [S-2] keeps the order of seats, clockwise, and of observers", () => {
    fc.assert(
      fc.property(usualBox, people, (size, { ring, outer }) => {
        const layout = circleLayout(seats(ring, null, outer), size, asUsual(size));
        expect(layout.faces.map(({ person }) => person)).toEqual(seats(ring, null, outer).map(({ person }) => person));
        if (layout.form === "list") return;
        const { rug } = layout;
        const turns = layout.faces
          .filter(({ place }) => place === "ring")
          .map(({ x, y }) => (Math.atan2(x - rug.x, rug.y - y) + 2 * Math.PI + 1e-9) % (2 * Math.PI));
        expect(turns).toEqual(turns.toSorted((one, other) => one - other));
      }),
    );
  });

  it("[C-2] [C-3] puts the back seat outside the ring, and moves and shrinks nobody else", () => {
    fc.assert(
      fc.property(usualBox, people, (size, { ring, back, outer }) => {
        const options = asUsual(size);
        const before = circleLayout(seats(ring, null, outer), size, options);
        const after = circleLayout(seats(ring, back ?? 0, outer), size, options);
        const face = after.faces.find(({ place }) => place === "back");
        if (face === undefined) throw new Error("no back seat");
        const others = (layout: Layout) => layout.faces.filter(({ person }) => person !== face.person);
        expect(others(after)).toEqual(others(before));
        expect(after.gap).not.toBeNull();
        if (after.form === "list") return;
        expect(outside(face, after)).toBeGreaterThan(1);
        if (after.form === "wide") expect(face.d).toBeCloseTo((before.faces[0]?.d ?? 0) * BACK_SHARE);
        const lowest = Math.max(...others(after).map(({ y, place }) => (place === "ring" ? y : 0)));
        if (after.form === "tall" && ring > 1) expect(face.y - face.d / 2).toBeGreaterThan(lowest);
      }),
      { numRuns: 150 },
    );
  });

  it("[C-2] moves no face by more than a few pixels when the box changes by one", () => {
    const farthest = (size: Box, other: Box, who: readonly SeatIn[]): number => {
      const options = asUsual(size);
      const [from, to] = [circleLayout(who, size, options), circleLayout(who, other, options)];
      // A list has as many columns as there is room for, and ends where a ring begins to fit at all.
      if (from.form === "list" || to.form === "list") return 0;
      return Math.max(
        ...from.faces.map((face, index) => {
          const now = to.faces[index];
          if (now === undefined) return Infinity;
          return Math.max(Math.hypot(now.x - face.x, now.y - face.y), Math.abs(now.d - face.d));
        }),
      );
    };
    fc.assert(
      fc.property(usualBox, people, ({ width, height }, { ring, back }) => {
        const who = seats(ring, back);
        expect(farthest({ width, height }, { width: width + 1, height }, who)).toBeLessThanOrEqual(4);
        expect(farthest({ width, height }, { width, height: height + 1 }, who)).toBeLessThanOrEqual(4);
      }),
      { numRuns: 400 },
    );
  });
});

it("spaces evenly by the length of the way, not by the angle", () => {
  const points = along(
    Array.from({ length: 60 }, (_, index) => index / 60),
    600,
    150,
    2,
  );
  const gaps = points.map((point, index) => {
    const next = points[(index + 1) % points.length] ?? point;
    return Math.hypot(point.x - next.x, point.y - next.y);
  });
  expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThan(1.05);
});

it("[U-4] hides the own face of who sits back and keeps the gap, a step farther away", () => {
  const size = { width: 1366, height: 560 };
  const away = circleLayout(seats(10, 3), size, { ...near("wide"), nearness: 0.86, hide: "p3" });
  expect(away.faces.some(({ person }) => person === "p3")).toBe(false);
  expect(away.gap).not.toBeNull();
  expect(away.faces[0]?.d).toBeLessThan(circleLayout(seats(10, 3), size, near("wide")).faces[0]?.d ?? 0);
});

it("makes faces smaller, never names, for whoever needs larger letters", () => {
  const size = { width: 1366, height: 640 };
  const [usual, large] = [16, 32].map((letters) => circleLayout(seats(10), size, near("wide", letters)));
  expect(large?.faces[0]?.d).toBeLessThan(usual?.faces[0]?.d ?? 0);
});

it("[C-1] is a calm list where no ring fits", () => {
  const { form, faces } = circleLayout(seats(12, 4, 2), { width: 300, height: 160 }, near("tall"));
  expect(form).toBe("list");
  expect(faces).toHaveLength(14);
});

it("[C-2] covers at least a quarter of what faces in rows and columns would cover, and mostly more than six tenths", () => {
  const shares = packing().map(({ share }) => share);
  expect(Math.min(...shares)).toBeGreaterThan(0.25);
  expect(shares.toSorted((one, other) => one - other)[Math.floor(shares.length / 2)]).toBeGreaterThan(0.6);
});

it("gives an empty circle a rug and nothing else", () => {
  const { faces, gap } = circleLayout([], { width: 800, height: 600 }, near("wide"));
  expect(faces).toEqual([]);
  expect(gap).toBeNull();
});
