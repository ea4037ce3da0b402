/**
 * Finds the media server, or gets it: given, on PATH, in the user's cache, downloaded, or built with Go.
 * The only script that knows where LiveKit comes from. Runs on any Node >= 20 without a dependency.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { CannotHave, CommandFailed, alone, orElseRemove, run, showing } from "./process.mjs";

// The newest version that `go install` accepts: later ones carry `replace` lines in their go.mod.
export const VERSION = "v1.13.5";
const NUMBER = VERSION.slice(1);
const CONNECT_MS = 8_000;
const STALL_MS = 30_000;

/**
 * The archives of the release and their sha256, as its checksums.txt gives them. Pinned here, they guard against a
 * changed release too; a checksums.txt fetched beside the archive would only guard against a broken download.
 * There is no archive for macOS.
 * @type {Record<string, { name: string, sha256: string }>}
 */
export const ARCHIVES = {
  "linux-x64": {
    name: `livekit_${NUMBER}_linux_amd64.tar.gz`,
    sha256: "c020fac437b7cc9b776eef1ad5ea8af77be9acfa07602eca20a3a44930dfbc70",
  },
  "linux-arm64": {
    name: `livekit_${NUMBER}_linux_arm64.tar.gz`,
    sha256: "332015305518765fe05bad74fc3a9d9583e635e7dd130de3c4fc563d69c550f3",
  },
  "linux-arm": {
    name: `livekit_${NUMBER}_linux_armv7.tar.gz`,
    sha256: "6dceb15fec3b2b90a67615acff7f92a48a901408f31c74f3d290a7d4277f76bd",
  },
  "win32-x64": {
    name: `livekit_${NUMBER}_windows_amd64.zip`,
    sha256: "3ec7eaa76ef64063bf21f78364733703e0969612cb92ffd60661ed45fa4a8906",
  },
  "win32-arm64": {
    name: `livekit_${NUMBER}_windows_arm64.zip`,
    sha256: "9a0facddf31346f22854a1beaeaaa2c623c165078c54765115b249d771eb0b66",
  },
};

const EXE = process.platform === "win32" ? ".exe" : "";

/** "livekit-server version 1.13.5" → "1.13.5". @param {string} text @returns {string | null} */
export function versionIn(text) {
  return /\b(\d+\.\d+\.\d+)\b/.exec(text)?.[1] ?? null;
}

/** @param {string} version @param {string} least @returns {boolean} */
export function isAtLeast(version, least) {
  const [a, b] = [version, least].map((text) => text.split(".").map(Number));
  for (let place = 0; place < 3; place++) {
    const difference = (a?.[place] ?? 0) - (b?.[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The user's folder for this version. @param {NodeJS.ProcessEnv} env @param {NodeJS.Platform} platform @param {string} home */
export function cacheFolder(env, platform, home) {
  const base =
    env["XDG_CACHE_HOME"] ||
    (platform === "darwin" && join(home, "Library", "Caches")) ||
    (platform === "win32" && (env["LOCALAPPDATA"] || join(home, "AppData", "Local"))) ||
    join(home, ".cache");
  return join(base, "balint-room", `livekit-${VERSION}`);
}

/** The version a binary tells of itself, or null where it does not run. @param {string} binary */
async function versionOf(binary) {
  try {
    return versionIn(await run(binary, ["--version"], { timeoutMs: 20_000 }));
  } catch {
    return null;
  }
}

/** @param {string} command @returns {string | undefined} */
function onPath(command) {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command + EXE)).find((file) => existsSync(file));
}

/** @param {string} file @returns {Promise<string>} */
export async function sha256Of(file) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** @param {string} url @param {string} file */
async function download(url, file) {
  const closed = new AbortController();
  let timer = setTimeout(() => closed.abort(), CONNECT_MS);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => closed.abort(), STALL_MS);
  };
  try {
    const answer = await fetch(url, { signal: closed.signal });
    if (!answer.ok || answer.body === null) throw new Error(`it answered ${answer.status}`);
    alive();
    const body = Readable.fromWeb(/** @type {import("node:stream/web").ReadableStream} */ (answer.body));
    body.on("data", alive);
    await pipeline(body, createWriteStream(file));
  } catch (error) {
    throw closed.signal.aborted ? new Error("no answer from github.com") : error;
  } finally {
    clearTimeout(timer);
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof CommandFailed) return error.output.split("\n").at(-1) || error.message;
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** The release's archive, checked and unpacked. @param {string} folder @returns {Promise<string>} */
async function fromRelease(folder) {
  const archive = ARCHIVES[`${process.platform}-${process.arch}`];
  if (archive === undefined) throw new Error(`there is none for ${process.platform} ${process.arch}`);
  const file = join(folder, archive.name);
  await showing(`Downloading LiveKit ${VERSION} (18 MB, only once)`, () =>
    download(`https://github.com/livekit/livekit/releases/download/${VERSION}/${archive.name}`, file),
  );
  const found = await sha256Of(file);
  if (found !== archive.sha256) throw new Error(`its checksum is ${found} and should be ${archive.sha256}`);
  // Windows' own tar reads zip as well.
  await run("tar", ["-xf", archive.name, `livekit-server${EXE}`], { cwd: folder });
  return join(folder, `livekit-server${EXE}`);
}

/** Built from source; Go checks the sources against its public checksum database. @param {string} folder @returns {Promise<string>} */
async function fromSource(folder) {
  if (onPath("go") === undefined) throw new Error("Go is not installed");
  await showing(`Building LiveKit ${VERSION} with Go (about 4 minutes, only once)`, () =>
    run("go", ["install", `github.com/livekit/livekit-server/cmd/server@${VERSION}`], {
      cwd: folder,
      env: { ...process.env, CGO_ENABLED: "0", GOBIN: folder },
    }),
  );
  return join(folder, `server${EXE}`);
}

/**
 * Made in a folder of its own and renamed at the end: a half-made binary is never found.
 * @param {string} cache @param {(line: string) => void} tell @returns {Promise<string>}
 */
async function intoCache(cache, tell) {
  const cached = join(cache, `livekit-server${EXE}`);
  // Ours alone now, so these are from a start that was killed.
  for (const name of readdirSync(cache))
    if (name.startsWith("making-")) rmSync(join(cache, name), { recursive: true, force: true });
  const folder = mkdtempSync(join(cache, "making-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = orElseRemove(remove);
  /** @type {string[]} */
  const failures = [];
  try {
    for (const [name, make] of /** @type {const} */ ([
      ["download", fromRelease],
      ["Go build", fromSource],
    ])) {
      try {
        const made = await make(folder);
        if (EXE === "") chmodSync(made, 0o755);
        if ((await versionOf(made)) === null) throw new Error("what came of it does not run");
        renameSync(made, cached);
        return cached;
      } catch (error) {
        failures.push(`${name}: ${reasonOf(error)}`);
        tell(`  not by ${name}: ${reasonOf(error)}`);
      }
    }
  } finally {
    forget();
    remove();
  }
  const brew = process.platform === "darwin" ? "`brew install livekit`, or " : "";
  throw new CannotHave(
    `The media server LiveKit cannot be had (${failures.join("; ")}): ${brew}install Go 1.26 or newer (https://go.dev/dl) and start ` +
      `again, or put livekit-server ${NUMBER} or newer on PATH, or name the file in LIVEKIT_BINARY, or name a running one in LIVEKIT_URL.`,
  );
}

/**
 * The absolute path of a LiveKit server that runs.
 * @param {{ say: (line: string) => void }} to @returns {Promise<string>} @throws {CannotHave}
 */
export async function findLiveKit({ say }) {
  const given = process.env["LIVEKIT_BINARY"];
  if (given) {
    if ((await versionOf(given)) !== null) return given;
    throw new CannotHave(
      `LIVEKIT_BINARY names ${given}, which does not run: correct it, or unset it to let us find one.`,
    );
  }
  const installed = onPath("livekit-server");
  if (installed !== undefined) {
    const version = await versionOf(installed);
    if (version !== null && isAtLeast(version, NUMBER)) return installed;
    say(`${installed} is ${version ?? "not runnable"} and is ignored; ${NUMBER} or newer is needed.`);
  }
  const cache = cacheFolder(process.env, process.platform, homedir());
  const cached = join(cache, `livekit-server${EXE}`);
  const isCached = async () => existsSync(cached) && (await versionOf(cached)) !== null;
  if (await isCached()) return cached;
  mkdirSync(cache, { recursive: true });
  return alone(join(cache, "lock"), async () => ((await isCached()) ? cached : intoCache(cache, say)));
}
