/**
 * `npm run bench -- hostile [--rounds 8] [--attacks commands,frames]`: how long twelve ordinary people wait for an
 * answer and for each other's changes, quiet and under attack in turns, so that the machine's moods hit both alike.
 * Asserts nothing.
 */
import { parseArgs } from "node:util";
import { ATTACKS, type Kind } from "../soak/attack.ts";
import { asProgram } from "../support/program.ts";
import { startProbed } from "../soak/probed.ts";
import { Disturbance, tableOf } from "../soak/undisturbed.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "8" },
    attacks: { type: "string", default: Object.keys(ATTACKS).join(",") },
  },
});
const QUIET_MS = 2_000;
const ATTACK_MS = 3_000;

await asProgram(async (later) => {
  const server = await startProbed();
  later(() => server.end());
  const disturbance = await Disturbance.on(server, values.attacks.split(",") as Kind[]);
  later(() => disturbance.end());
  for (let round = 0; round < Number(values.rounds); round++) await disturbance.round(QUIET_MS, ATTACK_MS);
  process.stdout.write(`${tableOf(disturbance)}\n`);
});
