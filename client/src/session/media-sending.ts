/**
 * Sends the own picture as large as the line carries it, by the encoder's settings alone: the camera stays as the
 * person has it, and a picture that rests here is not a closed camera. Knows LiveKit's local picture and its layers.
 */
import type { LocalVideoTrack } from "livekit-client";
import type { Outgoing } from "./reception.ts";

const SMALL = { maxBitrate: 60_000, maxFramerate: 8 };

type Encoding = RTCRtpEncodingParameters;

export function ownPicture() {
  /** As it was before it was first made smaller. */
  const usual = new WeakMap<RTCRtpSender, readonly Encoding[]>();
  const shaped = new WeakSet<RTCRtpSender>();

  function wanted(encoding: Encoding, index: number, as: Outgoing, was: Encoding | undefined): Encoding {
    if (as === "full") return { ...encoding, ...was, active: true };
    // The first layer is the smallest.
    return { ...encoding, ...(index === 0 ? SMALL : {}), active: as === "small" && index === 0 };
  }

  /** To be asked again and again: the SDK switches layers too, whenever nobody looks or somebody looks again. */
  return async (track: LocalVideoTrack, as: Outgoing): Promise<void> => {
    const { sender } = track;
    if (sender === undefined || (as === "full" && !shaped.has(sender))) return;
    const parameters = sender.getParameters();
    if (parameters.encodings.length === 0) return;
    if (!usual.has(sender))
      usual.set(
        sender,
        parameters.encodings.map(({ maxBitrate, maxFramerate }) => ({
          ...(maxBitrate === undefined ? {} : { maxBitrate }),
          ...(maxFramerate === undefined ? {} : { maxFramerate }),
        })),
      );
    const encodings = parameters.encodings.map((encoding, index) =>
      wanted(encoding, index, as, usual.get(sender)?.[index]),
    );
    const same = encodings.every((encoding, index) => {
      const now = parameters.encodings[index];
      return encoding.active === now?.active && encoding.maxBitrate === now?.maxBitrate;
    });
    if (as === "full") shaped.delete(sender);
    else shaped.add(sender);
    if (same) return;
    try {
      await sender.setParameters({ ...parameters, encodings });
    } catch {
      // The SDK has changed them at the same moment: the next time will do.
      shaped.add(sender);
      return;
    }
    if (as === "full") await track.refreshSubscribedCodecs();
  };
}
