/** The door between a real client and a media server that only listens. */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { ANNA, ILONA, aRoom, after } from "@balint/shared/session/fixtures";
import type { Session } from "@balint/shared/session/model";
import { SignalRequest } from "@livekit/protocol";
import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { LIMITS } from "../limits.ts";
import { type Door, hangDoor } from "./door.ts";
import { type LivekitAccess, joinToken } from "./livekit.ts";
import { OPEN_TO_ALL } from "./signals.ts";

const PING = new SignalRequest({ message: { case: "ping", value: 1n } }).toBinary();
const trials = { mayPass: () => true, came: vi.fn(), left: vi.fn() };
let app: FastifyInstance;
let media: WebSocketServer;
let heard: Buffer[];
let access: LivekitAccess;
let token: string;
let door: Door;
let live: Session | undefined;

beforeEach(async () => {
  [heard, live] = [[], undefined];
  media = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  media.on("connection", (socket) => socket.on("message", (bytes: Buffer) => heard.push(bytes)));
  await once(media, "listening");
  access = {
    url: `http://127.0.0.1:${(media.address() as AddressInfo).port}`,
    apiKey: "key",
    apiSecret: "x".repeat(40),
  };
  token = await joinToken(access, "line-1", "line-1-sends", { microphone: true, camera: true });
  app = Fastify();
  door = hangDoor(app, access, {
    sessionOf: () => live,
    isOld: () => false,
    trials,
    cheated: () => undefined,
    placeOf: () => "address",
    known: () => undefined,
    limits: { ...LIMITS, passesPerAddress: { burst: 12, perSecond: 0.001 } },
    now: () => 0,
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
});
afterEach(async () => {
  for (const socket of media.clients) socket.terminate();
  media.close();
  await app.close();
});

function ask(with_: string): WebSocket {
  const { port } = app.server.address() as AddressInfo;
  return new WebSocket(`ws://127.0.0.1:${port}/sfu/rtc?sdk=js&access_token=${with_}`);
}
/** 101, or why not. */
const answerTo = (client: WebSocket) =>
  new Promise<number>((resolve) => {
    client.once("open", () => resolve(101));
    client.once("unexpected-response", (_request, { statusCode }) => resolve(statusCode ?? 0));
    client.on("error", () => undefined);
  });

test("[H-12] a trial's connections are counted before anything is asked of the media server, and so are strangers'", async () => {
  const answers = [];
  for (let n = 0; n < 10; n++) answers.push(await answerTo(ask(token)));
  expect(answers).toEqual([101, 101, 101, 101, 101, 101, 429, 429, 429, 429]);
  expect(media.clients.size).toBe(6);
  const others = [];
  for (let n = 0; n < 3; n++) others.push(await answerTo(ask("none")));
  expect(others).toEqual([401, 401, 429]);
});

test("[M-14] what is on the list arrives as it was said; words in place of bytes end the connection on both sides", async () => {
  const client = ask(token);
  expect(await answerTo(client)).toBe(101);
  client.send(PING);
  await vi.waitFor(() => expect(heard).toEqual([Buffer.from(PING)]));
  client.send("words");
  await once(client, "close");
  await vi.waitFor(() => expect(media.clients.size).toBe(0));
  expect(trials.left).toHaveBeenLastCalledWith("line-1");
  expect(heard).toHaveLength(1);
});

test("[H-12] 300 messages of a trial's end arrive, and the next ends the connection", async () => {
  const client = ask(token);
  expect(await answerTo(client)).toBe(101);
  for (let n = 0; n < 1_000; n++) client.send(PING);
  await once(client, "close");
  await vi.waitFor(() => expect(media.clients.size).toBe(0));
  expect(heard.length).toBeLessThanOrEqual(300);
});

test("[M-15] what was restricted before the app was started again is lifted when its time is over, too", async () => {
  const sitting = after(aRoom("clarification"), ANNA, { kind: "phase.move", from: "clarification", to: "discussion" });
  const veiled = after(sitting, ILONA, { kind: "presenter.visibility", visibility: "veiled" });
  live = veiled.session;
  const hers = await joinToken(access, live.id, ILONA, { microphone: false, camera: true });
  expect(await answerTo(ask(`${hers}&reconnect=1`))).toBe(101);
  live = after(veiled, ANNA, { kind: "phase.move", from: "discussion", to: "return" }).session;
  door.heed(live);
  await vi.waitFor(() => expect(heard).toEqual([Buffer.from(OPEN_TO_ALL)]));
});
