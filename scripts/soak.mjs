/** `npm run soak`: runs tests/soak/run.ts on the pinned Node, with LiveKit at hand. */
import { join } from "node:path";
import { ROOT, pinnedNode } from "./paths.mjs";
import { runVisibly, stopOnSignal } from "./process.mjs";
import { asCommand, setup } from "./setup.mjs";

await asCommand(async () => {
  const found = await setup({ client: false });
  stopOnSignal();
  const file = join(ROOT, "tests", "soak", "run.ts");
  return runVisibly(pinnedNode(), [file, ...process.argv.slice(2)], { cwd: ROOT, env: { ...process.env, ...found } });
});
