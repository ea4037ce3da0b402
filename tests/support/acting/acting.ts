/**
 * A bot's drawn face and murmured voice, which belong together: the mouth moves while the voice sounds.
 * Knows rtc-node's sources; does not know when it is this person's turn to talk.
 */
import { AudioFrame, AudioSource, VideoBufferType, VideoFrame, VideoSource } from "@livekit/rtc-node";
import { type LookName, portrait } from "./portrait.ts";
import { voice } from "./voice.ts";

const SAMPLE_RATE_HZ = 48_000;
const FRAME_MS = 20;
/** A little ahead of the listener, so that a busy machine makes no gaps. */
const QUEUE_MS = 200;

type Playing<Source> = { readonly source: Source; readonly stop: () => void };

export class Acting {
  talking = false;
  private mouth = 0;

  sound(seed: number, pitch: number): Playing<AudioSource> {
    const source = new AudioSource(SAMPLE_RATE_HZ, 1, QUEUE_MS);
    const { next } = voice(seed, pitch, SAMPLE_RATE_HZ);
    let playing = true;
    const play = async () => {
      while (playing) {
        const { samples, mouth } = next((SAMPLE_RATE_HZ * FRAME_MS) / 1_000, this.talking);
        this.mouth = mouth;
        // Resolves as the queue drains, which sets the pace.
        await source.captureFrame(new AudioFrame(samples, SAMPLE_RATE_HZ, 1, samples.length));
      }
      await source.close();
    };
    play().catch((cause: unknown) => {
      if (playing) console.error("a bot's voice broke off", cause);
    });
    return {
      source,
      stop: () => {
        playing = false;
        this.mouth = 0;
      },
    };
  }

  picture(look: LookName, size: number, fps: number): Playing<VideoSource> {
    const source = new VideoSource(size, size);
    const draw = portrait(look, size);
    const began = performance.now();
    const timer = setInterval(() => {
      const frame = draw(performance.now() - began, this.mouth);
      source.captureFrame(new VideoFrame(frame, size, size, VideoBufferType.I420));
    }, 1_000 / fps);
    return {
      source,
      stop() {
        clearInterval(timer);
        source.close().catch(() => undefined);
      },
    };
  }
}
