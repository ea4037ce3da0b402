/**
 * What a client may say to the media server: a closed list. Each message is judged and written anew from what was
 * understood, so that nothing passes which was not read (SPEC M-14, M-15). Pure but for what was announced before;
 * knows LiveKit's messages, and neither connections nor sessions.
 */
import {
  AddTrackRequest,
  AudioTrackFeature,
  BackupCodecPolicy,
  DisconnectReason,
  Encryption_Type,
  LeaveRequest,
  LeaveRequest_Action,
  MuteTrackRequest,
  ParticipantTracks,
  Ping,
  SessionDescription,
  SignalRequest,
  SignalTarget,
  SimulcastCodec,
  SubscriptionPermission,
  SyncState,
  TrackInfo,
  TrackPublishedResponse,
  TrackSource,
  TrackType,
  TrickleRequest,
  UpdateLocalAudioTrack,
  UpdateLocalVideoTrack,
  UpdateSubscription,
  UpdateTrackSettings,
  VideoLayer,
} from "@livekit/protocol";
import * as z from "zod/mini";
import { DESCRIPTION, MOST_WEIGHT, heaviness } from "./heaviness.ts";
import { type Kind, kindOfCodec, sectionsOf } from "./sdp.ts";

/** Far more than anybody publishes in a meeting. */
const MOST_NAMES = 5_000;
/** Of a list within one message: more than a full circle and its observers need. */
const MOST = 256;
const NAME = /^[!-~]{1,128}$/;
/** As the media server makes them. */
const SID = /^[A-Za-z0-9_]{0,64}$/;
const RID = /^[A-Za-z0-9]{0,16}$/;
/** The media server writes kind and source into what it names: TRack, Audio, Microphone. */
const SOUND = /^TR_AM/;

const Candidate = z.object({
  candidate: z.string().check(z.regex(/^[ -~]{0,1024}$/)),
  sdpMid: z.nullish(z.string().check(z.regex(/^[!-~]{0,32}$/))),
  sdpMLineIndex: z.nullish(z.number()),
  usernameFragment: z.nullish(z.string().check(z.regex(/^[!-~]{0,256}$/))),
});

/**
 * Which kind each name of a track was said to have, by whatever message. It holds for a person's whole meeting: the
 * media server matches a track to its announcement by name alone, also when one of the two came by another connection.
 */
export class Announced {
  readonly #kinds = new Map<string, Kind>();
  /** The media server has been told to keep tracks from somebody. */
  restricts = false;

  get full(): boolean {
    return this.#kinds.size >= MOST_NAMES;
  }

  fits(name: string, kind: Kind): boolean {
    const before = this.#kinds.get(name);
    if (before !== undefined) return before === kind;
    if (this.full) return false;
    this.#kinds.set(name, kind);
    return true;
  }
}

/** What the session says of whoever sends. */
export type Standing = {
  /** Who may see a presenter sitting back veiled; `null` of anybody else, and at any other time. */
  readonly seenBy: ReadonlySet<string> | null;
  /** Has the case, or had the last one. Their client says its last wish again when it comes back from an outage. */
  readonly presented: boolean;
};

const are = (pattern: RegExp, values: readonly string[]) =>
  values.length <= MOST && values.every((value) => pattern.test(value));

/** Also for what came with the request to join. */
export function readDescription(
  said: SessionDescription,
  type: "offer" | "answer",
  announced: Announced,
): SessionDescription | null {
  const sections = said.type === type ? sectionsOf(said.sdp) : null;
  if (sections === null) return null;
  for (const { kind, tracks } of sections)
    for (const track of tracks)
      if (!NAME.test(track) || (kind !== "application" && !announced.fits(track, kind))) return null;
  return new SessionDescription({ type, sdp: said.sdp, id: said.id });
}

function layersOf(layers: readonly VideoLayer[]): VideoLayer[] {
  return layers.map(
    ({ quality, width, height, bitrate, ssrc, spatialLayer, rid, repairSsrc }) =>
      new VideoLayer({ quality, width, height, bitrate, ssrc, spatialLayer, rid, repairSsrc }),
  );
}

const areLayers = (layers: readonly VideoLayer[]) => layers.length <= 8 && layers.every(({ rid }) => RID.test(rid));

/** SPEC M-5. A word of the client's own, like the name of a track, would be shown to others: it is left out. */
function readTrack(said: AddTrackRequest, announced: Announced): AddTrackRequest | null {
  const sound = said.type === TrackType.AUDIO && said.source === TrackSource.MICROPHONE;
  const picture = said.type === TrackType.VIDEO && said.source === TrackSource.CAMERA;
  if ((!sound && !picture) || said.sid !== "" || said.encryption !== Encryption_Type.NONE) return null;
  const kind = sound ? "audio" : "video";
  const codecs = said.simulcastCodecs;
  const ofThisKind = ({ codec }: SimulcastCodec) => {
    const [first = "", second] = codec.split("/");
    const name = second ?? first;
    return (second === undefined || first === kind) && (kindOfCodec(name) ?? (name === "red" ? "audio" : "")) === kind;
  };
  const names = [said.cid, ...codecs.map(({ cid }) => cid).filter((cid) => cid !== "")];
  if (!are(NAME, names) || codecs.length > 4 || !codecs.every(ofThisKind)) return null;
  if (![said.layers, ...codecs.map(({ layers }) => layers)].every(areLayers)) return null;
  if (!names.every((name) => announced.fits(name, kind))) return null;
  const { cid, type, source, width, height, muted, disableDtx, stereo, disableRed } = said;
  return new AddTrackRequest({
    ...{ cid, type, source, width, height, muted, disableDtx, stereo, disableRed },
    layers: layersOf(said.layers),
    simulcastCodecs: codecs.map(
      ({ codec, cid: own, layers, videoLayerMode }) =>
        new SimulcastCodec({ codec, cid: own, layers: layersOf(layers), videoLayerMode }),
    ),
    backupCodecPolicy: said.backupCodecPolicy in BackupCodecPolicy ? said.backupCodecPolicy : 0,
    audioFeatures: featuresOf(said.audioFeatures),
  });
}

const featuresOf = (features: readonly AudioTrackFeature[]) =>
  [...new Set(features)].filter((feature) => feature in AudioTrackFeature);

function readTrickle({ candidateInit, target, final }: TrickleRequest): TrickleRequest | null {
  try {
    const candidate = Candidate.safeParse(JSON.parse(candidateInit));
    if (!candidate.success || !(target in SignalTarget)) return null;
    return new TrickleRequest({ candidateInit: JSON.stringify(candidate.data), target, final });
  } catch {
    return null;
  }
}

function readSubscription(said: UpdateSubscription): UpdateSubscription | null {
  const participantTracks = said.participantTracks.map(
    ({ participantSid, trackSids }) => new ParticipantTracks({ participantSid, trackSids }),
  );
  const all = participantTracks.flatMap(({ participantSid, trackSids }) => [participantSid, ...trackSids]);
  if (!are(SID, [...said.trackSids, ...all])) return null;
  return new UpdateSubscription({ trackSids: said.trackSids, subscribe: said.subscribe, participantTracks });
}

/** The media server needs no more of it than these. Data, which nobody has, is left out like everything else. */
function readSync({ trackSidsDisabled, publishTracks, subscription: wish }: SyncState): SyncState | null {
  const subscription = wish && readSubscription(wish);
  const sids = publishTracks.map(({ track }) => track?.sid ?? "");
  if (subscription === null || !are(SID, trackSidsDisabled) || !are(SID, sids)) return null;
  const tracks = sids.map((sid) => new TrackPublishedResponse({ track: new TrackInfo({ sid }) }));
  return new SyncState({ trackSidsDisabled, publishTracks: tracks, ...(subscription && { subscription }) });
}

/** SPEC M-15. Also what the door says by itself, to lift a restriction. */
export const OPEN_TO_ALL = new SignalRequest({
  message: { case: "subscriptionPermission", value: new SubscriptionPermission({ allParticipants: true }) },
}).toBinary();

function readAudience(said: SubscriptionPermission, { seenBy, presented }: Standing): SubscriptionPermission | null {
  if (said.allParticipants || (seenBy === null && presented))
    return new SubscriptionPermission({ allParticipants: true });
  const trackPermissions = said.trackPermissions;
  const fits = trackPermissions.every(
    ({ participantSid, participantIdentity, allTracks, trackSids }) =>
      participantSid === "" && (seenBy?.has(participantIdentity) || (!allTracks && are(SOUND, trackSids))),
  );
  if (seenBy === null || !fits || trackPermissions.length > MOST) return null;
  const names = trackPermissions.flatMap(({ participantIdentity, trackSids }) => [participantIdentity, ...trackSids]);
  return are(SID, names) ? new SubscriptionPermission({ trackPermissions }) : null;
}

/** Offer, answer, and those two within a state to be synchronised. */
const SIGNAL = { 1: DESCRIPTION, 2: DESCRIPTION, 12: { 1: DESCRIPTION, 5: DESCRIPTION } };

/** Bytes beside its texts: the work that it makes. */
export const weightOf = (bytes: Uint8Array): number => heaviness(bytes, SIGNAL);

type Said = SignalRequest["message"];

function read(message: Said, announced: Announced, standing: Standing): Said["value"] | null {
  switch (message.case) {
    case "offer":
    case "answer":
      return readDescription(message.value, message.case, announced);
    case "trickle":
      return readTrickle(message.value);
    case "addTrack":
      return readTrack(message.value, announced);
    case "mute": {
      const { sid, muted } = message.value;
      return SID.test(sid) ? new MuteTrackRequest({ sid, muted }) : null;
    }
    case "subscription":
      return readSubscription(message.value);
    case "trackSetting": {
      const { trackSids, disabled, quality, width, height, fps, priority } = message.value;
      const settings = { trackSids, disabled, quality, width, height, fps, priority };
      return are(SID, trackSids) ? new UpdateTrackSettings(settings) : null;
    }
    case "leave": {
      const { reason, action, canReconnect } = message.value;
      const known = reason in DisconnectReason && action in LeaveRequest_Action;
      return known ? new LeaveRequest({ reason, action, canReconnect }) : null;
    }
    case "subscriptionPermission": {
      const audience = readAudience(message.value, standing);
      if (audience !== null) announced.restricts = !audience.allParticipants;
      return audience;
    }
    case "syncState":
      return readSync(message.value);
    case "ping":
      return message.value;
    case "pingReq": {
      const { timestamp, rtt } = message.value;
      return new Ping({ timestamp, rtt });
    }
    case "updateAudioTrack": {
      const { trackSid, features } = message.value;
      const known = SID.test(trackSid) && features.length <= MOST;
      return known ? new UpdateLocalAudioTrack({ trackSid, features: featuresOf(features) }) : null;
    }
    case "updateVideoTrack": {
      const { trackSid, width, height } = message.value;
      return SID.test(trackSid) ? new UpdateLocalVideoTrack({ trackSid, width, height }) : null;
    }
    // Data, simulated faults, names, metadata, attributes; and whatever else there may be one day.
    default:
      return null;
  }
}

/** What goes on to the media server in place of what came; `null` = what no honest client says. */
export function judge(bytes: Uint8Array, announced: Announced, standing: Standing): Uint8Array | null {
  let message: Said;
  if (weightOf(bytes) > MOST_WEIGHT) return null;
  try {
    message = SignalRequest.fromBinary(bytes, { readUnknownFields: false }).message;
  } catch {
    return null;
  }
  const value = read(message, announced, standing);
  // Each value is of the case that it was read from.
  return value === null ? null : new SignalRequest({ message: { case: message.case, value } as Said }).toBinary();
}
