/**
 * `npm run demo`: sets up what is missing, then runs tests/demo/demo.ts on the pinned Node until Ctrl-C.
 * `npm run demo -- --pictures` takes the pictures of the README instead.
 */
import { join } from "node:path";
import { ROOT, pinnedNode } from "./paths.mjs";
import { runVisibly, stopOnSignal } from "./process.mjs";
import { asCommand, setup } from "./setup.mjs";

await asCommand(async () => {
  const pictures = process.argv.includes("--pictures");
  const found = await setup({ chromium: pictures });
  stopOnSignal();
  return runVisibly(pinnedNode(), [join(ROOT, "tests/demo", pictures ? "pictures.ts" : "demo.ts")], {
    cwd: ROOT,
    env: { ...process.env, ...found },
  });
});
