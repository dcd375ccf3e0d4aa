import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { type GithubServer, startGithubServer } from "@retain/test-kit/github-server";
import { layOutBuild, layOutCheckout } from "./installed.ts";
import { type Contexts, filledIn, isMet } from "./workflow-expression.ts";
import type { Job, Step, Workflow } from "./workflow-file.ts";
import { type JobRun, runSteps, type Stand } from "./workflow-run.ts";

/** What set a workflow going. */
export interface Happened {
  readonly name: "pull_request" | "push" | "schedule" | "workflow_dispatch";
  readonly event?: Readonly<Record<string, unknown>>;
}

/** A pull request of the repository itself, or of a fork. */
export function pullRequest(number: number, from = "owner/repo"): Happened {
  const head = { sha: "0123456789abcdef0123456789abcdef01234567", repo: { full_name: from } };
  return { name: "pull_request", event: { pull_request: { number, head } } };
}

/** GitHub as far as workflows see it: a repository to check out, artifacts between jobs, code scanning, the REST interface. */
export interface Stage {
  readonly github: GithubServer;
  /** Artifacts by name. */
  readonly artifacts: Map<string, Map<string, Buffer>>;
  /** What was uploaded to code scanning, by category. */
  readonly scans: Map<string, unknown>;
  /** How often somebody signed in to Azure. */
  readonly signIns: () => number;
  /** Runs one job of a workflow, or nothing where its condition is not met. */
  readonly job: (
    workflow: Workflow,
    id: string,
    happened: Happened,
    contexts?: Contexts,
  ) => Promise<(JobRun & { readonly jobOutputs: Contexts }) | undefined>;
  /** Runs steps alone, as those of a composite action are. */
  readonly steps: (
    steps: readonly Step[],
    happened: Happened,
    contexts: Contexts,
    env?: Readonly<Record<string, string>>,
  ) => Promise<JobRun>;
  readonly close: () => Promise<void>;
}

/**
 * Sets the stage around the files of a repository; each job gets a checkout of its own below `folder`.
 * The program of the action is the one that npm has installed into the folder `installed`.
 */
export async function openStage(repository: string, folder: string, installed: string): Promise<Stage> {
  const github = await startGithubServer();
  const artifacts: Stage["artifacts"] = new Map();
  const scans = new Map<string, unknown>();
  let [signIns, runs] = [0, 0];

  const steps: Stage["steps"] = async (list, happened, contexts, env = {}) => {
    const home = join(folder, `job-${runs++}`);
    const [cwd, temp] = [join(home, "checkout"), join(home, "temp")];
    cpSync(repository, cwd, { recursive: true });
    mkdirSync(temp, { recursive: true });
    const event = join(temp, "event.json");
    writeFileSync(event, JSON.stringify(happened.event ?? {}));
    const uses: Record<string, Stand> = {
      "actions/checkout": () => {},
      "actions/setup-java": () => {},
      "actions/setup-node": () => {},
      "actions/setup-python": () => {},
      "hashicorp/setup-terraform": () => {},
      "azure/login": () => {
        signIns++;
      },
      "actions/upload-artifact": ({ name = "", path = "" }) => {
        const file = path.startsWith("/") ? path : join(cwd, path);
        artifacts.set(name, new Map([[basename(file), readFileSync(file)]]));
      },
      "actions/download-artifact": ({ name = "", path = "." }) => {
        const to = path.startsWith("/") ? path : join(cwd, path);
        mkdirSync(to, { recursive: true });
        const files = artifacts.get(name);
        if (files === undefined) throw new Error(`there is no artifact ${name}`);
        for (const [file, content] of files) writeFileSync(join(to, file), content);
      },
      "github/codeql-action/upload-sarif": ({ sarif_file = "", category = "" }) => {
        scans.set(category, JSON.parse(readFileSync(join(cwd, sarif_file), "utf8")));
      },
    };
    return runSteps(list, {
      cwd,
      temp,
      uses,
      done: [
        // The action's own folder: its program is packed from there.
        ["npm ci --prefix", () => {}],
        ["npm run build --prefix", () => {}],
        [
          "npm install --install-links --prefix",
          () => cpSync(installed, join(temp, "retain"), { recursive: true, verbatimSymlinks: true }),
        ],
        ["npm ci", () => layOutCheckout(cwd)],
        ["npm run build", () => layOutBuild(cwd)],
        ["npm test", () => {}],
      ],
      contexts: { ...contextsOf(happened, temp), ...contexts },
      env: {
        PATH: [dirname(process.execPath), process.env.PATH ?? ""].join(delimiter),
        HOME: home,
        // Without a built program npx must say so, not ask a registry.
        npm_config_offline: "true",
        npm_config_update_notifier: "false",
        GITHUB_ACTIONS: "true",
        CI: "true",
        GITHUB_API_URL: github.origin,
        GITHUB_REPOSITORY: "owner/repo",
        GITHUB_EVENT_PATH: event,
        GITHUB_RUN_ID: String(4000 + runs),
        GITHUB_SHA: "fedcba9876543210fedcba9876543210fedcba98",
        RUNNER_TEMP: temp,
        GITHUB_ACTION_PATH: join(temp, "action"),
        ...env,
      },
    });
  };

  const job: Stage["job"] = async (workflow, id, happened, contexts = {}) => {
    const found = workflow.jobs[id] as Job;
    const all = { ...contextsOf(happened, folder), ...contexts };
    if (!isMet(found.if, all, { failed: false })) return undefined;
    const run = await steps(found.steps ?? [], happened, contexts, filled(found.env, all));
    const jobOutputs = filled(found.outputs, { ...all, ...run.outputs });
    return { ...run, jobOutputs };
  };
  return { github, artifacts, scans, signIns: () => signIns, job, steps, close: github.close };
}

/** The contexts that a run begins with. */
export function contextsOf({ name, event }: Happened, temp: string): Contexts {
  return {
    github: {
      event_name: name,
      event: event ?? {},
      repository: "owner/repo",
      token: "the-token",
      action_path: join(temp, "action"),
    },
    runner: { temp },
    vars: { AZURE_CLIENT_ID: "client", AZURE_TENANT_ID: "tenant", AZURE_SUBSCRIPTION_ID: "subscription" },
  };
}

function filled(
  values: Readonly<Record<string, string>> | undefined,
  contexts: Contexts,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([key, value]) => [key, filledIn(value, contexts)]),
  );
}
