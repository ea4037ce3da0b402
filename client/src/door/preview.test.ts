import { afterEach, expect, it, vi } from "vitest";
import { tryDevice } from "./preview.ts";

afterEach(() => void vi.unstubAllGlobals());

it("[R-9] [D-9] stops what the browser hands over after the person has left the door", async () => {
  const stop = vi.fn();
  let allow = (_stream: object) => {};
  vi.stubGlobal("navigator", {
    mediaDevices: { getUserMedia: () => new Promise((resolve) => (allow = resolve)) },
  });
  const stream = { getTracks: () => [{ stop }, { stop }] };

  const here = tryDevice("camera", new AbortController().signal);
  allow(stream);
  expect(await here).toEqual({ ok: true, stream });
  expect(stop).not.toHaveBeenCalled();

  const door = new AbortController();
  const gone = tryDevice("microphone", door.signal);
  door.abort();
  allow(stream);
  expect(await gone).toEqual({ ok: false, trouble: null });
  expect(stop).toHaveBeenCalledTimes(2);
});
