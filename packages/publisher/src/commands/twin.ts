import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CommandContext } from "../cli/command.ts";
import type { Ended } from "../cli/exit-codes.ts";

/**
 * Hands the words on to the twin's own program: the two share no code. In the
 * built package it lies beside this program, in the repository in its package.
 */
export async function runTwin({ args, cwd, terminal }: CommandContext): Promise<Ended> {
  const program = [
    new URL("./twin.js", import.meta.url),
    new URL("../twin.js", import.meta.url),
    new URL("../../../twin/src/bin.ts", import.meta.url),
  ]
    .map((url) => fileURLToPath(url))
    .find((file) => existsSync(file));
  if (program === undefined) {
    terminal.problem("Error: the twin is not part of this installation");
    terminal.problem("  -> install retain again: npm install retain");
    return "failed";
  }
  const child = spawn(process.execPath, [program, ...args], { cwd, stdio: "inherit" });
  // The terminal sends Ctrl-C to both; the twin ends itself and we end after it.
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  const ignore = () => {};
  process.on("SIGINT", ignore);
  process.on("SIGTERM", pass);
  const code = await new Promise<number>((resolve) => {
    child.on("error", () => resolve(1));
    child.on("exit", (status, signal) => resolve(status ?? (signal ? 130 : 1)));
  });
  process.off("SIGINT", ignore);
  process.off("SIGTERM", pass);
  // With a command behind `--` the code is that command's.
  if (args.includes("--")) return { code };
  return code === 0 ? "done" : code === 2 ? "usage" : code === 130 ? "interrupted" : "failed";
}
