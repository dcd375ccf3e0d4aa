import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Tests that run for minutes, the longest first: whatever begins them last waits for them alone. */
const longest = [
  "packages/notebooks/test/python.test.ts",
  "scripts/churn-run.test.ts",
  "acceptance/acceptance.test.ts",
  "acceptance/crash.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? longest.length : at;
    };
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}

// One run over all packages: one summary, one pool of workers.
export default defineConfig({
  test: {
    include: ["packages/*/test/**/*.test.ts", "acceptance/*.test.ts", "scripts/*.test.ts"],
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What is waited for comes late where Spark has the cores.
    expect: { poll: { timeout: 20_000 } },
  },
});
