/** The churn solution on this machine, from raw files to the goals it is held to: `npm run churn -- --help`. */
import { copyFileSync, existsSync, mkdirSync, rmdirSync, writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import {
  environmentVariables,
  makeEnvironment,
  type PythonEnvironment,
  stateFolder,
} from "@retain/notebooks/environment";
import { type Goal, readGoals } from "@retain/notebooks/goals";
import { buildFeatures } from "@retain/notebooks/notebooks";
import { remarks } from "@retain/notebooks/remarks";
import { type Cluster, startCluster } from "@retain/twin/databricks/cluster";
import type { Ran } from "@retain/twin/databricks/messages";
import { bytesOf, generate, linkFiles, openFolder, python, worldOf } from "./churn/data.ts";
import { goalLines } from "./churn/goals.ts";
import { look } from "./churn/look.ts";
import { help, type Request, readRequest, WrongRequest } from "./churn/options.ts";

const notebookFolder = fileURLToPath(new URL("../packages/notebooks/notebooks/", import.meta.url));
const goalsNotebook = fileURLToPath(new URL("../packages/notebooks/goals/goals.py", import.meta.url));
const modelName = "retention_churn";
/** Up to so many members, or bytes of files that are there, compiling queries takes longer than it saves. */
const fewMembers = 5_000;
const fewBytes = 10_000_000;
/** What the notebook that builds features offers, by the names of the options here. */
const waysOut =
  "Error: type --months N for fewer months, or --allow-missing-usage to go on without listening; both in a folder of their own (--out) where features were built otherwise.";
const started = performance.now();
/** Seconds of each stage, by its name. */
const seconds: Record<string, number> = {};
/** What each notebook answered, by its name. */
const answers: Record<string, unknown> = {};

/** A notebook that failed: told by its own lines. */
class NotebookFailed extends Error {}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Takes the time of a stage and says when it is done. */
async function stage<T>(name: string, work: () => Promise<T>, shown: (result: T) => string): Promise<T> {
  const before = performance.now();
  const result = await work();
  seconds[name] = round((performance.now() - before) / 1000);
  tell(`${name.padEnd(22)}${seconds[name].toFixed(1).padStart(7)} s  ${shown(result)}`.trimEnd());
  return result;
}

/** Runs a notebook; throws `NotebookFailed` with what it printed last where it fails. */
async function run(
  cluster: Cluster,
  file: string,
  parameters: Record<string, string>,
): Promise<Ran & { status: "success" }> {
  const printed: string[] = [];
  const ran = await cluster.run(file, parameters, (event) => {
    if (event.event === "output") printed.push(event.line);
  });
  if (ran.status === "success") return ran;
  const { cell, line, type, message, traceback, notebook } = ran.failure;
  throw new NotebookFailed(
    [
      ...printed.slice(-20),
      `${relative(process.cwd(), notebook)}:${line}, cell ${cell}: ${type}: ${message}`,
      ...traceback.map((step) => `  ${step}`),
      ...(type === "MissingUsageError" ? [waysOut] : []),
    ].join("\n"),
  );
}

/** What a notebook exits with, in one line. */
function summary(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof value !== "object" || value === null) return text;
  const plain = Object.entries(value).filter(([, one]) => typeof one !== "object");
  return plain
    .slice(0, 6)
    .map(([name, one]) => `${name} ${typeof one === "number" ? shortNumber(one) : one}`)
    .join(", ");
}

function shortNumber(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString("en") : String(Number(value.toPrecision(4)));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function isSmall({ members, raw }: Request): boolean {
  return raw === undefined ? members <= fewMembers : bytesOf(raw) <= fewBytes;
}

function clusterFor(request: Request, made: PythonEnvironment): Cluster {
  const cores = String(availableParallelism());
  const memory = Math.min(12, Math.max(2, Math.floor(totalmem() / 2 ** 30 / 2)));
  return startCluster({
    python: made.python,
    connect: request.connect,
    settings: {
      ...(isSmall(request) ? made.quick : { ...made.spark, "spark.sql.shuffle.partitions": cores }),
      "spark.master": `local[${cores}]`,
      "spark.driver.memory": `${memory}g`,
      "spark.local.dir": join(request.out, "spark"),
      "spark.sql.warehouse.dir": join(request.out, "spark", "warehouse"),
    },
    environment: { ...environmentVariables(made), ...mlflow(request) },
  });
}

/** The tracking store of MLflow: one file and one folder beside the lake. */
function mlflow({ out }: Request): NodeJS.ProcessEnv {
  return {
    MLFLOW_TRACKING_URI: `sqlite:///${join(out, "mlflow.db")}`,
    MLFLOW_EXPERIMENT_NAME: "churn",
    MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: "false",
    GIT_PYTHON_REFRESH: "quiet",
  };
}

/** MLflow makes an empty folder for artifacts where it is first used, though ours lie elsewhere. */
function dropEmptyStores(): void {
  for (const folder of [notebookFolder, dirname(goalsNotebook)]) {
    try {
      rmdirSync(join(folder, "mlruns"));
    } catch {
      // Not there, or somebody keeps something in it.
    }
  }
}

const createExperiment =
  "import sys, mlflow\nclient = mlflow.MlflowClient()\n" +
  'client.get_experiment_by_name("churn") or client.create_experiment("churn", artifact_location=sys.argv[1])';

async function churn(request: Request): Promise<readonly Goal[]> {
  openFolder(request);
  const made = await stage(
    "environment",
    () => makeEnvironment(stateFolder(), tell),
    () => "",
  );
  const lake = join(request.out, "lake");
  const { raw } = request;
  const truth =
    raw === undefined
      ? await stage(
          "generate",
          () => generate(request, made),
          () =>
            Object.entries(worldOf(request))
              .map(([name, value]) => `${name} ${value.toLocaleString("en")}`)
              .join(", "),
        )
      : "";
  if (raw !== undefined) linkFiles(raw, lake);
  mkdirSync(join(request.out, "mlruns"), { recursive: true });
  await python(made, ["-c", createExperiment, join(request.out, "mlruns")], request.out, mlflow(request));

  const cluster = clusterFor(request, made);
  try {
    const shared = { lake_root: lake, period_start: request.period, run_id: `local-${request.period}` };
    const learnt = request.months === undefined ? undefined : String(request.months);
    const more: Record<string, string> = {
      model_name: modelName,
      ...(learnt !== undefined && { train_months: learnt }),
      ...(request.allowMissingUsage && { allow_missing_usage: "true" }),
      ...(request.trials !== undefined && { trials: String(request.trials) }),
    };
    for (const notebook of request.notebooks) {
      const taken = Object.entries(more).filter(([name]) => name in notebook.parameters.shape);
      const parameters = {
        ...shared,
        ...Object.fromEntries(taken),
        ...(notebook === buildFeatures && learnt !== undefined && { months: learnt }),
      };
      notebook.parameters.parse(parameters);
      const ran = await stage(
        notebook.file,
        () => run(cluster, join(notebookFolder, notebook.file), parameters),
        (done) => summary(done.exit),
      );
      answers[notebook.file] = JSON.parse(ran.exit);
      for (const remark of remarks(answers[notebook.file])) tell(`${" ".repeat(33)}${remark}`);
    }
    if (!request.whole) return [];
    const measured = {
      ...shared,
      model_name: modelName,
      truth,
      members: String(raw === undefined ? request.members : 0),
      seed: String(request.seed),
      seconds: JSON.stringify(seconds),
    };
    const goals = await stage(
      "goals",
      () => run(cluster, goalsNotebook, measured),
      () => "",
    );
    return readGoals(goals.exit);
  } finally {
    await cluster.close();
    dropEmptyStores();
  }
}

/**
 * Copies the newest page that a notebook answered with to where it is found: its address in MLflow is long.
 * Answers the copy, if there is one.
 */
function bringPage({ out, period }: Request): string | undefined {
  const pages = Object.values(answers).flatMap((answer) =>
    typeof answer === "object" && answer !== null && "page" in answer ? [answer.page] : [],
  );
  const page = pages.filter((one) => typeof one === "string").at(-1);
  if (page === undefined) return undefined;
  const kept = page.startsWith("file:") ? fileURLToPath(page) : page;
  if (!existsSync(kept)) return undefined;
  const copy = join(out, `${period}.html`);
  copyFileSync(kept, copy);
  return copy;
}

/** Answers the exit code, of the table in docs/output.md: 1 where something failed, 3 for a wrong request. */
async function main(words: readonly string[]): Promise<number> {
  try {
    if (words[0] === "look") return await look(words.slice(1), tell);
    const request = readRequest(words, stateFolder());
    if (request === undefined) {
      process.stdout.write(help());
      return 0;
    }
    const goals = await churn(request);
    const total = round((performance.now() - started) / 1000);
    if (goals.length > 0) process.stdout.write(`\n${goalLines(goals).join("\n")}\n`);
    const place = relative(process.cwd(), request.out) || ".";
    process.stdout.write(`\n${total.toFixed(1)} s in all; lake, models and truth are in ${place}\n`);
    const page = bringPage(request);
    if (page !== undefined)
      process.stdout.write(`pictures of model and month: ${relative(process.cwd(), page)}\n`);
    if (request.json !== undefined) {
      mkdirSync(dirname(request.json), { recursive: true });
      const { period, raw } = request;
      const about = raw === undefined ? { ...worldOf(request), period } : { raw, period };
      writeFileSync(
        request.json,
        `${JSON.stringify({ ...about, seconds, total, answers, goals }, undefined, 2)}\n`,
      );
    }
    return request.strict && goals.some(({ met }) => met === false) ? 1 : 0;
  } catch (error) {
    for (const line of (error instanceof Error ? error.message : String(error)).split("\n")) {
      tell(error instanceof NotebookFailed ? line : `Error: ${line}`);
    }
    return error instanceof WrongRequest ? 3 : 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
