/**
 * The process: settings in, one app and its media server up, everything down again on a signal.
 * Every failure to start is one sentence and an exit code.
 */
import { join } from "node:path";
import { type App, buildApp } from "./app.ts";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { makeDirectory } from "./directory.ts";
import { keysFrom, secretsIn } from "./keys.ts";
import { type EmbeddedSfu, startEmbeddedSfu } from "./media/embedded-sfu.ts";
import { lockDirectory } from "./store/lock.ts";
import { openSqlite } from "./store/sqlite.ts";

/** After this a stop no longer waits for anybody. */
const STOP_MS = 8_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

function cannotUse(dataDir: string, why: string): ConfigError {
  return new ConfigError(
    `The data directory ${dataDir} cannot be used (${why}); set DATA_DIR to one that can be written.`,
  );
}

/** One process per directory, before anything there is touched: it may belong to a room that is open. */
function openData({ dataDir }: Config) {
  try {
    makeDirectory(dataDir);
    const lock = lockDirectory(dataDir);
    if (lock === null) throw cannotUse(dataDir, "another Balint room is open on it");
    return { lock, store: openSqlite(join(dataDir, "balint.sqlite")), secrets: secretsIn(dataDir) };
  } catch (error) {
    throw error instanceof ConfigError
      ? error
      : cannotUse(dataDir, error instanceof Error ? error.message : String(error));
  }
}

async function listen(app: App, config: Config): Promise<void> {
  try {
    await app.http.listen({ port: config.port, host: config.host });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE")
      throw new ConfigError(`Port ${config.port} is in use by another program; stop that program or set PORT.`);
    if (code === "EACCES")
      throw new ConfigError(`Port ${config.port} is not open to this user; set PORT to one above 1023.`);
    if (String(code).startsWith("E"))
      throw new ConfigError(`${config.host} is not an address of this machine; set HOST to one that is.`);
    throw error;
  }
}

/** Where our own media server finds us. */
function reachable(host: string): string {
  if (host === "0.0.0.0" || host === "::" || host === "localhost") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

async function run(): Promise<void> {
  const config = readConfig();
  const { lock, store, secrets } = openData(config);
  const keys = keysFrom(secrets.server);
  let app: App | null = null;
  let sfu: EmbeddedSfu | null = null;
  let stopping = false;

  async function stop(code: number): Promise<void> {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(code || 1), STOP_MS).unref();
    await app?.close();
    await sfu?.stop();
    lock.release();
    process.exit(code);
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
  // Whoever started us is gone.
  process.on("disconnect", () => void stop(0));

  try {
    if (config.sfu.kind === "embedded")
      sfu = await startEmbeddedSfu({
        config: config.sfu,
        apiKey: secrets.sfuKey,
        apiSecret: secrets.sfuSecret,
        dataDir: config.dataDir,
        webhookUrl: `http://${reachable(config.host)}:${config.port}/webhooks/livekit`,
        say,
      });
    const access = sfu ?? (config.sfu.kind === "external" ? config.sfu : null);
    if (access === null) throw new ConfigError("No LiveKit server is known.");
    app = await buildApp({
      store,
      keys,
      access,
      publicUrl: config.publicUrl,
      ...(sfu === null ? {} : { sfuStory: sfu.story }),
      graceMs: config.leadersGraceSeconds * 1000,
      proxies: config.proxies,
      clientDir: config.clientDir,
      log: ({ level, what, cause }) => process.stderr.write(`${JSON.stringify({ level, what, cause })}\n`),
    });
    const { rooms } = app;
    sfu?.watch((there) => rooms.mediaIs(there));
    await listen(app, config);
  } catch (error) {
    await sfu?.stop();
    // All that is written before the room is open lies there: the media server's settings and its log.
    const isOfFiles = error instanceof Error && "syscall" in error && "code" in error;
    throw isOfFiles ? cannotUse(config.dataDir, error.message) : error;
  }
  const address = config.publicUrl ?? `http://localhost:${config.port}`;
  say(`\nThe Balint room is open at ${address}`);
  say(`Make your meetings here (keep this link to yourself):\n\n    ${address}/organise#${keys.organiserKey}\n`);
}

try {
  await run();
} catch (error) {
  // A setting that cannot be used is one sentence; anything else is a defect and shows where it is.
  const said = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`\n${said}\n`);
  process.exit(1);
}
