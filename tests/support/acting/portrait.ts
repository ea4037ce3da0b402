/**
 * A drawn doctor: head and shoulders before a wall, who sways, blinks, and moves the mouth while talking. Gives raw
 * I420 frames. Pure; knows no time but the one it is told.
 */

type Rgb = readonly [red: number, green: number, blue: number];
export type Look = {
  readonly wall: Rgb;
  readonly clothes: Rgb;
  readonly skin: Rgb;
  readonly hair: Rgb;
  readonly cut: "short" | "long" | "bun" | "bald";
  readonly glasses: boolean;
};

/** How near the camera is. */
const NEAR = 1.28;
const INK: Rgb = [43, 38, 32];
const LIPS: Rgb = [150, 82, 70];

export const LOOKS = {
  clara: {
    wall: [205, 190, 180],
    clothes: [78, 98, 112],
    skin: [217, 168, 126],
    hair: [88, 54, 34],
    cut: "short",
    glasses: false,
  },
  ilona: {
    wall: [188, 194, 176],
    clothes: [112, 98, 126],
    skin: [232, 196, 168],
    hair: [112, 92, 70],
    cut: "bun",
    glasses: true,
  },
  tom: {
    wall: [186, 200, 188],
    clothes: [140, 88, 66],
    skin: [204, 146, 100],
    hair: [32, 30, 30],
    cut: "short",
    glasses: false,
  },
  mei: {
    wall: [216, 202, 186],
    clothes: [94, 112, 82],
    skin: [236, 204, 164],
    hair: [22, 20, 22],
    cut: "long",
    glasses: false,
  },
  david: {
    wall: [190, 174, 150],
    clothes: [182, 126, 72],
    skin: [116, 76, 54],
    hair: [24, 20, 18],
    cut: "bald",
    glasses: false,
  },
  jonas: {
    wall: [178, 184, 190],
    clothes: [136, 146, 122],
    skin: [240, 206, 182],
    hair: [176, 140, 90],
    cut: "short",
    glasses: true,
  },
  priya: {
    wall: [212, 194, 158],
    clothes: [146, 94, 106],
    skin: [156, 106, 70],
    hair: [26, 22, 22],
    cut: "long",
    glasses: false,
  },
  luc: {
    wall: [192, 200, 186],
    clothes: [86, 96, 112],
    skin: [226, 184, 148],
    hair: [132, 130, 128],
    cut: "bald",
    glasses: false,
  },
} as const satisfies Record<string, Look>;
export type LookName = keyof typeof LOOKS;

type Canvas = { readonly size: number; readonly pixels: Uint8Array };

function fill({ pixels }: Canvas, colour: Rgb): void {
  for (let at = 0; at < pixels.length; at += 3) pixels.set(colour, at);
}

/** In shares of the frame's side; the edge is softened over a pixel. */
function oval(canvas: Canvas, x: number, y: number, rx: number, ry: number, colour: Rgb): void {
  const { size, pixels } = canvas;
  const [cx, cy] = [(0.5 + (x - 0.5) * NEAR) * size, (0.56 + (y - 0.5) * NEAR) * size];
  const [ax, ay] = [rx * NEAR * size, ry * NEAR * size];
  const soft = 1 / Math.min(ax, ay);
  for (let row = Math.max(0, Math.floor(cy - ay)); row <= Math.min(size - 1, Math.ceil(cy + ay)); row++) {
    for (let column = Math.max(0, Math.floor(cx - ax)); column <= Math.min(size - 1, Math.ceil(cx + ax)); column++) {
      const away = Math.hypot((column - cx) / ax, (row - cy) / ay);
      const share = Math.min(1, Math.max(0, (1 - away) / soft + 0.5));
      if (share === 0) continue;
      const at = (row * size + column) * 3;
      for (let part = 0; part < 3; part++)
        pixels[at + part] = (pixels[at + part] ?? 0) * (1 - share) + (colour[part] ?? 0) * share;
    }
  }
}

function darker(colour: Rgb, by: number): Rgb {
  return [colour[0] * by, colour[1] * by, colour[2] * by];
}

function hairBehind(canvas: Canvas, look: Look, x: number, y: number): void {
  if (look.cut === "long") oval(canvas, x, y + 0.05, 0.2, 0.3, look.hair);
  if (look.cut === "bun") oval(canvas, x, y - 0.24, 0.075, 0.07, look.hair);
  if (look.cut !== "bald") oval(canvas, x, y - 0.04, 0.185, 0.205, look.hair);
}

function hairBefore(canvas: Canvas, look: Look, x: number, y: number): void {
  if (look.cut === "bald") return;
  oval(canvas, x - 0.06, y - 0.165, 0.13, 0.07, look.hair);
  oval(canvas, x + 0.08, y - 0.16, 0.1, 0.065, look.hair);
}

function eyes(canvas: Canvas, look: Look, x: number, y: number, shut: boolean): void {
  for (const side of [-1, 1]) {
    oval(canvas, x + side * 0.065, y - 0.01, 0.016, shut ? 0.004 : 0.019, INK);
    oval(canvas, x + side * 0.066, y - 0.06, 0.032, 0.006, darker(look.hair, 0.8));
    if (!look.glasses) continue;
    for (let turn = 0; turn < 40; turn++) {
      const angle = (turn / 40) * 2 * Math.PI;
      oval(canvas, x + side * 0.066 + 0.048 * Math.cos(angle), y - 0.01 + 0.042 * Math.sin(angle), 0.005, 0.005, INK);
    }
  }
}

/** A closed mouth smiles a little: the lips are what an oval of skin leaves of them. */
function smile(canvas: Canvas, look: Look, x: number, y: number, mouth: number): void {
  oval(canvas, x, y + 0.098, 0.052 - 0.01 * mouth, 0.016 + 0.018 * mouth, LIPS);
  if (mouth < 0.12) oval(canvas, x, y + 0.088, 0.06, 0.016, look.skin);
}

/** @param at ms since the picture began @param mouth how far it is open, 0..1 */
function draw(canvas: Canvas, look: Look, at: number, mouth: number, phase: number): void {
  const x = 0.5 + 0.012 * Math.sin(at / 2_300 + phase) + 0.004 * Math.sin(at / 700 + 2 * phase);
  const y = 0.43 + 0.006 * Math.sin(at / 1_900 + 3 * phase);
  fill(canvas, look.wall);
  oval(canvas, 0.82, 0.16, 0.14, 0.2, darker(look.wall, 1.06));
  hairBehind(canvas, look, x, y);
  oval(canvas, 0.5, 1.03, 0.36, 0.32, look.clothes);
  oval(canvas, x, y + 0.2, 0.065, 0.12, darker(look.skin, 0.9));
  oval(canvas, x, y, 0.155, 0.19, look.skin);
  hairBefore(canvas, look, x, y);
  eyes(canvas, look, x, y, (at + phase * 900) % 4_100 < 130);
  oval(canvas, x, y + 0.045, 0.014, 0.022, darker(look.skin, 0.88));
  smile(canvas, look, x, y, mouth);
}

/** Full range to I420, BT.601. */
function toI420({ size, pixels }: Canvas): Uint8Array {
  const luma = size * size;
  const half = size / 2;
  const out = new Uint8Array((luma * 3) / 2);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const at = (row * size + column) * 3;
      const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
      out[row * size + column] = 16 + (66 * red + 129 * green + 25 * blue) / 256;
      if (row % 2 !== 0 || column % 2 !== 0) continue;
      const chroma = luma + (row / 2) * half + column / 2;
      out[chroma] = 128 + (-38 * red - 74 * green + 112 * blue) / 256;
      out[chroma + luma / 4] = 128 + (112 * red - 94 * green - 18 * blue) / 256;
    }
  }
  return out;
}

/** Frames of `size` by `size` pixels, an even number. */
export function portrait(name: LookName, size: number): (at: number, mouth: number) => Uint8Array {
  const canvas = { size, pixels: new Uint8Array(size * size * 3) };
  const phase = Object.keys(LOOKS).indexOf(name);
  return (at, mouth) => {
    draw(canvas, LOOKS[name], at, mouth, phase);
    return toI420(canvas);
  };
}
