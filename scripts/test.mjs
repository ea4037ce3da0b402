/**
 * `npm test`: sets up, checks, and runs every test project; a later one runs even when an earlier failed.
 * The last line counts them all; a static step counts as one test, and so does that nothing is left behind.
 */
import { checkStatically, conclude, runTests } from "./check.mjs";
import { leavingNothing } from "./leftovers.mjs";
import { stopOnSignal } from "./process.mjs";
import { asCommand, setup } from "./setup.mjs";
import { checkSizes } from "./sizes.mjs";

const PROJECTS = ["unit", "simulation", "contract", "integration", "soak", "few", "e2e", "network"];

await asCommand(async () => {
  const found = await setup({ chromium: true, firefox: true, network: true });
  stopOnSignal();
  const tallies = [...(await checkStatically()), checkSizes()];
  const clean = await leavingNothing(async ({ env }, look) => {
    for (const project of PROJECTS) tallies.push(await runTests(project, { ...found, ...env }, look));
  });
  tallies.push(clean);
  return conclude(tallies);
});
