/**
 * The Python environment of the notebooks on this machine: made once from the
 * lock file and kept while that stays the same.
 */
import { type SpawnOptions, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { holdLock } from "./environment-lock.ts";
import { findPrerequisites, type Prerequisites } from "./prerequisites.ts";

const packageFolder = fileURLToPath(new URL("..", import.meta.url));
const repository = join(packageFolder, "..", "..");
const lock = join(packageFolder, "requirements.lock");
const uvLock = join(packageFolder, "uv.requirements.lock");
/** What the environment is made of beside the two lock files: the jars and the settings of the session. */
const sessionSources = ["local_environment.py", "local_session.py", "class_archive.py"].map((file) =>
  join(packageFolder, "python", "retention", file),
);

const sessionSettings = {
  /** What Spark is told here. */
  spark: z.record(z.string(), z.string()),
  /** The same for runs of a minute or two, which compile less than they would gain. */
  quick: z.record(z.string(), z.string()),
};

const markerSchema = z.object({
  digest: z.string(),
  python: z.string(),
  javaHome: z.string(),
  jars: z.string(),
  ...sessionSettings,
});

/** What a program needs to run the notebooks here. */
export type PythonEnvironment = z.infer<typeof markerSchema>;

/** Something could not be installed; the message says what and what to do. */
class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** Where the repository keeps what it makes for itself: `.retain`, or the folder of `RETAIN_STATE`. */
export function stateFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const named = environment.RETAIN_STATE;
  return named ? resolve(named) : join(repository, ".retain");
}

/**
 * Makes the environment unless it is there and current. Two processes may ask at
 * once: the second waits for the first. A run that was killed is taken up where it stopped.
 * Throws `MissingPrerequisites` or `EnvironmentError`.
 */
export async function makeEnvironment(
  state: string,
  tell: (line: string) => void,
): Promise<PythonEnvironment> {
  mkdirSync(state, { recursive: true });
  const current = readMarker(state);
  if (current !== undefined) return current;
  const release = await holdLock(join(state, "environment.lock"), () =>
    tell("Another process makes the Python environment: waiting for it."),
  );
  try {
    return readMarker(state) ?? (await build(state, tell));
  } finally {
    release();
  }
}

/** The variables of a process that runs Python with this environment. */
export function environmentVariables(made: PythonEnvironment): NodeJS.ProcessEnv {
  return {
    ...process.env,
    JAVA_HOME: made.javaHome,
    PYTHONPATH: join(packageFolder, "python"),
    PYSPARK_PYTHON: made.python,
    PYSPARK_DRIVER_PYTHON: made.python,
    SPARK_LOCAL_IP: "127.0.0.1",
    // uv compiles nothing: without a place for bytecode every process compiled thousands of modules anew,
    // two thirds of its start. Not beside the sources, which are the repository's.
    PYTHONDONTWRITEBYTECODE: "",
    PYTHONPYCACHEPREFIX: join(dirname(made.jars), "bytecode"),
    // Threads of the numeric libraries beside those of Spark only wait for each other.
    OMP_NUM_THREADS: process.env.OMP_NUM_THREADS ?? "2",
  };
}

async function build(state: string, tell: (line: string) => void): Promise<PythonEnvironment> {
  const found = findPrerequisites(process.env);
  const made = digest(found.javaHome);
  const started = performance.now();
  tell("Making the Python environment of the notebooks: once, a few minutes, most of it download.");
  const python = await install(state, found, tell);
  tell("Bringing the jars of Delta Lake, and keeping Spark's classes ready for a quick start.");
  const jars = join(state, "jars");
  const env = { ...process.env, JAVA_HOME: found.javaHome, PYTHONPATH: join(packageFolder, "python") };
  const told = await call(python, ["-m", "retention.local_environment", jars], { env });
  const sessions = z.object(sessionSettings).parse(JSON.parse(told));
  const marker: PythonEnvironment = {
    digest: made,
    python,
    javaHome: found.javaHome,
    jars,
    ...sessions,
  };
  // Written last: without it the next run takes up what this one left.
  writeFileSync(`${markerFile(state)}.part`, `${JSON.stringify(marker, undefined, 2)}\n`);
  renameSync(`${markerFile(state)}.part`, markerFile(state));
  tell(`The Python environment is ready after ${Math.round((performance.now() - started) / 1000)} s.`);
  return marker;
}

async function install(state: string, found: Prerequisites, tell: (line: string) => void): Promise<string> {
  const folder = join(state, "python");
  const python = join(folder, "bin", "python");
  const uv = await installUv(state, found.python).catch((error: unknown) => {
    tell(`uv cannot be installed (${firstLine(error)}): pip does it, which takes longer.`);
    return undefined;
  });
  const usable = await call(python, ["-c", "import encodings, sys"]).then(
    () => true,
    () => false,
  );
  if (!usable) {
    rmSync(folder, { recursive: true, force: true });
    await call(found.python, ["-m", "venv", folder]);
  }
  const hashed = ["--require-hashes", "--quiet"];
  if (uv !== undefined) await call(uv, ["pip", "sync", "--python", python, ...hashed, lock]);
  else await call(python, ["-m", "pip", "install", "--disable-pip-version-check", ...hashed, "-r", lock]);
  return python;
}

/** uv in an environment of its own, so that the one of the notebooks holds what its lock names and no more. */
async function installUv(state: string, python: string): Promise<string> {
  const folder = join(state, "uv");
  const uv = join(folder, "bin", "uv");
  const pinned = /^uv==(\S+)/m.exec(readFileSync(uvLock, "utf8"))?.[1] ?? "";
  const version = await call(uv, ["--version"]).catch(() => "");
  if (version.split(" ")[1]?.trim() !== pinned) {
    await call(python, ["-m", "venv", "--clear", folder]);
    const pip = ["-m", "pip", "install", "--disable-pip-version-check", "--quiet"];
    await call(join(folder, "bin", "python"), [...pip, "--require-hashes", "-r", uvLock]);
  }
  return uv;
}

/** Runs a program and answers its stdout; what it wrote to stderr becomes the error where it fails. */
async function call(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  return await new Promise((done, fail) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    child.on("error", (error) => fail(new EnvironmentError(`${program} cannot be run: ${error.message}`)));
    child.on("close", (code) => {
      if (code === 0) done(stdout);
      else fail(new EnvironmentError(lastLines(stderr, program)));
    });
  });
}

function lastLines(stderr: string, program: string): string {
  const lines = stderr.trim().split("\n").slice(-8).join("\n");
  return lines === "" ? `${program} failed and did not say why.` : lines;
}

function firstLine(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split("\n");
  return lines.at(-1)?.trim() ?? "";
}

function markerFile(state: string): string {
  return join(state, "environment.json");
}

/** What was made, where it is whole and of what the repository asks for now. */
function readMarker(state: string): PythonEnvironment | undefined {
  if (!existsSync(markerFile(state))) return undefined;
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(markerFile(state), "utf8"));
  } catch {
    return undefined;
  }
  const marker = markerSchema.safeParse(text);
  if (!marker.success) return undefined;
  const made = marker.data;
  const there = [made.python, join(made.javaHome, "bin", "java"), made.jars].every((path) =>
    existsSync(path),
  );
  return there && made.digest === digest(made.javaHome) ? made : undefined;
}

function digest(javaHome: string): string {
  const hash = createHash("sha256");
  for (const file of [lock, uvLock, ...sessionSources, join(javaHome, "release")]) {
    hash.update(existsSync(file) ? readFileSync(file) : "");
  }
  return hash.digest("hex");
}
