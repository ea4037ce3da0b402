/**
 * The documents against the rest of the repository: rules that tests cite exist, rules that must hold are cited, and
 * links lead somewhere. Reads text only; knows nothing of what a rule says.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "./paths.mjs";

/** Areas in which every rule is cited by a test: all but what people see and how the room is run. */
const MUST_BE_CITED = /^[PRSDMWKN]-/;

/** Rules of these areas that no test cites, and why. An entry whose rule is cited by now fails, so the list shrinks. */
const NOT_CITED: Record<string, string> = {
  "R-1": "about where code stands, not about what it does",
};

const SKIPPED = new Set(["node_modules", "dist", "output", "fixtures", "data", ".git"]);

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

const FILES = filesIn(".").map((file) => file.split(sep).join("/"));
const CODE = FILES.filter((file) => /\.(ts|tsx|mjs|css)$/.test(file));
const DOCUMENTS = FILES.filter((file) => file.endsWith(".md"));
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

const defined = [...read("docs/SPEC.md").matchAll(/^- \*\*([A-Z]-\d+)\*\*/gm)].map((match) => match[1] ?? "");

/** Rule → the first file that cites it. */
function citations(files: readonly string[], pattern: RegExp): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of files)
    for (const [, rule = ""] of read(file).matchAll(pattern)) if (!found.has(rule)) found.set(rule, file);
  return found;
}

const citedByTests = citations(
  CODE.filter((file) => /\.test\.tsx?$/.test(file)),
  /\[([A-Z]-\d+)\]/g,
);
const citedByCode = citations(CODE, /SPEC ([A-Z]-\d+)/g);

test("every rule has a number of its own", () => {
  expect(defined.length).toBeGreaterThan(40);
  expect(defined.filter((rule, index) => defined.indexOf(rule) !== index)).toEqual([]);
});

test("every rule that tests or comments cite is in docs/SPEC.md", () => {
  expect(citedByTests.size).toBeGreaterThan(30);
  const unknown = [...citedByTests, ...citedByCode].filter(([rule]) => !defined.includes(rule));
  expect(unknown).toEqual([]);
});

test("every rule of the areas P, R, S, D, M, W, K is cited by a test, but for those named here with a reason", () => {
  const uncited = defined.filter((rule) => MUST_BE_CITED.test(rule) && !citedByTests.has(rule));
  expect(uncited).toEqual(Object.keys(NOT_CITED));
});

/** The anchor a heading gets where the documents are read. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

function isThere(from: string, link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? join(ROOT, from) : join(ROOT, dirname(from), path);
  if (relative(ROOT, file).startsWith("..") || !existsSync(file)) return false;
  if (anchor === undefined) return true;
  return [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].some((match) => anchorOf(match[1] ?? "") === anchor);
}

test("every link from one document to another leads somewhere", () => {
  const links = DOCUMENTS.flatMap((file) =>
    [...read(file).matchAll(/\]\(([^)\s]+)\)/g)].map((match) => ({ file, link: match[1] ?? "" })),
  ).filter(({ link }) => !/^[a-z]+:/.test(link));
  expect(links.length).toBeGreaterThan(10);
  expect(links.filter(({ file, link }) => !isThere(file, link))).toEqual([]);
  expect(isThere("README.md", "docs/nowhere.md")).toBe(false);
  expect(isThere("README.md", "docs/SPEC.md#nowhere")).toBe(false);
});
