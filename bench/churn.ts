/**
 * Labels, clean transactions, windows and features of two months on generated data of 20,000 and of 200,000
 * members, and of as many rows as the original was measured on: wall time, processor time of the tasks, of
 * Java's compilers and of the whole Java process, bytes shuffled, rows a second, beside what the original's own cells cost.
 * `npm run bench:churn [-- MEMBERS...]`.
 * With `--next-month` load and prepare of a first delivery, and of the month that comes after it.
 */
import { spawnSync } from "node:child_process";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { environmentVariables, makeEnvironment, stateFolder } from "@retain/notebooks/environment";

interface Cost {
  readonly wall: number;
  /** Processor seconds of the tasks. */
  readonly task: number;
  /** Processor seconds of Java's compilers, C1 and C2. */
  readonly compile: number;
  /** Processor seconds of the Java process: the tasks, and plans, commits, compiling, collecting. */
  readonly process: number;
  readonly shuffle: number;
}

interface Repetition {
  readonly rows: { readonly transactions: number; readonly user_logs: number };
  readonly prepare: Cost;
  readonly features: Cost;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const notebooks = join(root, "packages/notebooks");

/** As many members as make the rows that the original's figures were taken on; its logs reached back further. */
const sameRows = 272_000;
const logDays: Readonly<Record<number, number>> = { [sameRows]: 160 };

/**
 * The original's SQL cells for cleaning, windows, changes and features, of the same two months, on the lake that
 * this benchmark makes, with the same settings, the second run of a process. Its labeller is left out: what
 * stands here for it is nothing, where ours are measured with their labels.
 */
const original: Readonly<Record<number, { prepare: Partial<Cost>; features: Partial<Cost> }>> = {
  [sameRows]: {
    prepare: { wall: 56, task: 66, process: 89, shuffle: 1.09e9 },
    features: { wall: 94, task: 65, process: 105, shuffle: 1.01e9 },
  },
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cores: { type: "string", default: "2" },
    repetitions: { type: "string", default: "3" },
    "next-month": { type: "boolean", default: false },
  },
});
const sizes = positionals.length > 0 ? positionals.map(Number) : [20_000, 200_000, sameRows];
const wrong = positionals.filter((text) => !/^[1-9]\d*$/.test(text));
if (wrong.length > 0) {
  process.stderr.write(
    `A number of members is a whole number above 0, and '${wrong.join("', '")}' is none.\n`,
  );
  process.exit(3);
}

const made = await makeEnvironment(stateFolder(), (line) => process.stderr.write(`${line}\n`));

process.stdout.write(
  `${cpus().length} x ${cpus()[0]?.model.trim() ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`,
);
if (values["next-month"]) {
  nextMonths();
  process.exit(0);
}
process.stdout.write(
  `Spark 4.1.0, local[${values.cores}], 8 shuffle partitions, 8 GB; median of ${values.repetitions}; months 2017-02 and 2017-03\n\n`,
);
const header = [
  "members",
  "what",
  "whose",
  "wall s",
  "task CPU s",
  "compilers CPU s",
  "process CPU s",
  "shuffled MB",
  "rows/s",
];
process.stdout.write(`| ${header.join(" | ")} |\n|${header.map(() => "---|").join("")}\n`);
for (const size of sizes) benchSize(size);

/** Load and prepare, first and next, of each size: one line of figures a step. */
function nextMonths(): void {
  process.stdout.write(
    "| members | step | wall s | task CPU s | compilers CPU s | process CPU s | shuffled MB |\n",
  );
  process.stdout.write("|---|---|---|---|---|---|---|\n");
  for (const members of sizes) {
    const stdout = measured("next_month.py", members, []);
    for (const text of stdout.split("\n").filter((one) => one.startsWith("{"))) {
      const { step, what, wall, task, compile, process: whole, shuffle } = JSON.parse(text);
      const figures = [wall, task, compile, whole, Math.round(shuffle / 1e6)].join(" | ");
      process.stdout.write(`| ${members.toLocaleString("en-US")} | ${what}, ${step} | ${figures} |\n`);
    }
  }
}

/** What a program of the benchmark prints for a size. */
function measured(program: string, members: number, more: readonly string[]): string {
  const words = [`bench/${program}`, "--members", `${members}`, "--jars", made.jars, "--cores", values.cores];
  words.push("--folder", join(stateFolder(), "bench-churn"), ...more);
  words.push("--log-days", String(logDays[members] ?? 120));
  const { status, stdout } = spawnSync(made.python, words, {
    cwd: notebooks,
    env: environmentVariables(made),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) process.exit(status ?? 1);
  return stdout;
}

function benchSize(members: number): void {
  const repetitions = measured("measure.py", members, ["--repetitions", values.repetitions])
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line): Repetition => JSON.parse(line));
  const rows = repetitions[0]?.rows ?? { transactions: 0, user_logs: 0 };
  const ours = {
    prepare: median(repetitions.map((one) => one.prepare)),
    features: median(repetitions.map((one) => one.features)),
  };
  const theirs = original[members];
  process.stdout.write(
    `| ${members.toLocaleString("en-US")} | ${rows.transactions.toLocaleString("en-US")} transactions, ${rows.user_logs.toLocaleString("en-US")} log rows | | | | | | | |\n`,
  );
  const read = { prepare: rows.transactions, features: rows.transactions + rows.user_logs };
  for (const what of ["prepare", "features"] as const) {
    line(members, what, "ours", ours[what], read[what]);
    if (theirs !== undefined) line(members, what, "original", theirs[what]);
  }
  const sum = add(ours.prepare, ours.features);
  line(members, "both", "ours", sum, read.features);
  if (theirs === undefined) return;
  const total = add(theirs.prepare, theirs.features);
  line(members, "both", "original", total);
  line(members, "both", "ours / original", {
    wall: sum.wall / (total.wall ?? Number.NaN),
    task: sum.task / (total.task ?? Number.NaN),
    compile: sum.compile / (total.compile ?? Number.NaN),
    process: sum.process / (total.process ?? Number.NaN),
    shuffle: (sum.shuffle / (total.shuffle ?? Number.NaN)) * 1e6,
  });
}

function add(one: Partial<Cost>, other: Partial<Cost>): Cost {
  const plus = (key: keyof Cost) => (one[key] ?? Number.NaN) + (other[key] ?? Number.NaN);
  return {
    wall: plus("wall"),
    task: plus("task"),
    compile: plus("compile"),
    process: plus("process"),
    shuffle: plus("shuffle"),
  };
}

function median(costs: readonly Cost[]): Cost {
  const middle = (key: keyof Cost) =>
    costs.map((cost) => cost[key]).toSorted((a, b) => a - b)[Math.floor((costs.length - 1) / 2)] ??
    Number.NaN;
  return {
    wall: middle("wall"),
    task: middle("task"),
    compile: middle("compile"),
    process: middle("process"),
    shuffle: middle("shuffle"),
  };
}

function line(members: number, what: string, whose: string, cost: Partial<Cost>, rows?: number): void {
  const figure = (value: number | undefined, digits: number) =>
    value === undefined || Number.isNaN(value)
      ? "–"
      : value.toLocaleString("en-US", { maximumFractionDigits: digits });
  const cells = [
    members.toLocaleString("en-US"),
    what,
    whose,
    figure(cost.wall, 2),
    figure(cost.task, 2),
    figure(cost.compile, 2),
    figure(cost.process, 2),
    figure(cost.shuffle === undefined ? undefined : cost.shuffle / 1e6, 2),
    rows === undefined || cost.wall === undefined ? "–" : figure(rows / cost.wall, 0),
  ];
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}
