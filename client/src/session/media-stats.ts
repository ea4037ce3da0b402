/**
 * Reads from the browser's own statistics how a line does, one sample a call, for each direction.
 * Knows WebRTC's reports; knows nothing of pictures, people or what follows from a sample.
 */
import type { Sample } from "./ladder.ts";

type Measured = { getRTCStatsReport(): Promise<RTCStatsReport | undefined> };
export type Measure = Omit<Sample, "at" | "cramped"> & {
  /** What the browser believes it could send, in bit/s. */
  readonly room: number | null;
};

/** Fewer packets say nothing of the share that is lost. */
const ENOUGH_PACKETS = 20;

async function entriesOf(tracks: readonly Measured[]): Promise<RTCStats[]> {
  const reports = await Promise.all(tracks.map((track) => track.getRTCStatsReport().catch(() => undefined)));
  // Each report repeats what the tracks share, such as the way to the media server.
  const entries = new Map<string, RTCStats>();
  for (const report of reports) report?.forEach((entry: RTCStats) => entries.set(entry.id, entry));
  return [...entries.values()];
}

function pairOf(entries: readonly RTCStats[]) {
  const pairs = entries.filter((entry) => entry.type === "candidate-pair") as RTCIceCandidatePairStats[];
  return pairs.find((pair) => pair.nominated && pair.state === "succeeded");
}

const toMs = (seconds: number | undefined) => (seconds === undefined ? null : seconds * 1_000);

/**
 * Remembers what was counted before, so that each sample tells of the time since the last. What is missing of one person
 * may have been lost on that person's own line; what is missing of everybody has been lost on this one.
 */
export function incomingMeter() {
  let before = new Map<string, { received: number; lost: number }>();
  return async (people: readonly (readonly Measured[])[]): Promise<Measure> => {
    const perPerson = await Promise.all(people.map(entriesOf));
    const now = new Map<string, { received: number; lost: number }>();
    const shares: number[] = [];
    for (const entries of perPerson) {
      let [received, lost] = [0, 0];
      for (const entry of entries) {
        if (entry.type !== "inbound-rtp") continue;
        const stats = entry as RTCInboundRtpStreamStats;
        const counted = { received: stats.packetsReceived ?? 0, lost: stats.packetsLost ?? 0 };
        now.set(stats.id, counted);
        const last = before.get(stats.id);
        if (last === undefined) continue;
        received += Math.max(0, counted.received - last.received);
        lost += Math.max(0, counted.lost - last.lost);
      }
      if (received + lost >= ENOUGH_PACKETS) shares.push(lost / (received + lost));
    }
    before = now;
    const pair = pairOf(perPerson.flat());
    return {
      lost: shares.length === 0 ? null : Math.min(...shares),
      roundTrip: toMs(pair?.currentRoundTripTime),
      room: null,
    };
  };
}

/** The media server reports every few seconds what it has not received: the worst of the own tracks counts. */
export async function measureOutgoing(tracks: readonly Measured[]): Promise<Measure> {
  const entries = await entriesOf(tracks);
  let lost: number | null = null;
  for (const entry of entries) {
    if (entry.type !== "remote-inbound-rtp" || !("fractionLost" in entry)) continue;
    if (typeof entry.fractionLost === "number") lost = Math.max(lost ?? 0, entry.fractionLost);
  }
  const pair = pairOf(entries);
  return { lost, roundTrip: toMs(pair?.currentRoundTripTime), room: pair?.availableOutgoingBitrate ?? null };
}
