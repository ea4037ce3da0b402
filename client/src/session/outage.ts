/**
 * What one device remembers of an outage: since when nothing was known to be well any more, and what was so then. After it
 * a device comes back without a new click only for a while, and only into the same. Knows no device.
 */
import type { DeviceKind } from "./device-trouble.ts";
import { type Moment, earlier, elapsed, thisMoment } from "./elapsed.ts";

const PATIENCE_MS: Readonly<Record<DeviceKind, number>> = { microphone: 20_000, camera: 120_000 };

export const isTooLong = (kind: DeviceKind, since: Moment): boolean => elapsed(since) >= PATIENCE_MS[kind];

export type Outage = {
  /** @param since the last moment at which all was well; what has begun before is not made shorter */
  begin(since: Moment): void;
  /** The person has clicked meanwhile: from now on, and for what is so now. */
  beginAnew(): void;
  end(): void;
  tooLong(): boolean;
  /** In ms, until it is too long. */
  left(): number;
};

/** @param now what must be the same when it is over, such as the phase */
export function outageOf(kind: DeviceKind, now: () => string | null): Outage {
  let fell: { readonly since: Moment; readonly moment: string | null } | null = null;
  return {
    begin(since) {
      fell = fell === null ? { since, moment: now() } : { ...fell, since: earlier(fell.since, since) };
    },
    beginAnew() {
      if (fell !== null) fell = { since: thisMoment(), moment: now() };
    },
    end() {
      fell = null;
    },
    tooLong: () => fell !== null && (isTooLong(kind, fell.since) || fell.moment !== now()),
    left: () => (fell === null ? 0 : PATIENCE_MS[kind] - elapsed(fell.since)),
  };
}
