import { expect, test } from "vitest";
import { sum, tallyOf } from "./report.mjs";

const report = (numbers: { passed?: number; failed?: number; skipped?: number; broken?: number }) =>
  JSON.stringify({
    numPassedTests: numbers.passed ?? 0,
    numFailedTests: numbers.failed ?? 0,
    numPendingTests: numbers.skipped ?? 0,
    numTodoTests: 0,
    testResults: Array.from({ length: numbers.broken ?? 0 }, () => ({ status: "failed", assertionResults: [] })),
  });

test("counts what the report says", () => {
  expect(tallyOf(report({ passed: 3, skipped: 1 }), 0)).toEqual({ passed: 3, failed: 0, skipped: 1, why: null });
  expect(tallyOf(report({ passed: 3, failed: 2 }), 1)).toMatchObject({ passed: 3, failed: 2 });
});

test.each([
  ["a run without a report", null, 1],
  ["a run that found nothing", report({}), 1],
  ["a run that found nothing and calls that success", report({}), 0],
  ["a file that does not load", report({ passed: 2, broken: 1 }), 1],
  ["green tests in a run that crashed", report({ passed: 2 }), 1],
])("%s is one failure", (_, json, exitCode) => {
  expect(tallyOf(json, exitCode).failed).toBe(1);
});

test("sums", () => {
  const one = { passed: 1, failed: 0, skipped: 2 };
  expect(sum([one, { passed: 2, failed: 1, skipped: 0 }])).toEqual({ passed: 3, failed: 1, skipped: 2 });
  expect(sum([])).toEqual({ passed: 0, failed: 0, skipped: 0 });
});
