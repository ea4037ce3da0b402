/** What vitest's JSON reports say in numbers. Pure; a run without a report, or one that crashed, counts as failed. */

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */
/** @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult */

/**
 * @param {string | null} json @param {number} exitCode of the run that wrote it @returns {Tally & { why: string | null }}
 */
export function tallyOf(json, exitCode) {
  if (json === null) return { passed: 0, failed: 1, skipped: 0, why: "it ended without a report" };
  const report = JSON.parse(json);
  const passed = Number(report.numPassedTests);
  const skipped = Number(report.numPendingTests) + Number(report.numTodoTests);
  // A file that does not load, or whose preparation fails, has no failed test to count.
  const broken = /** @type {FileResult[]} */ (report.testResults).filter(
    (file) => file.status === "failed" && !file.assertionResults.some((one) => one.status === "failed"),
  ).length;
  const failed = Number(report.numFailedTests) + broken;
  if (passed + failed + skipped === 0) return { passed, failed: 1, skipped, why: "it found no tests" };
  if (failed === 0 && exitCode !== 0) return { passed, failed: 1, skipped, why: `it ended with code ${exitCode}` };
  return { passed, failed, skipped, why: null };
}

/** @param {Tally[]} tallies @returns {Tally} */
export function sum(tallies) {
  return tallies.reduce(
    (all, one) => ({
      passed: all.passed + one.passed,
      failed: all.failed + one.failed,
      skipped: all.skipped + one.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
