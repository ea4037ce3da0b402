/**
 * What the screens may know of sound and picture, and what they may ask for. No SDK types here, so that the
 * entry bundle stays free of LiveKit; `media.ts` fills it in.
 */
import type { RoomSnapshot } from "@balint/shared/session/protocol";
import type { DeviceKind, DeviceTrouble } from "./device-trouble.ts";
import type { Moment } from "./elapsed.ts";
import type { Incoming, Outgoing } from "./reception.ts";

export type MediaLink = "off" | "connecting" | "connected" | "reconnecting" | "lost";

/** A moving picture of one person. `frozen`: the line holds it back, so the last frame must not pose as now. */
export type Picture = { readonly attach: (video: HTMLVideoElement) => () => void; readonly frozen: boolean };

/** `Muted` by the system while it is open. `Away`: it was open, and an outage or a sleep was too long for it to come back. */
export type Trouble = DeviceTrouble | `${DeviceKind}${"Muted" | "Away"}` | "notYet" | null;

export type LineHealth = "good" | "poor" | "lost";

/** Something laid over the own picture or voice. The last two: it has switched itself off. */
export type Extra = "off" | "starting" | "on" | "tooSlow" | "failed";

export type MediaState = {
  readonly link: MediaLink;
  /** `muted`: open, but the system gives no sound of it. */
  readonly microphone: "open" | "muted" | "closed" | "opening";
  readonly camera: "on" | "muted" | "off" | "opening";
  readonly trouble: Trouble;
  /** The browser waits for a click before it plays sound. */
  readonly soundBlocked: boolean;
  /** All incoming sound is silenced on this device, because somebody came in. */
  readonly hushed: boolean;
  readonly speaking: ReadonlySet<string>;
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly health: ReadonlyMap<string, LineHealth>;
  /** How much of the others' pictures the line carries, and how much of the own. */
  readonly incoming: Incoming;
  readonly outgoing: Outgoing;
  /** The person wants no pictures. */
  readonly soundOnly: boolean;
  /** Whose camera is on while this screen takes no picture of them. */
  readonly resting: ReadonlySet<string>;
  readonly blur: Extra;
  readonly clearVoice: Extra;
};

export const NO_MEDIA: MediaState = {
  link: "off",
  microphone: "closed",
  camera: "off",
  trouble: null,
  soundBlocked: false,
  hushed: false,
  speaking: new Set(),
  pictures: new Map(),
  health: new Map(),
  incoming: "full",
  outgoing: "full",
  soundOnly: false,
  resting: new Set(),
  blur: "off",
  clearVoice: "off",
};

/** What the person chose at the door, by their own click. */
export type DeviceChoices = { readonly microphone: boolean; readonly camera: boolean };
export const NO_DEVICES: DeviceChoices = { microphone: false, camera: false };

export type Media = {
  /** The newest snapshot in which this person is in the room. Connects if need be. */
  apply(snapshot: RoomSnapshot): void;
  openMicrophone(): void;
  closeMicrophone(): void;
  openCamera(): void;
  closeCamera(): void;
  /** Both devices and all incoming sound, at once. */
  someoneCameIn(): void;
  aloneAgain(): void;
  /** The live wire is down: what the newest snapshot allows may no longer hold. */
  unsure(): void;
  /** The page was asleep, since then. */
  slept(since: Moment): void;
  /** Pictures of others rest until it is taken back. */
  soundOnly(on: boolean): void;
  /** How loud somebody is just now, 0 to 1. Asked often, so it is no part of the state. */
  levelOf(person: string): number;
  /** What stands behind the person is blurred before anything is sent. */
  blur(on: boolean): void;
  /** Noise is taken out of the own voice before anything is sent. */
  clearVoice(on: boolean): void;
  /** To be called inside a click. */
  startSound(): void;
  retry(): void;
  /** Leaves the media room; `apply` may come in again. */
  leave(): void;
};

export type MediaDeps = {
  fetchToken(): Promise<{ token: string; path: string } | null>;
  changed(change: Partial<MediaState>): void;
  /** Somebody sends what no honest client sends. It is not taken; the server may want to look. */
  odd(): void;
  /** Looks whether the page has been asleep, and if so says it before it returns. */
  look(): void;
};
