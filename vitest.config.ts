/** The test projects, cheapest first. Server, SFU and browser are shared by nobody, so their tests take turns. */
import { defineConfig } from "vitest/config";

const slow = { testTimeout: 120_000, hookTimeout: 180_000 };

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
      { test: { name: "e2e", include: ["tests/e2e/**/*.test.ts"], fileParallelism: false, ...slow } },
      { test: { name: "network", include: ["tests/network/**/*.test.ts"], fileParallelism: false, ...slow } },
    ],
  },
});
