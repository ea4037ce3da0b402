import {
  AddTrackRequest,
  Encryption_Type,
  MuteTrackRequest,
  Ping,
  SessionDescription,
  SignalRequest,
  SimulateScenario,
  SimulcastCodec,
  SubscriptionPermission,
  SyncState,
  TrackPermission,
  TrackSource,
  TrackType,
  TrickleRequest,
  UpdateParticipantMetadata,
  UpdateSubscription,
  UpdateTrackSettings,
} from "@livekit/protocol";
import { describe, expect, test } from "vitest";
import { ANNA, CLARA, ILONA, TOM, aRoom, after } from "@balint/shared/session/fixtures";
import type { Session } from "@balint/shared/session/model";
import { standingOf } from "./door.ts";
import { Announced, type Standing, judge } from "./signals.ts";

type Message = SignalRequest["message"];
const ANYBODY: Standing = { seenBy: null, presented: false };

const bytesOf = (message: Message) => new SignalRequest({ message }).toBinary();
function through(message: Message, announced = new Announced(), standing = ANYBODY): Message | null {
  const said = judge(bytesOf(message), announced, standing);
  return said === null ? null : SignalRequest.fromBinary(said).message;
}

/** Sections as browsers write them; each `[kind, name of the track]`, or `[kind, name, lines in it]`. */
type Part = readonly ["audio" | "video" | "application", string?, (readonly string[])?];
const CODECS = {
  audio: ["a=rtpmap:111 opus/48000/2", "a=rtpmap:63 red/48000/2"],
  video: ["a=rtpmap:96 VP8/90000", "a=rtpmap:97 rtx/90000"],
  application: ["a=sctp-port:5000"],
};
function sdp(...parts: readonly Part[]): string {
  const head = ["v=0", "o=- 4611731400430051336 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0"];
  const sections = parts.flatMap(([kind, track, more], mid) => [
    kind === "application"
      ? "m=application 9 UDP/DTLS/SCTP webrtc-datachannel"
      : `m=${kind} 9 UDP/TLS/RTP/SAVPF 111 96`,
    "c=IN IP4 0.0.0.0",
    `a=mid:${mid}`,
    track === undefined ? "a=recvonly" : `a=msid:- ${track}`,
    ...(more ?? CODECS[kind]),
  ]);
  return `${[...head, ...sections].join("\r\n")}\r\n`;
}
const offer = (...parts: readonly Part[]): Message => ({
  case: "offer",
  value: new SessionDescription({ type: "offer", sdp: sdp(...parts), id: 1 }),
});
const offerOf = (text: string): Message => ({
  case: "offer",
  value: new SessionDescription({ type: "offer", sdp: text, id: 1 }),
});

const MICROPHONE = { cid: "m", type: TrackType.AUDIO, source: TrackSource.MICROPHONE };
const CAMERA = { cid: "c", type: TrackType.VIDEO, source: TrackSource.CAMERA };
const add = (change: ConstructorParameters<typeof AddTrackRequest>[0]): Message => ({
  case: "addTrack",
  value: new AddTrackRequest(change),
});
const codecs = (...all: readonly [codec: string, cid: string][]) => ({
  simulcastCodecs: all.map(([codec, cid]) => new SimulcastCodec({ codec, cid })),
});
const trickle = (candidateInit: string): Message => ({ case: "trickle", value: new TrickleRequest({ candidateInit }) });

describe("[M-14] what a client may say", () => {
  test.each<[string, Message[]]>([
    ["a microphone, then its offer", [add(MICROPHONE), offer(["application"], ["audio", "m"])]],
    ["the offer before its announcement", [offer(["audio", "m"], ["video", "c"]), add(MICROPHONE), add(CAMERA)]],
    ["a camera with its codec by name", [add({ ...CAMERA, ...codecs(["vp8", "c"]) }), offer(["video", "c"])]],
    ["a codec with its kind", [add({ ...MICROPHONE, ...codecs(["audio/opus", ""], ["audio/red", ""]) })]],
    ["a name that the browser changed", [add(MICROPHONE), offer(["audio", "another"])]],
    ["the same track again, after it was taken back", [add(CAMERA), offer(["video", "c"]), add(CAMERA)]],
    [
      "two devices one after the other",
      [add(CAMERA), add({ ...CAMERA, cid: "d" }), offer(["video", "c"], ["video", "d"])],
    ],
    ["muted at first", [add({ ...MICROPHONE, muted: true })]],
    ["only listening", [offer(["audio"], ["video"], ["application"])]],
    ["an answer", [{ case: "answer", value: new SessionDescription({ type: "answer", sdp: sdp(["audio"]) }) }]],
    [
      "a candidate",
      [trickle('{"candidate":"candidate:1 1 udp 1 10.0.0.1 9 typ host","sdpMid":"0","sdpMLineIndex":0}')],
    ],
    ["the last candidate", [trickle('{"candidate":"","sdpMid":null}')]],
    ["a closed microphone", [{ case: "mute", value: new MuteTrackRequest({ sid: "TR_AMx", muted: true }) }]],
    [
      "a subscription",
      [{ case: "subscription", value: new UpdateSubscription({ trackSids: ["TR_AMx"], subscribe: true }) }],
    ],
    [
      "a smaller picture",
      [{ case: "trackSetting", value: new UpdateTrackSettings({ trackSids: ["TR_VCx"], width: 320 }) }],
    ],
    [
      "I am here",
      [
        { case: "ping", value: 1n },
        { case: "pingReq", value: new Ping({ timestamp: 1n, rtt: 5n }) },
      ],
    ],
    [
      "all may receive me",
      [{ case: "subscriptionPermission", value: new SubscriptionPermission({ allParticipants: true }) }],
    ],
  ])("%s", (_what, messages) => {
    const announced = new Announced();
    for (const message of messages) expect(through(message, announced)).not.toBeNull();
  });

  test.each<[string, Message[]]>([
    ["sound announced as a picture", [add({ ...CAMERA, type: TrackType.AUDIO })]],
    ["a picture announced as sound", [add({ ...MICROPHONE, type: TrackType.VIDEO })]],
    ["a screen", [add({ ...CAMERA, source: TrackSource.SCREEN_SHARE })]],
    ["the sound of a screen", [add({ ...MICROPHONE, source: TrackSource.SCREEN_SHARE_AUDIO })]],
    ["of no source", [add({ ...MICROPHONE, source: TrackSource.UNKNOWN })]],
    ["data as a track", [add({ ...CAMERA, type: TrackType.DATA })]],
    ["without a name", [add({ ...CAMERA, cid: "" })]],
    ["a codec more for a track that is there", [add({ ...CAMERA, sid: "TR_VCx", ...codecs(["vp9", "d"]) })]],
    ["a codec of the other kind", [add({ ...CAMERA, ...codecs(["vp8", "c"], ["opus", "d"]) })]],
    ["a codec with the other kind before it", [add({ ...CAMERA, ...codecs(["audio/vp8", "c"]) })]],
    ["a codec that is none", [add({ ...CAMERA, ...codecs(["constructor", "c"]) })]],
    ["encrypted, so that nobody can look", [add({ ...CAMERA, encryption: Encryption_Type.GCM })]],
    ["a camera whose offer is sound", [add(CAMERA), offer(["audio", "c"])]],
    ["sound whose announcement is a camera", [offer(["audio", "c"]), add(CAMERA)]],
    ["one name twice, of both kinds", [add(CAMERA), add({ ...MICROPHONE, cid: "c" })]],
    [
      "a second codec's name that is sound",
      [add({ ...CAMERA, ...codecs(["vp8", "c"], ["vp9", "x"]) }), offer(["audio", "x"])],
    ],
    ["the name in the older way", [add(CAMERA), offer(["audio", "m", ["a=ssrc:7 msid:- c"]])]],
    ["the name in the older way, in capitals", [add(CAMERA), offer(["audio", "m", ["a=ssrc:7 MSID:- c"]])]],
    ["two names in one section", [add(CAMERA), offer(["audio", "m", ["a=msid:- c"]])]],
    ["a name alone", [add(CAMERA), offer(["audio", "m", ["a=msid:c"]])]],
    ["a section that was a picture before", [add(CAMERA), offer(["video", "c"]), offer(["audio", "c"])]],
    ["an inactive section", [add(CAMERA), offer(["audio", "c", ["a=inactive"]])]],
    ["sound's codec in a picture's section", [offer(["video", "c", ["a=rtpmap:111 opus/48000/2"]])]],
    ["a picture's codec in sound's section", [offer(["audio", "m", ["a=rtpmap:96 VP8/90000"]])]],
    ["a section of neither kind", [offerOf(sdp(["audio", "m"]).replace("m=audio", "m=AUDIO"))]],
    [
      "a section hidden behind a single return",
      [offerOf(sdp(["video", "c"]).replace("a=mid:0", "a=mid:0\rm=audio 9 X 1"))],
    ],
    ["two spaces where one is", [offerOf(sdp(["video", "c"]).replace("msid:- c", "msid:-  c"))]],
    ["a tab where a space is", [offerOf(sdp(["video", "c"]).replace("msid:- c", "msid:-\tc"))]],
    ["no description at all", [offerOf("hello")]],
    [
      "an answer that calls itself an offer",
      [{ case: "offer", value: new SessionDescription({ type: "answer", sdp: sdp() }) }],
    ],
    ["a candidate that is none", [trickle("hello")]],
    ["a candidate with lines of its own", [trickle('{"candidate":"a\\r\\nm=audio"}')]],
    ["a name, metadata", [{ case: "updateMetadata", value: new UpdateParticipantMetadata({ metadata: "psst" }) }]],
    [
      "a made-up fault",
      [{ case: "simulate", value: new SimulateScenario({ scenario: { case: "speakerUpdate", value: 3 } }) }],
    ],
    ["data tracks", [{ case: "publishDataTrackRequest", value: {} as never }]],
    ["data kept for others", [{ case: "storeDataBlobRequest", value: {} as never }]],
    [
      "a subscription to words",
      [{ case: "subscription", value: new UpdateSubscription({ trackSids: ["psst, Tom"] }) }],
    ],
    ["nothing", [{ case: undefined }]],
  ])("not: %s", (_what, messages) => {
    const announced = new Announced();
    for (const message of messages.slice(0, -1)) expect(through(message, announced)).not.toBeNull();
    expect(through(messages.at(-1) ?? { case: undefined }, announced)).toBeNull();
  });

  test("what the media server does not need is left out, whatever it is", () => {
    const words = { name: "psst", stream: "psst", packetTrailerFeatures: [1] };
    expect(through(add({ ...CAMERA, ...words }))?.value).toEqual(new AddTrackRequest(CAMERA));
    const state = new SyncState({
      trackSidsDisabled: ["TR_x"],
      offer: { sdp: sdp(["audio", "c"]) },
      dataChannels: [{ label: "x" }],
    });
    expect(through({ case: "syncState", value: state })?.value).toEqual(new SyncState({ trackSidsDisabled: ["TR_x"] }));
  });

  test("what is said twice in one message, or in a field nobody knows, is not said", () => {
    const muted = bytesOf({ case: "mute", value: new MuteTrackRequest({ sid: "TR_AMx" }) });
    const microphone = bytesOf(add(MICROPHONE));
    const unknown = Buffer.from([0xfa, 0x3f, 0x02, 0x68, 0x69]);
    // The last one counts, here as there, and what goes on is that one alone.
    expect(judge(Buffer.concat([muted, microphone, unknown]), new Announced(), ANYBODY)).toEqual(microphone);
    expect(judge(unknown, new Announced(), ANYBODY)).toBeNull();
    expect(judge(Buffer.from("hello"), new Announced(), ANYBODY)).toBeNull();
  });

  test("a message of many empty parts is not taken apart", () => {
    const parts = (count: number) => {
      const inside = Buffer.from("4a00".repeat(count), "hex");
      return Buffer.concat([
        Buffer.from([0x22, (inside.length & 0x7f) | 0x80, ((inside.length >> 7) & 0x7f) | 0x80, inside.length >> 14]),
        inside,
      ]);
    };
    expect(judge(parts(100_000), new Announced(), ANYBODY)).toBeNull();
    const long = offerOf(sdp(...Array.from({ length: 2_000 }, (): Part => ["audio"])));
    expect(through(long)).not.toBeNull();
  });

  test("names are kept for the whole meeting, and not without end", () => {
    const announced = new Announced();
    for (let n = 0; n < 5_000; n++) expect(announced.fits(`m${n}`, "audio")).toBe(true);
    expect([announced.fits("m0", "audio"), announced.fits("m0", "video"), announced.fits("new", "audio")]).toEqual([
      true,
      false,
      false,
    ]);
    expect(announced.full).toBe(true);
  });
});

describe("[M-15] whom a client keeps from receiving it", () => {
  const clarification = aRoom("clarification");
  const sitting = after(clarification, ANNA, { kind: "phase.move", from: "clarification", to: "discussion" });
  const veiled = after(sitting, ILONA, { kind: "presenter.visibility", visibility: "veiled" }).session;
  const back = after({ ...sitting, session: veiled }, ANNA, {
    kind: "phase.move",
    from: "discussion",
    to: "return",
  }).session;
  const over = after({ ...sitting, session: back }, ANNA, {
    kind: "phase.move",
    from: "return",
    to: "closing",
  }).session;
  const permission = (people: ConstructorParameters<typeof TrackPermission>[0][]): Message => ({
    case: "subscriptionPermission",
    value: new SubscriptionPermission({ trackPermissions: people.map((one) => new TrackPermission(one)) }),
  });
  const leaders = [ANNA, CLARA].map((participantIdentity) => ({ participantIdentity, allTracks: true }));
  const honest = permission([...leaders, { participantIdentity: TOM, trackSids: ["TR_AMx"] }]);

  test.each<[string, Session, string, Message, "as said" | "open" | "cut"]>([
    ["a veiled presenter, but for leaders", veiled, ILONA, honest, "as said"],
    [
      "a veiled presenter, a friend besides",
      veiled,
      ILONA,
      permission([...leaders, { participantIdentity: TOM, allTracks: true }]),
      "cut",
    ],
    [
      "a veiled presenter, the picture for a friend",
      veiled,
      ILONA,
      permission([{ participantIdentity: TOM, trackSids: ["TR_VCx"] }]),
      "cut",
    ],
    [
      "a veiled presenter, by another name",
      veiled,
      ILONA,
      permission([{ participantSid: "PA_x", participantIdentity: ANNA, allTracks: true }]),
      "cut",
    ],
    ["a visible presenter, whose word may have been on its way", sitting.session, ILONA, honest, "open"],
    ["a presenter who is back", back, ILONA, honest, "open"],
    ["a presenter whose line comes back after the case", over, ILONA, honest, "open"],
    [
      "a member who has a word for a friend",
      veiled,
      TOM,
      permission([{ participantIdentity: ANNA, allTracks: true }]),
      "cut",
    ],
    ["a member who wants no listener", veiled, TOM, permission([]), "cut"],
    ["a leader", veiled, ANNA, permission([{ participantIdentity: CLARA, allTracks: true }]), "cut"],
    ["a stranger", veiled, "strange0", honest, "cut"],
  ])("%s", (_who, session, person, message, result) => {
    const announced = new Announced();
    const said = through(message, announced, standingOf(session, person));
    const open = new SubscriptionPermission({ allParticipants: true });
    expect(said?.value ?? null).toEqual({ "as said": message.value, open, cut: null }[result]);
    expect(announced.restricts).toBe(result === "as said");
  });
});
