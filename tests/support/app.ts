/**
 * The app for tests, in two ways: `startServer` is the real process with its own media server, as a user has it;
 * `startApp` is the same composition inside the test, on a given media server and with ports that may fail.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type App, buildApp } from "../../server/src/app.ts";
import { keysFrom } from "../../server/src/keys.ts";
import { isAlive } from "../../server/src/media/embedded-sfu.ts";
import type { Limits } from "../../server/src/limits.ts";
import { type LivekitAccess, livekitSfu } from "../../server/src/media/livekit.ts";
import type { Sfu as SfuPort } from "../../server/src/media/sfu.ts";
import { openSqlite } from "../../server/src/store/sqlite.ts";
import type { Store } from "../../server/src/store/store.ts";
import { type NewSession, SessionLinks } from "@balint/shared/rest";
import { freeTcpPort, freeUdpPort } from "./free-port.ts";
import { type Knock, type Person, enter } from "./person.ts";
import { type Sfu, livekitBinary, startSfu } from "./sfu.ts";

const ROOT = join(import.meta.dirname, "../..");
const LISTENING_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 15_000;

export type TestSession = {
  readonly id: string;
  readonly leaderKeys: readonly string[];
  readonly invitationKey: string;
};

const keyOf = (link: string) => link.split("#")[1] ?? "";

/** As the organiser's page does it. */
export async function makeSession(
  baseUrl: string,
  organiserKey: string,
  wish: Partial<NewSession> = {},
): Promise<TestSession> {
  const response = await fetch(new URL("/api/sessions", baseUrl), {
    method: "POST",
    headers: { authorization: `Bearer ${organiserKey}`, "content-type": "application/json" },
    body: JSON.stringify({ name: "Northern Circle", frame: "ninety", leaderCount: 2, ...wish }),
  });
  if (!response.ok) throw new Error(`the organiser was answered ${response.status}`);
  const links = SessionLinks.parse(await response.json());
  return { id: links.id, leaderKeys: links.leaderLinks.map(keyOf), invitationKey: keyOf(links.invitationLink) };
}

export type Running = {
  readonly baseUrl: string;
  readonly organiserKey: string;
};

/** A leader by link `slot` (1 or 2), connected. */
export async function leaderOf(running: Running, session: TestSession, slot: 1 | 2, name: string): Promise<Person> {
  const key = session.leaderKeys[slot - 1] ?? "";
  const leader = await enter({ ...knockAt(running, session), key, name, as: "member" });
  await leader.connect();
  return leader;
}

export function knockAt(running: Running, session: TestSession): Omit<Knock, "name"> {
  return { baseUrl: running.baseUrl, sessionId: session.id, key: session.invitationKey, as: "member" };
}

/** A guest, knocking and admitted by `leader`, connected. */
export async function admitted(
  running: Running,
  session: TestSession,
  leader: Person,
  name: string,
  as: "member" | "observer" = "member",
): Promise<Person> {
  const guest = await enter({ ...knockAt(running, session), name, as });
  await guest.connect();
  const answer = await leader.admit(guest.id);
  if (!answer.ok) throw new Error(`${name} was not admitted: ${answer.code}`);
  await guest.untilIn();
  return guest;
}

export type TestServer = Running & {
  readonly pid: number;
  readonly dataDir: string;
  readonly sfuUrl: string;
  readonly output: () => string;
  /** Of what a test has laden into the process, over the channel to it: the next thing it says. */
  readonly ask: (question: string | object) => Promise<unknown>;
  /** Resolves with the exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
  readonly remove: () => Promise<void>;
  /** In order, with all that it has written. */
  readonly end: () => Promise<void>;
};

export type ServerOptions = {
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/** The real process. Its ports stay the same when it is started again with the same `env`. */
export async function startServer({ dataDir: given, env = {} }: ServerOptions = {}): Promise<TestServer> {
  const dataDir = given ?? (await mkdtemp(join(tmpdir(), "balint-data-")));
  const port = env["PORT"] ?? String(await freeTcpPort());
  const sfuPort = env["SFU_PORT"] ?? String(await freeTcpPort());
  const child = spawn(process.execPath, [join(ROOT, "server/src/main.ts")], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: process.env["HOME"] ?? "",
      // By which the run that we belong to finds what it left behind, the media server included.
      BALINT_RUN: process.env["BALINT_RUN"] ?? "",
      PORT: port,
      DATA_DIR: dataDir,
      LIVEKIT_BINARY: livekitBinary(),
      SFU_PORT: sfuPort,
      SFU_UDP_PORT: String(await freeUdpPort()),
      MEDIA_IP: "127.0.0.1",
      ...env,
    },
  });
  let output = "";
  const exited = new Promise<number | null>((resolve) =>
    child.once("exit", (code, signal) => {
      if (signal !== null) output += `ended by ${signal}\n`;
      resolve(code);
    }),
  );
  const organiserKey = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`no organiser link in:\n${output}`));
    }, LISTENING_WITHIN_MS);
    const read = (line: string) => {
      output += `${line}\n`;
      const found = /\/organise#(\S+)/.exec(line)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    for (const stream of [child.stdout, child.stderr]) if (stream !== null) createInterface(stream).on("line", read);
    void exited.then((code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
    void exited.then(() => clearTimeout(timer));
  });
  const server: TestServer = {
    baseUrl: `http://127.0.0.1:${port}`,
    organiserKey,
    pid: child.pid ?? -1,
    dataDir,
    sfuUrl: `http://127.0.0.1:${sfuPort}`,
    output: () => output,
    async ask(question) {
      const answer = once(child, "message").then(([message]: unknown[]) => message);
      child.send(question);
      return Promise.race([answer, exited]);
    },
    async stop(signal = "SIGTERM") {
      const timer = setTimeout(() => child.kill("SIGKILL"), STOPPED_WITHIN_MS);
      child.kill(signal);
      const code = await exited;
      clearTimeout(timer);
      return code;
    },
    async remove() {
      await endOrphan(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
    async end() {
      await server.stop();
      await server.remove();
    },
  };
  return server;
}

/** The media server outlives an app that was killed, as it should; it must not outlive the test. */
async function endOrphan(dataDir: string): Promise<void> {
  const note = await readFile(join(dataDir, "sfu/running.json"), "utf8").catch(() => null);
  if (note === null) return;
  const { pid } = JSON.parse(note) as { pid: number };
  if (isAlive(pid)) process.kill(pid, "SIGKILL");
}

/** What the embedded media server is spoken to with: of a server that has run in `dataDir`. */
export async function sfuAccess(server: TestServer): Promise<{ url: string; apiKey: string; apiSecret: string }> {
  const { sfuKey, sfuSecret } = JSON.parse(await readFile(join(server.dataDir, "secrets.json"), "utf8"));
  return { url: server.sfuUrl, apiKey: sfuKey, apiSecret: sfuSecret };
}

export type TestApp = Running & {
  readonly app: App;
  readonly sfu: Sfu;
  readonly store: Store;
  readonly logs: readonly string[];
  readonly close: () => Promise<void>;
};

export type AppFaults = {
  /** Lays a fault over the real media server. */
  readonly sfu?: (real: SfuPort, access: LivekitAccess) => SfuPort;
  /** Where the media server's webhooks go instead, on their way to the app. */
  readonly webhooks?: (to: string) => string;
  readonly store?: (real: Store) => Store;
  readonly clientDir?: string;
  readonly graceMs?: number;
  readonly proxies?: number;
  readonly limits?: Partial<Limits>;
};

/** In this process, on a real media server of its own. */
export async function startApp(faults: AppFaults = {}): Promise<TestApp> {
  const port = await freeTcpPort();
  const webhooks = `http://127.0.0.1:${port}/webhooks/livekit`;
  const sfu = await startSfu({ webhookUrl: faults.webhooks?.(webhooks) ?? webhooks });
  const dataDir = await mkdtemp(join(tmpdir(), "balint-app-"));
  const real = openSqlite(join(dataDir, "balint.sqlite"));
  const store = faults.store?.(real) ?? real;
  const keys = keysFrom("a-secret-of-a-test-installation");
  const access = { url: sfu.url, apiKey: sfu.apiKey, apiSecret: sfu.apiSecret };
  const logs: string[] = [];
  const app = await buildApp({
    store,
    keys,
    access,
    sfu: faults.sfu?.(livekitSfu(access), access) ?? livekitSfu(access),
    publicUrl: null,
    graceMs: faults.graceMs ?? 120_000,
    proxies: faults.proxies ?? 0,
    ...(faults.limits === undefined ? {} : { limits: faults.limits }),
    clientDir: faults.clientDir ?? join(ROOT, "client/dist"),
    log: (line) => logs.push(JSON.stringify(line)),
  });
  await app.http.listen({ port, host: "127.0.0.1" });
  return {
    app,
    sfu,
    store,
    logs,
    baseUrl: `http://127.0.0.1:${port}`,
    organiserKey: keys.organiserKey,
    async close() {
      await app.close();
      await sfu.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
