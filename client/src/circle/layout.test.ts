import { describe, expect, it } from "vitest";
import { BACK_SHARE, type Face, type Options, type SeatIn, alongEllipse, cellsTouch, circleLayout } from "./layout.ts";

const WIDE: Options = { labelHeight: 40, labelWidth: 120, strip: 0, nearness: 1, hide: null };
const PHONE: Options = { labelHeight: 22, labelWidth: 72, strip: 76, nearness: 1, hide: null };
const BOXES = [
  [340, 480],
  [390, 640],
  [700, 600],
  [844, 390],
  [1050, 628],
  [1366, 628],
  [1920, 940],
  [2400, 1200],
] as const;

function seats(ring: number, back: number | null = null, outer = 0): SeatIn[] {
  const inside = Array.from({ length: ring }, (_, index): SeatIn => ({
    person: `p${index}`,
    place: index === back ? "back" : "ring",
  }));
  return [...inside, ...Array.from({ length: outer }, (_, index): SeatIn => ({ person: `o${index}`, place: "outer" }))];
}

function optionsFor(width: number): Options {
  return width < 560 ? PHONE : WIDE;
}

function cell(face: Face, options: Options) {
  const share = face.place === "ring" ? 1.3 : 1;
  const lw = Math.max(Math.min(options.labelWidth, face.d * share), face.d);
  return face.label === "below" ? { ...face, lw, lh: options.labelHeight } : { ...face, lw: 0, lh: 0 };
}

describe.each(BOXES)("a circle in %i x %i", (width, height) => {
  const box = { width, height };
  const options = optionsFor(width);

  it.each(Array.from({ length: 14 }, (_, index) => index + 1))("seats %i without overlap and inside", (count) => {
    for (const back of [null, 0, Math.floor(count / 2), count - 1]) {
      for (const chosen of [options, { ...options, strip: 0 }]) {
        const { faces } = circleLayout(seats(count, back), box, chosen);
        expect(faces).toHaveLength(count);
        for (const [index, face] of faces.entries()) {
          expect(face.x - face.d / 2).toBeGreaterThanOrEqual(0);
          expect(face.x + face.d / 2).toBeLessThanOrEqual(width);
          expect(face.y - face.d / 2).toBeGreaterThanOrEqual(0);
          expect(face.y + face.d / 2 + (face.label === "below" ? chosen.labelHeight : 0)).toBeLessThanOrEqual(height);
          for (const other of faces.slice(index + 1))
            expect(cellsTouch(cell(face, chosen), cell(other, chosen), 0)).toBe(false);
        }
      }
    }
  });

  it("puts the back seat outside the ring, smaller, and moves and shrinks nobody else", () => {
    for (let count = 3; count <= 14; count += 1) {
      const before = circleLayout(seats(count), box, options);
      for (let back = 0; back < count; back += 1) {
        const after = circleLayout(seats(count, back), box, options);
        const face = after.faces.find((candidate) => candidate.place === "back");
        if (face === undefined) throw new Error("no back seat");
        const { rug } = after;
        const off = Math.hypot((face.x - rug.x) / rug.rx, (face.y - rug.y) / rug.ry);
        expect(off).toBeGreaterThan(1);
        const ringSize = before.faces[0]?.d ?? 0;
        if (options.strip === 0) expect(face.d).toBeCloseTo(ringSize * BACK_SHARE);
        expect(after.gap).not.toBeNull();
        expect(after.faces.filter((other) => other.place === "ring")).toEqual(
          before.faces.filter((other) => other.person !== face.person),
        );
      }
    }
  });

  it("keeps the order of seats, clockwise", () => {
    const { faces, rug } = circleLayout(seats(12), box, options);
    const turns = faces.map(
      (face) =>
        (Math.atan2((face.y - rug.y) / rug.ry, (face.x - rug.x) / rug.rx) + Math.PI / 2 + 2 * Math.PI) % (2 * Math.PI),
    );
    expect(turns).toEqual(turns.toSorted((one, other) => one - other));
    expect(faces.map((face) => face.person)).toEqual(seats(12).map((seat) => seat.person));
  });

  it("finds a place for four observers", () => {
    const { faces } = circleLayout(seats(10, 3, 4), box, options);
    expect(faces.filter((face) => face.place === "outer")).toHaveLength(4);
  });
});

it("spaces evenly by the length of the arc, not by the angle", () => {
  const points = alongEllipse(60, 600, 150);
  const gaps = points.map((point, index) => {
    const next = points[(index + 1) % points.length] ?? point;
    return Math.hypot(point.x - next.x, point.y - next.y);
  });
  expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThan(1.25);
});

it("hides the own face of who sits back and keeps the gap", () => {
  const { faces, gap } = circleLayout(
    seats(10, 3),
    { width: 1366, height: 560 },
    { ...WIDE, nearness: 0.86, hide: "p3" },
  );
  expect(faces.some((face) => face.person === "p3")).toBe(false);
  expect(gap).not.toBeNull();
});

it("gives an empty circle a rug and nothing else", () => {
  const { faces, gap } = circleLayout([], { width: 800, height: 600 }, WIDE);
  expect(faces).toEqual([]);
  expect(gap).toBeNull();
});
