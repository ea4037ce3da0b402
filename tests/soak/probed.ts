/**
 * The real process with the probe laden in. Its data lies in memory where the system has such a place: what a disk does
 * beside us is not what is measured.
 */
import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type ServerOptions, type TestServer, startServer } from "../support/app.ts";

const IN_MEMORY = "/dev/shm";
const PROBE = pathToFileURL(join(import.meta.dirname, "probe.ts")).href;

export async function startProbed({ dataDir, env }: ServerOptions = {}): Promise<TestServer> {
  return startServer({
    dataDir: dataDir ?? (await mkdtemp(join(existsSync(IN_MEMORY) ? IN_MEMORY : tmpdir(), "balint-soak-"))),
    env: { NODE_OPTIONS: `--import ${PROBE}`, ...env },
  });
}
