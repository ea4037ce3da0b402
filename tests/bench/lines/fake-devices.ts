/**
 * What fake cameras and microphones play for the bench: a picture that costs an encoder all it may spend, a voice that
 * does not pause, and silence. Files for Chromium; knows nothing of what is measured.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { diceFrom } from "../../simulation/dice.ts";
import { voice } from "../../support/acting/voice.ts";

const [WIDTH, HEIGHT, FPS, FRAMES] = [640, 360, 20, 60];
const GRAIN = 8;
const RATE = 48_000;
const SECONDS = 12;

/** A pattern of many small tiles that wanders, with grain of its own in each frame, as of a dim room. */
export async function restlessPicture(folder: string): Promise<string> {
  const dice = diceFrom(7);
  const tiles = Uint8Array.from({ length: 256 * 256 }, () => 40 + dice.below(170));
  const parts: Uint8Array[] = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${FPS}:1 Ip A1:1 C420jpeg\n`)];
  for (let frame = 0; frame < FRAMES; frame += 1) {
    const data = new Uint8Array((WIDTH * HEIGHT * 3) / 2).fill(128);
    const shift = Math.round(40 * Math.sin((2 * Math.PI * frame) / FRAMES));
    for (let y = 0; y < HEIGHT; y += 1)
      for (let x = 0; x < WIDTH; x += 1) {
        const tile = (((y + shift) >> 3) & 255) * 256 + (((x + 2 * shift) >> 3) & 255);
        data[y * WIDTH + x] = (tiles[tile] ?? 128) + dice.below(GRAIN);
      }
    parts.push(Buffer.from("FRAME\n"), data);
  }
  const file = join(folder, "restless.y4m");
  await writeFile(file, Buffer.concat(parts));
  return file;
}

function wav(samples: Int16Array): Buffer {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([head, Buffer.from(samples.buffer)]);
}

export async function sound(folder: string, talking: boolean): Promise<string> {
  const file = join(folder, talking ? "talking.wav" : "silent.wav");
  const samples = talking ? voice(3, 140, RATE).next(RATE * SECONDS, true).samples : new Int16Array(RATE * SECONDS);
  await writeFile(file, wav(samples));
  return file;
}
