/**
 * Clients from PyPI, pinned with hashes by a lock in `packages/twin/judges`: installed once into a folder of the
 * repository's state and kept while the lock stays the same.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** Where the locks and the programs lie. */
export const judgesFolder = fileURLToPath(new URL("../../judges", import.meta.url));

/** The interpreter that has them, or why there is none. */
export type PythonClients = { readonly python: string } | { readonly missing: string };

/** Installs what a lock names, unless it is there. Throws an `Error` where it cannot be installed as it was pinned. */
export async function installClients(lock: "sdk" | "azure-cli" | "databricks"): Promise<PythonClients> {
  const base = ["python3.11", "python3.12", "python3.13", "python3"].find(isRecent);
  if (base === undefined)
    return { missing: "no Python from 3.11 to 3.13 here: install one, with its venv module" };
  const pinned = join(judgesFolder, `${lock}.lock`);
  const version = spawnSync(base, ["--version"], { encoding: "utf8" }).stdout;
  const digest = createHash("sha256").update(readFileSync(pinned)).update(version).digest("hex").slice(0, 16);
  const folder = join(stateFolder(), "judges", `${lock}-${digest}`);
  const python = join(folder, "bin", "python");
  const whole = join(folder, "whole");
  if (existsSync(whole)) return { python };
  // What a killed run left half done.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const made = await run(base, ["-m", "venv", folder]);
  if (made.code !== 0) return { missing: `python -m venv does not work: ${lastLine(made.said)}` };
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "1", "--timeout", "20"];
  const exact = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", pinned];
  const installed = await run(python, ["-m", "pip", "install", ...quiet, ...exact]);
  if (installed.code !== 0) {
    rmSync(folder, { recursive: true, force: true });
    if (unreachable.test(installed.said))
      return { missing: `PyPI does not answer: ${lastLine(installed.said)}` };
    throw new Error(`the clients of ${lock}.lock cannot be installed:\n${installed.said}`);
  }
  writeFileSync(whole, "");
  return { python };
}

const unreachable =
  /NewConnectionError|ConnectTimeout|ReadTimeout|ConnectionError|ProxyError|Max retries exceeded|from versions: none/;

/** Runs a program and answers its exit code and all that it said. */
async function run(program: string, args: readonly string[]) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number>((done) => {
    child.on("error", () => done(-1)).on("close", (code) => done(code ?? -1));
  });
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, said: `${out}${err}`.trim() };
}

function isRecent(program: string): boolean {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return /^Python 3\.1[123]\./.test(stdout ?? "");
}

function stateFolder(): string {
  const named = process.env.RETAIN_STATE;
  return named ? resolve(named) : fileURLToPath(new URL("../../../../.retain", import.meta.url));
}

function lastLine(said: string): string {
  return said.split("\n").at(-1) ?? "";
}
