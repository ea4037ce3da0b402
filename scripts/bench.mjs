/** `npm run bench -- <name>`: runs tests/bench/<name>.ts on the pinned Node, with LiveKit and Chromium at hand. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runProgram } from "./leftovers.mjs";
import { ROOT } from "./paths.mjs";
import { CannotHave, stopOnSignal } from "./process.mjs";
import { asCommand, setup } from "./setup.mjs";

const FOLDER = join(ROOT, "tests", "bench");

await asCommand(async () => {
  const [name, ...rest] = process.argv.slice(2);
  const file = join(FOLDER, `${name}.ts`);
  if (name === undefined || !existsSync(file)) {
    const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((entry) => entry.endsWith(".ts")) : [];
    const names = files.map((entry) => entry.replace(/\.ts$/, ""));
    throw new CannotHave(`Name a bench: \`npm run bench -- <name>\`, one of ${names.join(", ") || "(none yet)"}.`);
  }
  const found = await setup({ chromium: true });
  stopOnSignal();
  return runProgram([file, ...rest], found);
});
