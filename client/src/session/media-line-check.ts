/**
 * Tries a line: this page sends itself a made-up picture over the media server and looks at how it arrives. No device
 * takes part. Knows LiveKit; loaded on its own, after the door stands, and stopped as soon as the person goes on.
 */
import type { LineTrial } from "@balint/shared/rest";
import { Room, RoomEvent, type RemoteTrack, Track } from "livekit-client";
import type { LineReport, Way } from "./line-verdict.ts";

const WIRE_WAIT_MS = 5_000;
const MEDIA_WAIT_MS = 9_000;
/** The sender finds out in the first seconds how much the line takes. */
const WARM_UP_MS = 1_500;
const LOOK_MS = 4_000;
const STEP_MS = 250;
/** More than this nobody needs, so nothing more is tried. */
const MOST_BITS = 1_500_000;
const PLENTY_KBITS = 1_000;

const SIZE = { width: 640, height: 360 };

class Gone extends Error {}

/** A picture that no encoder can make small: coloured noise. */
function noise(): { track: MediaStreamTrack; stop(): void } {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, SIZE);
  const drawn = canvas.getContext("2d");
  const image = new ImageData(SIZE.width / 4, SIZE.height / 4);
  const pixels = new Uint32Array(image.data.buffer);
  function draw() {
    // Opaque, whatever the colour.
    for (let at = 0; at < pixels.length; at += 1) pixels[at] = 0xff_00_00_00 | (Math.random() * 0xff_ff_ff);
    drawn?.putImageData(image, 0, 0);
    drawn?.drawImage(canvas, 0, 0, image.width, image.height, 0, 0, SIZE.width, SIZE.height);
  }
  draw();
  const timer = setInterval(draw, 50);
  const track = canvas.captureStream(20).getVideoTracks()[0];
  if (track === undefined) throw new Error("the page cannot make a picture");
  return {
    track,
    stop() {
      clearInterval(timer);
      track.stop();
    },
  };
}

type Entry = Record<string, unknown> & { readonly type: string; readonly id: string };

function entries(stats: RTCStatsReport | undefined): Entry[] {
  return stats === undefined ? [] : [...(stats as ReadonlyMap<string, Entry>).values()];
}

const numberIn = (entry: Entry | undefined, key: string) => Number(entry?.[key] ?? 0);

/** How the pair of addresses in use goes, and how long its round takes. */
function pairIn(all: readonly Entry[]): { via: "udp" | "tcp" | "relay"; roundTripMs: number } | null {
  const transport = all.find(({ type }) => type === "transport");
  const pair =
    all.find(({ id }) => id === transport?.["selectedCandidatePairId"]) ??
    all.find(
      (entry) => entry.type === "candidate-pair" && entry["nominated"] === true && entry["state"] === "succeeded",
    );
  if (pair === undefined) return null;
  const local = all.find(({ id }) => id === pair["localCandidateId"]);
  const via = local?.["candidateType"] === "relay" ? "relay" : local?.["protocol"] === "tcp" ? "tcp" : "udp";
  return { via, roundTripMs: numberIn(pair, "currentRoundTripTime") * 1_000 };
}

function arrivedIn(all: readonly Entry[]) {
  const inbound = all.find(({ type }) => type === "inbound-rtp");
  return {
    at: performance.now(),
    bytes: numberIn(inbound, "bytesReceived"),
    packets: numberIn(inbound, "packetsReceived"),
    lost: numberIn(inbound, "packetsLost"),
  };
}

/** The addresses the media server has offered, for whoever has to open them. They stand where it answered. */
function waysOf(room: Room): Way[] {
  const answer = room.engine?.pcManager?.publisher.getRemoteDescription()?.sdp ?? "";
  return [...answer.matchAll(/^a=candidate:\S+ \d+ (udp|tcp) \d+ (\S+) (\d+) /gim)].map(
    ([, protocol, address = "", port]) => ({
      address,
      protocol: protocol?.toLowerCase() === "tcp" ? "TCP" : "UDP",
      port: Number(port),
    }),
  );
}

/** @throws when the person has gone on meanwhile. */
export async function tryLine(trial: LineTrial, gone: AbortSignal): Promise<LineReport> {
  const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${trial.path}`;
  const hears = new Room({ adaptiveStream: false, dynacast: false });
  const sends = new Room({ adaptiveStream: false, dynacast: false });
  const left = new Promise<never>((_, leave) =>
    gone.addEventListener("abort", () => leave(new Gone()), { once: true }),
  );
  // Nobody may be waiting for it when it happens.
  left.catch(() => undefined);
  const unlessGone = <T>(work: Promise<T>) => Promise.race([work, left]);
  const pause = () => unlessGone(new Promise<void>((resolve) => setTimeout(resolve, STEP_MS)));
  const arriving = new Promise<RemoteTrack>((resolve) => hears.once(RoomEvent.TrackSubscribed, resolve));
  let wired = false;
  let ways: Way[] = [];
  for (const room of [hears, sends]) room.once(RoomEvent.SignalConnected, () => (wired = true));
  // What was offered is gone once the connection is given up.
  const watch = setInterval(() => (ways = [waysOf(sends), ways].find((seen) => seen.length > 0) ?? []), STEP_MS);
  const picture = noise();

  async function enter(room: Room, token: string) {
    await room.connect(url, token, {
      autoSubscribe: room === hears,
      maxRetries: 0,
      websocketTimeout: WIRE_WAIT_MS,
      peerConnectionTimeout: MEDIA_WAIT_MS,
    });
  }

  async function look(track: RemoteTrack): Promise<LineReport> {
    const look = async () => entries(await track.getRTCStatsReport());
    const begun = performance.now();
    let pair = pairIn(await look());
    let first = arrivedIn([]);
    let newest = first;
    let best = 0;
    while (performance.now() - begun < WARM_UP_MS + LOOK_MS) {
      await pause();
      const all = await look();
      pair = pairIn(all) ?? pair;
      const now = arrivedIn(all);
      if (performance.now() - begun < WARM_UP_MS) first = newest = now;
      else if (now.at - newest.at >= 1_000) {
        best = Math.max(best, ((now.bytes - newest.bytes) * 8) / (now.at - newest.at));
        newest = now;
        if (best >= PLENTY_KBITS && now.at - first.at >= LOOK_MS / 2) break;
      }
    }
    const [packets, lost] = [newest.packets - first.packets, newest.lost - first.lost];
    const uplink = pairIn(entries(await sends.engine?.pcManager?.publisher.getStats()));
    const detour = [pair?.via, uplink?.via].find((via) => via !== undefined && via !== "udp");
    return {
      reached: "media",
      via: detour ?? "udp",
      kbits: Math.round(best),
      loss: packets + lost === 0 ? 1 : Math.max(0, lost) / (packets + lost),
      roundTripMs: Math.round(Math.max(pair?.roundTripMs ?? 0, uplink?.roundTripMs ?? 0)),
    };
  }

  try {
    await unlessGone(Promise.all([enter(hears, trial.hears), enter(sends, trial.sends)]));
    await unlessGone(
      sends.localParticipant.publishTrack(picture.track, {
        source: Track.Source.Camera,
        videoCodec: "vp8",
        simulcast: false,
        backupCodec: false,
        videoEncoding: { maxBitrate: MOST_BITS, maxFramerate: 20 },
      }),
    );
    return await look(await unlessGone(arriving));
  } catch (error) {
    if (error instanceof Gone) throw error;
    return wired ? { reached: "meeting", ways } : { reached: "nothing" };
  } finally {
    clearInterval(watch);
    picture.stop();
    for (const room of [hears, sends]) void room.disconnect();
  }
}
