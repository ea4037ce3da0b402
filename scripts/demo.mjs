/** `npm run demo`: sets up what is missing, then runs tests/demo/demo.ts on the pinned Node until Ctrl-C. */
import { join } from "node:path";
import { ROOT, pinnedNode } from "./paths.mjs";
import { runVisibly, stopOnSignal } from "./process.mjs";
import { asCommand, setup } from "./setup.mjs";

await asCommand(async () => {
  const found = await setup();
  stopOnSignal();
  return runVisibly(pinnedNode(), [join(ROOT, "tests/demo/demo.ts")], { cwd: ROOT, env: { ...process.env, ...found } });
});
