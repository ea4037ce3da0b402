/** `npm run bench -- circle`: how much of usual boxes the faces of the circle cover, and how long finding out takes. */
import { circleLayout } from "../../client/src/circle/layout.ts";
import { USUAL, packing } from "../../client/src/circle/packing.ts";

const ROUNDS = 2_000;

const all = packing();
const counts = [...new Set(all.map(({ seats }) => seats))];
console.log(`| box | ${counts.join(" | ")} |`);
console.log(`| --- |${counts.map(() => " --- |").join("")}`);
for (const { where, width, height } of USUAL) {
  const row = all.filter((packed) => packed.where === where);
  const cells = row.map(({ d, share }) => `${d.toFixed(0)} (${(share * 100).toFixed(0)})`);
  console.log(`| ${where}: ${width} x ${height} | ${cells.join(" | ")} |`);
}
const shares = all.map(({ share }) => share).toSorted((one, other) => one - other);
const percent = (share: number | undefined) => `${((share ?? 0) * 100).toFixed(0)} %`;
console.log(`\nleast ${percent(shares[0])}, median ${percent(shares[Math.floor(shares.length / 2)])}`);

const people = Array.from({ length: 12 }, (_, seat) => ({ person: `${seat}`, place: "ring" as const }));
const options = { form: "wide", rem: 16, nearness: 1, hide: null } as const;
const took: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const begun = performance.now();
  circleLayout(people, { width: 1000 + (round % 900), height: 600 + (round % 333) }, options);
  took.push(performance.now() - begun);
}
took.sort((one, other) => one - other);
const at = (share: number) => (took[Math.floor(share * took.length)] ?? 0).toFixed(2);
console.log(`one layout of 12: median ${at(0.5)} ms, 99 of 100 below ${at(0.99)} ms`);
