/**
 * `npm run demo`: sets up what is missing, then runs tests/demo/demo.ts on the pinned Node until Ctrl-C.
 * `npm run demo -- --pictures` takes the pictures of the README instead.
 */
import { join } from "node:path";
import { runProgram } from "./leftovers.mjs";
import { ROOT } from "./paths.mjs";
import { stopOnSignal } from "./process.mjs";
import { asCommand, setup } from "./setup.mjs";

await asCommand(async () => {
  const pictures = process.argv.includes("--pictures");
  const found = await setup({ chromium: pictures });
  stopOnSignal();
  return runProgram([join(ROOT, "tests/demo", pictures ? "pictures.ts" : "demo.ts")], found);
});
