import { SessionId } from "@balint/shared/session/model";
import { describe, expect, it, vi } from "vitest";
import { type LineCheckPorts, TRIAL_MS, lineChecks } from "./line-check.ts";
import type { Claims } from "./livekit.ts";

function set(ports: Partial<LineCheckPorts> = {}) {
  const closed: string[] = [];
  const timers: { ms: number; work: () => void; off: boolean }[] = [];
  const fault = vi.fn();
  let ids = 0;
  const checks = lineChecks({
    openRoom: () => Promise.resolve("RM_1"),
    closeRoom: async (room) => void closed.push(room),
    token: async (room, identity, rights) => JSON.stringify({ room, identity, rights }),
    newId: () => String((ids += 1)),
    path: "/sfu",
    clock: {
      now: () => 0,
      steady: () => 0,
      after(ms, work) {
        const timer = { ms, work, off: false };
        timers.push(timer);
        return () => void (timer.off = true);
      },
    },
    fault,
    ...ports,
  });
  return { checks, closed, timers, fault };
}

async function claimsFrom(checks: ReturnType<typeof lineChecks>, which: "sends" | "hears"): Promise<Claims> {
  const trial = await checks.open("1.2.3.4");
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
      for (let n = 0; n < times; n += 1) answers.push((await checks.open(address)) !== null);
      return answers.filter(Boolean).length;
    };
    expect([await from("a", 9), await from("b", 9), await from("c", 9)]).toEqual([6, 6, 0]);
    for (const timer of timers.slice(0, 2)) timer.work();
    expect([await from("b", 1), await from("c", 3)]).toEqual([0, 2]);
  });

  it("leaves nothing behind when the media server cannot be asked", async () => {
    const { checks, closed, timers } = set({ openRoom: () => Promise.reject(new Error("down")) });
    for (let n = 0; n < 20; n += 1) await expect(checks.open("a")).rejects.toThrow("down");
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
