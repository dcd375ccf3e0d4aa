/** Finds dead code and unused dependencies, and says what to do about them. Usage: check-unused.ts [FOLDER] */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { programOf } from "./program-of.ts";

const folder = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));
const { status } = spawnSync(
  process.execPath,
  [
    programOf("knip", "knip"),
    "--directory",
    folder,
    "--include-entry-exports",
    "--treat-config-hints-as-errors",
    "--no-progress",
  ],
  { stdio: "inherit" },
);
if (status !== 0) {
  process.stderr.write(`
Nothing may lie around that nobody uses: readers must trust that what they see matters.
  unused file or export: delete it, or drop the word export where only its own file uses it
  unused dependency:     npm uninstall <name> -w packages/<package>
  unlisted dependency:   npm install <name> -w packages/<package>
`);
}
process.exitCode = status ?? 1;
