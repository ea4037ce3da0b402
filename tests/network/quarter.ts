/**
 * A circle whose people live in homes of their own: the real app and its real media server at one address, Anna at the
 * server's side, everybody else at a browser in a namespace. Knows how to bring them together and to tidy up.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { RoomSnapshot } from "@balint/shared/session/protocol";
import { type Circle, gather } from "../e2e/circle.ts";
import type { Screen } from "../e2e/screen.ts";
import { type Running, type TestServer, sfuAccess, startServer } from "../support/app.ts";
import { CHROMIUM, launchChromium } from "../support/chromium.ts";
import { freeTcpPort, freeUdpPort } from "../support/free-port.ts";
import { type Home, type Town, buildTown } from "./town.ts";
import { watchScreen } from "./watching.ts";

export type Quarter = {
  readonly town: Town;
  readonly server: TestServer;
  readonly running: Running;
  readonly circle: Circle;
  /** `relay`: over TLS, of a certificate that the browsers here do not ask about. */
  readonly ports: { readonly app: number; readonly udp: number; readonly tcp: number; readonly relay: number };
  readonly homeOf: (screen: Screen) => Home;
  readonly anotherHome: () => Promise<{ home: Home; browser: Browser }>;
  readonly close: () => Promise<void>;
};

const RELAY_NAME = "relay.balint.test";
const AT_HOME = ["Clara Duarte", "Ilona Szabó", "Tom Reyes"];

async function certificate(): Promise<{ folder: string; env: Record<string, string> }> {
  const folder = await mkdtemp(join(tmpdir(), "balint-relay-"));
  const [cert, key] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const how = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  await promisify(execFile)("openssl", [...how, "-subj", `/CN=${RELAY_NAME}`, "-keyout", key, "-out", cert]);
  return { folder, env: { TURN_DOMAIN: RELAY_NAME, TURN_CERT_FILE: cert, TURN_KEY_FILE: key } };
}

export async function settle(): Promise<Quarter> {
  const town = buildTown();
  const undo: (() => Promise<unknown> | void)[] = [town.close];
  const close = async () => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    const [app, udp, tcp] = [await freeTcpPort(), await freeUdpPort(), await freeTcpPort()];
    const relay = await freeTcpPort();
    const { folder, env } = await certificate();
    undo.push(() => rm(folder, { recursive: true, force: true }));
    const server = await startServer({
      env: {
        HOST: "0.0.0.0",
        PORT: String(app),
        MEDIA_IP: town.server,
        SFU_UDP_PORT: String(udp),
        SFU_TCP_PORT: String(tcp),
        TURN_PORT: String(relay),
        ...env,
      },
    });
    undo.push(server.remove, () => server.stop());
    const baseUrl = `http://${town.server}:${app}`;
    // Camera and microphone are for secure origins only.
    const flags = [
      `--unsafely-treat-insecure-origin-as-secure=${baseUrl}`,
      `--host-resolver-rules=MAP ${RELAY_NAME} ${town.server}`,
      "--ignore-certificate-errors",
    ];
    const launch = async (home: Home | null): Promise<Browser> => {
      const browser = await launchChromium(home === null ? { flags } : { flags, program: home.inHome(CHROMIUM) });
      undo.push(() => browser.close());
      return browser;
    };
    const homes = new Map(AT_HOME.map((name) => [name, town.home()]));
    const browsers = new Map<string, Browser>();
    for (const name of ["Anna Keller", ...AT_HOME]) browsers.set(name, await launch(homes.get(name) ?? null));
    const running: Running = { baseUrl, organiserKey: server.organiserKey };
    const circle = await gather({
      running,
      access: await sfuAccess(server),
      browser(name) {
        const browser = browsers.get(name);
        if (browser === undefined) throw new Error(`${name} lives nowhere`);
        return browser;
      },
      at: { before: watchScreen },
    });
    return {
      town,
      server,
      running,
      circle,
      ports: { app, udp, tcp, relay },
      homeOf(screen) {
        const home = homes.get(screen.name);
        if (home === undefined) throw new Error(`${screen.name} has no home here`);
        return home;
      },
      async anotherHome() {
        const home = town.home();
        return { home, browser: await launch(home) };
      },
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** The newest snapshot that came down this screen's wire. */
export function newest(screen: Screen): RoomSnapshot {
  const frame = screen.wire.findLast((text) => text.startsWith('42["snapshot"'));
  return RoomSnapshot.parse(JSON.parse(frame?.slice(2) ?? "[]")[1]);
}
