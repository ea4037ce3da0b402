/**
 * The test projects, cheapest first. Server, SFU and browser are shared by nobody. A whole circle with its sound and
 * pictures has the machine for itself; files with a few people go two at a time.
 */
import { defineConfig } from "vitest/config";

const slow = { testTimeout: 120_000, hookTimeout: 180_000 };
/** Of the tests with browsers, those with one, two or three people. */
const FEW = ["devices", "door", "firefox", "languages", "line-check", "organiser", "phone-away"].map(
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
      { test: { name: "few", include: FEW, maxWorkers: 2, ...slow } },
      { test: { name: "e2e", include: ["tests/e2e/**/*.test.ts"], exclude: FEW, fileParallelism: false, ...slow } },
      { test: { name: "network", include: ["tests/network/**/*.test.ts"], fileParallelism: false, ...slow } },
    ],
  },
});
