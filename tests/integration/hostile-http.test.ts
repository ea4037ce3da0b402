/** Odd paths, methods and headers: nothing but pages and answers comes out, each with what keeps it safe. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type TestApp, type TestSession, leaderOf, makeSession, startApp } from "../support/app.ts";
import { post } from "../support/person.ts";
import { RawWire } from "../support/raw-wire.ts";

const SECRET = "what lies beside the pages";
let running: TestApp;
let session: TestSession;
const home = mkdtempSync(join(tmpdir(), "balint-pages-"));

beforeAll(async () => {
  mkdirSync(join(home, "dist/assets"), { recursive: true });
  writeFileSync(join(home, "dist/index.html"), "<!doctype html><title>the page</title>");
  writeFileSync(join(home, "dist/assets/a-0123.js"), "export {};");
  writeFileSync(join(home, "secret.txt"), SECRET);
  running = await startApp({ clientDir: join(home, "dist") });
  session = await makeSession(running.baseUrl, running.organiserKey);
});
afterAll(async () => {
  expect(running.logs).toEqual([]);
  await running.close();
  rmSync(home, { recursive: true, force: true });
});

/** Written to the socket as it stands, for a client would tidy it up. */
async function raw(head: string): Promise<{ status: number; text: string }> {
  const wire = new RawWire(running.baseUrl);
  wire.write(head);
  await wire.heard(/^HTTP\/1\.1 \d{3}[\s\S]*\r\n\r\n/).catch(() => {});
  wire.destroy();
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(wire.text)?.[1] ?? 0), text: wire.text };
}
const get = (path: string, more = "") => raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${more}\r\n`);

describe("paths", () => {
  const climbs = ["../secret.txt", "..%2fsecret.txt", "%2e%2e/secret.txt", "%2e%2e%2fsecret.txt", "..%5csecret.txt"]
    .concat(["..\\secret.txt", "%252e%252e%252fsecret.txt", "..;/secret.txt", "%c0%ae%c0%ae/secret.txt"])
    .concat(["....//secret.txt", "./../secret.txt", "assets/../../secret.txt", "assets/%2e%2e/%2e%2e/secret.txt"])
    .concat(["%00../secret.txt", "index.html%00.js", "%", "%zz", "\u0000", "assets//..//..//secret.txt"]);

  test("nothing but the pages comes out, by whatever way they are asked for", async () => {
    for (const before of [
      "/",
      "//",
      "/assets/",
      "/s/",
      "/organise/",
      "/api/",
      "/api/sessions/",
      "/sfu/",
      "/live/",
      "http://x/",
    ])
      for (const climb of climbs) {
        const { status, text } = await get(before + climb);
        expect([before + climb, text.includes(SECRET)]).toEqual([before + climb, false]);
        expect([before + climb, status === 0 || (status >= 200 && status < 500)]).toEqual([before + climb, true]);
      }
    // The test of the test: what lies in the directory does come out.
    expect((await get("/assets/a-0123.js")).text).toContain("export {};");
    expect((await get("/index.html")).text).toContain("the page");
  });

  test("[D-4] no way past the door's few paths to the media server", async () => {
    const paths = [
      "/sfu/rtc/../twirp/livekit.RoomService/ListRooms",
      "/sfu/%2e%2e/sfu/twirp/x",
      "/sfu//rtc",
      "/sfu/rtc/",
    ]
      .concat([
        "/sfu/rtc%2f..%2ftwirp%2fx",
        "/sfu/rtc;x",
        "/sfu/RTC",
        "/SFU/rtc/validate",
        "/sfu",
        "/sfu/rtc/v1/../../metrics",
      ])
      .concat(["/sfu/rtc%00", "/sfu/\\rtc", "/sfu/http://127.0.0.1:7880/rtc", "//sfu/rtc", "/sfu/rtc/validate/x"]);
    for (const path of paths) {
      const { status } = await get(path, "Authorization: Bearer x\r\n");
      expect([path, [400, 401, 404].includes(status)]).toEqual([path, true]);
    }
  });

  test("the live wire's own path answers nothing but websockets", async () => {
    for (const path of [
      "/live/",
      "/live/?EIO=4&transport=polling",
      "/live/?EIO=4&transport=polling&sid=x",
      "/live/../health",
    ]) {
      const { status } = await get(path);
      expect([path, [400, 403, 404].includes(status)]).toEqual([path, true]);
    }
  });
});

describe("methods and headers", () => {
  test("methods nobody needs", async () => {
    for (const method of ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "SEARCH", "MKCOL"])
      for (const path of ["/", "/api/sessions", `/api/sessions/${session.id}/door`, "/health", "/sfu/rtc", "/live/"]) {
        const { status, text } = await raw(
          `${method} ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Echo: ${SECRET}\r\n\r\n`,
        );
        expect([method, path, status >= 400 && status < 500, text.includes(SECRET)]).toEqual([
          method,
          path,
          true,
          false,
        ]);
      }
    expect((await raw("CONNECT x:80 HTTP/1.1\r\nHost: x\r\n\r\n")).status).not.toBe(200);
    const overridden = await get("/api/sessions", "X-HTTP-Method-Override: POST\r\n");
    expect(overridden.status).toBe(403);
  });

  test("requests that could be read in two ways are read in none", async () => {
    const door = `POST /api/sessions/${session.id}/door HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`;
    const smuggled = "GET /health HTTP/1.1\r\nHost: x\r\n\r\n";
    for (const head of [
      `${door}Content-Length: 2\r\nContent-Length: 40\r\n\r\n{}${smuggled}`,
      `${door}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
      `${door}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`,
      `${door}Content-Length : 2\r\n\r\n{}`,
      `${door}Content-Length: -2\r\n\r\n{}`,
      "GET /health HTTP/1.1\r\nHost: x\r\nX-A: b\u0000c\r\n\r\n",
      `GET /health HTTP/1.1\r\nHost: x\r\nX-A: ${"x".repeat(40_000)}\r\n\r\n`,
      `GET /${"x".repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      "GET /health HTTP/1.1\r\n\r\n",
      "\u0016\u0003\u0001\u0000\u0000",
    ]) {
      const { status, text } = await raw(head);
      expect([head.slice(0, 150), [0, 400, 431, 413].includes(status), text.includes('"app"')]).toEqual([
        head.slice(0, 150),
        true,
        false,
      ]);
    }
  });

  test("thousands of cookies, broken cookies, somebody's idea of a prototype", async () => {
    const cookies = [
      `balint_${session.id}=`,
      `balint_${session.id}=x.y.z`,
      "__proto__=x",
      "=",
      ";;;",
      "a=\u00ff",
      "balint_=1",
    ].concat(
      Array.from(
        { length: 150 },
        (_, n) => `balint_${String(n).padStart(16, "0")}=aaaaaaaaaaaaaaaa.${"b".repeat(32)}`,
      ).join("; "),
    );
    for (const cookie of cookies) {
      const path = `/api/sessions/${session.id}/media-token`;
      const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\nCookie: ${cookie}\r\n\r\n{}`;
      expect([cookie.slice(0, 40), (await raw(head)).status]).toEqual([cookie.slice(0, 40), 401]);
    }
  });

  test("every answer says that it is nothing to keep, to guess at, to embed or to tell where one came from", async () => {
    const door = `/api/sessions/${session.id}/door`;
    const answers: [string, Response][] = [
      ["health", await fetch(new URL("/health", running.baseUrl))],
      ["api", await fetch(new URL("/api/sessions", running.baseUrl))],
      ["door", await fetch(new URL(door, running.baseUrl), { method: "POST", body: "{" })],
      ["nothing there", await fetch(new URL("/nothing", running.baseUrl))],
      ["sfu", await fetch(new URL("/sfu/rtc", running.baseUrl))],
      ["page", await fetch(new URL(`/s/${session.id}`, running.baseUrl))],
    ];
    for (const [what, { headers }] of answers) {
      expect([what, headers.get("content-security-policy")]).toEqual([
        what,
        expect.stringMatching(/default-src 'self'.*frame-ancestors 'none'/),
      ]);
      expect([what, headers.get("x-content-type-options")]).toEqual([what, "nosniff"]);
      expect([what, headers.get("referrer-policy")]).toEqual([what, "no-referrer"]);
      expect([what, headers.get("cross-origin-opener-policy")]).toEqual([what, "same-origin"]);
      expect([what, headers.get("cache-control")]).toEqual([what, what === "page" ? "no-cache" : "no-store"]);
      expect([what, headers.get("server"), headers.get("x-powered-by")]).toEqual([what, null, null]);
    }
  });
});

describe("[O-7] whoever looks with a browser reads words, whoever asks with a program reads JSON", () => {
  const EYES = { accept: "text/html,application/xhtml+xml,*/*;q=0.8", "accept-language": "hu-HU,en;q=0.5" };
  const asked = async (path: string, headers: Record<string, string> = EYES) => {
    const answer = await fetch(running.baseUrl + path, { headers });
    return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
  };

  test("the page stands at every address, with 404 where that is one of nothing", async () => {
    const key = session.invitationKey;
    // In the path the key does come here; that it is written nowhere is asked at the end of all.
    for (const path of [`/s/${session.id}`, `/s/${session.id}/`, `/S/${session.id.toUpperCase()}%23${key}.`].concat([
      `/s/${session.id}%23${key}?utm_source=x`,
      `//s/${session.id}`,
      "/organise/",
      "/Organise",
      "/",
    ]))
      for (const headers of [EYES, { accept: "*/*" }])
        expect([path, await asked(path, headers)]).toEqual([
          path,
          expect.objectContaining({
            status: 200,
            type: expect.stringContaining("text/html"),
            text: expect.stringContaining("the page"),
          }),
        ]);
    for (const path of [
      "/nothing",
      "/s/",
      "/s/short",
      "/%zz",
      "/%ff",

      "/assets/",
      "/assets/no.js",
      "/.env",
      `/${"x".repeat(900)}`,
    ])
      for (const headers of [EYES, { ...EYES, "if-none-match": "*", range: "bytes=0-1" }])
        expect([path, await asked(path, headers)]).toEqual([
          path,
          expect.objectContaining({
            status: 404,
            type: expect.stringContaining("text/html"),
            text: expect.stringContaining("the page"),
          }),
        ]);
  });

  test("programs, and what only programs ask for", async () => {
    for (const [path, headers] of [
      ["/nothing", { accept: "*/*" }],
      ["/assets/no.js", { accept: "*/*" }],
      ["/api/nothing", EYES],
      ["/live/x", EYES],
      ["/sfu/x", EYES],
    ] as const) {
      const { status, text } = await asked(path, headers);
      expect([path, status]).toEqual([path, path.startsWith("/live") ? status : 404]);
      expect([path, JSON.parse(text)]).toEqual([path, expect.anything()]);
      expect([path, text.includes("nothing")]).toEqual([path, false]);
    }
  });

  test("a link without its key opens for whom the browser has been before, and tells nobody else anything", async () => {
    const anna = await leaderOf(running, session, 1, "Anna");
    const who = (cookie?: string, id = session.id) => post(running.baseUrl, `/api/sessions/${id}/who`, {}, cookie);
    expect(await (await who(anna.cookie)).json()).toMatchObject({
      as: "leader",
      known: { person: anna.id, name: "Anna" },
    });
    const other = await makeSession(running.baseUrl, running.organiserKey);
    for (const refused of [await who(), await who(anna.cookie, other.id), await who(undefined, "0123456789abcdef")]) {
      expect(refused.status).toBe(403);
      expect(await refused.json()).toEqual({ error: "wrong_key" });
    }
    anna.close();
  });

  test("where there is no time for the page, plain words in the language that was asked for", async () => {
    const busy = await startApp({ clientDir: join(home, "dist"), limits: { pagesPerAddress: 1 } });
    onTestFinished(() => busy.close());
    const again = async (headers: Record<string, string>) => {
      const answer = await fetch(`${busy.baseUrl}/organise`, { headers });
      return { status: answer.status, text: await answer.text() };
    };
    expect(await again(EYES)).toMatchObject({ status: 200 });
    expect(await again(EYES)).toEqual({ status: 429, text: expect.stringMatching(/lang="hu"[\s\S]*pillanat/) });
    expect(await again({ ...EYES, "accept-language": "xx, *" })).toMatchObject({
      text: expect.stringContaining("One moment"),
    });
    expect(await again({ accept: "*/*" })).toEqual({ status: 429, text: JSON.stringify({ error: "too_fast" }) });
  });
});
