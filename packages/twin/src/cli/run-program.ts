import { spawn } from "node:child_process";
import { constants } from "node:os";
import type { BaseStatus } from "../host/status.ts";
import { TwinError } from "../host/twin-error.ts";
import type { TwinCall } from "./twin-command.ts";

/**
 * Runs the program of a call, in its folder, with the twin's variables over this process's own and returns
 * its exit code, `128 + signal` when a signal ended it. Throws a `TwinError` when it cannot be started.
 */
export async function runProgram(
  { cwd, program: [program = "", ...args] }: Pick<TwinCall, "cwd" | "program">,
  status: BaseStatus,
): Promise<number> {
  const env = { ...process.env, ...status.environment };
  const child = spawn(program, args, { cwd, stdio: "inherit", env });
  // The terminal sends Ctrl-C to the command as well: it decides when to end, and we end after it.
  const outlive = () => {};
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  process.on("SIGINT", outlive).on("SIGTERM", pass).on("SIGHUP", pass);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on("error", (error: NodeJS.ErrnoException) => {
        const why = error.code === "ENOENT" ? "program not found" : (error.code ?? error.message);
        reject(new TwinError(`"${program}" cannot be run: ${why}`, "check its name and PATH"));
      });
      child.on("close", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
  } finally {
    process.off("SIGINT", outlive).off("SIGTERM", pass).off("SIGHUP", pass);
  }
}
