/**
 * What the contract suite stands on: one real SFU per test file with a webhook receiver beside it, a crew of bots,
 * tokens and rights as our server writes them. Knows LiveKit only; nothing of our own server.
 */
import { createServer, type IncomingHttpHeaders } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { AccessToken, type ParticipantInfo, RoomServiceClient, TrackSource } from "livekit-server-sdk";
import { afterAll, beforeAll, vi } from "vitest";
import { type Bot, type Crew, startBots } from "../support/bots.ts";
import { eventually, watchFor } from "../support/eventually.ts";
import { type Sfu, startSfu } from "../support/sfu.ts";

vi.setConfig({ testTimeout: 30_000, hookTimeout: 40_000 });

/** The server may send some more packets after a track is closed (silence while the down-track flushes). */
export const GRACE_MS = 1_500;
export const QUIET_MS = 3_000;

export type Source = "camera" | "microphone";
const SOURCES = { camera: TrackSource.CAMERA, microphone: TrackSource.MICROPHONE };

/** Every field and a fixed order, as our server writes it; `canPublish` follows from the list. */
export function rights(sources: readonly Source[]) {
  return {
    canSubscribe: true,
    canPublish: sources.length > 0,
    canPublishSources: sources.map((source) => SOURCES[source]),
    canPublishData: false,
    canUpdateMetadata: false,
    hidden: false,
    recorder: false,
    agent: false,
    canSubscribeMetrics: false,
  };
}
export const BOTH = rights(["camera", "microphone"]);
export const CAMERA_ONLY = rights(["camera"]);

export type Hook = { readonly headers: IncomingHttpHeaders; readonly body: string };

async function startHookReceiver() {
  const hooks: Hook[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      hooks.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
      response.writeHead(200).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return { hooks, url: `http://127.0.0.1:${port}/hook`, stop: () => server.close() };
}

export class Rig {
  readonly sfu: Sfu;
  readonly crew: Crew;
  readonly service: RoomServiceClient;
  readonly hooks: readonly Hook[];
  private rooms = 0;

  constructor(sfu: Sfu, crew: Crew, hooks: readonly Hook[]) {
    this.sfu = sfu;
    this.crew = crew;
    this.hooks = hooks;
    this.service = new RoomServiceClient(sfu.url, sfu.apiKey, sfu.apiSecret);
  }

  /** A room of one's own for each test. */
  async room(): Promise<string> {
    const name = `room-${++this.rooms}`;
    await this.service.createRoom({ name });
    return name;
  }

  token(room: string, identity: string, sources: readonly Source[], grant: Record<string, unknown> = {}) {
    const token = new AccessToken(this.sfu.apiKey, this.sfu.apiSecret, { identity, ttl: 600 });
    const { canPublish, canPublishSources } = rights(sources);
    token.addGrant({
      roomJoin: true,
      room,
      canSubscribe: true,
      canPublish,
      canPublishSources,
      canPublishData: false,
      ...grant,
    });
    return token.toJwt();
  }

  /** A bot that is connected under its name; by default it hears everything. */
  async join(
    room: string,
    name: string,
    {
      sources = ["camera", "microphone"] as readonly Source[],
      autoSubscribe = true,
      grant = {} as Record<string, unknown>,
      token = undefined as string | undefined,
    } = {},
  ): Promise<Bot> {
    const bot = await this.crew.add({ name });
    await bot.connect({
      url: this.sfu.wsUrl,
      token: token ?? (await this.token(room, name, sources, grant)),
      autoSubscribe,
    });
    return bot;
  }

  /** What the SFU holds for this person, or `undefined` when it knows of nobody by that name. */
  async participant(room: string, identity: string): Promise<ParticipantInfo | undefined> {
    return (await this.service.listParticipants(room)).find((participant) => participant.identity === identity);
  }

  write(room: string, identity: string, permission: Partial<ReturnType<typeof rights>>): Promise<ParticipantInfo> {
    return this.service.updateParticipant(room, identity, { permission });
  }
}

/** `rig()` is ready in every test of the file. */
export function useRig(options: Parameters<typeof startSfu>[0] = {}): () => Rig {
  let rig: Rig | undefined;
  let end: () => Promise<void> = async () => undefined;
  beforeAll(async () => {
    const receiver = await startHookReceiver();
    const [sfu, crew] = await Promise.all([startSfu({ webhookUrl: receiver.url, ...options }), startBots()]);
    end = async () => {
      await crew.stop();
      await sfu.stop();
      receiver.stop();
    };
    rig = new Rig(sfu, crew, receiver.hooks);
  });
  afterAll(() => end());
  return () => {
    if (rig === undefined) throw new Error("the rig stands only inside tests");
    return rig;
  };
}

/** Waits until `listener` hears `identity`: by then it has gained at least ten audible frames. */
export async function untilHeard(listener: Bot, identity: string, withinMs?: number): Promise<void> {
  const before = await listener.heardFrom(identity);
  await eventually(
    `${listener.name} hears ${identity}`,
    async () => (await listener.heardFrom(identity)) >= before + 10,
    withinMs,
  );
}

/** Audible frames gained in a stretch of time; fifty a second is a voice. */
export async function heardWithin(listener: Bot, identity: string, ms: number): Promise<number> {
  const before = await listener.heardFrom(identity);
  await watchFor(ms);
  return (await listener.heardFrom(identity)) - before;
}
