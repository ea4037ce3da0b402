import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { contentHash, isInstalled } from "./stamp.mjs";

describe("contentHash", () => {
  let root: string;
  const write = (file: string, content: string) => writeFileSync(join(root, file), content);
  const now = () => contentHash(root, ["client", "shared", "lock.json"]);

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "balint-stamp-"));
    for (const folder of ["client/src", "client/dist", "shared"]) mkdirSync(join(root, folder), { recursive: true });
    write("client/src/main.ts", "one");
    write("lock.json", "{}");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  test("follows content, not time", () => {
    const before = now();
    utimesSync(join(root, "client/src/main.ts"), 1, 1);
    expect(now()).toBe(before);
    write("client/src/main.ts", "two");
    expect(now()).not.toBe(before);
  });

  test("notices a new, a moved and a removed file", () => {
    const before = now();
    write("shared/model.ts", "");
    const withNew = now();
    expect(withNew).not.toBe(before);
    rmSync(join(root, "shared/model.ts"));
    expect(now()).toBe(before);
    write("shared/other.ts", "");
    expect(now()).not.toBe(withNew);
  });

  test("leaves out what is built and what only tests read", () => {
    const before = now();
    write("client/dist/index.html", "built");
    write("client/src/main.test.ts", "test");
    expect(now()).toBe(before);
  });
});

describe("isInstalled", () => {
  const lock = (packages: object) => JSON.stringify({ packages });
  const zod = { "node_modules/zod": { version: "4.0.0" } };

  test("holds when every wanted package is there in its version", () => {
    expect(isInstalled(lock({ "": {}, shared: { version: "0.1.0" }, ...zod }), lock(zod))).toBe(true);
  });
  test("fails without either record", () => {
    expect(isInstalled(lock(zod), null)).toBe(false);
    expect(isInstalled(null, lock(zod))).toBe(false);
  });
  test("fails for a missing package and for another version", () => {
    expect(isInstalled(lock(zod), lock({}))).toBe(false);
    expect(isInstalled(lock(zod), lock({ "node_modules/zod": { version: "3.0.0" } }))).toBe(false);
    const nested = { "client/node_modules/zod": { version: "4.0.0" } };
    expect(isInstalled(lock(nested), lock({}))).toBe(false);
  });
  test("forgives what is for another platform", () => {
    expect(isInstalled(lock({ "node_modules/fsevents": { version: "2.0.0", optional: true } }), lock({}))).toBe(true);
  });
});
