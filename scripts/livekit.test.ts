import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ARCHIVES, VERSION, cacheFolder, isAtLeast, sha256Of, versionIn } from "./livekit.mjs";

test("reads the version a binary tells", () => {
  expect(versionIn("livekit-server version 1.13.5\n")).toBe("1.13.5");
  expect(versionIn("usage: something else")).toBeNull();
});

test("compares versions by number, not by letter", () => {
  expect(isAtLeast("1.13.5", "1.13.5")).toBe(true);
  expect(isAtLeast("1.13.11", "1.13.5")).toBe(true);
  expect(isAtLeast("2.0.0", "1.13.5")).toBe(true);
  expect(isAtLeast("1.13.4", "1.13.5")).toBe(false);
  expect(isAtLeast("1.9.12", "1.13.5")).toBe(false);
});

test("the cache is the user's own and keeps versions apart", () => {
  const tail = join("balint-room", `livekit-${VERSION}`);
  expect(cacheFolder({ XDG_CACHE_HOME: "/x" }, "linux", "/home/a")).toBe(join("/x", tail));
  expect(cacheFolder({}, "linux", "/home/a")).toBe(join("/home/a/.cache", tail));
  expect(cacheFolder({}, "darwin", "/Users/a")).toBe(join("/Users/a/Library/Caches", tail));
  expect(cacheFolder({ LOCALAPPDATA: "/local" }, "win32", "/a")).toBe(join("/local", tail));
});

test("every archive is of the pinned version, with a checksum of its own", () => {
  const sums = Object.values(ARCHIVES).map(({ sha256 }) => sha256);
  expect(new Set(sums).size).toBe(sums.length);
  for (const { name, sha256 } of Object.values(ARCHIVES)) {
    expect(name).toContain(VERSION.slice(1));
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  }
});

test("sha256Of is the well-known checksum", async () => {
  const folder = mkdtempSync(join(tmpdir(), "balint-sum-"));
  writeFileSync(join(folder, "abc"), "abc");
  expect(await sha256Of(join(folder, "abc"))).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  rmSync(folder, { recursive: true });
});
