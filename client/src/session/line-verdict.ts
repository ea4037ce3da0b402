/**
 * What the trial of a line has found, and what that means for the person. Pure; knows no words.
 * A full circle needs about 0.5 Mbit/s up; sound alone a tenth of it.
 */

/** Where the media server said it can be reached, as the browser was told. */
export type Way = { readonly address: string; readonly protocol: "UDP" | "TCP"; readonly port: number };

export type LineReport =
  /** No connection to the meeting stays open. */
  | { readonly reached: "nothing" }
  /** The meeting is reached, its sound and picture are not. */
  | { readonly reached: "meeting"; readonly ways: readonly Way[] }
  | {
      readonly reached: "media";
      /** `udp` is the straight way. */
      readonly via: "udp" | "tcp" | "relay";
      readonly kbits: number;
      /** Of what was sent, 0 to 1. */
      readonly loss: number;
      readonly roundTripMs: number;
    };

export type Verdict = "good" | "fair" | "weak" | "lossy" | "detour" | "noMedia" | "noWire";

const PICTURE_KBITS = 450;
const SOUND_KBITS = 150;
const AUDIBLE_LOSS = 0.08;
const VISIBLE_LOSS = 0.03;
const SLOW_MS = 500;

export function verdictOf(report: LineReport): Verdict {
  if (report.reached === "nothing") return "noWire";
  if (report.reached === "meeting") return "noMedia";
  if (report.kbits < SOUND_KBITS) return "weak";
  if (report.loss > AUDIBLE_LOSS) return "lossy";
  if (report.via !== "udp") return "detour";
  return report.kbits < PICTURE_KBITS || report.loss > VISIBLE_LOSS || report.roundTripMs > SLOW_MS ? "fair" : "good";
}
