/** A face with its name below it, a circle standing on a rectangle, and when two of them touch. Knows numbers only. */
export type Cell = {
  readonly x: number;
  readonly y: number;
  readonly d: number;
  readonly lw: number;
  readonly lh: number;
};
export type Rect = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
type Circle = { readonly x: number; readonly y: number; readonly d: number };

/** Faces in different rows may come nearer to a name than to one another. */
const NAME_APART = 4;

export function labelOf(cell: Cell): Rect {
  const top = cell.y + cell.d / 2;
  return { left: cell.x - cell.lw / 2, right: cell.x + cell.lw / 2, top, bottom: top + cell.lh };
}

export function circleTouchesRect(circle: Circle, rect: Rect, apart: number): boolean {
  const dx = Math.max(rect.left - circle.x, 0, circle.x - rect.right);
  const dy = Math.max(rect.top - circle.y, 0, circle.y - rect.bottom);
  return Math.hypot(dx, dy) < circle.d / 2 + apart;
}

export function rectsTouch(a: Rect, b: Rect): boolean {
  return a.left < b.right + NAME_APART && b.left < a.right + NAME_APART && a.top < b.bottom && b.top < a.bottom;
}

export function cellsTouch(a: Cell, b: Cell, apart = 6): boolean {
  return (
    Math.hypot(a.x - b.x, a.y - b.y) < (a.d + b.d) / 2 + apart ||
    rectsTouch(labelOf(a), labelOf(b)) ||
    circleTouchesRect(a, labelOf(b), NAME_APART) ||
    circleTouchesRect(b, labelOf(a), NAME_APART)
  );
}
