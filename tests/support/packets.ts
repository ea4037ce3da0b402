/**
 * What a page really receives, read from its peer connections: the only witness of silence that no screen can
 * forge. Knows WebRTC and how LiveKit labels streams; nothing of our client, which need not help.
 *
 * livekit-client 2.23 receives over one peer connection, whose media sections are used again for other people and
 * whose track ids are the browser's own. What holds is the remote description: it names the stream of each section,
 * and of each ssrc, as `PA_…|TR_…`, participant and track.
 */
import type { Page } from "playwright-core";
import type { RoomServiceClient } from "livekit-server-sdk";

/** A server may still send its own silent frames while a track is being closed; after this, nothing comes. */
export const SILENCE_GRACE_MS = 1_500;
/** How long a silence is watched. */
export const SILENCE_WINDOW_MS = 3_000;

export type Inbound = {
  readonly kind: "audio" | "video";
  readonly ssrc: number;
  readonly trackId: string;
  readonly streamId: string;
  readonly participantSid: string;
  /** Never falls: a counter whose section has gone keeps its last value. */
  readonly packets: number;
  readonly framesDecoded: number;
  readonly energy: number;
};

declare global {
  interface Window {
    /** Placed by `watchPackets`. */
    inboundPackets?: () => Promise<Inbound[]>;
    soundOutputs?: () => number;
    mediaWays?: () => Promise<{ by: string; ms: number }[]>;
  }
}

/** Runs in the page, before its own scripts; of any browser that WebRTC's statistics can be asked of. */
export function watch(): void {
  const connections = new Set<RTCPeerConnection>();
  const counters = new Map<string, Inbound>();
  const Plain = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Plain {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.add(this);
    }
  };

  /** By `ssrc:…`, and by `mid:…` where a section does not name its ssrc. */
  const streamsIn = (sdp: string): Map<string, string> => {
    const streams = new Map<string, string>();
    for (const section of sdp.split(/\r?\nm=/).slice(1)) {
      const mid = /^a=mid:(.+)$/m.exec(section)?.[1]?.trim();
      const stream = /^a=msid:(\S+)/m.exec(section)?.[1];
      const named = [...section.matchAll(/^a=ssrc:(\d+) msid:(\S+)/gm)];
      for (const [, ssrc, of] of named) if (of !== undefined) streams.set(`ssrc:${ssrc}`, of);
      if (named.length === 0 && stream !== undefined) streams.set(`mid:${mid}`, stream);
    }
    return streams;
  };

  const look = async (connection: RTCPeerConnection, index: number): Promise<void> => {
    // Before the counters are read: packets may come before the description that names them, which then is put
    // right at the next look; the other way round an old counter would be taken for the next person's.
    const streams = streamsIn(connection.remoteDescription?.sdp ?? "");
    for (const { mid, receiver } of connection.getTransceivers()) {
      const report = (await receiver.getStats()) as ReadonlyMap<string, RTCStats>;
      for (const entry of report.values()) {
        if (entry.type !== "inbound-rtp") continue;
        const stats = entry as RTCInboundRtpStreamStats;
        const key = `${index}/${stats.ssrc}`;
        const streamId =
          streams.get(`ssrc:${stats.ssrc}`) ?? streams.get(`mid:${mid}`) ?? counters.get(key)?.streamId ?? "";
        counters.set(key, {
          kind: stats.kind === "video" ? "video" : "audio",
          ssrc: stats.ssrc,
          trackId: receiver.track.id,
          streamId,
          participantSid: streamId.split("|")[0] ?? "",
          packets: stats.packetsReceived ?? 0,
          framesDecoded: stats.framesDecoded ?? 0,
          energy: stats.totalAudioEnergy ?? 0,
        });
      }
    }
  };

  window.inboundPackets = async () => {
    await Promise.all(
      [...connections].map((connection, index) =>
        connection.connectionState === "closed" ? Promise.resolve() : look(connection, index),
      ),
    );
    return [...counters.values()];
  };

  const sinks = new Set<MediaStream>();
  const elements = new Set<HTMLMediaElement>();
  const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, "srcObject");
  Object.defineProperty(HTMLMediaElement.prototype, "srcObject", {
    ...source,
    set(this: HTMLMediaElement, stream: MediaProvider | null) {
      elements.add(this);
      source?.set?.call(this, stream);
    },
  });
  const takesStream = AudioContext.prototype.createMediaStreamSource;
  AudioContext.prototype.createMediaStreamSource = function (stream) {
    sinks.add(stream);
    return takesStream.call(this, stream);
  };

  window.soundOutputs = () => {
    const received = new Set(
      [...connections].flatMap((connection) => connection.getReceivers().map(({ track }) => track)),
    );
    const loud = [...elements].filter(({ muted, volume, paused }) => !muted && volume > 0 && !paused);
    const streams = [...loud.map(({ srcObject }) => srcObject), ...sinks];
    const tracks = new Set(streams.flatMap((stream) => (stream instanceof MediaStream ? stream.getAudioTracks() : [])));
    return [...tracks].filter((track) => received.has(track) && track.enabled && track.readyState === "live").length;
  };

  window.mediaWays = async () => {
    const ways: { by: string; ms: number }[] = [];
    for (const connection of connections) {
      if (connection.connectionState !== "connected") continue;
      const entries = [...((await connection.getStats()) as ReadonlyMap<string, Record<string, unknown>>).values()];
      const named = (id: unknown) => entries.find((entry) => entry["id"] === id);
      for (const transport of entries.filter((entry) => entry["type"] === "transport")) {
        const pair = named(transport["selectedCandidatePairId"]);
        const mine = named(pair?.["localCandidateId"]);
        if (mine === undefined) continue;
        const ms = Number(pair?.["currentRoundTripTime"] ?? 0) * 1_000;
        ways.push({ by: String(mine["relayProtocol"] ?? mine["protocol"]), ms });
      }
    }
    return ways;
  };
}

/** Before the page is opened. */
export async function watchPackets(page: Page): Promise<void> {
  await page.addInitScript(watch);
}

/** How this page's living media connections travel: `udp` or `tcp`, and where by a relay, how they come to it. */
export async function mediaWays(page: Page): Promise<string[]> {
  return (await page.evaluate(() => window.mediaWays?.() ?? [])).map(({ by }) => by);
}

/** There and back, of the slowest of this page's media connections, in ms. */
export async function roundTrip(page: Page): Promise<number> {
  return Math.max(0, ...(await page.evaluate(() => window.mediaWays?.() ?? [])).map(({ ms }) => ms));
}

/** Everything this page has received since it was opened. */
export function inbound(page: Page): Promise<Inbound[]> {
  return page.evaluate(() => {
    if (window.inboundPackets === undefined) throw new Error("watchPackets(page) comes before page.goto");
    return window.inboundPackets();
  });
}

/** How many received tracks this page plays aloud or measures just now, by whatever element or audio graph. */
export function soundOutputs(page: Page): Promise<number> {
  return page.evaluate(() => window.soundOutputs?.() ?? -1);
}

/** Participant SIDs by identity. A SID is new after every full reconnect. */
export async function sidsOf(service: RoomServiceClient, room: string): Promise<Record<string, string>> {
  const participants = await service.listParticipants(room);
  return Object.fromEntries(participants.map(({ identity, sid }) => [identity, sid]));
}

async function sum(page: Page, kind: Inbound["kind"], sids: readonly string[] | "anyone"): Promise<number> {
  const counted = (await inbound(page)).filter(
    (one) => one.kind === kind && (sids === "anyone" || sids.includes(one.participantSid)),
  );
  return counted.reduce((total, one) => total + one.packets, 0);
}

/** Give every SID the person has had; `anyone` for a silence that must be complete. */
export function audioPacketsFrom(page: Page, ...sids: readonly string[]): Promise<number> {
  return sum(page, "audio", sids);
}

export function audioPackets(page: Page): Promise<number> {
  return sum(page, "audio", "anyone");
}

export function videoPacketsFrom(page: Page, ...sids: readonly string[]): Promise<number> {
  return sum(page, "video", sids);
}

/** How much a counter gains in a stretch of time. */
export async function gained(count: () => Promise<number>, ms: number): Promise<number> {
  const before = await count();
  await new Promise((resolve) => setTimeout(resolve, ms));
  return (await count()) - before;
}
