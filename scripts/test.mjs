/**
 * `npm test`: sets up, checks, and runs every test project; a later one runs even when an earlier failed.
 * The last line counts them all; a static step counts as one test, and so does that nothing is left behind.
 */
import { checkStatically, conclude, runTests } from "./check.mjs";
import { leavingNothing } from "./leftovers.mjs";
import { stopOnSignal } from "./process.mjs";
import { asCommand, setup } from "./setup.mjs";
import { checkSizes } from "./sizes.mjs";

/**
 * One after the other, but for those that stand together: the simulation computes in a time of its own, and gives way to
 * those beside it, which mostly wait for a media server.
 */
const PARTS = [["unit"], ["contract", "simulation"], ["integration"], ["soak"], ["few"], ["e2e"], ["network"]];
const GIVES_WAY = "simulation";

await asCommand(async () => {
  const found = await setup({ chromium: true, firefox: true, network: true });
  stopOnSignal();
  const tallies = [...(await checkStatically()), checkSizes()];
  const clean = await leavingNothing(async ({ env }, look) => {
    for (const part of PARTS) {
      let going = part.length;
      const ended = async () => void ((going -= 1) === 0 && (await look()));
      const run = (/** @type {string} */ project) =>
        runTests(project, { ...found, ...env }, { ended, givesWay: project === GIVES_WAY });
      tallies.push(...(await Promise.all(part.map(run))));
    }
  });
  tallies.push(clean);
  return conclude(tallies);
});
