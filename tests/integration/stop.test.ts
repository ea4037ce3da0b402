/** A stop in order: every page is told, who was here is stored, whoever hangs is left, and it is over soon. */
import { once } from "node:events";
import { connect } from "node:net";
import { DatabaseSync } from "node:sqlite";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import { isAlive } from "../../server/src/media/embedded-sfu.ts";
import { type TestServer, admitted, leaderOf, makeSession, startServer } from "../support/app.ts";
import { type Crew, startBots } from "../support/bots.ts";
import { eventually } from "../support/eventually.ts";
import { figures, msSince } from "../support/figures.ts";

/** SPEC O-4. */
const GONE_WITHIN_MS = 10_000;
const note = figures("a stop in order");
const servers: TestServer[] = [];
let crew: Crew | undefined;
afterAll(async () => {
  await crew?.stop();
  for (const server of servers) await server.stop("SIGKILL");
  for (const server of servers) await server.remove();
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "[O-4] [O-2] %s with hanging connections and a media server that answers nothing: told, stored, gone, and all goes on",
  async (signal) => {
    const server = await startServer();
    servers.push(server);
    crew ??= await startBots();
    const session = await makeSession(server.baseUrl, server.organiserKey);
    const anna = await leaderOf(server, session, 1, "Anna");
    const tom = await admitted(server, session, anna, "Tom");
    const silent = await admitted(server, session, anna, "Silent");
    expect(await anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" })).toMatchObject({ ok: true });
    expect(await anna.command({ kind: "person.hold", person: tom.id })).toMatchObject({ ok: true });
    const version = anna.room().version;
    // A signalling line through the door, half a request, a line that reads nothing, a media server that does not answer.
    const bot = await crew.add({ name: "bot" });
    const { token, path } = await tom.mediaToken();
    await bot.connect({ url: tom.mediaUrl(path), token, autoSubscribe: false });
    const half = connect(Number(new URL(server.baseUrl).port), "127.0.0.1");
    half.on("error", () => undefined);
    await once(half, "connect");
    half.write("POST /api/sessions HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf");
    silent.fallSilent();
    const { pid } = JSON.parse(await readFile(join(server.dataDir, "sfu/running.json"), "utf8"));
    process.kill(pid, "SIGSTOP");
    const waiting = tom.post("media-token", {}).catch(() => undefined);

    const told = tom.isTold("stopping");
    const asked = performance.now();
    const code = await server.stop(signal);
    const gone = msSince(asked);
    note(`${signal}: gone after`, `${gone} ms`);
    expect(code).toBe(0);
    expect(gone).toBeLessThan(GONE_WITHIN_MS);
    await told;
    await waiting;
    await eventually("the media server is gone too", () => !isAlive(pid));
    const db = new DatabaseSync(join(server.dataDir, "balint.sqlite"), { readOnly: true });
    expect(db.prepare("SELECT count(*) AS n FROM attendance WHERE went IS NULL").get()).toMatchObject({ n: 0 });
    // One commit for all lines, however many.
    expect(db.prepare("SELECT version FROM live").get()).toMatchObject({ version: version + 1 });
    db.close();

    const env = { PORT: new URL(server.baseUrl).port, SFU_PORT: new URL(server.sfuUrl).port };
    const restarted = Date.now();
    const next = await startServer({ dataDir: server.dataDir, env });
    servers.push(next);
    const listening = performance.now();
    // Both have come back by themselves: nobody called `connect`.
    const after = ({ now, seats }: RoomSnapshot) =>
      now > restarted &&
      [anna, tom].every(({ id }) => seats.some(({ person, line }) => person === id && line === "present"));
    const back = await anna.untilIn(after);
    expect([back.phase, back.leaders?.held]).toEqual(["caseCall", [tom.id]]);
    expect((await tom.untilIn(after)).you.reason).toBe("held");
    note(`${signal}: everybody on the true state, after the next one listens`, `${msSince(listening)} ms`);
    expect(await next.stop(signal)).toBe(0);
    for (const person of [anna, tom, silent]) person.close();
    half.destroy();
  },
);
