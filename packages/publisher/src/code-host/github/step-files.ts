import { appendFile, stat } from "node:fs/promises";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { writeFailure } from "../../save-file.ts";
import { fitMarkdown } from "../fit-markdown.ts";
import type { PlanOutputs } from "../plan-outputs.ts";

/** Most bytes the summary of one step may have. */
const limit = 1024 * 1024;

/** Appends a report to the summary of the job. */
export async function appendSummary(
  env: NodeJS.ProcessEnv,
  text: string,
): Promise<{ readonly problem: Diagnostic } | undefined> {
  const file = env.GITHUB_STEP_SUMMARY;
  if (!file) return noFile("GITHUB_STEP_SUMMARY");
  const there = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  const room = { limit: limit - there, size: (part: string) => Buffer.byteLength(part) };
  return append(file, fitMarkdown(`${text.trimEnd()}\n`, room));
}

/** Sets the outputs of the step. */
export async function setOutputs(
  env: NodeJS.ProcessEnv,
  outputs: PlanOutputs,
): Promise<{ readonly problem: Diagnostic } | undefined> {
  const file = env.GITHUB_OUTPUT;
  if (!file) return noFile("GITHUB_OUTPUT");
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  return append(file, lines.join(""));
}

async function append(file: string, text: string): Promise<{ readonly problem: Diagnostic } | undefined> {
  try {
    await appendFile(file, text);
    return undefined;
  } catch (error) {
    return problem(`'${file}' cannot be written: ${writeFailure(error)}`, "look at the runner's disk");
  }
}

function noFile(name: string): { readonly problem: Diagnostic } {
  return problem(`${name} is not set: this is no step of a GitHub workflow`, "run it as one");
}

function problem(message: string, advice: string): { readonly problem: Diagnostic } {
  return { problem: { severity: "error", code: "github-run", message, advice } };
}
