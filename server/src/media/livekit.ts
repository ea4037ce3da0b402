/**
 * The media server spoken to through its own SDK: rooms, permissions, tokens, webhooks.
 * The only file that knows LiveKit's vocabulary; knows nothing of phases. Facts: SPEC M-*, pinned in tests/contract.
 */
import {
  AccessToken,
  RoomServiceClient,
  ServerError,
  TokenVerifier,
  type TrackInfo,
  TrackSource,
  TrackType,
  WebhookReceiver,
} from "livekit-server-sdk";
import { type Connected, type Rights, type Sfu, SfuGone, type Track } from "./sfu.ts";

export type LivekitAccess = { url: string; apiKey: string; apiSecret: string };

/** A join token is for one connect; a client asks for a new one each time. */
const JOIN_TOKEN_TTL = "90s";
/** How far the media server's clock may be from ours. */
const CLOCK_SKEW_SECONDS = 5;
/** A request given up may still be done, so a server that is merely slow gets its time; the reconciler asks again anyway. */
const REQUEST_SECONDS = 8;

/** Always in this order: the server compares lists element by element. */
function sourcesFor(rights: Rights): TrackSource[] {
  return [...(rights.camera ? [TrackSource.CAMERA] : []), ...(rights.microphone ? [TrackSource.MICROPHONE] : [])];
}

/** The complete record: an omitted boolean would mean false, an empty list of sources would mean all. */
function permissionFor(rights: Rights) {
  const canPublishSources = sourcesFor(rights);
  return {
    canSubscribe: true,
    canPublish: canPublishSources.length > 0,
    canPublishSources,
    canPublishData: false,
    canUpdateMetadata: false,
    hidden: false,
    recorder: false,
    agent: false,
    canSubscribeMetrics: false,
  };
}

/**
 * The type is only what the sender has declared: the server compares it with nothing (M-C60). What is received stands
 * in the codecs: that of the track once media has come, and those of each layer, which a sender may have announced
 * ahead. An honest track has one kind by all of them; whatever else there is, is none of ours.
 */
export function trackOf({
  type,
  source,
  mimeType,
  codecs,
}: Pick<TrackInfo, "type" | "source" | "mimeType" | "codecs">): Track {
  const declared = type === TrackType.AUDIO ? "audio" : type === TrackType.VIDEO ? "video" : "other";
  const received = [mimeType, ...codecs.map((codec) => codec.mimeType)];
  return {
    kind: received.every((mime) => mime.toLowerCase().startsWith(`${declared}/`)) ? declared : "other",
    source: source === TrackSource.MICROPHONE ? "microphone" : source === TrackSource.CAMERA ? "camera" : "other",
  };
}

/**
 * Whether a media server is there at all. `cutOff`: it is, and serves whoever is in it, but has not heard of itself for
 * some seconds: it has just been woken, is overloaded, or does not reach what it shares with others.
 */
export async function answers(url: string): Promise<"up" | "cutOff" | "down"> {
  try {
    const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    return ok ? "up" : status === 406 ? "cutOff" : "down";
  } catch {
    return "down";
  }
}

type Participant = Awaited<ReturnType<RoomServiceClient["listParticipants"]>>[number];

function connectedFrom(participant: Participant): Connected {
  const held = participant.permission;
  const rights: Rights = {
    microphone: held?.canPublishSources.includes(TrackSource.MICROPHONE) ?? false,
    camera: held?.canPublishSources.includes(TrackSource.CAMERA) ?? false,
  };
  const ours = permissionFor(rights);
  const exact =
    held !== undefined &&
    held.canSubscribe &&
    held.canPublish === ours.canPublish &&
    !held.canPublishData &&
    !held.canUpdateMetadata &&
    !held.hidden &&
    held.canPublishSources.length === ours.canPublishSources.length;
  return {
    identity: participant.identity,
    connection: participant.sid,
    rights: exact ? rights : null,
    tracks: participant.tracks.map((track) => ({ ...trackOf(track), sid: track.sid })),
  };
}

function isNotFound(error: unknown): boolean {
  return error instanceof ServerError && error.status === 404;
}

function isRefused(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ("code" in cause && cause.code === "ECONNREFUSED") return true;
  return false;
}

async function unlessAbsent(work: Promise<unknown>): Promise<"done" | "absent"> {
  try {
    await work;
    return "done";
  } catch (error) {
    if (isNotFound(error)) return "absent";
    throw error;
  }
}

export function livekitSfu(access: LivekitAccess): Sfu {
  const rooms = new RoomServiceClient(access.url, access.apiKey, access.apiSecret, { requestTimeout: REQUEST_SECONDS });
  return {
    async openRoom(room) {
      return (await rooms.createRoom({ name: room, emptyTimeout: 300, departureTimeout: 60 })).sid;
    },
    async closeRoom(room) {
      await unlessAbsent(rooms.deleteRoom(room));
    },
    async hall(room) {
      const found = await rooms.listRooms([room]).catch((cause: unknown) => {
        throw isRefused(cause) ? new SfuGone("no media server listens", { cause }) : cause;
      });
      return found[0]?.sid ?? null;
    },
    // Asked for the people of a room that is not there, the server says nothing for 3 s and then fails (M-C33).
    async connected(room) {
      return (await rooms.listParticipants(room)).map(connectedFrom);
    },
    grant: (room, person, rights) =>
      unlessAbsent(rooms.updateParticipant(room, person, { permission: permissionFor(rights) })),
    remove: (room, person) => unlessAbsent(rooms.removeParticipant(room, person)),
    // Who is not connected has nothing open.
    async mute(room, person) {
      const close = async () => {
        const { tracks } = await rooms.getParticipant(room, person);
        for (const track of tracks)
          if (track.source === TrackSource.MICROPHONE && !track.muted)
            await rooms.mutePublishedTrack(room, person, track.sid, true);
      };
      await unlessAbsent(close());
    },
  };
}

/** A token for one connect with just these rights; carries no name and no admin grant. */
export async function joinToken(access: LivekitAccess, room: string, person: string, rights: Rights): Promise<string> {
  const { canSubscribe, canPublish, canPublishSources, canPublishData } = permissionFor(rights);
  const token = new AccessToken(access.apiKey, access.apiSecret, { identity: person, ttl: JOIN_TOKEN_TTL });
  token.addGrant({
    room,
    roomJoin: true,
    canSubscribe,
    canPublish,
    canPublishSources,
    canPublishData,
    canUpdateOwnMetadata: false,
  });
  return token.toJwt();
}

/** What a presented token claims, once its signature and expiry have been checked. */
export type Claims = {
  room: string;
  identity: string;
  /** Epoch seconds from which it is valid: when it was made, by us or by LiveKit's own refresh. */
  from: number;
  rights: Rights;
  /** Nothing but joining, sending and receiving media. */
  plain: boolean;
};

/** `null` for a token that is not ours, is broken or has expired. */
export async function claimsOf(access: LivekitAccess, token: string): Promise<Claims | null> {
  const verified = await new TokenVerifier(access.apiKey, access.apiSecret)
    .verify(token, CLOCK_SKEW_SECONDS)
    .catch(() => null);
  const video = verified?.video;
  const from = verified?.nbf;
  if (!verified?.sub || !video?.room || !video.roomJoin || from === undefined) return null;
  // An empty or missing list means every source, as LiveKit reads it.
  const names = video.canPublishSources ?? [];
  const may = (source: string, number: TrackSource) =>
    video.canPublish !== false &&
    (names.length === 0 || names.some((name) => String(name).toLowerCase() === source || name === number));
  return {
    room: video.room,
    identity: verified.sub,
    from,
    rights: { microphone: may("microphone", TrackSource.MICROPHONE), camera: may("camera", TrackSource.CAMERA) },
    plain:
      !video.roomAdmin &&
      !video.roomCreate &&
      !video.roomList &&
      !video.roomRecord &&
      !video.ingressAdmin &&
      !video.hidden &&
      video.canPublishData === false,
  };
}

/** `id` is the event's own, the same when it is told again; `createdAt` in epoch seconds. */
type About = { id: string; createdAt: number; room: string; person: string };
export type SfuEvent = ({ kind: "joined" } & About) | ({ kind: "published"; track: Track } & About) | { kind: "other" };

/** @throws when the webhook is not signed with our key or its body was changed. */
export async function webhookEvent(access: LivekitAccess, body: string, authorization?: string): Promise<SfuEvent> {
  const event = await new WebhookReceiver(access.apiKey, access.apiSecret).receive(body, authorization);
  const at = {
    id: event.id === "" ? body : event.id,
    createdAt: Number(event.createdAt),
    room: event.room?.name ?? "",
    person: event.participant?.identity ?? "",
  };
  if (event.event === "participant_joined") return { kind: "joined", ...at };
  if (event.event === "track_published" && event.track !== undefined)
    return { kind: "published", ...at, track: trackOf(event.track) };
  return { kind: "other" };
}
