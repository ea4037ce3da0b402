import { SessionId } from "@balint/shared/session/model";
import { describe, expect, it, vi } from "vitest";
import { LONG_ENOUGH_MS, type LineCheckPorts, TRIAL_MS, lineChecks } from "./line-check.ts";
import type { Claims } from "./livekit.ts";

function set(ports: Partial<LineCheckPorts> = {}) {
  const closed: string[] = [];
  const timers: { ms: number; work: () => void; off: boolean }[] = [];
  const fault = vi.fn();
  const time = { now: 0 };
  let ids = 0;
  const checks = lineChecks({
    openRoom: () => Promise.resolve("RM_1"),
    closeRoom: async (room) => void closed.push(room),
    token: async (room, identity, rights) => JSON.stringify({ room, identity, rights }),
    newId: () => String((ids += 1)),
    path: "/sfu",
    clock: {
      now: () => 0,
      steady: () => time.now,
      after(ms, work) {
        const timer = { ms, work, off: false };
        timers.push(timer);
        return () => void (timer.off = true);
      },
    },
    fault,
    ...ports,
  });
  return { checks, closed, timers, fault, time };
}

async function claimsFrom(checks: ReturnType<typeof lineChecks>, which: "sends" | "hears"): Promise<Claims> {
  const trial = await checks.open({ address: "1.2.3.4" });
  return { ...JSON.parse(trial?.[which] ?? ""), from: 0, plain: true };
}

describe("[D-10] a trial of the line", () => {
  it("lets in its own two, with no more than was given to them", async () => {
    const { checks } = set();
    const sends = await claimsFrom(checks, "sends");
    const hears = await claimsFrom(checks, "hears");
    expect([checks.mayPass(sends), checks.mayPass(hears)]).toEqual([true, true]);
    expect(checks.mayPass({ ...hears, rights: sends.rights })).toBe(false);
    expect(checks.mayPass({ ...sends, plain: false })).toBe(false);
    expect(checks.mayPass({ ...sends, identity: "abcdefgh" })).toBe(false);
    // Each of its own trial only.
    expect(checks.mayPass({ ...sends, room: hears.room })).toBe(false);
    expect(checks.mayPass({ ...sends, room: "line-77" })).toBe(false);
  });

  it("has a room that no session can have", async () => {
    const { checks } = set({ newId: () => "0123456789abcdef" });
    expect(SessionId.safeParse((await claimsFrom(checks, "sends")).room).success).toBe(false);
  });

  it("is over after its time: nobody passes, and its room is closed", async () => {
    const { checks, closed, timers } = set();
    const sends = await claimsFrom(checks, "sends");
    expect(timers[0]?.ms).toBe(TRIAL_MS);
    timers[0]?.work();
    expect(checks.mayPass(sends)).toBe(false);
    expect(closed).toEqual([sends.room]);
  });

  it("is refused when there are too many, of one address and in all, until some are over", async () => {
    const { checks, timers } = set();
    const from = async (address: string, times: number) => {
      const answers = [];
      for (let n = 0; n < times; n += 1) answers.push((await checks.open({ address })) !== null);
      return answers.filter(Boolean).length;
    };
    expect([await from("a", 9), await from("b", 9), await from("c", 9)]).toEqual([6, 6, 0]);
    for (const timer of timers.slice(0, 2)) timer.work();
    expect([await from("b", 1), await from("c", 3)]).toEqual([0, 2]);
  });

  it("gives way to a newer one once it has had its time: first of the same address, then of that which has most", async () => {
    const { checks, closed, time } = set();
    const may = async (address: string) => (await checks.open({ address })) !== null;
    for (let n = 0; n < 6; n += 1) expect(await may("a")).toBe(true);
    for (let n = 0; n < 5; n += 1) expect(await may("b")).toBe(true);
    expect([await may("a"), await may("c"), await may("d")]).toEqual([false, true, false]);
    time.now = LONG_ENOUGH_MS;
    expect([await may("d"), await may("a"), await may("a")]).toEqual([true, true, true]);
    // Whoever came first, of the address that had six.
    expect(closed).toEqual(["line-1", "line-2", "line-3"]);
  });

  it("is one's own for whoever holds a leader's link or is in, whatever strangers of the same address do", async () => {
    const { checks, closed } = set();
    for (let n = 0; n < 6; n += 1) await checks.open({ address: "a" });
    for (let n = 0; n < 3; n += 1) expect(await checks.open({ person: "s/anna" })).not.toBeNull();
    // The same page again: its earlier one is over.
    expect(closed).toEqual(["line-7", "line-8"]);
  });

  it("is over as soon as both of its ends have been there and are gone", async () => {
    const { checks, closed } = set();
    const { room } = await claimsFrom(checks, "sends");
    for (const happens of ["came", "left", "came"] as const) checks[happens](room);
    expect(closed).toEqual([]);
    checks.left(room);
    expect(closed).toEqual([room]);
    checks.left(room);
    expect(closed).toEqual([room]);
  });

  it("leaves nothing behind when the media server cannot be asked", async () => {
    const { checks, closed, timers } = set({ openRoom: () => Promise.reject(new Error("down")) });
    for (let n = 0; n < 20; n += 1) await expect(checks.open({ address: "a" })).rejects.toThrow("down");
    expect(closed.length).toBe(20);
    expect(timers.every(({ off }) => off)).toBe(true);
  });

  it("that cannot be closed is told as a fault; stopping ends all", async () => {
    const { checks, fault, timers } = set({ closeRoom: () => Promise.reject(new Error("down")) });
    const sends = await claimsFrom(checks, "sends");
    checks.stop();
    expect(checks.mayPass(sends)).toBe(false);
    expect(timers.every(({ off }) => off)).toBe(true);
    await vi.waitFor(() => expect(fault).toHaveBeenCalledOnce());
  });
});
