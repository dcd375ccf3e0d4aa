import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { judgesReport } from "./scripts/judges-report.ts";
import { tellSlowestFiles } from "./scripts/slowest-files.ts";

/**
 * The lanes: which files a run takes, by the end of their names. `vitest run` takes the first,
 * `vitest run --mode slow` and so on the others.
 */
const lanes = {
  /** `npm test`: what every change must pass, in minutes. */
  test: ".test.ts",
  /** `npm run test:slow`: our own long ones, end to end. */
  slow: ".slow.test.ts",
  /** `npm run test:judges`: what programs say that nobody here wrote. */
  judges: ".judge.test.ts",
  /** `npm run test:corpora`: repositories of other people, in the folder that RETAIN_CORPORA names. */
  corpora: ".corpora.test.ts",
} as const;

/** Tests that want Python and Java; `scripts/run-lane.ts` leaves them out where a machine has none. */
const ofPython = ["**/python*.test.ts", "**/churn-run*.test.ts", "**/churn-example*.test.ts"];

/** Tests that run Terraform; `scripts/run-lane.ts` leaves them out where it is not installed. */
const ofTerraform = ["**/terraform-runs.test.ts"];

/** Tests that run for minutes, the longest first: whatever begins them last waits for them alone. */
const longest = [
  "packages/notebooks/test/python.test.ts",
  "packages/notebooks/test/python.slow.test.ts",
  "scripts/churn-run.slow.test.ts",
  "scripts/churn-example.slow.test.ts",
  "acceptance/acceptance.test.ts",
  "acceptance/crash.slow.test.ts",
  "acceptance/workflows.slow.test.ts",
  "acceptance/faults.slow.test.ts",
  "acceptance/workflows.test.ts",
];

/**
 * Folders whose tests share a process with the tests before them, which saves a start for each file: they leave
 * nothing behind in it. What signs in as a program does is elsewhere, since Microsoft's library keeps tokens by
 * process, and so is what sets variables.
 */
const together = [
  "{artifacts,lake,linked-services,pipelines,planner,synapse-sql,test-kit,twin}/test",
  "publisher/test/{cli,drift,init,load,pull,render}",
  "workspaces/test/{lake,synapse}",
].map((folders) => `packages/${folders}/**/*${lanes.test}`);

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
export default defineConfig(({ mode }) => {
  // Other tools read this file too, in modes of their own.
  const end = Object.entries(lanes).find(([lane]) => lane === mode)?.[1] ?? lanes.test;
  const others = Object.values(lanes).filter((other) => other !== end && other.endsWith(end));
  const include = ["packages/*/test/**", "acceptance", "scripts"].map((folder) => `${folder}/*${end}`);
  const exclude = [
    ...others.map((other) => `**/*${other}`),
    ...(process.env.RETAIN_WITHOUT_PYTHON ? ofPython : []),
    ...(process.env.RETAIN_WITHOUT_TERRAFORM ? ofTerraform : []),
  ];
  const projects: TestProjectInlineConfiguration[] = [
    { extends: true, test: { name: "together", isolate: false, include: together, exclude } },
    { extends: true, test: { name: "apart", include, exclude: [...exclude, ...together] } },
  ];
  return {
    test: {
      ...(end === lanes.test ? { projects } : { include, exclude }),
      // A log of a service is read from its end, and seldom whole: there what failed, and what took long.
      reporters: [
        ...(process.env.CI ? [tellSlowestFiles, "minimal"] : ["default"]),
        ...(mode === "judges" ? [judgesReport(".retain/judges/report.md")] : []),
      ],
      globalSetup: mode === "corpora" ? ["scripts/provide-corpora.ts"] : [],
      // Two cores are reckoned with. Much of what `npm test` does is to wait; Spark in the slow lane takes all there is.
      maxWorkers: end === lanes.test ? 3 : 2,
      // Tests share nothing with one another, and nothing with whoever runs them.
      env: { RETAIN_CACHE: "off" },
      sequence: { sequencer: LongestFirst },
      // What is waited for comes late where other work has the cores: how long anything takes is no test.
      testTimeout: 120_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 20_000 } },
    },
  };
});
