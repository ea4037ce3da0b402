import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SPEC_FILE, withTables } from "./spec-tables.ts";

const spec = readFileSync(SPEC_FILE, "utf8");

test("the tables of docs/SPEC.md are what the code decides", () => {
  expect(spec, "The code has changed: run `node scripts/spec-tables.ts` and read what it did to docs/SPEC.md.").toBe(
    withTables(spec),
  );
});

test("a table that was changed by hand is noticed (so the test above sees something)", () => {
  expect(withTables(spec.replace("| `person.hold` | leads |", "| `person.hold` | anyone |"))).toBe(withTables(spec));
  expect(spec).toContain("| `person.hold` | leads |");
  expect(() => withTables("")).toThrow("no place");
});
