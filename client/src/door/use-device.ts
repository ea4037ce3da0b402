/** One device at the door as the screens see it: tried or not, what went wrong, and which one of several. */
import { useEffect, useRef, useState } from "react";
import { type Choosable, chooseDevice } from "../session/device-choice.ts";
import type { DeviceKind } from "../session/device-trouble.ts";
import type { Trouble } from "../session/media-state.ts";
import { stopStream, tryDevice } from "./preview.ts";

export type TriedDevice = {
  readonly stream: MediaStream | null;
  readonly trouble: Trouble;
  readonly busy: boolean;
  readonly start: () => void;
  readonly stop: () => void;
  /** Another one, from now on; what runs goes over to it. */
  readonly choose: (id: string) => void;
};

export function useDevice(kind: DeviceKind): TriedDevice {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const [busy, setBusy] = useState(false);
  /** Aborted when the person leaves, stops, or tries again: only the newest wish counts. */
  const wish = useRef(new AbortController());
  useEffect(() => () => wish.current.abort(), []);
  useEffect(() => {
    const track = stream?.getTracks()[0];
    const ear = new AbortController();
    const hear = (event: string, work: () => void) => track?.addEventListener(event, work, { signal: ear.signal });
    const muted = () => setTrouble(track?.muted === true ? `${kind}Muted` : null);
    if (track?.muted === true) muted();
    hear("mute", muted);
    hear("unmute", muted);
    hear("ended", () => {
      setStream(null);
      setTrouble(`${kind}Gone`);
    });
    return () => {
      ear.abort();
      stopStream(stream);
    };
  }, [kind, stream]);

  async function open() {
    wish.current.abort();
    const mine = new AbortController();
    wish.current = mine;
    setBusy(true);
    const started = await tryDevice(kind, mine.signal);
    if (mine.signal.aborted) return;
    setBusy(false);
    setTrouble(started.ok ? null : started.trouble);
    setStream(started.ok ? started.stream : null);
  }

  return {
    stream,
    trouble,
    busy,
    start: () => void open(),
    stop() {
      wish.current.abort();
      setBusy(false);
      setStream(null);
    },
    choose(id) {
      chooseDevice(kind, id);
      if (stream !== null || busy) void open();
    },
  };
}

export type Listed = { readonly id: string; readonly label: string };

const KIND: Readonly<Record<Choosable, MediaDeviceKind>> = {
  camera: "videoinput",
  microphone: "audioinput",
  speaker: "audiooutput",
};

/** Those there are to choose from, once the browser tells their names; empty where there is no choice. */
export function choicesOf(of: Choosable, all: readonly MediaDeviceInfo[]): Listed[] {
  // "communications" is Windows' second name for one of the others.
  const listed = all.filter(
    ({ kind, deviceId, label }) => kind === KIND[of] && label !== "" && deviceId !== "communications",
  );
  const real = listed.filter(({ deviceId }) => deviceId !== "default");
  return real.length < 2 ? [] : listed.map(({ deviceId, label }) => ({ id: deviceId, label }));
}

/** @param looked changes whenever the browser may tell more than before, such as after a device was allowed. */
export function useDeviceList(looked: string): readonly MediaDeviceInfo[] {
  const [list, setList] = useState<readonly MediaDeviceInfo[]>([]);
  useEffect(() => {
    let here = true;
    const look = () =>
      void navigator.mediaDevices.enumerateDevices().then(
        (found) => here && setList(found),
        () => undefined,
      );
    look();
    navigator.mediaDevices.addEventListener("devicechange", look);
    return () => {
      here = false;
      navigator.mediaDevices.removeEventListener("devicechange", look);
    };
  }, [looked]);
  return list;
}
