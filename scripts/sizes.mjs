/**
 * How much JavaScript a person waits for: until the look into the camera works, and until they are in the room. Looks at
 * the built client's own list of its files; what is not on the way in must not be fetched on it.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ROOT } from "./paths.mjs";
import { say } from "./process.mjs";

const DIST = join(ROOT, "client", "dist");
const PAGE = "index.html";
/** Fetched on the way into the room, beside the page itself. */
const INTO_THE_ROOM = ["src/session/live.ts", "src/door/Inside.tsx", "src/session/media.ts"];
/** Fetched besides by whoever leads. */
const TO_LEAD = ["src/room/Console.tsx"];
/** Fetched by few, or when all else is there. */
const EXTRAS = [
  /^src\/session\/media-(line-check|blur|voice)\.ts$/,
  /^src\/organise\//,
  /^src\/words\/(?!english|words)/,
  /effect/,
];

const KB = 1024;
const LIMITS = { door: 150 * KB, room: 260 * KB, lead: 270 * KB };

/** @typedef {{ file: string, imports?: string[], dynamicImports?: string[] }} Chunk */

/** @param {Record<string, Chunk>} manifest @param {string[]} from @returns {Set<string>} all that comes with it */
function withImports(manifest, from) {
  /** @type {Set<string>} */
  const seen = new Set();
  const next = [...from];
  for (let key = next.pop(); key !== undefined; key = next.pop()) {
    if (seen.has(key)) continue;
    seen.add(key);
    next.push(...(manifest[key]?.imports ?? []));
  }
  return seen;
}

/**
 * @param {Record<string, Chunk>} manifest as Vite writes it
 * @param {(file: string) => number} sizeOf in bytes, as it travels
 * @returns {{ door: number, room: number, lead: number, faults: string[] }}
 */
export function weigh(manifest, sizeOf) {
  const missing = [PAGE, ...INTO_THE_ROOM, ...TO_LEAD].filter((key) => manifest[key] === undefined);
  if (missing.length > 0)
    return { door: 0, room: 0, lead: 0, faults: missing.map((key) => `${key} is no file of its own`) };
  const door = withImports(manifest, [PAGE]);
  const room = withImports(manifest, [PAGE, ...INTO_THE_ROOM]);
  const lead = withImports(manifest, [PAGE, ...INTO_THE_ROOM, ...TO_LEAD]);
  /** @param {string} key */
  const isExtra = (key) => EXTRAS.some((extra) => extra.test(key));
  const later = new Set([...lead].flatMap((key) => manifest[key]?.dynamicImports ?? []));
  const sum = (/** @type {Set<string>} */ keys) =>
    [...new Set([...keys].map((key) => manifest[key]?.file ?? ""))]
      .filter((file) => file.endsWith(".js"))
      .reduce((total, file) => total + sizeOf(file), 0);
  const [doorSize, roomSize, leadSize] = [sum(door), sum(room), sum(lead)];
  return {
    door: doorSize,
    room: roomSize,
    lead: leadSize,
    faults: [
      ...(doorSize > LIMITS.door ? [`before the look into the camera: ${doorSize} of ${LIMITS.door} bytes`] : []),
      ...(roomSize > LIMITS.room ? [`in the room: ${roomSize} of ${LIMITS.room} bytes`] : []),
      ...(leadSize > LIMITS.lead ? [`in the room, leading: ${leadSize} of ${LIMITS.lead} bytes`] : []),
      ...[...lead].filter(isExtra).map((key) => `${key} is on the way in`),
      ...[...INTO_THE_ROOM, ...TO_LEAD]
        .filter((key) => door.has(key))
        .map((key) => `${key} is fetched before the door stands`),
      ...TO_LEAD.filter((key) => room.has(key)).map((key) => `${key} is fetched by everybody`),
      ...[...later]
        .filter((key) => !isExtra(key) && !lead.has(key))
        .map((key) => `${key} is fetched later: say in scripts/sizes.mjs whether it is on the way in`),
    ],
  };
}

/** @returns {import("./report.mjs").Tally} as one test */
export function checkSizes() {
  say("\n== size of what is on the way in");
  const manifest = JSON.parse(readFileSync(join(DIST, ".vite", "manifest.json"), "utf8"));
  const { door, room, lead, faults } = weigh(
    manifest,
    (file) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length,
  );
  const kB = (/** @type {number} */ bytes) => (bytes / KB).toFixed(1);
  say(`JavaScript before the look into the camera: ${kB(door)} kB of at most ${kB(LIMITS.door)}, gzipped`);
  say(`JavaScript in the room: ${kB(room)} kB of at most ${kB(LIMITS.room)}, gzipped`);
  say(`and for whoever leads: ${kB(lead)} kB of at most ${kB(LIMITS.lead)}, gzipped`);
  for (const fault of faults) say(`TOO MUCH: ${fault}`);
  return { passed: faults.length === 0 ? 1 : 0, failed: faults.length === 0 ? 0 : 1, skipped: 0 };
}
