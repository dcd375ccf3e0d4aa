import type { Diagnostic, Problems } from "@retain/artifacts/words/diagnostic";
import { isContainer, isObject, type Json } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import { z } from "zod";
import type { Environment, ParameterValue, TerraformSource } from "./environment.ts";
import { readPlain } from "./read-plain.ts";
import { runForOutput } from "./run-for-output.ts";
import { shownPath } from "./shown-path.ts";
import { decodeText, leftByGit, readFailure } from "./text-file.ts";

/** What terraform gives, without the values of sensitive outputs. */
export interface Outputs {
  /** Every text, number and boolean by its name: `location`, `publisher.lake.account`, `subnets.0`. */
  readonly values: ReadonlyMap<string, ParameterValue>;
  /** Names of the outputs that are sensitive: a secret must not enter artifacts. */
  readonly sensitive: ReadonlySet<string>;
}

/** True for a sensitive output, and for what is below one. */
export function isSensitive({ sensitive }: Outputs, name: string): boolean {
  return sensitive.has(name.split(".", 1)[0] ?? "");
}

/** Any value: what was read from JSON can be nothing else, and a copy would not keep its numbers. */
const json = z.custom<Json>(() => true);

/** What `terraform output -json` prints. */
const outputsSchema = z.record(
  z.string(),
  z.object({ value: json.optional(), sensitive: z.boolean().default(false), type: json.optional() }),
);

/** How outputs are read. */
export interface OutputsOptions {
  /** Folder of retain.yaml, to which shown paths are relative. */
  readonly root: string;
  /** How long a command may take, in seconds. */
  readonly timeout?: number;
}

/** Reads the outputs that the file of an environment names; undefined when it names none. */
export async function readOutputs(
  { terraform, document }: Environment,
  options: OutputsOptions,
): Promise<{ readonly outputs: Outputs | undefined } | Problems> {
  if (terraform === undefined) return { outputs: undefined };
  const read = await readText(terraform.from, options);
  const outputs = "text" in read ? parseOutputs(read.text, read.name) : read;
  if ("values" in outputs) return { outputs };
  const key = "file" in terraform.from ? "outputs" : "command";
  const at = document.locate(["terraform", key]);
  return { problems: [{ severity: "error", code: "terraform-outputs", at, ...outputs }] };
}

type Refusal = Pick<Diagnostic, "message" | "why" | "advice">;

/** The text that should be outputs, and what to call it: `what 'prod.json' holds`. */
type ReadText = { readonly text: string; readonly name: string } | Refusal;

async function readText(from: TerraformSource["from"], options: OutputsOptions): Promise<ReadText> {
  if ("command" in from) {
    const { command, folder } = from;
    const name = `\`${command.join(" ")}\``;
    const ran = await runForOutput(command, { folder, seconds: options.timeout ?? 120 });
    if ("out" in ran) return { text: ran.out, name: `what ${name} prints` };
    return {
      message: `${name} ${ran.failure}`,
      ...(ran.said === "" ? {} : { why: `it said: ${ran.said}` }),
      advice: ran.missing
        ? "install it, or save the outputs on a machine that has it (`terraform output -json > FILE`) and use `outputs: FILE` instead of `command`"
        : `run it by hand in '${shownPath(options.root, folder)}' (relative to retain.yaml); it must exit with 0 and print what \`terraform output -json\` prints`,
    };
  }
  const name = `'${shownPath(options.root, from.file)}'`;
  const rewrite = "create it with `terraform output -json > FILE`";
  try {
    const text = decodeText(await readPlain(from.file));
    if (text === undefined) return { message: `the outputs in ${name} are not UTF-8`, advice: rewrite };
    const left = leftByGit(name, text);
    return left === undefined
      ? { text, name: `what ${name} holds` }
      : { message: `of the outputs in ${name}, ${left.message}`, advice: left.advice ?? rewrite };
  } catch (error) {
    return { message: `the outputs ${name} cannot be read: ${readFailure(error)}`, advice: rewrite };
  }
}

/** Never shows what it could not understand: outputs may be secrets. */
function parseOutputs(text: string, name: string): Outputs | Refusal {
  const advice = "provide what `terraform output -json` prints, without an output name";
  let json: unknown;
  try {
    json = parseKeepingNumbers(text);
  } catch {
    return { message: `${name} is not JSON`, advice };
  }
  const checked = outputsSchema.safeParse(json);
  if (!checked.success) {
    const why = "each output must be `{ sensitive, type, value }` under its name";
    return { message: `${name} is not terraform output`, why, advice };
  }
  const values = new Map<string, ParameterValue>();
  const sensitive = new Set<string>();
  for (const [output, found] of Object.entries(checked.data)) {
    if (found.sensitive) sensitive.add(output);
    else flatten(output, found.value ?? null, values);
  }
  return { values, sensitive };
}

/** Members and elements get the name of what holds them, a dot, and their own. */
function flatten(name: string, value: Json, into: Map<string, ParameterValue>): void {
  if (value === null) return;
  if (!isContainer(value)) into.set(name, value);
  else if (Array.isArray(value))
    for (const [at, item] of value.entries()) flatten(`${name}.${at}`, item, into);
  else if (isObject(value))
    for (const [key, item] of Object.entries(value)) flatten(`${name}.${key}`, item, into);
}
