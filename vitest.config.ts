/**
 * The test projects, cheapest first. Server, SFU and browser are shared by nobody. What is counted or timed at the far end
 * has the machine for itself; what is only looked at on the screens goes two files at a time.
 */
import { defineConfig } from "vitest/config";

const slow = { testTimeout: 120_000, hookTimeout: 180_000 };
/** Of the tests with browsers, those that count packets or seconds. */
const FAR_END = ["barriers", "lines", "lines-extras", "lost", "sitting-back", "survives", "whole-session"].map(
  (name) => `tests/e2e/${name}.test.ts`,
);

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["{shared,server,client}/src/**/*.test.{ts,tsx}", "scripts/*.test.ts"],
          testTimeout: 30_000,
        },
      },
      { test: { name: "simulation", include: ["tests/simulation/**/*.test.ts"], ...slow } },
      { test: { name: "contract", include: ["tests/contract/**/*.test.ts"], fileParallelism: false, ...slow } },
      { test: { name: "integration", include: ["tests/integration/**/*.test.ts"], maxWorkers: 2, ...slow } },
      { test: { name: "soak", include: ["tests/soak/**/*.test.ts"], fileParallelism: false, ...slow } },
      { test: { name: "screens", include: ["tests/e2e/**/*.test.ts"], exclude: FAR_END, maxWorkers: 2, ...slow } },
      { test: { name: "e2e", include: FAR_END, fileParallelism: false, ...slow } },
      { test: { name: "network", include: ["tests/network/**/*.test.ts"], fileParallelism: false, ...slow } },
    ],
  },
});
