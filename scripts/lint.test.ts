/**
 * Lint tools go silently blind. Here the repository's own rules meet a folder where each is broken once, at the very
 * path it is about, and each must fire there and nowhere else.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT, installed } from "./paths.mjs";

const OXLINT = installed("oxlint", "bin", "oxlint");

/** File → the rules it breaks. An empty list is a file that may do what the others may not. */
const EXPECTED: Record<string, string[]> = {
  "shared/src/imports-node.ts": ["eslint(no-restricted-imports)"],
  "shared/src/imports-server.ts": ["eslint(no-restricted-imports)"],
  "shared/src/reads-clock.ts": [
    "eslint(no-restricted-globals)",
    "eslint(no-restricted-globals)",
    "eslint(no-restricted-properties)",
  ],
  "shared/src/rolls-dice.ts": ["eslint(no-restricted-properties)"],
  "shared/src/uses-dom.ts": ["eslint(no-restricted-globals)"],
  "shared/src/any.ts": ["typescript(no-explicit-any)"],
  "shared/src/cycle-one.ts": ["import(no-cycle)"],
  "shared/src/cycle-two.ts": ["import(no-cycle)"],
  "shared/src/barrel.ts": ["oxc(no-barrel-file)"],
  "shared/src/floating.ts": ["typescript(no-floating-promises)"],
  "server/src/config.ts": [],
  "server/src/reads-environment.ts": ["node(no-process-env)"],
  "server/src/imports-process.ts": ["eslint(no-restricted-imports)"],
  "server/src/imports-client.ts": ["eslint(no-restricted-imports)"],
  "server/src/session/knows-livekit.ts": ["eslint(no-restricted-imports)"],
  "server/src/session/room.ts": ["eslint(no-restricted-imports)", "eslint(no-restricted-imports)"],
  "server/src/media/livekit.ts": [],
  "server/src/media/media-sync.ts": ["eslint(no-restricted-imports)"],
  "client/src/imports-server.ts": ["eslint(no-restricted-imports)"],
  "client/src/knows-livekit.ts": ["eslint(no-restricted-imports)"],
  "client/src/knows-wire.ts": ["eslint(no-restricted-imports)"],
  "client/src/session/media.ts": [],
  "client/src/session/connection.ts": [],
  "client/src/session/view-model.ts": ["eslint(no-restricted-imports)"],
  "client/src/circle/layout.ts": ["eslint(no-restricted-imports)"],
};

let folder: string;
let found: Record<string, string[]>;

beforeAll(() => {
  // A copy, so that the paths are those of the repository and the ordinary lint can leave the originals out.
  folder = mkdtempSync(join(tmpdir(), "balint-lint-"));
  cpSync(join(ROOT, "scripts", "fixtures", "forbidden"), folder, { recursive: true });
  cpSync(join(ROOT, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
  // Outside the repository the type-aware half is found on PATH alone.
  const env = { ...process.env, PATH: `${join(ROOT, "node_modules/.bin")}${delimiter}${process.env["PATH"]}` };
  const lint = spawnSync(process.execPath, [OXLINT, "-f", "json", "."], { cwd: folder, encoding: "utf8", env });
  if (!lint.stdout.startsWith("{")) console.log(lint.stdout, lint.stderr);
  const { diagnostics } = JSON.parse(lint.stdout) as { diagnostics: { code: string; filename: string }[] };
  found = {};
  for (const { code, filename } of diagnostics) (found[filename] ??= []).push(code);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.entries(EXPECTED))("%s breaks %j", (file, rules) => {
  expect((found[file] ?? []).toSorted()).toEqual(rules);
});

test("nothing else is found there", () => {
  expect(Object.keys(found).filter((file) => !(file in EXPECTED))).toEqual([]);
});

test("the ordinary lint sees the real files and leaves the broken ones out", () => {
  const seen = execFileSync(process.execPath, [OXLINT, "--debug=files", "."], { cwd: ROOT, encoding: "utf8" });
  for (const file of ["shared/src/session/policy.ts", "server/src/config.ts", "scripts/start.mjs"])
    expect(seen).toContain(file);
  expect(seen).not.toContain("fixtures/forbidden");
});
