import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { beginRun, endLeftovers, endRun, leavingNothing } from "./leftovers.mjs";

const SLEEPER = ["-e", "process.send?.('up'); setInterval(() => {}, 1000)", "a-planted-leftover"];

/** In a group of its own, as a media server is, and let go of. */
async function plant(env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(process.execPath, SLEEPER, {
    detached: true,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    env: { ...process.env, ...env },
  });
  await once(child, "message");
  child.disconnect();
  child.unref();
  return child.pid ?? -1;
}

const runs = (pid: number) => existsSync(`/proc/${pid}/cmdline`) && process.kill(pid, 0);

describe.skipIf(process.platform !== "linux")("[O-6] what a run leaves behind", () => {
  test("a process is named and ended, and nobody else's is touched", async () => {
    const [run, another] = [beginRun(), beginRun()];
    const [ours, theirs] = [await plant(run.env), await plant(another.env)];
    const left = await endLeftovers(run, 0);
    expect(left).toEqual([expect.stringMatching(new RegExp(`^process ${ours}: .*a-planted-leftover`))]);
    await expect.poll(() => endLeftovers(run, 0)).toEqual([]);
    expect(runs(theirs)).toBe(true);
    for (const one of [run, another]) endRun(one);
    await expect.poll(() => endLeftovers(another, 0)).toEqual([]);
    expect([run, another].map(({ folder }) => existsSync(folder))).toEqual([false, false]);
  });

  test("a mount in the run's own folder is named and undone", async (context) => {
    const run = beginRun();
    const path = join(run.folder, "a full disk");
    mkdirSync(path);
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", path], { stdio: "ignore" });
    } catch {
      endRun(run);
      context.skip("mounting needs the right to");
    }
    expect(await endLeftovers(run, 0)).toEqual([`mount ${path}`]);
    expect(await endLeftovers(run, 0)).toEqual([]);
    endRun(run);
  });

  test("is one failed check; a run that leaves nothing, or something that goes by itself, is one that passed", async () => {
    const leaky = await leavingNothing(async ({ env }) => void (await plant(env)), 0);
    expect(leaky).toEqual({ passed: 0, failed: 1, skipped: 0 });
    const tidy = await leavingNothing(async ({ env }) => {
      const pid = await plant(env);
      setTimeout(() => process.kill(pid, "SIGKILL"), 200);
    });
    expect(tidy).toEqual({ passed: 1, failed: 0, skipped: 0 });
  });
});
