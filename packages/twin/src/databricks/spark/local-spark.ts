import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "../../http.ts";
import { type Cluster, startCluster } from "../cluster.ts";
import type { ClusterEvent, Ran } from "../messages.ts";
import type { Executed, Executor, Work } from "../runs/executor.ts";
import type { WorkspaceTree } from "../workspace/tree.ts";
import { environmentIn, type SparkEnvironment } from "./environment.ts";
import { mirrorOf } from "./mirror.ts";
import { type LakeFolders, mountsOf } from "./mounts.ts";

/** Where an executor works. */
interface LocalSparkOptions {
  /** Holds the Python environment. */
  readonly environment: string;
  /** For the files of the workspace, and what Spark keeps meanwhile. */
  readonly folder: string;
  /** The storage accounts that notebooks reach by `abfss://`, as they are now. */
  readonly lakes: () => LakeFolders;
  readonly tree: WorkspaceTree;
}

/** Runs notebooks on one long-lived Spark of this machine, one after another, each in a session of its own. */
export function localSpark({ environment, folder, lakes, tree }: LocalSparkOptions): Executor {
  const mirror = mirrorOf(tree, join(folder, "files"));
  let cluster: Cluster | undefined;
  let turn: Promise<unknown> = Promise.resolve();
  const open = (made: SparkEnvironment) => startCluster(clusterOptions(made, join(folder, "spark")));

  const runNow = async (work: Work, signal: AbortSignal): Promise<Executed> => {
    if (signal.aborted) return { output: {} };
    const made = environmentIn(environment);
    if (typeof made === "string") return { output: { error: made } };
    mirror.refresh();
    const notebook = mirror.fileOf(work.notebookPath);
    if (notebook === undefined) {
      return {
        output: {
          error: `Unable to access the notebook "${work.notebookPath}". Either it does not exist, or the identity used to run this job lacks the required permissions.`,
        },
      };
    }
    cluster ??= open(made);
    const used = cluster;
    const lines: string[] = [];
    const hear = (event: ClusterEvent) => {
      if (event.event === "output") lines.push(event.line);
    };
    const parameters = Object.fromEntries(
      Object.entries(work.parameters).map(([name, text]) => [name, mirror.fileOf(text) ?? text]),
    );
    const given = { workspace: mirror.folder, taskValues: work.taskValues, hadoop: mountsOf(lakes()) };
    const cancel = () => used.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return { output: outputOf(await used.run(notebook, parameters, hear, given), lines) };
    } catch (error) {
      // The process is gone: the next run has another.
      cluster = undefined;
      return { output: { error: (error as Error).message, logs: lines.join("\n") } };
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  };

  return {
    run(work, signal) {
      const ran = turn.then(() => runNow(work, signal));
      turn = ran.catch(() => {});
      return ran;
    },
    async close() {
      await turn;
      await cluster?.close();
    },
  };
}

/** The last 5 MB of what was printed, as the service keeps them. */
const longestLog = 5 * 1024 * 1024;

function outputOf(ran: Ran, lines: readonly string[]): Executed["output"] {
  const logs = lines.join("\n").slice(-longestLog);
  const values = (ran.values ?? {}) as Readonly<Record<string, Json>>;
  if (ran.status === "failed") {
    const { type, message, traceback, cell, line } = ran.failure;
    const trace = [...traceback, `${type}: ${message}`].join("\n");
    return { error: `${type}: ${message} (cell ${cell}, line ${line})`, trace, logs, values };
  }
  return { ...(ran.exit === "" ? {} : { exit: ran.exit }), logs, values };
}

function clusterOptions({ python, javaHome, quick }: SparkEnvironment, work: string) {
  mkdirSync(work, { recursive: true });
  return {
    python,
    settings: {
      "spark.driver.memory": "1g",
      ...quick,
      "spark.local.dir": join(work, "local"),
      "spark.sql.warehouse.dir": join(work, "warehouse"),
    },
    environment: {
      ...process.env,
      JAVA_HOME: javaHome,
      PYSPARK_PYTHON: python,
      PYSPARK_DRIVER_PYTHON: python,
      SPARK_LOCAL_IP: "127.0.0.1",
      PYTHONDONTWRITEBYTECODE: "1",
    },
  };
}
