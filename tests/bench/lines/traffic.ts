/**
 * What one page sends and receives, from its own statistics: all bytes of the way to the media server, and of them those
 * of sound and of pictures. Knows WebRTC; nothing of our client.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";

type Counted = { down: number; up: number; sound: number; pictures: number; shown: number; frames: number };
/** In kbit/s; `shown` pictures at `fps` on average. */
export type Traffic = {
  readonly down: number;
  readonly up: number;
  readonly sound: number;
  readonly pictures: number;
  readonly shown: number;
  readonly fps: number;
};

declare global {
  interface Window {
    benchConnections?: RTCPeerConnection[];
  }
}

/** Before the page is opened. */
export async function watchTraffic(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connections: RTCPeerConnection[] = [];
    window.benchConnections = connections;
    const Plain = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Plain {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        connections.push(this);
      }
    };
  });
}

function count(page: Page): Promise<Counted> {
  return page.evaluate(async () => {
    const counted = { down: 0, up: 0, sound: 0, pictures: 0, shown: 0, frames: 0 };
    for (const connection of window.benchConnections ?? []) {
      if (connection.connectionState !== "connected") continue;
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type === "candidate-pair" && entry.nominated) {
          counted.down += entry.bytesReceived;
          counted.up += entry.bytesSent;
        }
        if (entry.type !== "inbound-rtp") continue;
        const bytes = entry.bytesReceived + entry.headerBytesReceived;
        if (entry.kind === "audio") counted.sound += bytes;
        else counted.pictures += bytes;
        if (entry.kind === "video" && (entry.framesPerSecond ?? 0) > 0) counted.shown += 1;
        counted.frames += entry.framesDecoded ?? 0;
      }
    }
    return counted;
  });
}

export async function trafficOf(page: Page, seconds: number): Promise<Traffic> {
  const before = await count(page);
  const from = performance.now();
  await delay(seconds * 1_000);
  const after = await count(page);
  const took = (performance.now() - from) / 1_000;
  const rate = (of: "down" | "up" | "sound" | "pictures") => ((after[of] - before[of]) * 8) / 1_000 / took;
  return {
    down: rate("down"),
    up: rate("up"),
    sound: rate("sound"),
    pictures: rate("pictures"),
    shown: after.shown,
    fps: after.shown === 0 ? 0 : (after.frames - before.frames) / took / after.shown,
  };
}
