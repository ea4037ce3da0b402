/**
 * A client whose own look has been taken out: built from the same sources with one module exchanged, so that
 * it subscribes to whatever there is. The product itself has no switch for this.
 */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Plugin, build } from "vite";

const CLIENT = join(import.meta.dirname, "../../client");

/** Whatever comes is taken for what it is, whatever it was declared to be. */
const TAKES_ALL = `export const judge = (_snapshot, { kind }, arrived) =>
  (arrived?.kind ?? kind) === "audio" ? "voice" : "picture";`;

const subscribesToAll: Plugin = {
  name: "subscribes-to-all",
  enforce: "pre",
  load(id) {
    return id.endsWith("/session/subscription.ts") ? TAKES_ALL : null;
  },
};

/** The folder of the built pages. */
export async function buildModifiedClient(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), "balint-modified-client-"));
  await build({
    root: CLIENT,
    configFile: join(CLIENT, "vite.config.ts"),
    logLevel: "error",
    plugins: [subscribesToAll],
    build: { outDir, emptyOutDir: true },
  });
  return outDir;
}
