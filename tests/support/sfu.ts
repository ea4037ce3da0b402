/**
 * A real livekit-server for tests: loopback only, on free ports, in a directory of its own, gone with the process
 * that started it. Knows how to run the server and nothing of rooms or rights.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { stringify } from "yaml";
import { eventually } from "./eventually.ts";
import { freeTcpPort, freeUdpPort } from "./free-port.ts";

const API_KEY = "testkey";
const API_SECRET = "a-secret-for-tests-only-0123456789abcdef";
const START_WITHIN_MS = 20_000;

type Config = Record<string, unknown>;

export type Sfu = {
  /** For the room service. */
  readonly url: string;
  /** For signalling. */
  readonly wsUrl: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly pid: number;
  readonly udpPort: number;
  log(): Promise<string>;
  stop(): Promise<void>;
};

export function livekitBinary(): string {
  const path = process.env["LIVEKIT_BINARY"];
  if (path === undefined || path === "")
    throw new Error("LIVEKIT_BINARY is unset: it must hold the path of a livekit-server binary, v1.13.5 or newer.");
  return path;
}

// The shell outlives neither its child nor its parent: when our end of its standard input closes, for whatever
// reason (stop, exit, SIGKILL of the test worker), `read` returns and the server is killed. SIGKILL, because on
// SIGTERM livekit-server waits until everybody has left.
const KEEPER = '"$0" --config "$1" </dev/null >"$2" 2>&1 & echo $!; read -r _; kill -9 $! 2>/dev/null; wait';

function baseConfig(port: number, udpPort: number, webhookUrl: string | undefined): Record<string, Config> {
  return {
    rtc: {
      udp_port: udpPort,
      // ICE over TCP would listen on every interface.
      tcp_port: 0,
      use_external_ip: false,
      node_ip: "127.0.0.1",
      enable_loopback_candidate: true,
      ips: { includes: ["127.0.0.1/32"] },
      // Without an entry clients are handed public STUN servers. Nobody listens there, on purpose: named after the
      // server's own UDP port, as it is tempting to do, no client ever connects.
      stun_servers: ["127.0.0.1:3478"],
    },
    room: { auto_create: false, empty_timeout: 300, departure_timeout: 20 },
    api: { enable_psrpc_for_get_list_participants: true },
    keys: { [API_KEY]: API_SECRET },
    logging: { level: "info", json: true },
    ...(webhookUrl === undefined ? {} : { webhook: { api_key: API_KEY, urls: [webhookUrl] } }),
  };
}

/** Sections of `extraConfig` are laid over the sections of the same name. */
export async function startSfu(
  options: { readonly extraConfig?: Readonly<Record<string, Config>>; readonly webhookUrl?: string } = {},
): Promise<Sfu> {
  const binary = livekitBinary();
  const port = await freeTcpPort();
  const udpPort = await freeUdpPort();
  const home = await mkdtemp(join(tmpdir(), "balint-sfu-"));
  const configFile = join(home, "livekit.yaml");
  const logFile = join(home, "livekit.log");

  const sections = baseConfig(port, udpPort, options.webhookUrl);
  for (const [name, section] of Object.entries(options.extraConfig ?? {}))
    sections[name] = { ...sections[name], ...section };
  await writeFile(configFile, stringify({ port, bind_addresses: ["127.0.0.1"], ...sections }));

  const keeper = spawn("/bin/sh", ["-c", KEEPER, binary, configFile, logFile], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(keeper, "exit");
  const [line] = (await once(createInterface(keeper.stdout), "line")) as [string];
  const url = `http://127.0.0.1:${port}`;

  const log = () => readFile(logFile, "utf8");
  const stop = async () => {
    keeper.stdin.end();
    await ended;
    await rm(home, { recursive: true, force: true });
  };

  try {
    await eventually(
      "livekit-server answers",
      () =>
        fetch(url).then(
          (answer) => answer.ok,
          () => false,
        ),
      START_WITHIN_MS,
    );
  } catch (cause) {
    const said = await log();
    await stop();
    throw new Error(`livekit-server did not start. It said:\n${said.slice(-2_000)}`, { cause });
  }
  return {
    url,
    wsUrl: `ws://127.0.0.1:${port}`,
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    pid: Number(line),
    udpPort,
    log,
    stop,
  };
}
