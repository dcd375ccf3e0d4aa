import { defineConfig } from "vitest/config";

// One run over all packages: one summary, one pool of workers.
export default defineConfig({
  test: {
    include: ["packages/*/test/**/*.test.ts", "acceptance/*.test.ts", "scripts/*.test.ts"],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is waited for comes late where Spark has the cores.
    expect: { poll: { timeout: 20_000 } },
  },
});
