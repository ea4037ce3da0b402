/** `npm run soak`: runs tests/soak/run.ts on the pinned Node, with LiveKit at hand. */
import { join } from "node:path";
import { runProgram } from "./leftovers.mjs";
import { ROOT } from "./paths.mjs";
import { stopOnSignal } from "./process.mjs";
import { asCommand, setup } from "./setup.mjs";

await asCommand(async () => {
  const found = await setup({ client: false });
  stopOnSignal();
  const file = join(ROOT, "tests", "soak", "run.ts");
  return runProgram([file, ...process.argv.slice(2)], found);
});
