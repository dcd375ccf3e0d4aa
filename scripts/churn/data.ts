/** The files that the first notebook finds in the raw zone: generated, or those of a folder. */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { environmentVariables, type PythonEnvironment } from "@retain/notebooks/environment";
import { type Request, WrongRequest } from "./options.ts";

/** Folder of the raw zone by what the names of its files begin with. */
const folders = { members: "members", transactions: "transactions", user_logs: "user_logs", train: "labels" };

/** The last day before a month. */
function dayBefore(period: string): string {
  const day = new Date(`${period}T00:00:00Z`);
  day.setUTCDate(0);
  return day.toISOString().slice(0, 10);
}

/** What the generated members are made from. */
export function worldOf({ members, seed, frailty, interactions }: Request): Readonly<Record<string, number>> {
  return {
    members,
    seed,
    ...(frailty > 0 && { frailty }),
    ...(interactions > 0 && { interactions }),
  };
}

/** Empties the folder where that is asked for, and refuses one that holds something else. */
export function openFolder(request: Request): void {
  const mark = join(request.out, "churn.json");
  const holds = existsSync(request.out) ? readdirSync(request.out) : [];
  const origin = JSON.stringify(request.raw === undefined ? worldOf(request) : { raw: request.raw });
  if (holds.length > 0 && !existsSync(mark)) {
    throw new WrongRequest([
      `${request.out} holds files that this command did not make: give another --out.`,
    ]);
  }
  if (request.fresh) rmSync(request.out, { recursive: true, force: true });
  else if (existsSync(mark) && readFileSync(mark, "utf8") !== origin) {
    throw new WrongRequest([`${request.out} was made from other data: give another --out, or --fresh.`]);
  }
  mkdirSync(join(request.out, "lake"), { recursive: true });
  writeFileSync(mark, origin);
}

/** Links the files of a folder into the raw zone; the folder itself is only read. */
export function linkFiles(raw: string, lake: string): void {
  const beside = existsSync(raw) ? filesOf(raw) : [];
  const found = beside.filter(({ file }) => isRead.test(file));
  const missing = ["members", "transactions", "user_logs"].filter(
    (name) => !found.some(({ folder }) => folder === name),
  );
  if (missing.length > 0) {
    throw new WrongRequest(
      missing.map((name) => {
        const others = beside.filter(({ folder }) => folder === name).map(({ file }) => basename(file));
        const there = others.length === 0 ? "" : ` ${others.join(", ")} lies there: unpack it.`;
        return `${raw} holds no ${name}*.csv or ${name}*.csv.gz.${there}`;
      }),
    );
  }
  rmSync(join(lake, "raw"), { recursive: true, force: true });
  for (const { folder, file } of beside) {
    const link = join(lake, "raw", folder, basename(file));
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(file, link);
  }
}

/** How many bytes the files of a folder hold that are read; packed ones hold about eight times their size. */
export function bytesOf(raw: string): number {
  return filesOf(raw)
    .filter(({ file }) => isRead.test(file))
    .reduce((sum, { file }) => sum + statSync(file).size * (/\.gz$/i.test(file) ? 8 : 1), 0);
}

/** Files that are read; others of such a name are linked too, so that the load names them. */
const isRead = /\.csv(\.gz)?$/i;

const isFile = (path: string): boolean => statSync(path).isFile();

function filesOf(raw: string): { folder: string; file: string }[] {
  return Object.entries(folders).flatMap(([prefix, folder]) => {
    const inside = join(raw, folder);
    const places = existsSync(inside) && statSync(inside).isDirectory() ? [raw, inside] : [raw];
    return places.flatMap((place) =>
      readdirSync(place)
        .filter((name) => name.startsWith(prefix) && isFile(join(place, name)))
        .map((name) => ({ folder, file: join(place, name) })),
    );
  });
}

/**
 * Generates what is delivered until the day before the month, unless it is there.
 * Files that stay as they were are left alone, so that the load does not see them as new.
 * Answers the file of the truth, which lies outside of the lake.
 */
export async function generate(request: Request, made: PythonEnvironment): Promise<string> {
  const truth = join(request.out, "truth.parquet");
  const mark = join(request.out, "generated-until");
  const until = dayBefore(request.period);
  if (existsSync(mark) && readFileSync(mark, "utf8") >= until) return truth;
  const fresh = join(request.out, "generating");
  rmSync(fresh, { recursive: true, force: true });
  const world = Object.entries(worldOf(request)).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const told = [...world, "--until", until];
  await python(made, ["-m", "retention.generator", ...told, "--out", fresh, "--truth", truth], request.out);
  const raw = join(request.out, "lake", "raw");
  for (const name of readdirSync(fresh, { recursive: true, encoding: "utf8" })) {
    const from = join(fresh, name);
    const to = join(raw, name);
    if (!statSync(from).isFile() || sameBytes(from, to)) continue;
    mkdirSync(dirname(to), { recursive: true });
    try {
      renameSync(from, to);
    } catch {
      cpSync(from, to);
    }
  }
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(mark, until);
  return truth;
}

function sameBytes(one: string, other: string): boolean {
  return (
    existsSync(other) &&
    statSync(one).size === statSync(other).size &&
    readFileSync(one).equals(readFileSync(other))
  );
}

/** Runs Python; what it says on stderr is the error where it fails. */
export async function python(
  made: PythonEnvironment,
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<void> {
  await new Promise<void>((done, fail) => {
    const child = spawn(made.python, args, {
      cwd,
      env: { ...environmentVariables(made), ...environment },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let told = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      told += text;
    });
    child.on("error", fail);
    child.on("close", (code) => {
      if (code === 0) done();
      else if (code === 2) fail(new WrongRequest([told.trim()]));
      else fail(new Error(told.trim().split("\n").slice(-8).join("\n")));
    });
  });
}
