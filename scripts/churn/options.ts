import { basename, resolve } from "node:path";
import { type ParseArgsConfig, parseArgs } from "node:util";
import type { DefinedNotebook } from "@retain/notebooks/define-notebook";
import { notebooks } from "@retain/notebooks/notebooks";

export interface Declared {
  readonly type: "string" | "boolean";
  /** How help names the value. */
  readonly value?: string;
  readonly help: string;
}

/** Every option of `npm run churn`: parsing and help come from here. */
export const declared = {
  members: { type: "string", value: "N", help: "members who subscribe (default: 20000)" },
  seed: { type: "string", value: "S", help: "another seed makes other members (default: 1)" },
  frailty: {
    type: "string",
    value: "X",
    help: "spread of what moves members and no file shows, from 0 to 5 (default: 0)",
  },
  interactions: {
    type: "string",
    value: "X",
    help: "how much pairs of things say and neither alone, from 0 to 3 (default: 0)",
  },
  raw: { type: "string", value: "FOLDER", help: "CSV files of KKbox in place of generated ones; only read" },
  period: { type: "string", value: "DAY", help: "any day of the month to decide on (default: 2017-04-01)" },
  until: { type: "string", value: "NOTEBOOK", help: "the last notebook to run, such as features" },
  months: {
    type: "string",
    value: "N",
    help: "months before this one to learn from (default: 12)",
  },
  "allow-missing-usage": {
    type: "boolean",
    help: "go on where logs are missing, with features that know nothing of listening",
  },
  trials: {
    type: "string",
    value: "N",
    help: "trials of the search for parameters (default: the notebook's)",
  },
  out: {
    type: "string",
    value: "FOLDER",
    help: "where all of it is kept (default: .retain/churn/MEMBERS-SEED)",
  },
  json: { type: "string", value: "FILE", help: "write figures, times and what each notebook answered there" },
  connect: { type: "boolean", help: "run as serverless compute does: Spark Connect, no Java, no cache" },
  fresh: { type: "boolean", help: "begin anew: empty the folder first" },
  strict: { type: "boolean", help: "end with 1 where a goal is not met" },
  help: { type: "boolean", help: "show this" },
} as const satisfies Record<string, Declared>;

/** A request that cannot be meant; every problem is one sentence. */
export class WrongRequest extends Error {
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "WrongRequest";
  }
}

/** What is to be run. */
export interface Request {
  readonly members: number;
  readonly seed: number;
  /** A world that is not of the model's own form: beside it, one of plain effects. */
  readonly frailty: number;
  readonly interactions: number;
  readonly raw?: string;
  readonly period: string;
  readonly notebooks: readonly DefinedNotebook[];
  /** Whether all notebooks run, so that there are goals to measure. */
  readonly whole: boolean;
  readonly months?: number;
  readonly trials?: number;
  readonly allowMissingUsage: boolean;
  readonly out: string;
  readonly json?: string;
  /** Whether notebooks get a session of Spark Connect. */
  readonly connect: boolean;
  readonly fresh: boolean;
  readonly strict: boolean;
}

/** Help, made of the declaration. */
export function help(): string {
  return [
    "Runs the churn solution on this machine: data, notebooks, and the goals they are held to.",
    "",
    "  npm run churn -- [OPTIONS]",
    "  npm run churn -- look [OPTIONS]   shows predictions of a run afterwards: look --help",
    "",
    ...optionLines(declared),
    "",
    "A second run with the next month adds that month and repeats nothing.",
    "",
  ].join("\n");
}

/** A line of help for each option. */
export function optionLines(options: Readonly<Record<string, Declared>>): readonly string[] {
  const rows = Object.entries(options).map(
    ([name, { value, help }]) => [`--${name}${value === undefined ? "" : ` ${value}`}`, help] as const,
  );
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

/** The values of options that are declared, by their names. Throws `WrongRequest` for others. */
export function readValues(
  words: readonly string[],
  declaration: Readonly<Record<string, Declared>>,
): Readonly<Record<string, string | boolean | undefined>> {
  const options: ParseArgsConfig["options"] = {};
  for (const [name, { type }] of Object.entries(declaration)) options[name] = { type };
  try {
    const { values } = parseArgs({ args: [...words], options, strict: true });
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, Array.isArray(value) ? undefined : value]),
    );
  } catch (error) {
    throw new WrongRequest([sentence(error)]);
  }
}

/** Reads the words of the command line; `undefined` where help is asked for. Throws `WrongRequest`. */
export function readRequest(words: readonly string[], state: string): Request | undefined {
  const values = readValues(words, declared);
  if (values.help === true) return undefined;
  const text = (name: keyof typeof declared) => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  const problems: string[] = [];
  const whole = (name: "members" | "seed" | "months" | "trials", least: number) => {
    const given = text(name);
    if (given === undefined) return undefined;
    if (/^\d+$/.test(given) && Number(given) >= least && Number.isSafeInteger(Number(given))) {
      return Number(given);
    }
    problems.push(`--${name} is a whole number from ${least} on, and '${given}' is none.`);
    return undefined;
  };
  const members = whole("members", 1);
  const seed = whole("seed", 0);
  const months = whole("months", 1);
  const trials = whole("trials", 0);
  const factor = (name: "frailty" | "interactions", most: number) => {
    const given = text(name) ?? "0";
    if (/^\d+(\.\d+)?$/.test(given) && Number(given) <= most) return Number(given);
    problems.push(`--${name} is a number from 0 to ${most}, and '${given}' is none.`);
    return 0;
  };
  const frailty = factor("frailty", 5);
  const interactions = factor("interactions", 3);
  const raw = text("raw");
  const generating = ["members", "seed", "frailty", "interactions"] as const;
  if (raw !== undefined && generating.some((name) => text(name) !== undefined)) {
    const named = generating.map((name) => `--${name}`).join(", ");
    problems.push(`--raw takes files that are there: ${named} are for generated ones.`);
  }
  const day = text("period") ?? "2017-04-01";
  const period = monthOf(day);
  if (period === undefined) {
    problems.push(`--period is any day of a month, such as 2017-04-01, and '${day}' is none.`);
  }
  const until = text("until");
  const last = until === undefined ? notebooks.length - 1 : notebookNamed(until);
  if (last < 0) {
    const names = notebooks.map(({ file }) => file).join(", ");
    problems.push(`--until names a notebook, and '${until}' is none: there are ${names}.`);
  }
  if (problems.length > 0) throw new WrongRequest(problems);
  const json = text("json");
  const foreign = `${frailty > 0 ? `-frailty${frailty}` : ""}${interactions > 0 ? `-pairs${interactions}` : ""}`;
  const name =
    raw === undefined ? `${members ?? 20_000}-${seed ?? 1}${foreign}` : `raw-${basename(resolve(raw))}`;
  return {
    members: members ?? 20_000,
    seed: seed ?? 1,
    frailty,
    interactions,
    ...(raw !== undefined && { raw: resolve(raw) }),
    period: period ?? day,
    notebooks: notebooks.slice(0, last + 1),
    whole: last === notebooks.length - 1,
    ...(months !== undefined && { months }),
    ...(trials !== undefined && { trials }),
    allowMissingUsage: values["allow-missing-usage"] === true,
    out: resolve(text("out") ?? `${state}/churn/${name}`),
    ...(json !== undefined && { json: resolve(json) }),
    connect: values.connect === true,
    fresh: values.fresh === true,
    strict: values.strict === true,
  };
}

/** By its file name, with or without `.py`, or by a part of it: `04` or `features`. */
function notebookNamed(text: string): number {
  const name = basename(text, ".py");
  return notebooks.findIndex(({ file }) =>
    [file, file.slice(0, 2), file.slice(3)].includes(name.length === 1 ? `0${name}` : name),
  );
}

/** The first day of the month of a day such as `2017-04-17`; `undefined` where the text is no day. */
function monthOf(day: string): string | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : Number.NaN;
  // A day that its month has not is read as one of the next.
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(day)) return undefined;
  return day.replace(/\d{2}$/, "01");
}

function sentence(error: unknown): string {
  const [first = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return first.endsWith(".") ? first : `${first}.`;
}
