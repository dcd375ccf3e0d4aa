import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The program as it is shipped. */
export const program = fileURLToPath(new URL("../packages/publisher/dist/retain.js", import.meta.url));

/** What a run of the program came to. */
export interface ProgramRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

interface SignalWhen {
  readonly name: NodeJS.Signals;
  readonly reached: Promise<void>;
}

/** Where and with what the program is run. */
export interface RunOptions {
  /** Another program than the shipped one. */
  readonly program?: string;
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sent to the process once its stdout holds this text. */
  readonly signal?: { readonly name: NodeJS.Signals; readonly after: string };
  /** The process gets this signal, once, when the promise resolves; or several, each at its time. */
  readonly signalWhen?: SignalWhen | readonly SignalWhen[];
}

/** Runs the built program to its end, with an environment of its own: nothing of the machine's settings gets in. */
export function runProgram(words: readonly string[], options: RunOptions): Promise<ProgramRun> {
  const script = options.program ?? program;
  if (!existsSync(script)) throw new Error("the program is not built: npm run build");
  const child = spawn(process.execPath, [script, ...words], {
    cwd: options.cwd,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...bareEnvironment(), ...options.env },
  });
  let stdout = "";
  let stderr = "";
  let signalled = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    const { signal } = options;
    if (signal && !signalled && stdout.includes(signal.after)) {
      signalled = true;
      child.kill(signal.name);
    }
  });
  for (const { name, reached } of [options.signalWhen ?? []].flat())
    void reached.then(() => child.kill(name));
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ stdout, stderr, code: code ?? (signal ? -1 : 1) }));
  });
}

/** What every process needs, and a cache of compiled code: hundreds of starts are most of these tests. */
export function bareEnvironment(): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "",
    NODE_COMPILE_CACHE: join(tmpdir(), "retain-acceptance-code"),
  };
}
