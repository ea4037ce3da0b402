import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { Allowances, LIMITS, Strangers, allowanceOf, placeFrom, placeOf } from "./limits.ts";

class Connection extends EventEmitter {
  gone = false;
  destroy(): void {
    this.gone = true;
    this.emit("close");
  }
}

describe("allowances", () => {
  test("so much at once, and so much more each second, never above the whole", () => {
    let now = 0;
    const take = allowanceOf({ burst: 3, perSecond: 2 }, () => now);
    expect([take(), take(), take(), take()]).toEqual([true, true, true, false]);
    now = 500;
    expect([take(), take()]).toEqual([true, false]);
    now = 60_000;
    expect([take(3), take()]).toEqual([true, false]);
    // A clock that is set back gives nothing and takes nothing.
    now = 0;
    expect(take()).toBe(false);
  });

  test("each key has its own, and what is full again is forgotten", () => {
    let now = 0;
    const allowances = new Allowances({ burst: 2, perSecond: 1 }, () => now);
    expect([allowances.take("a"), allowances.take("a"), allowances.take("a")]).toEqual([true, true, false]);
    for (let n = 0; n < 1_000; n++) allowances.take(`key ${n}`);
    expect(allowances.size).toBe(1_001);
    now = 2_001;
    expect([allowances.take("b"), allowances.size]).toEqual([true, 1]);
  });

  test("[H-1] clicking as fast as a hand can, or holding a key down, never costs a line", () => {
    for (const perSecond of [12, 33]) {
      let now = 0;
      const commands = allowanceOf(LIMITS.commands, () => now);
      const excess = allowanceOf(LIMITS.excess, () => now);
      for (let click = 0; click < 60 * perSecond; click++) {
        now = (click * 1_000) / perSecond;
        expect(commands() || excess()).toBe(true);
      }
    }
  });
});

describe("[H-4] strangers", () => {
  test("a newer one pushes out the one that has waited longest: of its address, or of all", () => {
    const strangers = new Strangers({ strangersPerAddress: 2, strangers: 3 });
    const [first, second, third, fourth, fifth] = Array.from({ length: 5 }, () => new Connection());
    if (!first || !second || !third || !fourth || !fifth) throw new Error("five were made");
    strangers.arrive(first, "one");
    strangers.arrive(second, "one");
    strangers.arrive(third, "one");
    expect([first.gone, second.gone, third.gone]).toEqual([true, false, false]);
    strangers.arrive(fourth, "other");
    strangers.arrive(fifth, "third");
    expect([second.gone, third.gone, fourth.gone, fifth.gone]).toEqual([true, false, false, false]);
    expect(strangers.size).toBe(3);
  });

  test("who asks something stays, and the one that has been silent longest goes", () => {
    const strangers = new Strangers({ strangersPerAddress: 2, strangers: 3 });
    const [asks, silent, next, last] = [new Connection(), new Connection(), new Connection(), new Connection()];
    strangers.arrive(asks, "one");
    strangers.arrive(silent, "one");
    strangers.asks(asks);
    strangers.arrive(next, "one");
    expect([asks.gone, silent.gone]).toEqual([false, true]);
    // Of all as well as of one address; and whoever is gone does not come back by it.
    strangers.asks(silent);
    strangers.arrive(new Connection(), "other");
    strangers.asks(asks);
    strangers.arrive(last, "third");
    expect([asks.gone, next.gone, last.gone, strangers.size]).toEqual([false, true, false, 3]);
  });

  test("who is known, or gone, takes no place", () => {
    const strangers = new Strangers({ strangersPerAddress: 1, strangers: 10 });
    const [known, left, last] = [new Connection(), new Connection(), new Connection()];
    strangers.arrive(known, "one");
    strangers.known(known);
    strangers.arrive(left, "one");
    left.emit("close");
    strangers.arrive(last, "one");
    expect([known.gone, left.gone, last.gone, strangers.size]).toEqual([false, false, false, 1]);
  });
});

describe("[H-7] where a request comes from", () => {
  const from = (forwarded: string | undefined, proxies: number) =>
    placeFrom(
      {
        headers: { "x-forwarded-for": forwarded },
        socket: { remoteAddress: "10.0.0.1" },
      } as unknown as IncomingMessage,
      proxies,
    );

  test("without a proxy the connection says it, whatever the header pretends", () => {
    expect(from("198.51.100.7", 0)).toBe("10.0.0.1");
  });

  test("behind proxies it is what the outermost of ours saw, not what the client wrote before it", () => {
    expect(from("198.51.100.7", 1)).toBe("198.51.100.7");
    expect(from("203.0.113.99, 198.51.100.7", 1)).toBe("198.51.100.7");
    expect(from("203.0.113.99, 198.51.100.7, 10.0.0.2", 2)).toBe("198.51.100.7");
    expect(from(undefined, 1)).toBe("10.0.0.1");
  });

  test("a network of IPv6 is one place, and IPv4 is the same in both spellings", () => {
    expect(placeOf("2001:db8:1:2:aaaa::1")).toBe(placeOf("2001:db8:1:2:bbbb::9"));
    expect(placeOf("2001:db8:1:2::1")).not.toBe(placeOf("2001:db8:1:3::1"));
    expect(placeOf("::ffff:10.0.0.1")).toBe("10.0.0.1");
    expect(placeOf(undefined)).toBe("unknown");
  });
});
