/**
 * `npm start`: sets up what is missing, then runs the server until it ends or we are told to stop.
 * Knows nothing of the server but its file, its environment, and that it stops on SIGTERM and on `disconnect`.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT, pinnedNode } from "./paths.mjs";
import { endGroup } from "./process.mjs";
import { asCommand, setup } from "./setup.mjs";

// One Ctrl-C may reach us twice: from the terminal and from npm, which forwards its own.
const SAME_KEYSTROKE_MS = 1_000;
const STOP_WITHIN_MS = 15_000;

/** @param {NodeJS.ProcessEnv} found @returns {Promise<number>} the server's exit code */
function serve(found) {
  return new Promise((resolve) => {
    const child = spawn(pinnedNode(), [join(ROOT, "server", "src", "main.ts")], {
      cwd: ROOT,
      env: { ...process.env, ...found },
      // A group of its own: the terminal's Ctrl-C reaches only us, so the server is asked to stop once, by us.
      detached: process.platform !== "win32",
      // The channel closes when we die in whatever way; the server then stops by itself.
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    /** @type {number | null} */
    let askedAt = null;
    const stop = () => {
      const now = Date.now();
      if (askedAt === null) {
        askedAt = now;
        child.kill("SIGTERM");
        setTimeout(() => endGroup(child.pid, "SIGKILL"), STOP_WITHIN_MS).unref();
      } else if (now - askedAt > SAME_KEYSTROKE_MS) endGroup(child.pid, "SIGKILL");
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
    child.on("error", (error) => {
      process.stderr.write(`The server did not start: ${error.message}.\n`);
      resolve(1);
    });
    child.on("exit", (code) => resolve(code ?? 1));
  });
}

await asCommand(async () => serve(await setup()));
