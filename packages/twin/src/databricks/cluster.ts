/** A Databricks cluster on this machine: one Spark, on which source notebooks run one after another. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { TwinError } from "../host/twin-error.ts";
import {
  type Cell,
  type ClusterEvent,
  messageSchema,
  parsedSchema,
  type Ran,
  ranSchema,
} from "./messages.ts";
import { isStartChatter } from "./start-chatter.ts";

/** In the bundle the program lies beside the folder of this part, in the repository beside the sources. */
const program = ["../notebooks/cluster.py", "../../notebooks/cluster.py"]
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));
/** How many lines of stderr are kept to tell why the process ended. */
const kept = 20;

export interface ClusterOptions {
  /** A Python that has PySpark. */
  readonly python: string;
  /** Settings of Spark, by their names: master, memory, the class path of Delta. */
  readonly settings: Readonly<Record<string, string>>;
  /**
   * Notebooks get a session of Spark Connect, as serverless compute and standard access
   * give it: no Java next to them, and caching is refused.
   */
  readonly connect?: boolean;
  /** The variables of the process. */
  readonly environment: NodeJS.ProcessEnv;
  /** What the process writes to stderr, without what Java says about itself when it starts. */
  readonly onError?: (line: string) => void;
}

export interface Cluster {
  /** Runs a notebook by its file, with or without `.py`; a notebook that fails is an answer, not an error. */
  run(
    notebook: string,
    parameters?: Readonly<Record<string, string>>,
    onEvent?: (event: ClusterEvent) => void,
    given?: Given,
  ): Promise<Ran>;
  /**
   * Stops the notebook that runs, and Spark's work for it; it ends as failed. A process that does not listen is ended:
   * `run` rejects then, and the cluster is over.
   */
  cancel(): void;
  /** The cells of a notebook; needs no Spark. */
  parse(notebook: string): Promise<readonly Cell[]>;
  /** Stops Spark and the process. */
  close(): Promise<void>;
}

/** What a run in a workspace has beside its parameters. */
interface Given {
  /** The folder that stands for the root of the workspace: where absolute paths of notebooks lead. */
  readonly workspace?: string;
  /** Settings of Hadoop for this run: where the lake lies. */
  readonly hadoop?: Readonly<Record<string, string>>;
  /** Task values of the run so far, by task and key. */
  readonly taskValues?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** How long a process may take to notice that a run is cancelled, milliseconds. */
const patience = 15_000;

interface Waiting {
  readonly done: (answer: unknown) => void;
  readonly fail: (error: TwinError) => void;
  readonly onEvent: (event: ClusterEvent) => void;
}

/** Starts the process; Spark itself starts with the first notebook. Requests are answered in their order. */
export function startCluster(options: ClusterOptions): Cluster {
  const { settings, connect = false } = options;
  const child = spawn(options.python, [program ?? "cluster.py", JSON.stringify({ settings, connect })], {
    env: { ...options.environment, PYTHONUNBUFFERED: "1" },
    stdio: ["pipe", "ignore", "pipe", "pipe"],
  });
  const waiting = new Map<number, Waiting>();
  const told: string[] = [];
  let next = 1;
  let over: TwinError | undefined;

  const end = (why: string) => {
    over ??= new TwinError(why, told.length > 0 ? told.join("\n") : "start it again");
    for (const { fail } of waiting.values()) fail(over);
    waiting.clear();
  };
  const closed = new Promise<void>((resolve) => {
    child.on("error", (error) => {
      end(`the cluster cannot be started: ${options.python}: ${error.message}`);
      resolve();
    });
    child.on("close", (code, signal) => {
      end(`the cluster has ended (${signal ?? `exit code ${code}`})`);
      resolve();
    });
  });
  lines(child.stderr, (line) => {
    if (isStartChatter(line)) return;
    told.push(line);
    if (told.length > kept) told.shift();
    options.onError?.(line);
  });
  lines(answersOf(child), (line) => {
    const message = messageSchema.parse(JSON.parse(line));
    const request = waiting.get(message.id);
    if (request === undefined) return;
    if ("event" in message) return request.onEvent(message);
    waiting.delete(message.id);
    if ("answer" in message) request.done(message.answer);
    else request.fail(new TwinError(message.error, "check the notebook, or start the cluster again"));
  });
  // The end of a process is noticed by its exit, not by the pipe to it.
  child.stdin?.on("error", () => {});

  const ask = (method: string, request: object, onEvent: Waiting["onEvent"] = () => {}) =>
    new Promise<unknown>((done, fail) => {
      if (over !== undefined) return fail(over);
      const id = next++;
      waiting.set(id, { done, fail, onEvent });
      child.stdin?.write(`${JSON.stringify({ id, method, ...request })}\n`);
    });

  return {
    async run(notebook, parameters = {}, onEvent, given = {}) {
      return ranSchema.parse(await ask("run", { notebook, parameters, ...given }, onEvent));
    },
    cancel() {
      const running = [...waiting.keys()];
      child.kill("SIGUSR1");
      setTimeout(() => {
        if (running.some((id) => waiting.has(id))) child.kill("SIGKILL");
      }, patience).unref();
    },
    async parse(notebook) {
      return parsedSchema.parse(await ask("parse", { notebook })).cells;
    },
    async close() {
      child.stdin?.end();
      await closed;
    },
  };
}

function answersOf(child: ChildProcess): Readable | null {
  const pipe: Readable | Writable | null | undefined = child.stdio[3];
  return pipe !== null && pipe !== undefined && "read" in pipe ? pipe : null;
}

function lines(stream: Readable | null, take: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on("line", take);
}
