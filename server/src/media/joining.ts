/**
 * How a client asks to be let in to the media server: the address with its parameters, or the request packed into it.
 * Read like every other message, and written anew from a closed list (SPEC M-14). Pure.
 */
import { gunzipSync } from "node:zlib";
import {
  ClientInfo,
  ClientInfo_SDK,
  ConnectionSettings,
  JoinRequest,
  ReconnectReason,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from "@livekit/protocol";
import * as z from "zod/mini";
import { DESCRIPTION, MOST_WEIGHT, heaviness } from "./heaviness.ts";
import { type Announced, readDescription } from "./signals.ts";

/** Unpacked; the first offer of any browser is a tenth of it. */
const MOST_BYTES = 128 * 1024;
const PACKED = { 2: "text" } as const;
const REQUEST = { 6: DESCRIPTION, 10: { 1: DESCRIPTION, 5: DESCRIPTION } };

/**
 * Those that honest people have. The media server believes others to send by other rules: of a Go client it takes a
 * track's kind from the packets, not from the offer.
 */
const SDKS: readonly ClientInfo_SDK[] = [
  ClientInfo_SDK.UNKNOWN,
  ClientInfo_SDK.JS,
  ClientInfo_SDK.RUST,
  ClientInfo_SDK.NODE,
];

const flag = z.optional(z.string().check(z.regex(/^(?:0|1|true|false)$/)));
const digits = z.optional(z.string().check(z.regex(/^\d{1,9}$/)));
const Parameters = z.object({
  join_request: z.optional(z.string()),
  // A second participant beside the person under a name of its own, and words of one's own for all to read.
  publish: z.optional(z.never()),
  attributes: z.optional(z.never()),
  sdk: z.optional(z.enum(["js", "rust", "node"])),
  sid: z.optional(z.string().check(z.regex(/^\w{0,64}$/))),
  reconnect: flag,
  auto_subscribe: flag,
  adaptive_stream: flag,
  disable_ice_lite: flag,
  subscriber_allow_pause: flag,
  reconnect_reason: digits,
  protocol: digits,
  client_protocol: digits,
  // What the media server would write into its log as the client said it (SPEC K-4).
  version: z.optional(z.string()),
  os: z.optional(z.string()),
  os_version: z.optional(z.string()),
  device_model: z.optional(z.string()),
  browser: z.optional(z.string()),
  browser_version: z.optional(z.string()),
  network: z.optional(z.string()),
});

/** Names and versions of programs; anything longer or stranger is left out. */
const plain = (word: string) => (/^[\w .,:;+()/-]{0,64}$/.test(word) ? word : "");

/** `resumes`: an earlier connection goes on, with what it had announced. */
export type Joining = { readonly query: string; readonly resumes: boolean };

function unpack(packed: string): JoinRequest | null {
  const bytes = Buffer.from(packed, "base64url");
  if (heaviness(bytes, PACKED) > MOST_WEIGHT) return null;
  const { compression, joinRequest } = WrappedJoinRequest.fromBinary(bytes, { readUnknownFields: false });
  const inside =
    compression === WrappedJoinRequest_Compression.GZIP
      ? gunzipSync(joinRequest, { maxOutputLength: MOST_BYTES })
      : joinRequest;
  if (inside.length > MOST_BYTES || heaviness(inside, REQUEST) > MOST_WEIGHT) return null;
  return JoinRequest.fromBinary(inside, { readUnknownFields: false });
}

/** Tracks are announced once the connection stands; no client of ours does it here. */
function readRequest(said: JoinRequest, announced: Announced): JoinRequest | null {
  const client = said.clientInfo ?? new ClientInfo();
  const wished = said.connectionSettings ?? new ConnectionSettings();
  const more = said.addTrackRequests.length > 0 || said.metadata !== "" || said.syncState !== undefined;
  const words = more || Object.keys(said.participantAttributes).length > 0;
  const offer = said.publisherOffer && readDescription(said.publisherOffer, "offer", announced);
  if (words || offer === null || !SDKS.includes(client.sdk) || !/^\w{0,64}$/.test(said.participantSid)) return null;
  const { sdk, protocol, clientProtocol } = client;
  const { autoSubscribe, adaptiveStream, disableIceLite, subscriberAllowPause } = wished;
  return new JoinRequest({
    clientInfo: new ClientInfo({
      ...{ sdk, protocol, clientProtocol },
      version: plain(client.version),
      os: plain(client.os),
      osVersion: plain(client.osVersion),
      deviceModel: plain(client.deviceModel),
      browser: plain(client.browser),
      browserVersion: plain(client.browserVersion),
      network: plain(client.network),
    }),
    connectionSettings: new ConnectionSettings({
      ...{ autoSubscribe, adaptiveStream, disableIceLite },
      ...(subscriberAllowPause !== undefined && { subscriberAllowPause }),
    }),
    ...(offer && { publisherOffer: offer }),
    reconnect: said.reconnect,
    reconnectReason: said.reconnectReason in ReconnectReason ? said.reconnectReason : 0,
    participantSid: said.participantSid,
  });
}

/** `null` = what no honest client asks. */
export function readJoining(query: unknown, announced: Announced): Joining | null {
  const parsed = Parameters.safeParse(query);
  if (!parsed.success) return null;
  const { join_request: packed, publish: _publish, attributes: _attributes, ...rest } = parsed.data;
  if (packed === undefined) {
    const params = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, plain(value)]]));
    return { query: new URLSearchParams(params).toString(), resumes: /^(?:1|true)$/.test(rest.reconnect ?? "") };
  }
  try {
    const said = unpack(packed);
    const request = said && readRequest(said, announced);
    if (request === null) return null;
    const wrapped = new WrappedJoinRequest({ joinRequest: request.toBinary() }).toBinary();
    const text = Buffer.from(wrapped).toString("base64").replaceAll("+", "-").replaceAll("/", "_");
    return { query: new URLSearchParams({ join_request: text }).toString(), resumes: request.reconnect };
  } catch {
    return null;
  }
}
