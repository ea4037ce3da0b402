/** Debian's packages, for the tests' machines: installed with apt where we are root and there is apt, or not at all. */
import { existsSync } from "node:fs";
import { run, showing } from "./process.mjs";

export const hasApt = () => process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");

/** @param {string} what as a person would call it @param {string[]} packages */
export async function byApt(what, packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await showing(`Installing ${what} with apt (about 1 minute, only once)`, async () => {
    await run("apt-get", ["update"], { env });
    await run("apt-get", ["install", "-y", "--no-install-recommends", ...packages], { env });
  });
}
