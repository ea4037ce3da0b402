/**
 * How much one address, one person or one connection may ask of this process, and the two ways of keeping to it:
 * allowances that fill up again, and a crowd of strangers that does not grow. Knows no session and no wire.
 */
import type { IncomingMessage } from "node:http";
import proxyAddr from "@fastify/proxy-addr";
import { normalizeIP } from "@fastify/rate-limit";

/** So much at once, and so much more each second. */
export type Rate = { readonly burst: number; readonly perSecond: number };

/** A hospital shares one address: what is counted by address must do for 60 people who all come at once. */
export type Limits = {
  /** Connections that have not shown who they are; beyond it the one that has waited longest goes. */
  readonly strangersPerAddress: number;
  readonly strangers: number;
  /** People who come to one door from one address, and were never let in there. */
  readonly comings: Rate;
  /** Live wires asked for by those who are not let in, by address. */
  readonly knocks: Rate;
  /** Live wires and requests that each person at a door has alone; `comings` keeps these people few. */
  readonly ownKnocks: Rate;
  readonly ownRequests: Rate;
  /** Live wires asked for by one person who is let in. */
  readonly connects: Rate;
  /** Media connections of one person, of one end of a trial, and of all of one address who are not in. */
  readonly passes: Rate;
  readonly trialPasses: Rate;
  readonly passesPerAddress: Rate;
  /** Messages and bytes of one person to the media server, by however many connections; and of one end of a trial. */
  readonly signals: Rate;
  readonly signalBytes: Rate;
  readonly trialSignals: Rate;
  readonly trialBytes: Rate;
  /** Commands of one person who is let in, or of all others of one address. */
  readonly commands: Rate;
  /** Commands beyond these that are still answered; after them the line is cut. */
  readonly excess: Rate;
  /** Looks at one session's media room that screens ask for. */
  readonly hints: Rate;
  /** Bytes that one live wire may bring. */
  readonly bytes: Rate;
  /** Requests in a minute: to the app by one person who is let in, or by one address; for pages; and of the media server. */
  readonly requestsPerPerson: number;
  readonly requestsPerAddress: number;
  readonly pagesPerAddress: number;
  readonly webhooks: number;
};

export const LIMITS: Limits = {
  strangersPerAddress: 512,
  strangers: 2_048,
  comings: { burst: 48, perSecond: 0.1 },
  knocks: { burst: 120, perSecond: 5 },
  ownKnocks: { burst: 3, perSecond: 0.2 },
  ownRequests: { burst: 10, perSecond: 0.2 },
  connects: { burst: 30, perSecond: 1 },
  passes: { burst: 30, perSecond: 3 },
  trialPasses: { burst: 6, perSecond: 0.2 },
  passesPerAddress: { burst: 120, perSecond: 10 },
  // An offer for a full circle and its observers has some 200 kB, and each who comes or goes makes a new one.
  signals: { burst: 2_000, perSecond: 100 },
  signalBytes: { burst: 8 * 1024 * 1024, perSecond: 256 * 1024 },
  trialSignals: { burst: 300, perSecond: 20 },
  trialBytes: { burst: 512 * 1024, perSecond: 32 * 1024 },
  commands: { burst: 30, perSecond: 10 },
  // A key held down repeats 30 times a second, and that is nobody's attack.
  excess: { burst: 200, perSecond: 20 },
  hints: { burst: 2, perSecond: 1 },
  bytes: { burst: 128 * 1024, perSecond: 32 * 1024 },
  requestsPerPerson: 240,
  requestsPerAddress: 600,
  pagesPerAddress: 6_000,
  webhooks: 6_000,
};

/** One allowance: takes from it until it is empty, and it fills up again. */
export function allowanceOf({ burst, perSecond }: Rate, now: () => number): (amount?: number) => boolean {
  let left = burst;
  let at = now();
  return (amount = 1) => {
    const moment = now();
    left = Math.min(burst, left + (Math.max(0, moment - at) / 1000) * perSecond);
    at = moment;
    if (left < amount) return false;
    left -= amount;
    return true;
  };
}

/** An allowance for each key. One that must be full again by now is forgotten. */
export class Allowances {
  readonly #rate: Rate;
  readonly #now: () => number;
  readonly #fullAfterMs: number;
  /** In the order of their last use. */
  readonly #kept = new Map<string, { take: (amount?: number) => boolean; used: number }>();

  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
    this.#fullAfterMs = (rate.burst / rate.perSecond) * 1000;
  }

  get size(): number {
    return this.#kept.size;
  }

  take(key: string, amount = 1): boolean {
    const moment = this.#now();
    for (const [other, { used }] of this.#kept) {
      if (moment - used <= this.#fullAfterMs) break;
      this.#kept.delete(other);
    }
    const { take } = this.#kept.get(key) ?? { take: allowanceOf(this.#rate, this.#now) };
    this.#kept.delete(key);
    this.#kept.set(key, { take, used: moment });
    return take(amount);
  }
}

export type Closable = { destroy: () => unknown; once: (event: "close", then: () => void) => unknown };

/**
 * Connections that have not yet shown who they are. A newer one pushes out the one that has been silent longest, of the
 * same address or of all: who is honest asks something, and finds a place whoever else stands there.
 */
export class Strangers {
  readonly #limits: Pick<Limits, "strangers" | "strangersPerAddress">;
  readonly #all = new Map<Closable, string>();
  readonly #byAddress = new Map<string, Set<Closable>>();

  constructor(limits: Pick<Limits, "strangers" | "strangersPerAddress">) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#all.size;
  }

  arrive(connection: Closable, address: string): void {
    if (this.#all.has(connection)) return;
    const beside = this.#byAddress.get(address) ?? new Set();
    this.#byAddress.set(address, beside.add(connection));
    this.#all.set(connection, address);
    connection.once("close", () => this.known(connection));
    if (beside.size > this.#limits.strangersPerAddress) this.#pushOut(beside);
    if (this.#all.size > this.#limits.strangers) this.#pushOut(this.#all.keys());
  }

  /** Whoever asks something is the last to be pushed out. */
  asks(connection: Closable): void {
    const address = this.#all.get(connection);
    if (address === undefined) return;
    const beside = this.#byAddress.get(address);
    this.#all.delete(connection);
    this.#all.set(connection, address);
    beside?.delete(connection);
    beside?.add(connection);
  }

  /** Somebody of ours, or gone: no stranger any more. */
  known(connection: Closable): void {
    const address = this.#all.get(connection);
    if (address === undefined) return;
    this.#all.delete(connection);
    const beside = this.#byAddress.get(address);
    beside?.delete(connection);
    if (beside?.size === 0) this.#byAddress.delete(address);
  }

  #pushOut(waiting: Iterable<Closable>): void {
    for (const longest of waiting) {
      this.known(longest);
      longest.destroy();
      return;
    }
  }
}

/** One household or hospital: an IPv4 address, or the 64 bits of an IPv6 address that a network is given. */
export function placeOf(address: string | undefined): string {
  return normalizeIP(address ?? "unknown");
}

/** Where a request comes from, past so many proxies of ours; what a client itself wrote there is not believed. */
export function placeFrom(request: IncomingMessage, proxies: number): string {
  return placeOf(proxyAddr(request, (_address, hop) => hop < proxies));
}
