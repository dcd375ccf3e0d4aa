/**
 * Runs the shipped program again and again in one process: started by `hosted-program.ts`, told each run
 * by a message. The program's entry is evaluated anew for each; what it loads is kept from run to run, and
 * loading is most of what a short command costs.
 */
import { pathToFileURL } from "node:url";

/** A run as the host is told it. */
export interface HostedRun {
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const [, , program = ""] = process.argv;
const entry = pathToFileURL(program).href;
const streams = ["stdout", "stderr"] as const;
const bare = { ...process.env };
let runs = 0;

process.on("message", async ({ words, cwd, env }: HostedRun) => {
  const told = { stdout: "", stderr: "" };
  const restore = streams.map((name) => {
    const { write } = process[name];
    process[name].write = (text: string | Uint8Array, ...rest: unknown[]) => {
      told[name] += typeof text === "string" ? text : Buffer.from(text).toString("utf8");
      const written = rest.at(-1);
      if (typeof written === "function") written();
      return true;
    };
    return () => {
      process[name].write = write;
      process[name].removeAllListeners("error");
    };
  });
  setEnvironment({ ...bare, ...env });
  process.chdir(cwd);
  process.argv = [process.execPath, program, ...words];
  process.exitCode = undefined;
  // The last thing that the program does: it ends the run, and the process stays.
  process.exit = (() => undefined) as unknown as typeof process.exit;
  runs += 1;
  await import(`${entry}?run=${runs}`);
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  for (const back of restore) back();
  process.send?.({ ...told, code });
});

function setEnvironment(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
}
