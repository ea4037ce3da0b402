/**
 * Blurs what stands behind the person in the own picture, on this device alone. Fetched only when somebody asks for it;
 * everything it needs comes from our own server. Knows the library that finds the person; knows no rooms.
 */
import { VirtualBackgroundProcessor } from "@shiguredo/virtual-background";
import type { Processor } from "./media-extras.ts";
import { judge } from "./too-slow.ts";

/** Where its files stand once built; see `vite.config.ts`. */
declare const BLUR_PATH: string;

const RADIUS = 14;
const LOOK_EVERY_MS = 1_000;

/** Counts what comes out, as somebody who looks at it would. */
function watch(track: MediaStreamTrack, gaveUp: () => void): () => void {
  const { frame, tooSlow } = judge();
  const video = document.createElement("video");
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  let counting = video.requestVideoFrameCallback(count);
  function count() {
    frame();
    counting = video.requestVideoFrameCallback(count);
  }
  video.play().catch(() => undefined);
  const timer = setInterval(() => {
    if (track.enabled && tooSlow(performance.now(), document.hidden)) gaveUp();
  }, LOOK_EVERY_MS);
  return () => {
    clearInterval(timer);
    video.cancelVideoFrameCallback(counting);
    video.srcObject = null;
  };
}

/** @param gaveUp the device cannot keep up: what comes out is no longer fluent */
export async function blur(gaveUp: () => void): Promise<Processor> {
  if (!VirtualBackgroundProcessor.isSupported()) throw new Error("this browser cannot blur");
  const background = new VirtualBackgroundProcessor(BLUR_PATH);
  let end = () => undefined as void;
  const processor: Processor = {
    name: "blur",
    async init({ track }) {
      const options = { blurRadius: RADIUS, segmentationModel: "selfie-landscape" } as const;
      const processed = await background.startProcessing(track as MediaStreamVideoTrack, options);
      processor.processedTrack = processed;
      const unwatch = watch(processed, gaveUp);
      end = () => {
        unwatch();
        delete processor.processedTrack;
        background.stopProcessing();
      };
    },
    async restart(options) {
      await processor.destroy();
      await processor.init(options);
    },
    async destroy() {
      end();
      end = () => undefined;
    },
  };
  return processor;
}
