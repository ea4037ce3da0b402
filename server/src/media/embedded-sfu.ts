/**
 * The app's own media server: a real livekit-server as a child process, found again after a crash of the app,
 * started again after its own. Knows processes, ports and the server's configuration; no sessions.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, isIPv6 } from "node:net";
import { join, resolve } from "node:path";
import * as z from "zod/mini";
import { ConfigError, type EmbeddedSfuConfig, type TurnConfig } from "../config.ts";
import { makeDirectory } from "../directory.ts";
import { type LivekitAccess, answers } from "./livekit.ts";
import { SILENT, keepShort, lastWords, openLog } from "./sfu-log.ts";

const START_MS = 15_000;
const ADOPT_MS = 1_500;
const WATCH_MS = 500;
/** A server that has lived this long did not stop because of how it was started. */
const STEADY_MS = 60_000;
const RESTART_MS = [200, 500, 1_000, 2_000, 5_000] as const;

const Running = z.object({ pid: z.int(), url: z.string(), apiKey: z.string() });

export type EmbeddedSfu = LivekitAccess & {
  /** Called when the process is found to have stopped, and when it answers again. */
  watch: (listener: (there: boolean) => void) => void;
  story: () => SfuStory;
  stop: () => Promise<void>;
};

export type SfuStory = {
  /** How often it had to be started again since the app started. */
  readonly restarts: number;
  /** It has stopped and is being started again. */
  readonly restarting: boolean;
};

export type EmbeddedSfuOptions = {
  config: EmbeddedSfuConfig;
  apiKey: string;
  apiSecret: string;
  dataDir: string;
  /** Where its webhooks go: our own address. */
  webhookUrl: string;
  say: (line: string) => void;
};

/** Strictly parsed by the server: an unknown key stops it. JSON is YAML. */
function configuration({ config, apiKey, apiSecret, webhookUrl }: EmbeddedSfuOptions): string {
  const only = `${config.mediaIp}/${isIPv6(config.mediaIp) ? 128 : 32}`;
  const loopback = config.mediaIp === "127.0.0.1" || config.mediaIp === "::1";
  return JSON.stringify({
    port: config.port,
    bind_addresses: ["127.0.0.1"],
    keys: { [apiKey]: apiSecret },
    rtc: {
      udp_port: config.udpPort,
      tcp_port: config.tcpPort,
      use_external_ip: false,
      node_ip: config.mediaIp,
      enable_loopback_candidate: loopback,
      // This address alone: LiveKit calls every address it opens by the name of `node_ip`, keeps one of those that
      // then look alike, and nobody on another machine reaches the loopback one.
      ips: { includes: [only] },
      // Without an entry the server hands its clients the names of public STUN servers; nobody answers at this one.
      stun_servers: ["127.0.0.1:3478"],
    },
    room: { auto_create: false, enable_remote_unmute: false },
    enable_data_tracks: false,
    api: { enable_psrpc_for_get_list_participants: true },
    webhook: { api_key: apiKey, urls: [webhookUrl] },
    logging: SILENT,
    ...(config.turn === null ? {} : { turn: relay(config.turn, only) }),
  });
}

function relay({ domain, port, certificate }: TurnConfig, ours: string): object {
  return {
    enabled: true,
    domain,
    tls_port: port,
    ...(certificate === null
      ? { external_tls: true }
      : { cert_file: resolve(certificate.certFile), key_file: resolve(certificate.keyFile) }),
    bind_addresses: [ours.includes(":") ? "::" : "0.0.0.0"],
    // It may lead to LiveKit itself also where that has a private address.
    allow_restricted_peer_cidrs: [ours],
  };
}

async function until(condition: () => Promise<boolean> | boolean, ms: number): Promise<boolean> {
  const end = Date.now() + ms;
  while (Date.now() < end) {
    if (await condition()) return true;
    await new Promise((next) => setTimeout(next, 50));
  }
  return false;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((tell) => {
    const probe = createServer();
    probe.once("error", () => tell(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => tell(true)));
  });
}

/** @throws ConfigError with one sentence for the operator. */
export async function startEmbeddedSfu(options: EmbeddedSfuOptions): Promise<EmbeddedSfu> {
  const { config, apiKey, apiSecret, dataDir, say } = options;
  const url = `http://127.0.0.1:${config.port}`;
  const folder = resolve(dataDir, "sfu");
  const noteFile = join(folder, "running.json");
  const configFile = join(folder, "livekit.yaml");
  const logFile = join(folder, "livekit.log");
  makeDirectory(folder);
  writeFileSync(configFile, configuration(options), { mode: 0o600 });

  let pid: number | null = null;
  let stopping = false;
  let failures = 0;
  let restarts = 0;
  let launchedAt = 0;
  let tell = (_there: boolean) => {};

  /** One of ours that outlived a crash of the app goes on: nobody's sound stops. */
  async function adopt(): Promise<boolean> {
    let note;
    try {
      note = Running.parse(JSON.parse(readFileSync(noteFile, "utf8")));
    } catch {
      return false;
    }
    if (note.url !== url || note.apiKey !== apiKey || !isAlive(note.pid)) return false;
    if (!(await until(async () => (await answers(url)) !== "down", ADOPT_MS))) return false;
    pid = note.pid;
    say("The sound server from before is still running and goes on.");
    return true;
  }

  async function launch(): Promise<void> {
    if (!(await isFree(config.port)))
      throw new ConfigError(
        `Port ${config.port}, which the sound server needs, is in use by another program; stop that program or set SFU_PORT.`,
      );
    const log = openLog(logFile);
    // In a group of its own: a Ctrl-C at the terminal reaches us alone, and we stop it in order.
    const child: ChildProcess = spawn(config.binary, ["--config", configFile], {
      detached: true,
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    pid = child.pid ?? null;
    launchedAt = Date.now();
    // At once: whoever stops us or comes after us must find it, even before it answers.
    if (pid !== null) writeFileSync(noteFile, JSON.stringify({ pid, url, apiKey }), { mode: 0o600 });
    const failed = new Promise<Error>((tell) => child.once("error", tell));
    const exited = new Promise<"exited">((tell) => child.once("exit", () => tell("exited")));
    const started = until(async () => (await answers(url)) === "up", START_MS);
    const first = await Promise.race([started, failed, exited]);
    if (first !== true) {
      if (pid !== null && isAlive(pid)) process.kill(pid, "SIGKILL");
      const why = first instanceof Error ? first.message : lastWords(logFile);
      throw new ConfigError(`The sound server (${config.binary}) did not start: ${why}`);
    }
  }

  async function restart(): Promise<void> {
    failures = Date.now() - launchedAt > STEADY_MS ? 1 : failures + 1;
    restarts += 1;
    tell(false);
    say("The sound server stopped; starting it again.");
    const wait = RESTART_MS[Math.min(failures, RESTART_MS.length) - 1] ?? RESTART_MS[0];
    await new Promise((next) => setTimeout(next, wait));
    if (stopping) return;
    try {
      await launch();
      tell(true);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  }

  let watch: NodeJS.Timeout | undefined;
  function kill(): void {
    stopping = true;
    clearInterval(watch);
    // SIGTERM would wait until everybody has left; it holds nothing that could be lost.
    if (pid === null) return;
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
    rmSync(noteFile, { force: true });
  }
  process.once("exit", kill);

  if (!(await adopt())) await launch();

  let watching = false;
  watch = setInterval(() => {
    keepShort(logFile);
    if (stopping || watching || (pid !== null && isAlive(pid))) return;
    watching = true;
    void restart().finally(() => (watching = false));
  }, WATCH_MS);

  return {
    url,
    apiKey,
    apiSecret,
    watch: (listener) => void (tell = listener),
    story: () => ({ restarts, restarting: watching }),
    async stop() {
      process.off("exit", kill);
      kill();
      const gone = pid;
      if (gone !== null) await until(() => !isAlive(gone), 3_000);
    },
  };
}
