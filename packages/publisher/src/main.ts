import { redactHeard } from "@retain/workspaces/http/redact-heard";
import { exitCode } from "./cli/exit-codes.ts";
import { runProgram } from "./cli/program.ts";
import type { Root } from "./root.ts";
import { version } from "./version.ts";

/** Runs the program that a root makes, with the arguments of this process, and ends the process. */
export async function main(root: Root): Promise<never> {
  // Node reads it at each connection; whoever set it for another program must not hand our tokens to anybody.
  if (process.env.NODE_TLS_REJECT_UNAUTHORIZED === "0") {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.stderr.write("Note: certificates are checked; NODE_TLS_REJECT_UNAUTHORIZED is ignored\n");
  }

  // A closed pipe (`retain apply | head`) ends the printing, not the work.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }

  // The one place that decides how the process ends.
  try {
    process.exitCode = exitCode(await runProgram(process.argv.slice(2), version, root));
  } catch (error) {
    const text =
      error instanceof Error ? (process.env.RETAIN_DEBUG ? error.stack : error.message) : String(error);
    process.stderr.write(`Error: ${redactHeard(text ?? "")}\n`);
    process.stderr.write(
      "This is a bug in retain, not in your repository. RETAIN_DEBUG=1 shows where it happened.\n",
    );
    process.exitCode = exitCode("failed");
  }

  // What was begun and given up, as a sign-in whose answer nobody waits for any more, does not hold up the end.
  const printed = [process.stdout, process.stderr].map(
    (stream) =>
      new Promise<void>((resolve) => (stream.writable ? stream.write("", () => resolve()) : resolve())),
  );
  await Promise.all(printed);
  process.exit();
}
