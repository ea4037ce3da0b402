/**
 * The tools of the network tests, `ip` and `nft`: installed, or by Debian's apt as root. Without them those tests are
 * left out and say so.
 */
import { byApt, hasApt } from "./debian.mjs";
import { run } from "./process.mjs";

/** @param {string} tool */
const runs = (tool) =>
  run(tool, ["-V"]).then(
    () => true,
    () => false,
  );

/** @param {{ say: (line: string) => void }} to */
export async function findNetworkTools({ say }) {
  if (!hasApt() || ((await runs("ip")) && (await runs("nft")))) return;
  try {
    await byApt("iproute2 and nftables", ["iproute2", "nftables"]);
  } catch (error) {
    say(`No network tools: ${error instanceof Error ? error.message : String(error)}.`);
  }
}
