/** How sound and picture are sent and asked for, so that a full circle fits its budget. Knows LiveKit's options only. */
import { type RoomOptions, VideoPreset } from "livekit-client";

/** Our own server is away for moments only, and sound goes on meanwhile: the SDK must not lose patience before it is back. */
const SDK_RETRY_MOST_MS = 1_500;
const SDK_RETRY_FOR_MS = 300_000;

export const ROOM_OPTIONS: RoomOptions = {
  adaptiveStream: { pixelDensity: 1 },
  dynacast: true,
  stopLocalTrackOnUnpublish: true,
  reconnectPolicy: {
    nextRetryDelayInMs: ({ elapsedMs, retryCount }) =>
      elapsedMs > SDK_RETRY_FOR_MS ? null : Math.min(retryCount * 300, SDK_RETRY_MOST_MS),
  },
  publishDefaults: {
    videoCodec: "vp8",
    backupCodec: false,
    simulcast: true,
    videoEncoding: { maxBitrate: 300_000, maxFramerate: 20 },
    videoSimulcastLayers: [new VideoPreset(320, 180, 80_000, 15)],
    audioPreset: { maxBitrate: 20_000, priority: "high" },
    dtx: true,
    // Everything twice would be too much for three who speak at once; Opus mends single losses by itself.
    red: false,
  },
};
