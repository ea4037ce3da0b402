/**
 * The trial of the line at the door, at real browsers and networks that let through everything, only TCP, or nothing:
 * the verdict in plain words, what IT has to open, and that nobody has to wait for it.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { RoomServiceClient } from "livekit-server-sdk";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { words } from "../../client/src/words/words.ts";
import { type TestServer, type TestSession, leaderOf, makeSession, sfuAccess, startServer } from "../support/app.ts";
import { launchChromium } from "../support/chromium.ts";
import { eventually } from "../support/eventually.ts";
import { freeTcpPort } from "../support/free-port.ts";
import { inBothSizes, keepEvidence } from "./circle.ts";
import { type Coming, Screen } from "./screen.ts";

const PICTURES = join(import.meta.dirname, "../output");
/** Media over UDP is let through to a proxy only, and there is none. */
const NO_UDP = "--webrtc-ip-handling-policy=disable_non_proxied_udp";
const VERDICT_WITHIN_MS = 45_000;

let server: TestServer;
let session: TestSession;
let open: Browser;
let withoutUdp: Browser;
const guests: Screen[] = [];

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  [server, open, withoutUdp] = await Promise.all([
    startServer(),
    launchChromium(),
    launchChromium({ flags: [NO_UDP] }),
  ]);
  session = await makeSession(server.baseUrl, server.organiserKey);
});
afterAll(async () => {
  await open?.close();
  await withoutUdp?.close();
  await server?.stop();
  await server?.remove();
});

async function atTheCheck(browser: Browser, running = server, wish: Partial<Coming> = {}): Promise<Screen> {
  const at = running === server ? session : await makeSession(running.baseUrl, running.organiserKey);
  const guest = await Screen.outside(browser, {
    running,
    session: at,
    key: at.invitationKey,
    name: "Priya Nair",
    ...wish,
  });
  guests.push(guest);
  await guest.promise();
  return guest;
}

function verdict({ page }: Screen, of: string): Promise<void> {
  return page.locator(`[data-line="${of}"]`).waitFor({ timeout: VERDICT_WITHIN_MS });
}

/** So that a device which opens by itself is noticed. */
async function countDevices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = Object.assign(window, { opened: 0 });
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = (wanted) => {
      counted.opened += 1;
      return ask(wanted);
    };
  });
}

const scene = (name: string, play: () => Promise<void>) =>
  test(name, async ({ onTestFailed }) => {
    onTestFailed(() => keepEvidence(guests, PICTURES));
    await play();
    for (const guest of guests.splice(0)) {
      expect(guest.errors).toEqual([]);
      await guest.close();
    }
  });

scene("[D-10] [D-11] an open network: the line is good, and no device was opened", async () => {
  const priya = await atTheCheck(open, server, { before: countDevices });
  await verdict(priya, "good");
  await priya.says(words.line.good);
  await priya.page.screenshot({ path: join(PICTURES, "line-good.png") });
  expect(await priya.page.locator('[data-line="good"]').getAttribute("data-via")).toBe("udp");
  expect(await priya.page.evaluate(() => Reflect.get(window, "opened"))).toBe(0);
});

scene("[D-11] who is in a hurry knocks before the line is known, and the trial is dropped", async () => {
  const sockets: string[] = [];
  const priya = await atTheCheck(open, server, {
    before: async (page) =>
      void page.on("websocket", (socket) => {
        if (!socket.url().includes("/sfu/")) return;
        sockets.push("open");
        socket.on("close", () => sockets.push("closed"));
      }),
  });
  await eventually("the trial is on its way", async () => sockets.length > 0);
  await priya.page.locator('[data-line="trying"]').waitFor();
  await priya.knock();
  await priya.shows("waiting");
  await eventually("nothing of it is left", async () => {
    const left = sockets.filter((what) => what === "open").length - sockets.filter((what) => what === "closed").length;
    return left === 0;
  });
});

scene("[D-11] a network without UDP, at a room that has TCP: a detour, and it works", async () => {
  const running = await startServer({ env: { SFU_TCP_PORT: String(await freeTcpPort()) } });
  try {
    const priya = await atTheCheck(withoutUdp, running);
    await verdict(priya, "detour");
    await priya.says(words.line.detour);
    expect(await priya.page.locator('[data-line="detour"]').getAttribute("data-via")).toBe("tcp");
  } finally {
    await running.stop();
    await running.remove();
  }
});

scene(
  "[D-11] [D-22] a network that lets no media through: what IT has to open, at the door and in the room",
  async () => {
    const priya = await atTheCheck(withoutUdp);
    await verdict(priya, "noMedia");
    await priya.says(words.line.noMedia);
    const line = (await priya.page.locator(".for-it").innerText()).trim();
    const { url, port } = { url: new URL(server.baseUrl), port: /UDP port (\d+)/.exec(line)?.[1] };
    expect(line).toContain(words.line.wire(url.hostname, Number(url.port)));
    expect(line).toContain(words.line.media("127.0.0.1", "UDP", Number(port)));
    await priya.page.screenshot({ path: join(PICTURES, "line-blocked.png") });
    await priya.click(words.line.again);
    await priya.page.locator('[data-line="trying"]').waitFor();
    await verdict(priya, "noMedia");
    await priya.knock();
    await priya.shows("waiting");

    const leader = await leaderOf(server, session, 1, "Anna Keller");
    const { leaders } = await leader.untilIn((room) => room.leaders?.door.some(({ here }) => here) === true);
    for (const { person, name, role, since } of leaders?.door ?? [])
      await leader.command({ kind: "person.admit", person, seen: { name, role, since } });
    await priya.page.locator('[data-blocked="media"]').getByText(words.blocked.media).waitFor();
    expect(await priya.page.getByText(words.link.reconnecting).count()).toBe(0);
    await inBothSizes(PICTURES, priya.page, "blocked-room");
    await priya.click(words.blocked.help);
    const dialog = priya.page.getByRole("dialog");
    expect((await dialog.locator(".for-it").innerText()).trim()).toBe(line);
    await inBothSizes(PICTURES, priya.page, "blocked-help");
    await dialog.getByRole("button", { name: words.line.again }).click();
    await dialog.getByText(words.line.trying).waitFor();
    await dialog.getByText(words.line.noMedia).waitFor({ timeout: VERDICT_WITHIN_MS });
    await dialog.getByRole("button", { name: words.close, exact: true }).click();
    leader.close();
  },
);

scene(
  "[D-22] who knocks before it is known that no live line opens is told what the trial finds, and goes on from there",
  async () => {
    let opened = false;
    const priya = await atTheCheck(open, server, {
      before: (page) =>
        page.routeWebSocket(/\/(sfu|live)\//, (socket) => void (opened ? socket.connectToServer() : socket.close())),
    });
    await priya.knock();
    await priya.says(words.failed.unreachable);
    await priya.page.locator('[data-screen="blocked"]').waitFor({ timeout: VERDICT_WITHIN_MS });
    await priya.says(words.line.noWire);
    const { hostname, port } = new URL(server.baseUrl);
    await priya.says(words.line.forIt(hostname, [words.line.wire(hostname, Number(port))]));
    await inBothSizes(PICTURES, priya.page, "blocked-wire");
    await priya.click(words.tryAgain);
    await priya.says(words.line.trying);
    await priya.page.locator('[data-screen="blocked"]').waitFor({ timeout: VERDICT_WITHIN_MS });
    opened = true;
    await priya.shows("waiting");
  },
);

scene("[D-11] a network that closes websockets is told from one that stops media", async () => {
  const priya = await atTheCheck(open, server, {
    before: (page) => page.routeWebSocket(/\/sfu\//, (socket) => socket.close()),
  });
  await verdict(priya, "noWire");
  await priya.says(words.line.noWire);
  const { hostname, port } = new URL(server.baseUrl);
  expect(await priya.page.locator(".for-it").innerText()).toBe(
    words.line.forIt(hostname, [words.line.wire(hostname, Number(port))]),
  );
});

scene("[D-10] too many trials at once: that is said, tried once more later, and holds nobody up", async () => {
  const priya = await atTheCheck(open, server, {
    before: (page) => page.route(/\/line-check$/, (route) => route.fulfill({ status: 409, json: { error: "full" } })),
  });
  await verdict(priya, "unknown");
  await priya.says(words.line.unknown);
  await priya.knock();
  await priya.shows("waiting");
});

test("[D-10] no trial is left over", async () => {
  const { url, apiKey, apiSecret } = await sfuAccess(server);
  const service = new RoomServiceClient(url, apiKey, apiSecret);
  // It may take the whole of its 30 s.
  await eventually(
    "the room of the trial is closed",
    async () => (await service.listRooms()).every(({ name }) => !name.startsWith("line-")),
    40_000,
  );
});
