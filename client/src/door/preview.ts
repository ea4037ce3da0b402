/** Camera and microphone tried out at the door: started by a click, stopped on leaving the door, sent nowhere. */
import type { Trouble } from "../session/media-state.ts";

export type Started =
  | { readonly ok: true; readonly stream: MediaStream }
  | { readonly ok: false; readonly trouble: Trouble };

/** @param gone aborted when the person has left the door: what the browser hands over after that is stopped at once. */
export async function tryDevice(kind: "microphone" | "camera", gone: AbortSignal): Promise<Started> {
  const wanted: MediaStreamConstraints =
    kind === "camera" ? { video: { width: 640, height: 360, facingMode: "user" } } : { audio: true };
  try {
    const stream = await navigator.mediaDevices.getUserMedia(wanted);
    if (!gone.aborted) return { ok: true, stream };
    stopStream(stream);
    return { ok: false, trouble: null };
  } catch (error) {
    const denied = error instanceof DOMException && error.name === "NotAllowedError";
    if (kind === "camera") return { ok: false, trouble: denied ? "cameraDenied" : "cameraMissing" };
    return { ok: false, trouble: denied ? "microphoneDenied" : "microphoneMissing" };
  }
}

export function stopStream(stream: MediaStream | null) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** Calls back with 0..1, a few times a second, until stopped. */
export function listenToLevel(stream: MediaStream, heard: (level: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    heard(Math.min(1, Math.sqrt(power) * 6));
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
