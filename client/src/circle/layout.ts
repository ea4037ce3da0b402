/**
 * Where everybody sits: even spacing along an ellipse, faces as large as fit with their names, the back seat and the
 * observers in the corners outside the rug (or in a strip below on a narrow screen).
 * A pure function of seats and box; knows neither React nor the DOM.
 */
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
};
export type Spot = { readonly x: number; readonly y: number; readonly d: number };
export type Options = {
  /** Room for the name under a face, px. */
  readonly labelHeight: number;
  readonly labelWidth: number;
  /** Height of a strip below for everybody outside the ring; 0 = they sit in the corners. */
  readonly strip: number;
  /** 1 = as near as fits; smaller is farther away. */
  readonly nearness: number;
  /** Who sits back sees the own gap and no own face. */
  readonly hide: string | null;
};
export type Layout = {
  readonly faces: readonly Face[];
  readonly gap: Spot | null;
  readonly rug: { readonly x: number; readonly y: number; readonly rx: number; readonly ry: number };
  readonly centre: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
};

export const BACK_SHARE = 0.7;
const PAD = 12;
/** Between two faces there must be room for two voice rings. */
const APART = 18;
const BIGGEST_FACE = 190;
const SMALLEST_FACE = 26;
const ARC_STEPS = 720;

type Point = { readonly x: number; readonly y: number };
/** A face with its name: a circle standing on a rectangle. */
type Cell = Spot & { readonly lw: number; readonly lh: number };

/** `count` points evenly along the ellipse by arc length, clockwise, the top between the first and the last. */
export function alongEllipse(count: number, rx: number, ry: number): Point[] {
  const table: { at: number; x: number; y: number }[] = [];
  let length = 0;
  for (let step = 0; step <= ARC_STEPS; step += 1) {
    const angle = -Math.PI / 2 + (step / ARC_STEPS) * 2 * Math.PI;
    const x = rx * Math.cos(angle);
    const y = ry * Math.sin(angle);
    const last = table.at(-1);
    if (last !== undefined) length += Math.hypot(x - last.x, y - last.y);
    table.push({ at: length, x, y });
  }
  return Array.from({ length: count }, (_, index) => {
    const wanted = ((index + 0.5) / count) * length;
    return table.find((entry) => entry.at >= wanted) ?? { x: 0, y: -ry };
  });
}

function circlesTouch(a: Spot, b: Spot, apart: number): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < (a.d + b.d) / 2 + apart;
}

type Rect = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

function labelOf(cell: Cell): Rect {
  const top = cell.y + cell.d / 2 + 3;
  return { left: cell.x - cell.lw / 2, right: cell.x + cell.lw / 2, top, bottom: top + cell.lh - 3 };
}

function circleTouchesRect(circle: Spot, rect: Rect, apart: number): boolean {
  const dx = Math.max(rect.left - circle.x, 0, circle.x - rect.right);
  const dy = Math.max(rect.top - circle.y, 0, circle.y - rect.bottom);
  return Math.hypot(dx, dy) < circle.d / 2 + apart;
}

function rectsTouch(a: Rect, b: Rect): boolean {
  return a.left < b.right + 4 && b.left < a.right + 4 && a.top < b.bottom && b.top < a.bottom;
}

export function cellsTouch(a: Cell, b: Cell, apart = 6): boolean {
  return (
    circlesTouch(a, b, apart) ||
    rectsTouch(labelOf(a), labelOf(b)) ||
    circleTouchesRect(a, labelOf(b), 4) ||
    circleTouchesRect(b, labelOf(a), 4)
  );
}

function middleOf(box: Box, y: number, narrow: boolean) {
  const width = narrow ? Math.max(96, box.width * 0.36) : Math.min(420, box.width * 0.36);
  return { x: box.width / 2, y, width, height: Math.min(150, box.height * 0.24) };
}

type Ring = { readonly cells: Cell[]; readonly rug: Layout["rug"] };

function ringOf(count: number, d: number, box: Box, options: Options): Ring {
  const lw = Math.max(Math.min(options.labelWidth, d * 1.3), d);
  const lh = options.labelHeight;
  const x = box.width / 2;
  const y = (box.height - lh) / 2;
  const rx = Math.max(1, (box.width - lw) / 2 - PAD) * options.nearness;
  const ry = Math.max(1, (box.height - lh - d) / 2 - PAD) * options.nearness;
  const cells = alongEllipse(count, rx, ry).map((point) => ({ x: x + point.x, y: y + point.y, d, lw, lh }));
  return { cells, rug: { x, y, rx, ry } };
}

/** The corner of the box on the side of `towards`, with `inset` faces between. */
function corner(towards: Point, d: number, box: Box, options: Options): Cell {
  const lw = Math.max(options.labelWidth * 0.8, d);
  const x = towards.x < box.width / 2 ? PAD + lw / 2 : box.width - PAD - lw / 2;
  const y = towards.y < box.height / 2 ? PAD + d / 2 : box.height - PAD - options.labelHeight - d / 2;
  return { x, y, d, lw, lh: options.labelHeight };
}

/** Observers take the first free places beginning at the corners and going along the edges. */
function outerCells(count: number, d: number, taken: readonly Cell[], box: Box, options: Options): Cell[] | null {
  const placed: Cell[] = [];
  const candidates: { cell: Cell; far: number }[] = [];
  for (const left of [false, true]) {
    for (const top of [true, false]) {
      const at = corner({ x: left ? 0 : box.width, y: top ? 0 : box.height }, d, box, options);
      for (let step = 0; step < 12; step += 1) {
        const along = step * (at.lw + 8);
        const down = step * (d + at.lh + 6);
        candidates.push({ cell: { ...at, x: at.x + (left ? along : -along) }, far: along });
        if (step > 0) candidates.push({ cell: { ...at, y: at.y + (top ? down : -down) }, far: down });
      }
    }
  }
  candidates.sort((one, other) => one.far - other.far);
  for (const { cell } of candidates) {
    if (placed.length === count) break;
    const inside =
      cell.x - cell.lw / 2 >= 0 &&
      cell.x + cell.lw / 2 <= box.width &&
      cell.y - d / 2 >= 0 &&
      cell.y + d / 2 + cell.lh <= box.height;
    if (inside && ![...taken, ...placed].some((other) => cellsTouch(cell, other))) placed.push(cell);
  }
  return placed.length === count ? placed : null;
}

/** Does this size leave room for names, voices, the words in the middle, and a back seat in every corner? */
function fits(ring: Ring, d: number, box: Box, options: Options, corners: boolean, narrow: boolean): boolean {
  const { cells } = ring;
  for (const [index, cell] of cells.entries()) {
    for (const other of cells.slice(index + 1)) if (cellsTouch(cell, other, APART)) return false;
  }
  const middle = middleOf(box, ring.rug.y, narrow);
  const words = {
    left: middle.x - middle.width / 2,
    right: middle.x + middle.width / 2,
    top: middle.y - middle.height / 2,
    bottom: middle.y + middle.height / 2,
  };
  if (cells.some((cell) => circleTouchesRect(cell, words, 6) || rectsTouch(labelOf(cell), words))) return false;
  if (!corners) return true;
  // Reserved whether or not somebody sits back now, so that no face shrinks when somebody does.
  const backs = cells.map((cell) => corner(cell, d * BACK_SHARE, box, options));
  return !backs.some((back) => cells.some((cell) => cellsTouch(back, cell)));
}

function stripFaces(seats: readonly SeatIn[], box: Box, strip: number): Face[] {
  const faces: Face[] = [];
  const y = box.height - strip / 2;
  const back = seats.find((seat) => seat.place === "back");
  const backSize = Math.min(strip - 16, 60);
  let start = PAD;
  if (back !== undefined) {
    faces.push({ person: back.person, x: PAD + backSize / 2, y, d: backSize, place: "back", label: "beside" });
    start = Math.min(box.width * 0.55, PAD + backSize + 150);
  }
  const outer = seats.filter((seat) => seat.place === "outer");
  const size = Math.max(16, Math.min(40, (box.width - start - PAD) / Math.max(1, outer.length) - 6));
  for (const [index, seat] of outer.entries()) {
    faces.push({
      person: seat.person,
      x: box.width - PAD - size / 2 - (outer.length - 1 - index) * (size + 6),
      y,
      d: size,
      place: "outer",
      label: "none",
    });
  }
  return faces;
}

export function circleLayout(seats: readonly SeatIn[], box: Box, options: Options): Layout {
  const inside = seats.filter((seat) => seat.place !== "outer");
  const outer = seats.filter((seat) => seat.place === "outer");
  const ringBox = { width: box.width, height: box.height - options.strip };
  const corners = options.strip === 0;
  const narrow = box.width < 560;
  let d = Math.min(BIGGEST_FACE, Math.min(ringBox.width, ringBox.height) * 0.4) * options.nearness;
  let ring = ringOf(inside.length, d, ringBox, options);
  let outside: Cell[] | null = [];
  for (; d > SMALLEST_FACE; d -= 2) {
    ring = ringOf(inside.length, d, ringBox, options);
    if (!fits(ring, d, ringBox, options, corners, narrow)) continue;
    if (!corners || outer.length === 0) break;
    const backs = ring.cells.flatMap((cell, index) =>
      inside[index]?.place === "back" ? [corner(cell, d * BACK_SHARE, ringBox, options)] : [],
    );
    outside = outerCells(
      outer.length,
      Math.max(SMALLEST_FACE, Math.min(64, d * 0.5)),
      [...ring.cells, ...backs],
      ringBox,
      options,
    );
    if (outside !== null) break;
  }
  const faces: Face[] = [];
  let gap: Spot | null = null;
  for (const [index, seat] of inside.entries()) {
    const cell = ring.cells[index];
    if (cell === undefined) continue;
    if (seat.place === "ring") {
      faces.push({ person: seat.person, x: cell.x, y: cell.y, d, place: "ring", label: "below" });
      continue;
    }
    gap = { x: cell.x, y: cell.y, d: d * 0.8 };
    if (seat.person === options.hide || !corners) continue;
    const back = corner(cell, d * BACK_SHARE, ringBox, options);
    faces.push({ person: seat.person, x: back.x, y: back.y, d: back.d, place: "back", label: "below" });
  }
  for (const [index, seat] of outer.entries()) {
    const cell = corners ? outside?.[index] : undefined;
    if (cell !== undefined)
      faces.push({ person: seat.person, x: cell.x, y: cell.y, d: cell.d, place: "outer", label: "below" });
  }
  if (!corners)
    faces.push(
      ...stripFaces(
        seats.filter((seat) => seat.person !== options.hide),
        box,
        options.strip,
      ),
    );
  return { faces, gap, rug: ring.rug, centre: middleOf(ringBox, ring.rug.y, narrow) };
}
