/**
 * What travels between a test and the process that carries its bots: orders down, results and news up.
 * Both sides parse with these schemas. Knows nothing of LiveKit's SDK, so tests can import it without loading that.
 */
import * as z from "zod/mini";
import { LOOKS } from "./acting/portrait.ts";

/** Milliseconds of the machine's monotonic clock: the same in every process on it. */
export function clock(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export const BotSource = z.enum(["microphone", "camera", "screenShareAudio", "other"]);
export type BotSource = z.infer<typeof BotSource>;

/** The drawn doctors there are. */
export const LookName = z.enum(Object.keys(LOOKS) as (keyof typeof LOOKS)[]);
export type LookName = z.infer<typeof LookName>;

/** Whom a bot with `autoSubscribe: false` listens to and looks at; only what is labelled microphone or camera. */
export const Wanted = z.strictObject({ sound: z.array(z.string()), picture: z.array(z.string()) });
export type Wanted = z.infer<typeof Wanted>;

export const Order = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("connect"), url: z.string(), token: z.string(), autoSubscribe: z.boolean() }),
  // A tenth of a second must hold whole waves, so that one frame can be played over and over without a click.
  z.strictObject({ do: z.literal("publishTone"), source: BotSource, hz: z.int().check(z.multipleOf(10)) }),
  z.strictObject({ do: z.literal("publishPicture"), width: z.int(), height: z.int(), fps: z.int() }),
  z.strictObject({ do: z.literal("publishVoice"), seed: z.int(), pitch: z.number() }),
  z.strictObject({ do: z.literal("publishPortrait"), look: LookName, size: z.int(), fps: z.int() }),
  z.strictObject({ do: z.literal("talk"), on: z.boolean() }),
  z.strictObject({ do: z.literal("unpublish"), source: BotSource }),
  z.strictObject({ do: z.literal("subscribeOnly"), wanted: z.nullable(Wanted) }),
  z.strictObject({ do: z.literal("sendData"), text: z.string() }),
  z.strictObject({ do: z.literal("fullReconnect") }),
  z.strictObject({ do: z.literal("audioFrames") }),
  z.strictObject({ do: z.literal("lastAudible") }),
  z.strictObject({ do: z.literal("publications") }),
  z.strictObject({ do: z.literal("state") }),
  z.strictObject({ do: z.literal("disconnect") }),
]);
export type Order = z.infer<typeof Order>;

export const Published = z.discriminatedUnion("published", [
  z.strictObject({ published: z.literal(true), sid: z.string() }),
  z.strictObject({ published: z.literal(false), reason: z.string() }),
]);
export type Published = z.infer<typeof Published>;

/** Everything the others publish, as this bot knows it. */
export const Publication = z.strictObject({
  identity: z.string(),
  sid: z.string(),
  kind: z.enum(["audio", "video"]),
  source: BotSource,
  muted: z.boolean(),
  subscribed: z.boolean(),
});
export type Publication = z.infer<typeof Publication>;

export const BotState = z.strictObject({
  connection: z.enum(["never", "connected", "reconnecting", "disconnected"]),
  /** LiveKit's DisconnectReason of the last disconnection. */
  reason: z.nullable(z.int()),
  sid: z.nullable(z.string()),
  /** The newest token: the one it joined with, or the refreshed one the server sent since. */
  token: z.nullable(z.string()),
  tokensRefreshed: z.int(),
  /** What the bot is sending, as far as it knows: rtc-node is not told when the server closes a track. */
  publishes: z.array(BotSource),
  /** After a refused publication, until it connects again. */
  deaf: z.boolean(),
  dataReceived: z.array(z.string()),
});
export type BotState = z.infer<typeof BotState>;

/** What each order answers with; `null` when it answers nothing. */
export const RESULTS = {
  connect: z.null(),
  publishTone: Published,
  publishPicture: Published,
  publishVoice: Published,
  publishPortrait: Published,
  talk: z.null(),
  unpublish: z.null(),
  subscribeOnly: z.null(),
  sendData: z.null(),
  fullReconnect: z.null(),
  /** Audible frames of 20 ms, one per audio packet, by identity, since the bot began. */
  audioFrames: z.record(z.string(), z.int()),
  /** By `clock`, when the newest audible frame of each identity came out of the decoder. */
  lastAudible: z.record(z.string(), z.number()),
  publications: z.array(Publication),
  state: BotState,
  disconnect: z.null(),
} as const satisfies Record<Order["do"], z.core.$ZodType>;
export type Result<K extends Order["do"]> = z.infer<(typeof RESULTS)[K]>;

export const Down = z.strictObject({ call: z.int(), bot: z.string(), order: Order });
export type Down = z.infer<typeof Down>;

export const Up = z.discriminatedUnion("is", [
  z.strictObject({ is: z.literal("ready") }),
  z.strictObject({ is: z.literal("done"), call: z.int(), result: z.unknown() }),
  z.strictObject({ is: z.literal("failed"), call: z.int(), reason: z.string() }),
  z.strictObject({ is: z.literal("disconnected"), bot: z.string(), reason: z.int() }),
]);
export type Up = z.infer<typeof Up>;
