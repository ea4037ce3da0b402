/**
 * The deployment files against what reads them: Compose's own schema, LiveKit itself, the settings the server knows,
 * and the files the image is made from. No container is started here.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { SILENT } from "../server/src/media/sfu-log.ts";
import { ROOT } from "./paths.mjs";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

const COMPOSE = read("docker-compose.yml");
const ENV_EXAMPLE = read(".env.example");

const folder = mkdtempSync(join(tmpdir(), "balint-compose-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const isCompose = new Ajv2020({ strict: false, validateFormats: false }).compile(
  JSON.parse(read("tests/fixtures/compose-spec.json")) as object,
);

/** `${NAME}`, `${NAME:-default}`, `${NAME:?complaint}` as Compose fills them in. */
function filledIn(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind: string, rest: string) => {
    const value = values[name];
    if (value) return value;
    if (kind === "-") return rest;
    throw new Error(`${name}: ${rest}`);
  });
}

const EXAMPLE = {
  PUBLIC_URL: "https://balint.example.org",
  MEDIA_IP: "127.0.0.1",
  LIVEKIT_API_KEY: "key",
  LIVEKIT_API_SECRET: "0123456789abcdef0123456789abcdef",
};

type Service = Record<string, unknown> & { environment: Record<string, string>; ports: string[] };
const composed = (values: Record<string, string> = EXAMPLE) =>
  parse(filledIn(COMPOSE, values)) as { services: { app: Service; livekit: Service } };

describe("docker-compose.yml", () => {
  test("is what Compose accepts", () => {
    expect(isCompose(composed()), JSON.stringify(isCompose.errors)).toBe(true);
  });

  test.each([
    ["an unknown key", (app: Service) => (app["helthcheck"] = {})],
    ["a wrong type", (app: Service) => (app["ports"] = "3000:3000" as unknown as string[])],
    ["an unknown condition", (app: Service) => (app["depends_on"] = { livekit: { condition: "service_happy" } })],
  ])("%s is not accepted (so the test above sees something)", (_, breakIt) => {
    const file = composed();
    breakIt(file.services.app);
    expect(isCompose(file)).toBe(false);
  });

  test("asks for what has no default", () => {
    for (const name of Object.keys(EXAMPLE)) expect(() => composed({ ...EXAMPLE, [name]: "" })).toThrow(name);
  });

  test("keeps LiveKit's signalling behind the app's door", () => {
    const { app, livekit } = composed().services;
    expect(livekit.ports).toEqual(["7881:7881/tcp", "7882:7882/udp", "127.0.0.1:5349:5349/tcp"]);
    expect(app.ports).toEqual(["127.0.0.1:3000:3000"]);
  });

  test("[H-11] [K-4] bounds every service's log, and LiveKit writes nothing of those who talk to it", () => {
    const { services } = composed();
    for (const [name, { logging }] of Object.entries(services))
      expect(logging, name).toMatchObject({ options: { "max-size": "1m", "max-file": "2" } });
    const livekit = parse(services.livekit.environment["LIVEKIT_CONFIG"] ?? "") as { logging: unknown };
    expect(livekit.logging).toEqual(SILENT);
  });

  test("runs the LiveKit that the scripts build", async () => {
    const { VERSION } = await import("./livekit.mjs");
    expect(composed().services.livekit["image"]).toBe(`livekit/livekit-server:${VERSION}`);
  });
});

describe(".env.example", () => {
  const explained = new Set([...ENV_EXAMPLE.matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]));
  const used = new Set([...COMPOSE.matchAll(/\$\{([A-Z_]+)/g)].map((match) => match[1]));
  const known = new Set([...read("server/src/config.ts").matchAll(/^ {2}([A-Z_]+): z\./gm)].map((match) => match[1]));

  test("explains every setting that Compose or the server reads", () => {
    expect(known.size).toBeGreaterThan(5);
    expect([...used, ...known].filter((name) => !explained.has(name))).toEqual([]);
  });

  test("explains nothing that nobody reads", () => {
    expect([...explained].filter((name) => !used.has(name) && !known.has(name))).toEqual([]);
  });

  test("names no setting that the server does not know in what Compose gives to it", () => {
    const given = Object.keys(composed().services.app.environment);
    expect(given.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("Dockerfile", () => {
  const dockerfile = read("Dockerfile");

  test("starts and builds from files that exist", () => {
    const files = [...dockerfile.matchAll(/\bnode"?,? "?((?:scripts|server)\/[\w./-]+)/g)].map(
      (match) => match[1] ?? "",
    );
    expect(files).toEqual(["scripts/setup.mjs", "server/src/main.ts"]);
    for (const file of files) expect(existsSync(join(ROOT, file)), file).toBe(true);
  });

  test("knows the package.json of every workspace", () => {
    const { workspaces } = JSON.parse(read("package.json")) as { workspaces: string[] };
    for (const name of workspaces)
      expect(dockerfile.match(new RegExp(`^COPY ${name}/package.json ${name}/$`, "gm"))).toHaveLength(2);
  });

  test("runs the Node that everything was tested with, not as root", () => {
    const { devDependencies } = JSON.parse(read("package.json")) as { devDependencies: { node: string } };
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
    expect(new Set(bases)).toEqual(new Set([`node:${devDependencies.node}-slim`]));
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});

// Set by `npm test`; strict parsing is LiveKit's own, so only LiveKit can say.
describe.skipIf(!process.env["LIVEKIT_BINARY"])("LiveKit", () => {
  const freePort = () =>
    new Promise<number>((tell) => {
      const probe = createServer().listen(0, "127.0.0.1", () => {
        const address = probe.address();
        probe.close(() => tell(typeof address === "object" && address !== null ? address.port : 0));
      });
    });

  /** Whether LiveKit answers on its port within 15 s, or what it said when it ended instead. */
  async function tryConfig(change: (config: string) => string, more: Record<string, string> = {}): Promise<string> {
    const [port, tcp, udp] = [await freePort(), await freePort(), await freePort()];
    const values = { ...EXAMPLE, ...more, SFU_TCP_PORT: String(tcp), SFU_UDP_PORT: String(udp) };
    const config = composed(values).services.livekit.environment["LIVEKIT_CONFIG"] ?? "";
    const file = join(folder, `livekit-${port}.yaml`);
    writeFileSync(file, change(config.replace("port: 7880", `port: ${port}`)));
    const livekit = spawn(process.env["LIVEKIT_BINARY"] ?? "", ["--config", file, "--bind", "127.0.0.1"]);
    let said = "";
    livekit.stdout.on("data", (chunk) => (said += chunk));
    livekit.stderr.on("data", (chunk) => (said += chunk));
    const ended = new Promise<void>((tell) => livekit.once("close", () => tell()));
    try {
      for (const deadline = Date.now() + 15_000; Date.now() < deadline && livekit.exitCode === null;) {
        const answer = await fetch(`http://127.0.0.1:${port}/`).catch(() => null);
        if (answer?.ok) return "answers";
        await new Promise((next) => setTimeout(next, 100));
      }
      return said;
    } finally {
      // SIGTERM would wait until everybody has left.
      livekit.kill("SIGKILL");
      await ended;
    }
  }

  test("starts with the configuration in docker-compose.yml", async () => {
    expect(await tryConfig((config) => config)).toBe("answers");
  });

  test("starts with the relay that .env.example shows", async () => {
    const shown = /^#LIVEKIT_TURN=(.+)$/m.exec(ENV_EXAMPLE)?.[1] ?? "";
    const relay = shown.replace("5349", String(await freePort()));
    expect(await tryConfig((config) => config, { LIVEKIT_TURN: relay })).toBe("answers");
  });

  test("does not start with a key it does not know (so the test above sees something)", async () => {
    expect(await tryConfig((config) => `${config}\nenable_data_trakcs: false\n`)).toContain("enable_data_trakcs");
  });
});
