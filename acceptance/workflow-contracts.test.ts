import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { wrongWords } from "./retain-words.ts";
import {
  type Job,
  pathOf,
  readAction,
  readWorkflow,
  type Step,
  textOf,
  workflowNames,
} from "./workflow-file.ts";

const sameRepository = "github.event.pull_request.head.repo.full_name == github.repository";
const files = [...workflowNames.map((name) => `.github/workflows/${name}`), "action.yml"];
const jobs = workflowNames.flatMap((name) => {
  const workflow = readWorkflow(name);
  return Object.entries(workflow.jobs).map(([id, job]) => ({ name: `${name} ${id}`, id, job, workflow }));
});
const withSteps = jobs.filter(({ job }) => job.steps !== undefined);
const action = readAction();
const page = textOf("docs/workflows.md");
const examples = [...page.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, text]) => text ?? "");

describe.each(files)("%s", (file) => {
  const text = textOf(file);

  test("pins every action by its whole commit and says which version that is", () => {
    const uses = text.split("\n").filter((line) => /^\s*(?:- )?uses:/.test(line));
    for (const line of uses.filter((one) => !one.includes("uses: ./")))
      expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("uses no secret: identities are federated, and the token of the run is none of ours", () => {
    expect(text).not.toMatch(/\bsecrets\b|pull_request_target|password|AZURE_CREDENTIALS/);
  });
});

test("one action is one commit everywhere", () => {
  const pins = files.flatMap((file) => [...textOf(file).matchAll(/uses: ([\w./-]+@\S+ # \S+)/g)]);
  const byName = Map.groupBy(new Set(pins.map(([, pin]) => pin ?? "")), (pin) => pin.split("@")[0]);
  for (const [, found] of byName) expect(found).toHaveLength(1);
});

describe.each(withSteps)("$name", ({ job, workflow }) => {
  const steps = job.steps ?? [];

  test("may do what its steps need, and nothing else", () => {
    expect(workflow.permissions).toEqual({});
    expect(job.permissions).toEqual(neededPermissions(steps));
  });

  test("ends by itself, in bash, and keeps no token in its checkout", () => {
    expect(job["timeout-minutes"]).toBeGreaterThan(0);
    expect(workflow.defaults?.run.shell).toBe("bash");
    const [checkout] = steps;
    expect(checkout?.uses).toMatch(/^actions\/checkout@/);
    expect(checkout?.with).toEqual({ "persist-credentials": false });
  });

  test("runs one command a step, and no text of an event gets into it", () => {
    for (const { run } of steps.filter((step) => step.run !== undefined)) {
      expect(run).not.toMatch(/\$\{\{|[;&|<>`\n]/);
      if (/^npm (?:ci|test|run build|run test:judges)$/.test(run ?? "")) continue;
      if (/^node scripts\/infra\.ts (?:plan|apply) "\$ENVIRONMENT" platform$/.test(run ?? "")) continue;
      expect(run).toMatch(/^npx --no -- retain /);
      expect(wrongWords(run?.replace("npx --no -- ", "") ?? "")).toEqual([]);
    }
  });

  test("signs in as the identity of an environment, and only a pull request of this repository may", () => {
    const login = steps.find(({ uses }) => uses?.startsWith("azure/login@"));
    const writes = Object.values(job.permissions ?? {}).includes("write");
    if (login !== undefined) {
      expect(job.environment).toBeDefined();
      expect(login.with).toEqual({
        "client-id": "${" + "{ vars.AZURE_CLIENT_ID }}",
        "tenant-id": "${" + "{ vars.AZURE_TENANT_ID }}",
        "subscription-id": "${" + "{ vars.AZURE_SUBSCRIPTION_ID }}",
      });
      // What npm runs when it installs must not find a session.
      expect(steps.indexOf(login)).toBeGreaterThan(steps.findLastIndex(({ run }) => run?.startsWith("npm ")));
    }
    if ("pull_request" in workflow.on && (login !== undefined || writes)) {
      expect(job.if).toBe(sameRepository);
    }
  });

  test("is alone where it writes, and is never cut off", () => {
    const applies = steps.some(({ run }) => /retain apply|infra\.ts apply/.test(run ?? ""));
    const signsIn = job.permissions?.["id-token"] === "write";
    if (applies) {
      expect(job.environment).not.toMatch(/^(?:infra-)?plan-/);
      expect(job.concurrency?.group).toContain(job.environment);
      expect(job.concurrency?.["cancel-in-progress"]).toBe(false);
      expect(workflow.concurrency?.["cancel-in-progress"] ?? false).toBe(false);
    } else if (signsIn) expect(job.environment).toMatch(/^(?:infra-)?plan-/);
  });
});

test("a job that calls a workflow hands on what its jobs need, and the whole is never cut off", () => {
  const calls = jobs.filter(({ job }) => job.uses !== undefined);
  expect(calls.length).toBeGreaterThan(0);
  for (const { job, workflow } of calls) {
    const called = readWorkflow((job.uses ?? "").replace("./.github/workflows/", ""));
    const needed = Object.values(called.jobs).map(({ permissions }) => permissions ?? {});
    expect(job.permissions).toEqual(Object.assign({}, ...needed));
    expect(workflow.concurrency?.["cancel-in-progress"]).toBe(false);
  }
});

test("infrastructure is brought up to date before what is published into it", () => {
  const { jobs: published } = readWorkflow("publish.yml");
  for (const target of ["dev", "prod"]) {
    expect(published[target]?.needs).toBe(`infra-${target}`);
    expect(published[`infra-${target}`]?.with).toEqual({ environment: target });
  }
});

test("the four environments of each target are those that bootstrap lets in", () => {
  const subjects =
    /^ {2}environments = \{\n([\s\S]+?)\n {2}\}/m.exec(textOf("terraform/bootstrap/main.tf"))?.[1] ?? "";
  const made = [...subjects.matchAll(/= (?:"([\w-]*)\$\{var\.environment\}"|var\.environment)/g)];
  expect(made.map(([, prefix = ""]) => prefix).sort()).toEqual(["", "infra-", "infra-plan-", "plan-"]);
});

test("every environment that is named is a file of environments/, with or without plan-", () => {
  const named = new Set(jobs.flatMap(({ job }) => environmentsOf(job)));
  const four = ["", "infra-", "infra-plan-", "plan-"];
  expect([...named].sort()).toEqual(
    ["dev", "prod"].flatMap((target) => four.map((use) => use + target)).sort(),
  );
  for (const name of named)
    expect(existsSync(pathOf(`environments/${name.replace(/^(?:infra-)?(?:plan-)?/, "")}.yaml`))).toBe(true);
});

describe("action.yml", () => {
  test("runs one command a step, and no text of an event gets into it", () => {
    for (const { run, shell } of action.runs.steps.filter((step) => step.run !== undefined)) {
      expect(shell).toBe("bash");
      expect(run).not.toMatch(/\$\{\{|[;&|<`\n]/);
      if (run?.startsWith("retain ")) {
        expect(wrongWords(run)).toEqual([]);
      } else expect(run).toMatch(/^npm (?:ci|run build|install) .*"$|^echo .* >> "\$GITHUB_PATH"$/);
    }
  });

  test("every input it reads is declared with what it means, and every declared one is read", () => {
    const text = JSON.stringify(action.runs);
    const read = new Set([...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name));
    expect([...read].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const { description } of Object.values(action.inputs)) expect(description).toMatch(/^[A-Z].+\.$/);
  });

  test("a token goes only to the steps that comment or open issues", () => {
    for (const { env, run } of action.runs.steps) {
      const needs = /retain github (?:comment|issue) /.test(run ?? "");
      expect("GITHUB_TOKEN" in (env ?? {})).toBe(needs);
    }
  });
});

describe("docs/workflows.md", () => {
  test("its examples hand the action and the template only what they take, and all that they require", () => {
    const given = examples.flatMap(useOf);
    expect(given.length).toBeGreaterThan(3);
    for (const { names, known, required } of given) {
      expect(known).toEqual(expect.arrayContaining([...names]));
      expect(names).toEqual(expect.arrayContaining([...required]));
    }
  });

  test("its tables name every input of the action and every parameter of the template", () => {
    const rows = page.split("\n").flatMap((line) => {
      const cell = /^\| (`[^|]+`) \|/.exec(line)?.[1] ?? "";
      return [...cell.matchAll(/`([\w-]+)`/g)].map(([, name]) => name);
    });
    expect(rows).toEqual(expect.arrayContaining(Object.keys(action.inputs)));
    expect(rows).toEqual(expect.arrayContaining(parameters.map(({ name }) => name)));
  });
});

const { parameters } = parse(textOf("azure-devops/retain.yml")) as {
  parameters: readonly { readonly name: string; readonly default?: unknown }[];
};

/** What an example hands to the action, step by step, or to the template. */
function useOf(example: string) {
  const read = parse(example) as {
    jobs?: Readonly<Record<string, Job>>;
    stages?: readonly { parameters: object }[];
  };
  const inputs = Object.entries(action.inputs);
  const steps = Object.values(read.jobs ?? {}).flatMap(({ steps: list }) => list ?? []);
  return [
    ...steps
      .filter(({ uses }) => uses?.startsWith("OWNER/retain@"))
      .map((step) => ({
        names: Object.keys(step.with ?? {}),
        known: inputs.map(([name]) => name),
        required: inputs.filter(([, { required }]) => required === true).map(([name]) => name),
      })),
    ...(read.stages ?? []).map((stage) => ({
      names: Object.keys(stage.parameters),
      known: parameters.map(({ name }) => name),
      required: parameters.filter((one) => one.default === undefined).map(({ name }) => name),
    })),
  ];
}

/** The permissions that steps need, from what they do. */
function neededPermissions(steps: readonly Step[]): Record<string, string> {
  const does = (pattern: RegExp) => steps.some(({ run, uses }) => pattern.test(run ?? uses ?? ""));
  return {
    ...(does(/^actions\/checkout@/) ? { contents: "read" } : {}),
    ...(does(/^azure\/login@/) ? { "id-token": "write" } : {}),
    ...(does(/retain github comment /) ? { "pull-requests": "write" } : {}),
    ...(does(/retain github issue /) ? { issues: "write" } : {}),
    ...(does(/codeql-action\/upload-sarif@/) ? { "security-events": "write" } : {}),
  };
}

/** The environments that a job is meant for, its matrix and its callers taken in. */
function environmentsOf(job: Job): readonly string[] {
  const { environment } = job;
  if (environment === undefined) return [];
  const values = [
    ...(job.strategy?.matrix.environment ?? []),
    ...jobs.flatMap((caller) => caller.job.with?.environment ?? []),
  ];
  return values.map((value) => environment.replace(/\$\{\{ (?:matrix|inputs)\.environment \}\}/, value));
}
