/**
 * Finds a Chromium for the tests, or gets one: given, installed, by Debian's apt as root, or by Playwright.
 * Only tests need it; `npm start` never comes here.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { byApt, hasApt } from "./debian.mjs";
import { CannotHave, firstThatRuns, run, runs, showing } from "./process.mjs";
import { ROOT, pinnedNode } from "./paths.mjs";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const installed = () => firstThatRuns(INSTALLED);

async function fromDebian() {
  await byApt("Chromium", ["chromium", "fonts-dejavu-core"]);
  return installed();
}

async function byPlaywright() {
  const require = createRequire(join(ROOT, "tests", "package.json"));
  const path = () => /** @type {string} */ (require("playwright-core").chromium.executablePath());
  if (!existsSync(path())) {
    const cli = join(require.resolve("playwright-core/package.json"), "..", "cli.js");
    await showing("Downloading Chromium with Playwright (about 2 minutes, only once)", () =>
      run(pinnedNode(), [cli, "install", "chromium"], { cwd: ROOT }),
    );
  }
  return (await runs(path())) ? path() : undefined;
}

/**
 * The path of a Chromium that runs.
 * @param {{ say: (line: string) => void }} to @returns {Promise<string>} @throws {CannotHave}
 */
export async function findChromium({ say }) {
  const given = process.env["CHROMIUM_PATH"];
  if (given) {
    if (await runs(given)) return given;
    throw new CannotHave(
      `CHROMIUM_PATH names ${given}, which does not run: correct it, or unset it to let us find one.`,
    );
  }
  const found = await installed();
  if (found !== undefined) return found;
  const ways = hasApt() ? [fromDebian, byPlaywright] : [byPlaywright];
  for (const way of ways) {
    try {
      const got = await way();
      if (got !== undefined) return got;
    } catch (error) {
      say(`No Chromium this way: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }
  throw new CannotHave(
    "The tests need Chromium and it cannot be had: install it (on Debian `apt-get install chromium`), or name one in CHROMIUM_PATH.",
  );
}
