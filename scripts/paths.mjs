/** Where things are in this repository. Knows nothing of whether they are there. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");

/** A file of an installed package. @param {string[]} path */
export const installed = (...path) => join(ROOT, "node_modules", ...path);

/** The Node that everything runs on, whatever the system has. */
export const pinnedNode = () => installed("node", "bin", process.platform === "win32" ? "node.exe" : "node");
