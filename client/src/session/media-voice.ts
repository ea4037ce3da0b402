/**
 * Takes noise out of the own voice, on this device alone. Fetched only when somebody asks for it; everything it needs
 * comes from our own server. Knows the noise suppressor's node; knows no rooms.
 */
import { RnnoiseWorkletNode, loadRnnoise } from "@sapphi-red/web-noise-suppressor";
import plain from "@sapphi-red/web-noise-suppressor/rnnoise.wasm?url";
import simd from "@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url";
// oxlint-disable-next-line import/default -- the address of the file, not what it exports
import worklet from "@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url";
import type { Processor } from "./media-extras.ts";

/** The rate that the suppressor was taught with. */
const RATE_HZ = 48_000;

/** @param gaveUp the browser no longer lets it work: nothing would come out */
export async function clearVoice(gaveUp: () => void): Promise<Processor> {
  const wasmBinary = await loadRnnoise({ url: plain, simdUrl: simd });
  let end = () => Promise.resolve();
  const processor: Processor = {
    name: "clear-voice",
    async init({ track }) {
      const context = new AudioContext({ sampleRate: RATE_HZ });
      await context.audioWorklet.addModule(worklet);
      const source = context.createMediaStreamSource(new MediaStream([track]));
      const node = new RnnoiseWorkletNode(context, { maxChannels: 1, wasmBinary });
      const out = context.createMediaStreamDestination();
      source.connect(node).connect(out);
      await context.resume();
      const [processed] = out.stream.getAudioTracks();
      if (processed === undefined || context.state !== "running") throw new Error("no sound comes out");
      processor.processedTrack = processed;
      context.addEventListener("statechange", () => {
        if (context.state !== "running" && processor.processedTrack === processed) gaveUp();
      });
      end = async () => {
        delete processor.processedTrack;
        node.destroy();
        processed.stop();
        await context.close();
      };
    },
    async restart(options) {
      await end();
      await processor.init(options);
    },
    async destroy() {
      await end();
      end = () => Promise.resolve();
    },
  };
  return processor;
}
