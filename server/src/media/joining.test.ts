import { gzipSync } from "node:zlib";
import {
  AddTrackRequest,
  ClientInfo,
  ClientInfo_Capability,
  ClientInfo_SDK,
  ConnectionSettings,
  JoinRequest,
  SessionDescription,
  SyncState,
  TrackSource,
  TrackType,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from "@livekit/protocol";
import { describe, expect, test } from "vitest";
import { readJoining } from "./joining.ts";
import { Announced } from "./signals.ts";

const wrap = (bytes: Uint8Array, compression = WrappedJoinRequest_Compression.NONE) =>
  Buffer.from(new WrappedJoinRequest({ joinRequest: bytes, compression }).toBinary()).toString("base64url");
const packed = (request: ConstructorParameters<typeof JoinRequest>[0]) => ({
  access_token: "x",
  join_request: wrap(new JoinRequest(request).toBinary()),
});
function asked(query: unknown): JoinRequest | null {
  const joining = readJoining(query, new Announced());
  if (joining === null) return null;
  const text = new URLSearchParams(joining.query).get("join_request") ?? "";
  const { joinRequest } = WrappedJoinRequest.fromBinary(Buffer.from(text, "base64url"));
  return JoinRequest.fromBinary(joinRequest);
}

const JS = new ClientInfo({ sdk: ClientInfo_SDK.JS, protocol: 16, version: "2.23.0" });
const offered = (kind: string) =>
  new SessionDescription({ type: "offer", sdp: `v=0\r\nm=${kind} 9 X 96\r\na=mid:0\r\na=msid:- c\r\n` });

describe("[M-14] how a client asks to come in", () => {
  test("as browsers do: as they said it, packed or not", () => {
    const request = new JoinRequest({
      clientInfo: JS,
      connectionSettings: new ConnectionSettings({
        autoSubscribe: true,
        adaptiveStream: true,
        subscriberAllowPause: false,
      }),
      publisherOffer: offered("video"),
      reconnect: true,
      participantSid: "PA_x",
    });
    const zipped = wrap(gzipSync(request.toBinary()), WrappedJoinRequest_Compression.GZIP);
    expect(asked(packed(request))).toEqual(request);
    expect(asked({ join_request: zipped })).toEqual(request);
    expect(readJoining({ join_request: zipped }, new Announced())?.resumes).toBe(true);
  });

  test("in the older way: known parameters only, and no token, which goes in the header", () => {
    const query = {
      access_token: "x",
      sdk: "js",
      auto_subscribe: "0",
      reconnect: "1",
      browser: "Firefox",
      room: "other",
    };
    expect(readJoining(query, new Announced())).toEqual({
      query: "sdk=js&reconnect=1&auto_subscribe=0&browser=Firefox",
      resumes: true,
    });
  });

  test("words of one's own do not reach the media server's log, nor others", () => {
    const clientInfo = JS.clone();
    const words = { browser: "psst\nTom", os: "x".repeat(65), otherSdks: "psst" };
    Object.assign(clientInfo, words, { capabilities: [ClientInfo_Capability.CAP_PACKET_TRAILER] });
    const said = asked(packed({ clientInfo }));
    expect(said?.clientInfo).toEqual(JS);
    expect(readJoining({ os: "psst\n", network: "wifi" }, new Announced())?.query).toBe("os=&network=wifi");
  });

  const request = (change: ConstructorParameters<typeof JoinRequest>[0]) => packed({ clientInfo: JS, ...change });
  const track = new AddTrackRequest({ cid: "c", type: TrackType.VIDEO, source: TrackSource.CAMERA });
  test.each<[string, unknown]>([
    ["a second participant", { publish: "x" }],
    ["attributes", { attributes: "e30=" }],
    ["attributes, packed", request({ participantAttributes: { a: "b" } })],
    ["metadata", request({ metadata: "psst" })],
    ["tracks announced with it", request({ addTrackRequests: [track] })],
    ["a state to be taken over", request({ syncState: new SyncState() })],
    ["a client of which the packets are believed, not the offer", request({ clientInfo: { sdk: ClientInfo_SDK.GO } })],
    ["the same, in the older way", { sdk: "go" }],
    ["an offer that cannot be read", request({ publisherOffer: offered("AUDIO") })],
    ["a parameter twice", { reconnect: ["0", "1"] }],
    ["a request twice", { join_request: ["", ""] }],
    ["no request at all", { join_request: "hello" }],
    ["one that is too large", { join_request: wrap(new Uint8Array(200_000)) }],
    [
      "one that grows when unpacked",
      {
        join_request: wrap(gzipSync(Buffer.alloc(10_000_000)), WrappedJoinRequest_Compression.GZIP),
      },
    ],
    ["one of many empty parts", { join_request: wrap(Buffer.from("2a00".repeat(20_000), "hex")) }],
  ])("not: %s", (_what, query) => {
    expect(readJoining(query, new Announced())).toBeNull();
  });

  test("its offer counts for what is announced afterwards", () => {
    const announced = new Announced();
    expect(readJoining(request({ publisherOffer: offered("audio") }), announced)).not.toBeNull();
    expect([announced.fits("c", "audio"), announced.fits("c", "video")]).toEqual([true, false]);
  });
});
