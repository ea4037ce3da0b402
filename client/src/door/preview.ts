/** Camera and microphone tried out at the door: started by a click, stopped on leaving the door, sent nowhere. */
import { chosenDevice, openChosen } from "../session/device-choice.ts";
import { type DeviceKind, type DeviceTrouble, troubleFrom } from "../session/device-trouble.ts";

export type Started =
  | { readonly ok: true; readonly stream: MediaStream }
  | { readonly ok: false; readonly trouble: DeviceTrouble | null };

function wantedOf(kind: DeviceKind, deviceId: { exact: string } | undefined): MediaStreamConstraints {
  const which = deviceId === undefined ? {} : { deviceId };
  if (kind === "microphone") return { audio: which };
  return { video: { width: 640, height: 360, ...(deviceId === undefined ? { facingMode: "user" } : which) } };
}

/** @param gone aborted when the person has left the door: what the browser hands over after that is stopped at once. */
export async function tryDevice(kind: DeviceKind, gone: AbortSignal): Promise<Started> {
  try {
    const stream = await openChosen(kind, (deviceId) => navigator.mediaDevices.getUserMedia(wantedOf(kind, deviceId)));
    if (!gone.aborted) return { ok: true, stream };
    stopStream(stream);
    return { ok: false, trouble: null };
  } catch (error) {
    return { ok: false, trouble: troubleFrom(kind, error) };
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

const SOUND_SECONDS = 1.4;

/** Two soft notes on the chosen speaker. To be called inside a click. @throws when the browser will not play. */
export async function playSoftSound(): Promise<void> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const begin = context.currentTime + 0.05;
  for (const [index, hertz] of [392, 523.25].entries()) {
    const at = begin + index * 0.35;
    const note = new OscillatorNode(context, { frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.25, at + 0.06);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.9);
    note.connect(volume).connect(out);
    note.start(at);
    note.stop(at + 1);
  }
  const player = new Audio();
  player.srcObject = out.stream;
  try {
    const speaker = chosenDevice("speaker");
    if (speaker !== undefined && "setSinkId" in player) await player.setSinkId(speaker).catch(() => undefined);
    await player.play();
    await new Promise((resolve) => setTimeout(resolve, SOUND_SECONDS * 1_000));
  } finally {
    player.srcObject = null;
    void context.close();
  }
}
