/** What is kept of a session, and what is not: the real process, its files opened afterwards. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { type TestServer, admitted, knockAt, leaderOf, makeSession, startServer } from "../support/app.ts";
import { isAlive } from "../../server/src/media/embedded-sfu.ts";
import { eventually } from "../support/eventually.ts";
import { enter } from "../support/person.ts";

/** Without waiting for anything. */
function spawnServer(dataDir: string) {
  return spawn(process.execPath, [join(import.meta.dirname, "../../server/src/main.ts")], {
    stdio: "ignore",
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: "17881",
      SFU_PORT: "17880",
      SFU_UDP_PORT: "17882",
      MEDIA_IP: "127.0.0.1",
    },
  });
}

const servers: TestServer[] = [];
afterAll(async () => {
  for (const server of servers) await server.stop("SIGKILL");
  for (const server of servers) await server.remove();
});

async function started(options?: Parameters<typeof startServer>[0]): Promise<TestServer> {
  const server = await startServer(options);
  servers.push(server);
  return server;
}

async function everyByteOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, "latin1")))).join("\n");
}

describe("after a session", () => {
  test("[K-2] [K-3] [K-4] only attendance is left, in no file and no log anything else", async () => {
    const server = await started();
    const session = await makeSession(server.baseUrl, server.organiserKey);
    const anna = await leaderOf(server, session, 1, "Anna Attended");
    const clara = await leaderOf(server, session, 2, "Clara Attended");
    const ilona = await admitted(server, session, anna, "Ilona Attended");
    const tom = await admitted(server, session, anna, "Tom Attended");
    const eve = await enter({ ...knockAt(server, session), name: "Eve Refused" });
    await eve.connect();
    await anna.refuse(eve.id);
    const said = [
      () => anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" }),
      () => ilona.command({ kind: "case.offer" }),
      () => anna.command({ kind: "case.pick", person: ilona.id }),
      () => anna.command({ kind: "phase.move", from: "presentation", to: "discussion" }),
      () => anna.command({ kind: "person.nudge", person: tom.id, nudge: "theorising" }),
      () => ilona.command({ kind: "presenter.signal", signal: "needPause" }),
      () => tom.command({ kind: "help.ask", topic: "noPicture", text: "word-of-help" }),
      () => clara.command({ kind: "leaders.say", text: "word-between-leaders" }),
      () => anna.command({ kind: "room.card", card: "momentOfSilence" }),
    ];
    for (const say of said) expect(await say()).toMatchObject({ ok: true });
    const PRIVATE = /theorising|needPause|noPicture|word-of-help|word-between-leaders|momentOfSilence/;
    // Not even while it is going on.
    expect(await everyByteOf(server.dataDir)).not.toMatch(PRIVATE);
    // The test can fail: during the session the names are there.
    expect(await everyByteOf(server.dataDir)).toMatch(/Eve Refused/);

    expect(await anna.command({ kind: "phase.move", from: "discussion", to: "ended" })).toMatchObject({ ok: true });
    const left = await everyByteOf(server.dataDir);
    expect(left).not.toMatch(PRIVATE);
    expect(left).not.toMatch(/Eve Refused/);
    expect(left).not.toMatch(/"phase"|presenter/);
    expect(server.output()).not.toMatch(/Attended|Refused|word-/);
    const db = new DatabaseSync(join(server.dataDir, "balint.sqlite"), { readOnly: true });
    expect(
      db
        .prepare("SELECT name, role FROM attendance ORDER BY name")
        .all()
        .map((row) => ({ ...row })),
    ).toEqual([
      { name: "Anna Attended", role: "leader" },
      { name: "Clara Attended", role: "leader" },
      { name: "Ilona Attended", role: "member" },
      { name: "Tom Attended", role: "member" },
    ]);
    expect(db.prepare("SELECT count(*) AS n FROM attendance WHERE went IS NULL").get()).toMatchObject({ n: 0 });
    for (const table of ["live", "given"])
      expect(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()).toMatchObject({ n: 0 });
    db.close();
    expect(await server.stop()).toBe(0);
  });
});

describe("a crash", () => {
  test("[O-3] [K-1] [P-12] the app killed and started again: same state, same media server, commands applied once", async () => {
    const env = { PORT: "0", SFU_PORT: "0" };
    const first = await started();
    const port = new URL(first.baseUrl).port;
    Object.assign(env, { PORT: port, SFU_PORT: new URL(first.sfuUrl).port });
    const session = await makeSession(first.baseUrl, first.organiserKey);
    const anna = await leaderOf(first, session, 1, "Anna");
    const tom = await admitted(first, session, anna, "Tom");
    await anna.command({ kind: "person.hold", person: tom.id });
    const answer = await anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" }, "moved-on-0001");
    const sfuPid = async () => JSON.parse(await readFile(join(first.dataDir, "sfu/running.json"), "utf8")).pid;
    const before = await sfuPid();
    await first.stop("SIGKILL");

    const second = await started({ dataDir: first.dataDir, env });
    expect(await sfuPid()).toBe(before);
    expect(second.output()).toMatch(/still running/);
    await anna.connect();
    expect(await anna.command({ kind: "phase.move", from: "gathering", to: "caseCall" }, "moved-on-0001")).toEqual(
      answer,
    );
    expect((await anna.untilIn()).leaders?.held).toEqual([tom.id]);
    await tom.connect();
    expect((await tom.untilIn(({ phase }) => phase === "caseCall")).you).toMatchObject({
      microphone: false,
      reason: "held",
    });
    // [O-2] An orderly stop takes the adopted media server along.
    expect(await second.stop("SIGINT")).toBe(0);
    expect(() => process.kill(before, 0)).toThrow();
  });
});

describe("[O-1] what cannot be had is one sentence", () => {
  const failing = async (options: Parameters<typeof startServer>[0]) => {
    const error = await started(options).then(
      () => new Error("it started"),
      (cause: Error) => cause,
    );
    return error.message;
  };

  test("a port in use", async () => {
    const server = await started();
    const { port } = new URL(server.baseUrl);
    expect(await failing({ env: { PORT: port } })).toMatch(
      new RegExp(`ended with 1:\\s+Port ${port} is in use by another program; stop that program or set PORT\\.\\s*$`),
    );
    const sfuPort = new URL(server.sfuUrl).port;
    expect(await failing({ env: { SFU_PORT: sfuPort } })).toMatch(/set SFU_PORT\.\s*$/);
    await server.stop();
  });

  test("[O-3] a data directory on which a room is open already, and that room goes on", async () => {
    const server = await started();
    expect(await failing({ dataDir: server.dataDir })).toMatch(/another Balint room is open on it.*set DATA_DIR/);
    expect(await (await fetch(`${server.baseUrl}/health`)).json()).toMatchObject({ app: "up", media: "up" });
    await server.stop();
  });

  test("a stop in the middle of the start leaves nothing running", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "balint-early-"));
    const server = spawnServer(dataDir);
    const note = join(dataDir, "sfu/running.json");
    const { pid } = await eventually("the media server is being started", async () => {
      const text = await readFile(note, "utf8").catch(() => "");
      return text === "" ? undefined : (JSON.parse(text) as { pid: number });
    });
    server.kill("SIGINT");
    await once(server, "exit");
    await eventually("the media server is gone", () => !isAlive(pid));
    await rm(dataDir, { recursive: true, force: true });
  });

  test("a data directory that cannot be used, at once and whatever it is", async () => {
    const full = await mkdtemp(join(tmpdir(), "balint-pipe-"));
    onTestFinished(() => rm(full, { recursive: true, force: true }));
    execFileSync("mkfifo", [join(full, "secrets.json")]);
    const [aFile, noFolder] = [import.meta.filename, "/dev/null"];
    // Node's own way of making directories never comes back from the last two.
    for (const dataDir of [aFile, noFolder, join(noFolder, "x"), "/proc/balint", "/proc/self/fd/77/balint"])
      expect(await failing({ dataDir })).toMatch(
        /ended with 1:\s+The data directory .* cannot be used .*set DATA_DIR to one that can be written\.\s*$/,
      );
    expect(await failing({ dataDir: full })).toMatch(/ended with 1:\s+.*secrets\.json cannot be read .*\.\s*$/);
  });

  test("a media server that does not start", async () => {
    expect(await failing({ env: { LIVEKIT_BINARY: "/bin/false" } })).toMatch(
      /ended with 1:\s+The sound server \(\/bin\/false\) did not start/,
    );
    expect(await failing({ env: { LIVEKIT_BINARY: "/not/there" } })).toMatch(
      /ended with 1:\s+The sound server \(\/not\/there\) did not start/,
    );
  });
});
