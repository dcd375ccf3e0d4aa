import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Contexts, filledIn, isMet } from "./workflow-expression.ts";
import type { Step } from "./workflow-file.ts";

/** What a step of another's action leaves behind; gets its inputs. */
export type Stand = (inputs: Readonly<Record<string, string>>) => void;

/** What steps are run with. */
export interface RunSettings {
  /** The folder of the checkout. */
  readonly cwd: string;
  /** A folder for the files by which steps and runner talk. */
  readonly temp: string;
  readonly contexts: Contexts;
  /** The environment of the job. */
  readonly env: Readonly<Record<string, string>>;
  /** By the name of an action, without its version. */
  readonly uses: Readonly<Record<string, Stand>>;
  /** Commands that the suite itself stands for, such as `npm ci`: the first that begins so leaves behind what it would. */
  readonly done: readonly (readonly [begins: string, leave: () => void])[];
}

/** How a job went. */
export interface JobRun {
  readonly succeeded: boolean;
  /** Every command that was run, with its exit code. */
  readonly ran: readonly (readonly [command: string, code: number])[];
  readonly outputs: Contexts;
  /** What the steps wrote into the summary. */
  readonly summary: string;
  /** What the steps printed. */
  readonly log: string;
}

/** Runs steps as GitHub's runner does: conditions, expressions, environment, outputs, and bash that ends at the first failure. */
export async function runSteps(steps: readonly Step[], settings: RunSettings): Promise<JobRun> {
  const results: Record<string, { outcome: string; outputs: Record<string, string> }> = {};
  const ran: [string, number][] = [];
  const paths: string[] = [];
  let [failed, summary, log] = [false, "", ""];
  for (const [at, step] of steps.entries()) {
    const contexts = { ...settings.contexts, steps: results };
    const outcome = { outcome: "skipped", outputs: {} };
    if (step.id !== undefined) results[step.id] = outcome;
    if (!isMet(step.if, contexts, { failed })) continue;
    const fill = (values: Step["with"]) =>
      Object.fromEntries(
        Object.entries(values ?? {}).map(([key, value]) => [key, filledIn(String(value), contexts)]),
      );
    if (step.uses !== undefined) {
      const name = step.uses.split("@")[0] ?? "";
      const stand = settings.uses[name];
      if (stand === undefined) throw new Error(`nothing stands for ${name}`);
      stand(fill(step.with));
      outcome.outcome = "success";
      continue;
    }
    const command = step.run ?? "";
    const files = stepFiles(settings.temp, at);
    const leave = settings.done.find(([begins]) => command.startsWith(begins))?.[1];
    leave?.();
    const code = leave
      ? 0
      : await runBash(command, {
          cwd: join(settings.cwd, filledIn(step["working-directory"] ?? ".", contexts)),
          env: { ...settings.env, ...fill(step.env), ...files, PATH: pathOf(paths, settings.env) },
          onText: (text) => {
            log += text;
          },
        });
    ran.push([command, code]);
    paths.push(...readLines(files.GITHUB_PATH));
    summary += readFileSync(files.GITHUB_STEP_SUMMARY, "utf8");
    outcome.outputs = Object.fromEntries(readLines(files.GITHUB_OUTPUT).map((line) => line.split("=", 2)));
    outcome.outcome = code === 0 ? "success" : "failure";
    if (code !== 0 && step["continue-on-error"] !== true) failed = true;
  }
  const outputs = Object.fromEntries(Object.entries(results).map(([id, one]) => [id, one]));
  return { succeeded: !failed, ran, outputs: { steps: outputs }, summary, log };
}

function stepFiles(temp: string, at: number) {
  const file = (name: string) => {
    const path = join(temp, `step-${at}`, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
    return path;
  };
  return {
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary"),
    GITHUB_PATH: file("path"),
  };
}

function pathOf(added: readonly string[], env: RunSettings["env"]): string {
  return [...added, env.PATH ?? ""].join(":");
}

function readLines(file: string): readonly string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line !== "");
}

interface Bash {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly onText: (text: string) => void;
}

/** Runs one command as runners do: in bash that ends at the first failure. Resolves with its exit code. */
export function runBash(command: string, { cwd, env, onText }: Bash): Promise<number> {
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", command], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", onText);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}
