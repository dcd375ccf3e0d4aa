/**
 * The churn solution on data that are not KKbox's: `npm run churn:example`. Makes the files of a newspaper, maps
 * them (packages/notebooks/examples/newspaper) and runs the notebooks; further words are those of `npm run churn`.
 */
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeEnvironment, stateFolder } from "@retain/notebooks/environment";
import { python } from "./churn/data.ts";

const examples = fileURLToPath(new URL("../packages/notebooks/examples/", import.meta.url));
const program = fileURLToPath(new URL("churn.ts", import.meta.url));
const words = process.argv.slice(2);
const { out: given } = parseArgs({ args: words, options: { out: { type: "string" } }, strict: false }).values;
const out = typeof given === "string" ? resolve(given) : join(stateFolder(), "churn", "newspaper");
const data = `${out}-data`;
const [source, raw] = [join(data, "source"), join(data, "raw")];

const tell = (line: string) => process.stderr.write(`${line}\n`);
try {
  if (!words.includes("--help")) {
    const made = await makeEnvironment(stateFolder(), tell);
    await python(made, ["-m", "newspaper.subscribers", source], examples);
    await python(made, ["-m", "newspaper.mapping", source, raw], examples);
    tell(`The newspaper's own files are in ${source}, those mapped from them in ${raw}.`);
  }
  const told = ["--raw", raw, "--period", "2025-06-01", "--out", out, ...words];
  const child = spawn(process.execPath, [program, ...told], { stdio: "inherit" });
  process.exitCode = await new Promise<number>((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done(code ?? 1));
  });
} catch (error) {
  tell(`Error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
