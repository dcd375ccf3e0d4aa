#!/usr/bin/env node
import { exitCodes } from "./cli/exit-codes.ts";
import { runProgram } from "./cli/program.ts";
import { version } from "./version.ts";

// A closed pipe (`retain plan | head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCodes.done.code);
});

// The one place that decides how the process ends.
try {
  process.exitCode = exitCodes[await runProgram(process.argv.slice(2), version)].code;
} catch (error) {
  const text =
    error instanceof Error ? (process.env.RETAIN_DEBUG ? error.stack : error.message) : String(error);
  process.stderr.write(`Error: ${text}\n`);
  process.stderr.write(
    "This is a defect of retain, not of your repository. RETAIN_DEBUG=1 shows where it happened.\n",
  );
  process.exitCode = exitCodes.failed.code;
}
