/**
 * Devices that are plugged in and out while one is in the room. The SDK would go over to another camera or microphone by
 * itself, which nobody has clicked; here only the speaker is followed, which opens nothing. Knows LiveKit's room.
 */
import type { Room } from "livekit-client";

/** @param here the media room this screen is in, `null` = none. */
export function followDevices(here: () => Room | null): void {
  navigator.mediaDevices?.addEventListener(
    "devicechange",
    (event) => {
      const room = here();
      if (room === null) return;
      event.stopImmediatePropagation();
      followSpeaker(room).catch((error: unknown) => console.warn("device", error));
    },
    // Before the SDK, which listens without.
    { capture: true },
  );
}

/** A chosen speaker that is gone would leave the room silent. */
async function followSpeaker(room: Room): Promise<void> {
  const chosen = room.getActiveDevice("audiooutput");
  if (chosen === undefined || chosen === "default") return;
  const there = await navigator.mediaDevices.enumerateDevices();
  if (there.some(({ kind, deviceId }) => kind === "audiooutput" && deviceId === chosen)) return;
  await room.switchActiveDevice("audiooutput", "default");
}
