/**
 * How much of a box the faces of the circle cover, against the plainest grid of the same faces with the same names:
 * the table of docs/MEASURED.md and the floor that a test keeps. Not part of the page.
 */
import { type Box, circleLayout, formOf, grid, labelHeight } from "./layout.ts";

const REM = 16;

/** The circle's box on usual screens. */
export const USUAL: readonly (Box & { readonly where: string })[] = [
  { where: "phone 360x740", width: 360, height: 597 },
  { where: "phone 390x844", width: 390, height: 700 },
  { where: "tablet 820x1180", width: 820, height: 1055 },
  { where: "laptop 1366x768, leader", width: 1050, height: 642 },
  { where: "laptop 1366x768", width: 1366, height: 642 },
  { where: "desktop 1920x1080", width: 1920, height: 954 },
  { where: "desktop 2560x1440", width: 2560, height: 1314 },
  { where: "4K 3840x2160", width: 3840, height: 2034 },
];

type Packed = { readonly where: string; readonly seats: number; readonly d: number; readonly share: number };

/** Faces and names in the same grid, with the space of two voice rings between them. */
function plainGrid(count: number, box: Box): number {
  const room = { width: box.width - 4, height: box.height - 4 };
  let d = 0;
  for (let name = 0; ; name = labelHeight(d, REM) + 16) {
    const next = grid(count, room, Infinity, name).d;
    if (Math.abs(next - d) < 0.5) return next;
    d = next;
  }
}

export function packing(): Packed[] {
  return USUAL.flatMap((box) =>
    Array.from({ length: 12 }, (_, index) => {
      const seats = index + 3;
      const people = Array.from({ length: seats }, (_, seat) => ({ person: `${seat}`, place: "ring" as const }));
      const options = { form: formOf(box), rem: REM, nearness: 1, hide: null };
      const d = circleLayout(people, box, options).faces[0]?.d ?? 0;
      return { where: box.where, seats, d, share: (d / plainGrid(seats, box)) ** 2 };
    }),
  );
}
