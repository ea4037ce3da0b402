/**
 * Finds a Firefox for the tests of the second engine: given, installed, or by Debian's apt as root. Where there is
 * none, those tests are skipped and say so.
 */
import { byApt, hasApt } from "./debian.mjs";
import { firstThatRuns } from "./process.mjs";

const INSTALLED = [
  "/usr/bin/firefox-esr",
  "/usr/bin/firefox",
  "/snap/bin/firefox",
  "/Applications/Firefox.app/Contents/MacOS/firefox",
];

const installed = () => firstThatRuns([process.env["FIREFOX_PATH"], ...INSTALLED]);

/** @param {{ say: (line: string) => void }} to @returns {Promise<string | undefined>} the path of one that runs */
export async function findFirefox({ say }) {
  const found = await installed();
  if (found !== undefined || !hasApt()) return found;
  try {
    await byApt("Firefox", ["firefox-esr"]);
  } catch (error) {
    say(`No Firefox: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return installed();
}
