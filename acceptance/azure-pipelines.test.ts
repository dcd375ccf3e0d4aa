import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type AzureDevopsServer, startAzureDevopsServer } from "@retain/test-kit/azure-devops-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { estateFolder } from "./case-folders.ts";
import { installProgram } from "./installed.ts";
import { writeOldWindows } from "./old-windows.ts";
import { wrongWords } from "./retain-words.ts";
import { textOf } from "./workflow-file.ts";
import { runBash } from "./workflow-run.ts";
import { copyRepository, openWorld, type World } from "./world.ts";

/** A step of a template: a script, a task, or what fetches and keeps files. */
interface PipelineStep {
  readonly bash?: string;
  readonly task?: string;
  readonly name?: string;
  readonly condition?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly template?: string;
}

interface PipelineJob {
  readonly job?: string;
  readonly deployment?: string;
  readonly environment?: string;
  readonly timeoutInMinutes?: number;
  readonly steps?: readonly PipelineStep[];
  readonly strategy?: { readonly runOnce: { readonly deploy: { readonly steps: readonly PipelineStep[] } } };
}

interface Template {
  readonly parameters: readonly {
    readonly name: string;
    readonly type: string;
    readonly default?: unknown;
  }[];
  readonly stages: readonly {
    readonly stage: string;
    readonly condition: string;
    readonly dependsOn: string | readonly string[];
    readonly jobs: readonly [PipelineJob];
  }[];
}

const template = parse(textOf("azure-devops/retain.yml")) as Template;
const install = textOf("azure-devops/install.yml");
const stages = template.stages.map(({ jobs: [job], ...stage }) => ({
  ...stage,
  name: stage.stage.split("_")[0] ?? "",
  job,
  steps: job.steps ?? job.strategy?.runOnce.deploy.steps ?? [],
}));
const [plan, apply, drift] = stages;

describe.each(stages)("stage $name", ({ job, steps }) => {
  test("ends by itself, and begins with the program of the template's own version", () => {
    expect(job.timeoutInMinutes).toBeGreaterThan(0);
    expect(steps[0]?.template).toBe("install.yml");
  });

  test("runs one command of ours a step, with what differs handed over in variables", () => {
    for (const command of steps.flatMap((step) => commandOf(step) ?? [])) {
      expect(command).not.toMatch(/\$\{\{|\$\(|[;&|<>`\n]/);
      expect(wrongWords(command)).toEqual([]);
    }
  });

  test("signs in only for the command that asks Azure, and shows its token only to comments", () => {
    for (const step of steps) {
      const command = commandOf(step) ?? "";
      expect(step.task === "AzureCLI@2").toBe(/^retain (?:plan|apply|drift) /.test(command));
      expect("SYSTEM_ACCESSTOKEN" in (step.env ?? {})).toBe(/^retain azure-devops comment /.test(command));
      if (step.task === "AzureCLI@2") expect(step.inputs).not.toHaveProperty("addSpnToEnvironment");
    }
  });
});

test("only what is on the published branch is applied, after the plan, by a deployment that can be approved", () => {
  expect(apply?.dependsOn).toBe(plan?.stage);
  expect(apply?.job).toMatchObject({
    deployment: "apply",
    environment: "${" + "{ parameters.environment }}",
  });
  expect(apply?.condition).toContain("eq(variables['Build.SourceBranch'], '${" + "{ parameters.branch }}')");
  // The output that it waits for is one that a step of that name sets.
  expect(apply?.condition).toContain("outputs['plan.outputs.changes']");
  expect(plan?.steps.find(({ name }) => name === "outputs")?.bash).toContain("retain azure-devops outputs");
  expect(connections(plan)).toEqual(["${" + "{ parameters.planConnection }}"]);
  expect(connections(apply)).toEqual(["${" + "{ parameters.applyConnection }}"]);
  expect(connections(drift)).toEqual(["${" + "{ parameters.planConnection }}"]);
});

test("a schedule looks for drift and nothing else", () => {
  expect(drift?.condition).toBe("eq(variables['Build.Reason'], 'Schedule')");
  expect(plan?.condition).toBe("ne(variables['Build.Reason'], 'Schedule')");
});

test("every parameter it reads is declared, and every declared one is read", () => {
  const read = [...textOf("azure-devops/retain.yml").matchAll(/parameters\.(\w+)/g)].map(([, name]) => name);
  expect([...new Set(read)].sort()).toEqual(template.parameters.map(({ name }) => name).sort());
});

test("the program is made from locked packages and packed", () => {
  for (const line of ["npm ci --prefix", "npm run build --prefix", "npm install --install-links --prefix"])
    expect(install).toContain(`- bash: ${line}`);
  expect(install.match(/persistCredentials: false/g)).toHaveLength(2);
});

describe("the stages, run in order", () => {
  let world: World;
  let server: AzureDevopsServer;
  let agent: string;
  beforeAll(async () => {
    world = await openWorld(["azure-devops"]);
    server = await startAzureDevopsServer();
    agent = world.makeFolder("agent");
    const repository = join(agent, "repository");
    copyRepository(estateFolder("shop"), repository, { workspace: "azure-devops", twin: world.folder });
    cpSync(join(repository, "environments/twin.yaml"), join(repository, "environments/prod.yaml"));
    writeOldWindows(repository);
    installProgram(world.makeFolder("agent/retain"));
  });
  afterAll(async () => {
    await server.close();
    await world.close();
  });

  test("plan and comment, apply exactly that, show drift as failed tests", async () => {
    const planned = await run(plan?.steps);
    expect(planned.codes, planned.log).toEqual([0, 0, 0, 0]);
    expect(planned.log).toContain("##vso[task.setvariable variable=changes;isOutput=true]10");
    expect(planned.log).toMatch(/##vso\[task\.uploadsummary\]\/.*\/staging\/plan\.md/);
    expect(server.threads[0]?.comments[0]?.content).toContain("### retain: plan for `prod`");

    mkdirSync(join(agent, "retain-plan-prod"));
    cpSync(join(agent, "staging/plan.json"), join(agent, "retain-plan-prod/plan.json"));
    // Whoever approved the plan did not say by that that hundreds of old windows may run.
    const unasked = await run(apply?.steps);
    expect(unasked.codes[0], unasked.log).toBe(3);
    expect(unasked.log).toContain("would run 744 windows of the past at once");
    const applied = await run(apply?.steps, { allowBackfill: "trigger/Windows" });
    expect(applied.codes, applied.log).toEqual([0, 0]);
    expect(applied.log).toContain("9 created, 1 started");

    const clean = await run(drift?.steps);
    expect(clean.codes, clean.log).toEqual([0]);
    const live = world.twin.workspace("azure-devops");
    const orders = live.snapshot().datasets?.Orders as { readonly properties: object };
    const properties = { ...orders.properties, description: "by hand" };
    live.seed("datasets", "Orders", { name: "Orders", properties });
    const drifted = await run(drift?.steps);
    expect(drifted.codes, drifted.log).toEqual([2]);
    const junit = readFileSync(join(agent, "staging/drift.xml"), "utf8");
    expect(junit).toContain("<failure");
    expect(junit).toContain("dataset/Orders");
  }, 240_000);

  /** Runs the commands of a stage in bash, with its macros and parameters filled in. */
  async function run(steps: readonly PipelineStep[] = [], { allowBackfill = "" } = {}) {
    const codes: number[] = [];
    let log = "";
    for (const step of steps) {
      const command = commandOf(step);
      if (command === undefined) continue;
      const handed = Object.entries(step.env ?? {}).map(([name, value]) => [
        name,
        filledIn(value, allowBackfill),
      ]);
      const env = { ...Object.fromEntries(handed), ...pipelineEnvironment() };
      const onText = (text: string) => {
        log += text;
      };
      codes.push(await runBash(command, { cwd: join(agent, "repository"), env, onText }));
    }
    return { codes, log };
  }

  function filledIn(text: string, allowBackfill: string): string {
    const known: Readonly<Record<string, string>> = {
      "${{ parameters.environment }}": "prod",
      "${{ parameters.allowBackfill }}": allowBackfill,
      "$(Build.ArtifactStagingDirectory)": join(agent, "staging"),
      "$(Pipeline.Workspace)": agent,
      "$(System.AccessToken)": "the-token",
    };
    return Object.entries(known).reduce((filled, [macro, value]) => filled.replaceAll(macro, value), text);
  }

  function pipelineEnvironment(): Record<string, string> {
    return {
      PATH: [join(agent, "retain/node_modules/.bin"), dirname(process.execPath), process.env.PATH ?? ""].join(
        delimiter,
      ),
      HOME: agent,
      TF_BUILD: "True",
      SYSTEM_COLLECTIONURI: `${server.origin}/org/`,
      SYSTEM_TEAMPROJECT: "My Project",
      SYSTEM_PULLREQUEST_PULLREQUESTID: "7",
      BUILD_REPOSITORY_ID: "repo-id",
      BUILD_REPOSITORY_PROVIDER: "TfsGit",
    };
  }
});

function commandOf({ bash, inputs }: PipelineStep): string | undefined {
  return bash ?? inputs?.inlineScript;
}

function connections(stage: (typeof stages)[number] | undefined): readonly string[] {
  return stage?.steps.flatMap(({ inputs }) => inputs?.azureSubscription ?? []) ?? [];
}
