/**
 * Everything that must be there before the room can run: packages, the pinned Node, LiveKit, the built client.
 * Each step looks first and does nothing where nothing is to do. `node scripts/setup.mjs [--no-livekit] [--chromium]`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "./chromium.mjs";
import { findFirefox } from "./firefox.mjs";
import { findLiveKit } from "./livekit.mjs";
import { findNetworkTools } from "./network.mjs";
import { ROOT, installed, pinnedNode } from "./paths.mjs";
import { CannotHave, CommandFailed, alone, run, say, showing, stopOnSignal } from "./process.mjs";
import { contentHash, isInstalled, readIfThere } from "./stamp.mjs";

const OLDEST_NODE = 20;
const LOCK = join(ROOT, ".setup.lock");
const CLIENT_STAMP = installed(".balint", "client");
const CLIENT_SOURCES = ["client", "shared", "package-lock.json", "tsconfig.base.json"];

const packagesAreThere = () =>
  isInstalled(readIfThere(join(ROOT, "package-lock.json")), readIfThere(installed(".package-lock.json")));

/** @param {unknown} error @param {string} sentence @returns {never} */
function because(error, sentence) {
  if (error instanceof CommandFailed && error.output !== "") say(error.output);
  throw new CannotHave(sentence, { cause: error });
}

async function installPackages() {
  // `npm run` puts our own Node first on PATH, and `npm ci` removes it under itself.
  const own = `${sep}node_modules${sep}`;
  const path = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes(own));
  const env = { ...process.env, PATH: path.join(delimiter) };
  try {
    await showing("Installing packages with npm (about 1 minute, only once)", () =>
      run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
        cwd: ROOT,
        env,
        shell: process.platform === "win32",
      }),
    );
  } catch (error) {
    because(error, "The packages could not be installed: see npm's words above, check the network, and start again.");
  }
}

async function ensureNode() {
  const wanted = `v${JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).devDependencies.node}`;
  const isThere = async () => {
    try {
      return (await run(pinnedNode(), ["--version"])).trim() === wanted;
    } catch {
      return false;
    }
  };
  if (await isThere()) return;
  // An npm that skips install scripts leaves the package without its program; this is that script.
  await showing(`Fetching Node ${wanted} (about 10 seconds, only once)`, () =>
    run(process.execPath, ["installArchSpecificPackage.js"], { cwd: installed("node") }),
  ).catch(() => undefined);
  if (!(await isThere()))
    throw new CannotHave(
      `Node ${wanted} is not in node_modules: delete node_modules, run \`npm ci --foreground-scripts --ignore-scripts=false\`, and start again.`,
    );
}

async function buildClient() {
  const wanted = contentHash(ROOT, CLIENT_SOURCES);
  const isBuilt = () => existsSync(join(ROOT, "client", "dist", "index.html")) && readIfThere(CLIENT_STAMP) === wanted;
  if (isBuilt()) return;
  await alone(LOCK, async () => {
    if (isBuilt()) return;
    try {
      await showing("Building the browser client (about 10 seconds)", () =>
        run(pinnedNode(), [installed("vite", "bin", "vite.js"), "build", "client"], { cwd: ROOT }),
      );
    } catch (error) {
      because(
        error,
        "The browser client could not be built: see the words above, correct client/ or shared/, and start again.",
      );
    }
    mkdirSync(join(CLIENT_STAMP, ".."), { recursive: true });
    writeFileSync(CLIENT_STAMP, wanted);
  });
}

/**
 * @param {{ livekit?: boolean, chromium?: boolean, firefox?: boolean, network?: boolean, client?: boolean }} [parts]
 * @returns {Promise<NodeJS.ProcessEnv>} what was found, as environment for those who need it
 */
export async function setup({
  livekit = true,
  chromium = false,
  firefox = false,
  network = false,
  client = true,
} = {}) {
  if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE)
    throw new CannotHave(
      `Node ${process.version} is too old to start with: install Node ${OLDEST_NODE} or newer from https://nodejs.org.`,
    );
  const restore = stopOnSignal();
  try {
    if (!packagesAreThere()) await alone(LOCK, async () => void (packagesAreThere() || (await installPackages())));
    await ensureNode();
    if (client) await buildClient();
    /** @type {NodeJS.ProcessEnv} */
    const found = {};
    // With a LiveKit of one's own none is started here.
    if (livekit && !process.env["LIVEKIT_URL"]) found["LIVEKIT_BINARY"] = await findLiveKit({ say });
    if (chromium) found["CHROMIUM_PATH"] = await findChromium({ say });
    if (network) await findNetworkTools({ say });
    const second = firefox ? await findFirefox({ say }) : undefined;
    if (second !== undefined) found["FIREFOX_PATH"] = second;
    return found;
  } finally {
    restore();
  }
}

/** Runs a script's work; what cannot be had is one sentence and exit code 1. @param {() => Promise<number>} work */
export async function asCommand(work) {
  try {
    process.exit(await work());
  } catch (error) {
    if (!(error instanceof CannotHave)) throw error;
    say(error.message);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await asCommand(async () => {
    await setup({ livekit: !process.argv.includes("--no-livekit"), chromium: process.argv.includes("--chromium") });
    say("All is set up.");
    return 0;
  });
