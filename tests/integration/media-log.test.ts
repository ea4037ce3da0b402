/**
 * What the media server writes about those who talk to it: nothing of theirs, however much they send, and also while
 * there is no app. A stranger with a token for trying the line is the attacker; it speaks to LiveKit itself, for the
 * door is another look.
 */
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { RoomServiceClient } from "livekit-server-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import { LineTrial } from "@balint/shared/rest";
import { PersonId } from "@balint/shared/session/model";
import { joinToken } from "../../server/src/media/livekit.ts";
import { MOST_LOG_BYTES } from "../../server/src/media/sfu-log.ts";
import { type TestServer, makeSession, startServer } from "../support/app.ts";
import { eventually } from "../support/eventually.ts";
import { figures } from "../support/figures.ts";
import { post } from "../support/person.ts";
import { startSfu } from "../support/sfu.ts";
import { MARK, floodWithWords } from "../support/wordy.ts";

const TIMES = 1_500;
const note = figures(`one stranger, ${TIMES} wordy messages of each kind over one connection each`);

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.stop("SIGKILL");
  await server.remove();
});

const marks = (log: string) => log.split(MARK).length - 1;
const folder = () => join(server.dataDir, "sfu");
const logs = async () => (await readdir(folder())).filter((name) => name.startsWith("livekit.log"));
const written = async () =>
  (await Promise.all((await logs()).map((name) => readFile(join(folder(), name), "utf8")))).join("");
const sfuPid = async () => (JSON.parse(await readFile(join(folder(), "running.json"), "utf8")) as { pid: number }).pid;

test("at its level `warn` LiveKit writes what a client sends, without end (so the tests below see something)", async () => {
  const sfu = await startSfu({ extraConfig: { logging: { level: "warn", json: true } } });
  try {
    await new RoomServiceClient(sfu.url, sfu.apiKey, sfu.apiSecret).createRoom({ name: "room" });
    const rights = { microphone: true, camera: true };
    await floodWithWords(sfu.url, await joinToken(sfu, "room", PersonId.parse("stranger0"), rights), TIMES);
    const log = await sfu.log();
    note("level warn", `${(log.length / 1e6).toFixed(1)} MB, its own words in it ${marks(log)} times`);
    expect(marks(log)).toBeGreaterThan(TIMES);
    expect(log.length).toBeGreaterThan(MOST_LOG_BYTES);
  } finally {
    await sfu.stop();
  }
});

test("[K-4] [H-11] [O-3] a stranger's words are in no log of the media server and make none grow, app or no app", async () => {
  const session = await makeSession(server.baseUrl, server.organiserKey);
  const trial = async () =>
    LineTrial.parse(
      await (
        await post(server.baseUrl, `/api/sessions/${session.id}/line-check`, { key: session.invitationKey })
      ).json(),
    ).sends;
  const quiet = (await written()).length;
  const attack = async (when: string) => {
    await floodWithWords(server.sfuUrl, token, TIMES);
    const log = await written();
    note(when, `${log.length - quiet} bytes more, its own words in it ${marks(log)} times`);
    expect([marks(log), log.length - quiet]).toEqual([0, 0]);
  };
  let token = await trial();
  await attack("as the product runs it");

  const pid = await sfuPid();
  const env = { PORT: new URL(server.baseUrl).port, SFU_PORT: new URL(server.sfuUrl).port };
  token = await trial();
  await server.stop("SIGKILL");
  await attack("with the app killed");

  server = await startServer({ dataDir: server.dataDir, env });
  expect(await sfuPid()).toBe(pid);
  token = await trial();
  await attack("taken up again");
});

test("[H-11] whatever else is written there, there is an end to it; what a server said that broke down is kept", async () => {
  const file = join(folder(), "livekit.log");
  const more = "a line of a library\n".repeat(MOST_LOG_BYTES / 10);
  // At the end, as LiveKit itself writes.
  await writeFile(file, more, { flag: "a" });
  await eventually("it is begun anew", async () => (await stat(file)).size < MOST_LOG_BYTES);

  await writeFile(file, "why it broke down\n", { flag: "a" });
  const pid = await sfuPid();
  process.kill(pid, "SIGKILL");
  await eventually("it has been started again", async () => (await sfuPid()) !== pid, 20_000);
  expect(await readFile(`${file}.1`, "utf8")).toContain("why it broke down");
  expect((await logs()).length).toBe(2);
});
