/**
 * Where everybody sits: along an oval on the rug, faces as large as fit with their names; who sits back and who
 * observes in the corners outside it, or in a strip below on an upright screen; a list where no ring fits.
 * A pure function of seats, box and size of letters; knows neither React nor the DOM.
 */
import { type Cell, type Rect, cellsTouch, circleTouchesRect, labelOf, rectsTouch } from "./cell.ts";
import { along } from "./oval.ts";

export type Place = "ring" | "back" | "outer";
export type SeatIn = { readonly person: string; readonly place: Place };
export type Box = { readonly width: number; readonly height: number };
export type Label = "below" | "beside" | "none";
export type Face = {
  readonly person: string;
  readonly x: number;
  readonly y: number;
  readonly d: number;
  readonly place: Place;
  readonly label: Label;
  readonly labelWidth: number;
};
export type Spot = { readonly x: number; readonly y: number; readonly d: number };
/** `wide`: the corners are for whoever is outside the ring. `tall`: a strip below is. */
export type Form = "wide" | "tall";
export type Options = {
  readonly form: Form;
  /** The size of letters, px. */
  readonly rem: number;
  /** 1 = as near as fits; smaller is farther away. */
  readonly nearness: number;
  /** Who sits back sees the own gap and no own face. */
  readonly hide: string | null;
};
export type Layout = {
  readonly form: Form | "list";
  readonly faces: readonly Face[];
  readonly gap: Spot | null;
  readonly rug: { readonly x: number; readonly y: number; readonly rx: number; readonly ry: number };
  readonly centre: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
};

export const BACK_SHARE = 0.7;
/** How far the oval is from an ellipse, which would be 2: on an upright screen the corners are nobody else's. */
export const ROUNDNESS: Record<Form, number> = { wide: 2.2, tall: 3 };
/** What a step down counts against a step aside: a neighbour below is farther away by the height of a name. */
const UP_DOWN: Record<Form, number> = { wide: 0.5, tall: 0.8 };
const PAD = 10;
/** Between two faces there must be room for two voice rings. */
const APART = 16;
const SMALLEST_FACE = 26;
/** Smaller than this, the room of a name is better given to the face. */
const LEAST_NAMED = 24;
const EXACT_PX = 0.25;
/** Of the width of the box. */
const LEAST_RUG = 0.38;
/** On an upright screen these many sit better with nobody at the very top: measured. */
const TOP_FREE: ReadonlySet<number> = new Set([4, 5, 6, 7, 14]);

const clamp = (least: number, value: number, most: number) => Math.max(least, Math.min(most, value));

export function formOf({ width, height }: Box): Form {
  return width < height * (width < 560 ? 1.3 : 1.1) ? "tall" : "wide";
}

/** The letters of a name under a face of this size, px. */
export function nameSize(d: number, rem: number): number {
  return clamp(0.84 * rem, d * 0.1, 1.3 * rem);
}

/** Room for the voice ring and one line with the name. */
export function labelHeight(d: number, rem: number): number {
  return 9 + 1.25 * nameSize(d, rem);
}

function labelWidth(d: number, rem: number): number {
  return Math.max(d, 3.4 * rem);
}

/** Shares of the way around, clockwise from the top, one for each place. */
function places(count: number, form: Form): number[] {
  if (form === "tall") {
    const first = TOP_FREE.has(count) ? 0.5 : 0;
    return Array.from({ length: count }, (_, index) => (index + first) / count);
  }
  if (count === 1) return [0.5];
  // One at either side, the others along top and bottom: so the corners stay free for any number.
  const above = Math.floor((count - 2) / 2);
  const below = count - 2 - above;
  const row = (from: number, seats: number) =>
    Array.from({ length: seats }, (_, index) => (from + (0.5 * (index + 1)) / (seats + 1) + 1) % 1);
  return [...row(-0.25, above), 0.25, ...row(0.25, below), 0.75].toSorted((one, other) => one - other);
}

function cellOf(at: { x: number; y: number }, d: number, rem: number, share = 1): Cell {
  return { x: at.x, y: at.y, d, lw: Math.max(d, labelWidth(d / share, rem) * share), lh: labelHeight(d, rem) };
}

type Ring = { readonly cells: readonly Cell[]; readonly rug: Layout["rug"] };

function ringOf(count: number, d: number, box: Box, { form, rem }: Options): Ring | null {
  const [lw, lh] = [labelWidth(d, rem), labelHeight(d, rem)];
  const rx = (box.width - lw) / 2 - PAD;
  const ry = (box.height - lh - d) / 2 - PAD;
  if (rx < 1 || ry < 1) return null;
  const [x, y] = [box.width / 2, (box.height - lh) / 2];
  const points = along(places(count, form), rx, ry, ROUNDNESS[form], UP_DOWN[form]);
  return { cells: points.map((at) => cellOf({ x: x + at.x, y: y + at.y }, d, rem)), rug: { x, y, rx, ry } };
}

type Corner = "topLeft" | "topRight" | "bottomLeft" | "bottomRight";
const CORNERS: readonly Corner[] = ["topLeft", "topRight", "bottomLeft", "bottomRight"];

/** The chair of who sits back, with its name, in a corner of the box. */
function cornerCell(corner: Corner, d: number, box: Box, rem: number): Cell {
  const cell = cellOf({ x: 0, y: 0 }, d * BACK_SHARE, rem, BACK_SHARE);
  const left = corner === "topLeft" || corner === "bottomLeft";
  const top = corner === "topLeft" || corner === "topRight";
  return {
    ...cell,
    x: left ? PAD + cell.lw / 2 : box.width - PAD - cell.lw / 2,
    y: top ? PAD + cell.d / 2 : box.height - PAD - cell.lh - cell.d / 2,
  };
}

function around({ x, y, width, height }: Layout["centre"]): Rect {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function clear(ring: Ring, centre: Layout["centre"]): boolean {
  const words = around(centre);
  return !ring.cells.some((cell) => circleTouchesRect(cell, words, 8) || rectsTouch(labelOf(cell), words));
}

/** The least the words in the middle need. */
function leastCentre(ring: Ring, box: Box, rem: number): Layout["centre"] {
  const width = clamp(Math.min(7 * rem, box.width * 0.4), box.width * 0.36, 26 * rem);
  return { x: ring.rug.x, y: ring.rug.y, width, height: Math.min(7.2 * rem, box.height * 0.24) };
}

/** Does this size leave room for names, voices, the words in the middle, and a back seat in every corner? */
function fits(ring: Ring, d: number, box: Box, { form, rem }: Options): boolean {
  const { cells } = ring;
  for (const [index, cell] of cells.entries()) {
    for (const other of cells.slice(index + 1)) if (cellsTouch(cell, other, APART)) return false;
  }
  if (!clear(ring, leastCentre(ring, box, rem))) return false;
  if (form === "tall") return true;
  // Reserved whether or not somebody sits back now, so that no face shrinks when somebody does.
  const backs = CORNERS.map((corner) => cornerCell(corner, d, box, rem));
  return !backs.some((back) => cells.some((cell) => cellsTouch(back, cell)));
}

/** The largest value up to `most` for which `good` holds, given that it holds for `least`. */
function largest(least: number, most: number, good: (value: number) => boolean, exact = EXACT_PX): number {
  if (good(most)) return most;
  let [low, high] = [least, most];
  while (high - low > exact) {
    const half = (low + high) / 2;
    if (good(half)) low = half;
    else high = half;
  }
  return low;
}

/** All the room there is for words between the faces. */
function centreOf(ring: Ring, box: Box, rem: number): Layout["centre"] {
  const least = leastCentre(ring, box, rem);
  const height = largest(least.height, box.height * 0.6, (value) => clear(ring, { ...least, height: value }));
  const taller = { ...least, height };
  const width = largest(least.width, Math.min(box.width * 0.7, 40 * rem), (value) =>
    clear(ring, { ...taller, width: value }),
  );
  return { ...taller, width };
}

type Grid = { readonly columns: number; readonly width: number; readonly height: number; readonly d: number };

/** The plain grid with the largest faces. @param name the height kept below each face */
export function grid(count: number, box: Box, most: number, name: number): Grid {
  let best: Grid = { columns: 1, width: box.width, height: box.height / count, d: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const [width, height] = [box.width / columns, box.height / Math.ceil(count / columns)];
    const d = Math.min(most, width * 0.94, (height - name) * 0.94);
    if (d > best.d) best = { columns, width, height, d };
  }
  return best;
}

type Bench = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

/** So many small faces with their names as large as fit into a bench. */
function sitOn(bench: Bench, people: readonly string[], rem: number): Face[] {
  if (people.length === 0) return [];
  const lh = 2 + 1.25 * 0.84 * rem;
  const named = grid(people.length, bench, 4 * rem, lh + 4);
  const best = named.d >= LEAST_NAMED ? named : grid(people.length, bench, 4 * rem, 0);
  const { d, columns, width, height } = best;
  const label: Label = best === named && width >= 3.2 * rem ? "below" : "none";
  return people.map((person, index) => ({
    person,
    x: bench.left + width * ((index % columns) + 0.5),
    y: bench.top + height * (Math.floor(index / columns) + 0.5) - (label === "below" ? lh / 2 : 0),
    d,
    place: "outer",
    label,
    labelWidth: width - 4,
  }));
}

/** As much of the corner kept for a back seat as is clear of the ring on all four sides. */
function benchIn(corner: Corner, cell: Cell, ring: readonly Cell[], shift: { x: number; y: number }): Bench {
  const [right, bottom] = [cell.x + cell.lw / 2, cell.y + cell.d / 2 + cell.lh];
  const of = (share: number): Bench => {
    const [width, height] = [cell.lw * share, (cell.d + cell.lh) * share];
    const left = corner === "topLeft" || corner === "bottomLeft" ? cell.x - cell.lw / 2 : right - width;
    const top = corner === "topLeft" || corner === "topRight" ? cell.y - cell.d / 2 : bottom - height;
    return { left, top, width, height };
  };
  const free = (share: number) => {
    const { left, top, width, height } = of(share);
    const bench = {
      left: left - shift.x,
      top: top - shift.y,
      right: left - shift.x + width,
      bottom: top - shift.y + height,
    };
    return !ring.some((other) => circleTouchesRect(other, bench, 4) || rectsTouch(labelOf(other), bench));
  };
  return of(largest(0.3, 1, free, 0.01));
}

/** Observers fill three corners evenly; the last one is for who sits back, so that no observer moves for it. */
function benches(observers: readonly string[]): ReadonlyMap<Corner, readonly string[]> {
  const used = CORNERS.slice(0, Math.min(3, observers.length));
  return new Map(
    used.map((corner, at) => [corner, observers.filter((_, index) => index % used.length === at)] as const),
  );
}

/** The nearest free corner, by the place in the ring alone: it stays the same whatever the size of the room. */
function backCorner(share: number, taken: ReadonlyMap<Corner, unknown>): Corner {
  const [right, top] = [share > 0 && share < 0.5, share < 0.25 || share > 0.75];
  const far = (corner: Corner) =>
    Number((corner === "topRight" || corner === "bottomRight") !== right) * 2 +
    Number((corner === "topLeft" || corner === "topRight") !== top);
  const free = CORNERS.filter((corner) => !taken.has(corner));
  return free.toSorted((one, other) => far(one) - far(other))[0] ?? "bottomRight";
}

function stripHeight({ height }: Box, rem: number): number {
  return Math.min(clamp(4 * rem, height * 0.1, 7 * rem), height * 0.25);
}

function stripFaces(back: string | null, observers: readonly string[], box: Box, rem: number): Face[] {
  const strip = stripHeight(box, rem);
  // 7 px above and below are for the ring.
  const [d, top] = [Math.min(strip - 14, box.width * 0.3), box.height - strip];
  // Each half is kept for its own, so that no observer moves when somebody sits back.
  const half = box.width / 2;
  const width = Math.min(half - PAD, observers.length * 6 * rem);
  const faces = sitOn({ left: box.width - PAD - width, top, width, height: strip - 2 }, observers, rem);
  if (back === null) return faces;
  const place = { x: PAD + d / 2, y: top + strip / 2, d, place: "back", label: "beside" } as const;
  return [{ person: back, ...place, labelWidth: Math.max(0, half - PAD - d - 16) }, ...faces];
}

/** Where not even a small ring fits: small faces in rows, in everybody's same order, who sits back apart at the end. */
function listOf(seats: readonly SeatIn[], box: Box, { rem, hide }: Options): Layout {
  const band = Math.min(1.8 * rem, box.height * 0.2);
  const room = { width: box.width, height: box.height - band };
  const name = labelHeight(0, rem);
  const named = grid(seats.length + 1, room, 3 * rem, name);
  const below = named.d >= LEAST_NAMED && named.width >= 3.2 * rem;
  const { columns, width, height, d } = below ? named : grid(seats.length + 1, room, 3 * rem, 0);
  const beside = !below && width >= d + 3.2 * rem;
  const at = (index: number): Spot => ({
    x: width * (index % columns) + (beside ? d / 2 + 2 : width / 2),
    y: band + height * (Math.floor(index / columns) + 0.5) - (below ? name / 2 : 0),
    d,
  });
  const label: Label = below ? "below" : beside ? "beside" : "none";
  const labelWidth = below ? width - 4 : beside ? width - d - 10 : 0;
  const faces = seats.flatMap((seat, index): Face[] => {
    if (seat.place === "back" && seat.person === hide) return [];
    const spot = at(seat.place === "back" ? seats.length : index);
    return [{ ...spot, person: seat.person, place: seat.place, label, labelWidth }];
  });
  const back = seats.findIndex((seat) => seat.place === "back");
  return {
    form: "list",
    faces,
    gap: back === -1 ? null : at(back),
    rug: { x: box.width / 2, y: box.height / 2, rx: 0, ry: 0 },
    centre: { x: box.width / 2, y: band / 2, width: box.width, height: band },
  };
}

export function circleLayout(seats: readonly SeatIn[], box: Box, options: Options): Layout {
  const { form, rem, nearness, hide } = options;
  const inside = seats.filter((seat) => seat.place !== "outer");
  const observers = seats.filter((seat) => seat.place === "outer").map((seat) => seat.person);
  const strip = form === "tall" ? stripHeight(box, rem) : 0;
  const whole = { width: box.width, height: box.height - strip };
  // From farther away: the same circle in a smaller room, in the middle of the real one.
  const near = { width: whole.width * nearness, height: whole.height * nearness };
  const shift = { x: (whole.width - near.width) / 2, y: (whole.height - near.height) / 2 };
  const good = (d: number) => {
    const ring = ringOf(inside.length, d, near, options);
    return ring !== null && fits(ring, d, near, options);
  };
  if (!good(SMALLEST_FACE)) return listOf(seats, box, options);
  const d = largest(SMALLEST_FACE, Math.min(near.width, near.height) * 0.6, good);
  const ring = ringOf(inside.length, d, near, options);
  if (ring === null) return listOf(seats, box, options);

  const corners = form === "wide" ? benches(observers) : new Map<Corner, readonly string[]>();
  const shares = places(inside.length, form);
  const faces: Face[] = [];
  let gap: Spot | null = null;
  let back: string | null = null;
  for (const [index, seat] of inside.entries()) {
    const cell = ring.cells[index];
    if (cell === undefined) continue;
    const here = { x: cell.x + shift.x, y: cell.y + shift.y };
    if (seat.place === "ring") {
      faces.push({ person: seat.person, ...here, d, place: "ring", label: "below", labelWidth: cell.lw });
      continue;
    }
    gap = { ...here, d: d * 0.8 };
    if (seat.person === hide) continue;
    back = seat.person;
    if (form === "tall") continue;
    const there = cornerCell(backCorner(shares[index] ?? 0, corners), d, whole, rem);
    const spot = { x: there.x, y: there.y, d: there.d, labelWidth: there.lw };
    faces.push({ person: seat.person, ...spot, place: "back", label: "below" });
  }
  if (form === "tall") faces.push(...stripFaces(back, observers, box, rem));
  for (const [corner, people] of corners) {
    faces.push(...sitOn(benchIn(corner, cornerCell(corner, d, whole, rem), ring.cells, shift), people, rem));
  }
  // Two people sit one over the other on an upright screen; the words between them are on the rug all the same.
  const rug = { ...ring.rug, rx: Math.max(ring.rug.rx, near.width * LEAST_RUG) };
  const centre = centreOf(ring, near, rem);
  return {
    form,
    faces: observersLast(faces, observers),
    gap,
    rug: { ...rug, x: rug.x + shift.x, y: rug.y + shift.y },
    centre: { ...centre, x: centre.x + shift.x, y: centre.y + shift.y },
  };
}

/** In everybody's same order, whichever corner an observer sits in. */
function observersLast(faces: readonly Face[], observers: readonly string[]): Face[] {
  const order = new Map(observers.map((person, index) => [person, index]));
  return faces.toSorted((one, other) => (order.get(one.person) ?? -1) - (order.get(other.person) ?? -1));
}
