import { appendFile, stat } from "node:fs/promises";
import { type Refusal, refusal } from "../../refusal.ts";
import { writeFailure } from "../../save-file.ts";
import { fitMarkdown } from "../fit-markdown.ts";
import type { PlanOutputs } from "../plan-outputs.ts";

/** Most bytes the summary of one step may have. */
const limit = 1024 * 1024;

/** Appends a report to the summary of the job. Throws a Refusal. */
export async function appendSummary(env: NodeJS.ProcessEnv, text: string): Promise<void> {
  const file = env.GITHUB_STEP_SUMMARY;
  if (!file) throw noFile("GITHUB_STEP_SUMMARY");
  const there = await stat(file).then(
    ({ size }) => size,
    () => 0,
  );
  const room = { limit: limit - there, size: (part: string) => Buffer.byteLength(part) };
  await append(file, fitMarkdown(`${text.trimEnd()}\n`, room));
}

/** Sets the outputs of the step. Throws a Refusal. */
export async function setOutputs(env: NodeJS.ProcessEnv, outputs: PlanOutputs): Promise<void> {
  const file = env.GITHUB_OUTPUT;
  if (!file) throw noFile("GITHUB_OUTPUT");
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  await append(file, lines.join(""));
}

async function append(file: string, text: string): Promise<void> {
  try {
    await appendFile(file, text);
  } catch (error) {
    throw failed(`'${file}' cannot be written: ${writeFailure(error)}`, "check the runner's disk");
  }
}

function noFile(name: string): Refusal {
  return failed(`${name} is not set: this is not a step of a GitHub workflow`, "run it as one");
}

function failed(message: string, advice: string): Refusal {
  return refusal("failed", { code: "github-run", message, advice });
}
