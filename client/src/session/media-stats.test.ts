import { describe, expect, it } from "vitest";
import { incomingMeter, measureOutgoing } from "./media-stats.ts";

type Entry = Record<string, unknown> & { id: string; type: string };

const track = (...entries: Entry[]) => ({
  getRTCStatsReport: async () => new Map(entries.map((entry) => [entry.id, entry])) as unknown as RTCStatsReport,
});
const inbound = (id: string, packetsReceived: number, packetsLost: number): Entry => ({
  id,
  type: "inbound-rtp",
  packetsReceived,
  packetsLost,
});
const way = { id: "way", type: "candidate-pair", nominated: true, state: "succeeded" };

describe("[N-1] what comes in", () => {
  it("is counted since the last look, and its round trip told in ms", async () => {
    const measure = incomingMeter();
    await measure([[track(inbound("a", 1_000, 500))]]);
    expect(await measure([[track(inbound("a", 1_090, 510), { ...way, currentRoundTripTime: 0.25 })]])).toEqual({
      lost: 0.1,
      roundTrip: 250,
      room: null,
    });
  });

  it("is lost on this line only as far as it is lost of everybody", async () => {
    const measure = incomingMeter();
    await measure([[track(inbound("a", 0, 0))], [track(inbound("b", 0, 0), inbound("c", 0, 0))]]);
    const { lost } = await measure([[track(inbound("a", 50, 50))], [track(inbound("b", 45, 0), inbound("c", 50, 5))]]);
    expect(lost).toBe(0.05);
  });

  it("tells nothing from too few packets, or from a track just begun", async () => {
    const measure = incomingMeter();
    await measure([[track(inbound("a", 0, 0))]]);
    expect((await measure([[track(inbound("a", 10, 9), inbound("new", 0, 900))]])).lost).toBeNull();
  });
});

describe("[N-1] what goes out", () => {
  it("is judged by the worst of the own tracks and by the room there is", async () => {
    const voice = track({ id: "v", type: "remote-inbound-rtp", fractionLost: 0.02 });
    const picture = track(
      { id: "p", type: "remote-inbound-rtp", fractionLost: 0.3 },
      { ...way, currentRoundTripTime: 0.1, availableOutgoingBitrate: 80_000 },
    );
    expect(await measureOutgoing([voice, picture])).toEqual({ lost: 0.3, roundTrip: 100, room: 80_000 });
    expect(await measureOutgoing([])).toEqual({ lost: null, roundTrip: null, room: null });
  });
});
