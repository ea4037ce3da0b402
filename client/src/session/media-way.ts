/**
 * Whether sound and picture have a way through just now, by what arrives: the SDK takes three times as long to give a
 * dead way up, where signalling is alive. Knows transports; knows no devices and no screens.
 */
import type { Room } from "livekit-client";
import { type Moment, elapsed, thisMoment } from "./elapsed.ts";

const LOOK_EVERY_MS = 1_000;
/** Even where nobody speaks, the browser and the media server make sure of each other every 2.5 s. */
const QUIET_MS = 3_500;
const STUCK_MS = 5_000;
/** The browser itself has found the way gone, as after a change of network. */
const GONE_MS = 2_000;

export type WayEvents = {
  /** Nothing arrives any more. */
  quiet(): void;
  /** Something does again. */
  back(): void;
  /** Nothing has for long; said again and again until somebody does something. */
  stuck(): void;
};

const transportsOf = ({ engine }: Room) =>
  [engine.pcManager?.publisher, engine.pcManager?.subscriber].filter((transport) => transport !== undefined);

function isGone(room: Room): boolean {
  const states = transportsOf(room).map((transport) => transport.getICEConnectionState());
  return states.some((state) => state === "disconnected" || state === "failed");
}

/** `null` where the browser does not count by transport, as Firefox does not. */
async function received(room: Room): Promise<number | null> {
  let bytes: number | null = null;
  for (const transport of transportsOf(room)) {
    const report = (await transport.getStats()) as ReadonlyMap<string, RTCTransportStats> | undefined;
    for (const entry of report?.values() ?? [])
      if (entry.type === "transport" && entry.bytesReceived !== undefined) bytes = (bytes ?? 0) + entry.bytesReceived;
  }
  return bytes;
}

export type Way = {
  /** When something was last seen to arrive. */
  wellAt(): Moment;
  /** The page was asleep: what had been sent before may arrive first, and proves nothing. */
  slept(): void;
  stop(): void;
};

export function watchWay(room: Room, tell: WayEvents): Way {
  let last: number | null = -1;
  let wellAt = thisMoment();
  /** Since when something has been waited for, awake. */
  let since = wellAt;
  let quiet = false;
  let drowsy = false;
  async function look() {
    const bytes = await received(room);
    // Nothing to count by is no sign of silence: then only what the browser itself has found counts.
    if (bytes === null ? !isGone(room) : bytes !== last) {
      last = bytes;
      since = thisMoment();
      if (drowsy) return void (drowsy = false);
      wellAt = since;
      if (quiet) tell.back();
      quiet = false;
      return;
    }
    const waited = elapsed(since);
    if (waited >= (isGone(room) ? GONE_MS : STUCK_MS)) return tell.stuck();
    if (waited < QUIET_MS || quiet) return;
    quiet = true;
    tell.quiet();
  }
  // A connection that is just being taken down has no numbers.
  const timer = setInterval(() => void look().catch(() => undefined), LOOK_EVERY_MS);
  return {
    wellAt: () => wellAt,
    slept() {
      since = thisMoment();
      quiet = true;
      drowsy = true;
    },
    stop: () => clearInterval(timer),
  };
}
