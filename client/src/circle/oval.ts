/**
 * An oval between an ellipse and a rounded rectangle (a superellipse), and points along it.
 * Knows numbers only: no seats, no faces.
 */
export type Point = { readonly x: number; readonly y: number };

const STEPS = 240;
const units = new Map<number, Point[]>();

/** The oval of half-axes 1, clockwise from the top. */
function unit(power: number): Point[] {
  const known = units.get(power);
  if (known !== undefined) return known;
  const bend = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / power);
  const made = Array.from({ length: STEPS + 1 }, (_, step) => {
    const angle = (step / STEPS) * 2 * Math.PI - Math.PI / 2;
    return { x: bend(Math.cos(angle)), y: bend(Math.sin(angle)) };
  });
  units.set(power, made);
  return made;
}

/**
 * Where one comes by going each share of the way around, clockwise from the top.
 * @param upDown what a step up or down counts, measured against a step aside
 */
export function along(shares: readonly number[], rx: number, ry: number, power: number, upDown = 1): Point[] {
  const points = unit(power);
  const way = new Float64Array(points.length);
  for (let step = 1; step < points.length; step += 1) {
    const [from, to] = [points[step - 1], points[step]];
    if (from === undefined || to === undefined) continue;
    way[step] = (way[step - 1] ?? 0) + Math.hypot((to.x - from.x) * rx, (to.y - from.y) * ry * upDown);
  }
  const whole = way[points.length - 1] ?? 0;
  return shares.map((share) => {
    const wanted = share * whole;
    let [low, high] = [0, points.length - 1];
    while (high - low > 1) {
      const half = (low + high) >> 1;
      if ((way[half] ?? 0) < wanted) low = half;
      else high = half;
    }
    const [from, to] = [points[low] ?? { x: 0, y: -1 }, points[high] ?? { x: 0, y: -1 }];
    const [before, after] = [way[low] ?? 0, way[high] ?? 0];
    const between = after > before ? (wanted - before) / (after - before) : 0;
    return { x: (from.x + (to.x - from.x) * between) * rx, y: (from.y + (to.y - from.y) * between) * ry };
  });
}

/** The outline for an SVG whose view box is -1 -1 2 2. */
export function outline(power: number): string {
  const points = unit(power).map(({ x, y }) => `${x.toFixed(4)} ${y.toFixed(4)}`);
  return `M${points.slice(0, -1).join("L")}Z`;
}
