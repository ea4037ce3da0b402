/** Letters and the room they have: which form of a name fits, and how large the words in the middle may be. */
let pen: CanvasRenderingContext2D | null | undefined;

function widthOf(text: string, px: number): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) return 0;
  pen.font = `${px}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

/** A font that has not come yet may be a little narrower than the one that is measured. */
const SPARE = 1.04;

/** The first of these that fits into one line, or the last. */
export function fitting(names: readonly string[], width: number, px: number): string {
  return names.find((name) => widthOf(name, px) * SPARE <= width) ?? names.at(-1) ?? "";
}

const SMALLER = 0.94;

/** Makes the letters of an element as large as `most` or as small as its words need to stay within the height. */
export function fitWords(element: HTMLElement, height: number, most: number, least: number): void {
  let px = most;
  element.style.fontSize = `${px}px`;
  while (px > least && (element.offsetHeight > height || element.scrollWidth > element.clientWidth)) {
    px *= SMALLER;
    element.style.fontSize = `${px}px`;
  }
}
