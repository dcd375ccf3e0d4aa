import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Lays out what `npm ci` leaves of the program in a checkout of this repository: npm's own links, as links. */
export function layOutCheckout(to: string): void {
  const left = ["node_modules/.bin/retain", "node_modules/retain"];
  copy(to, [...left, "packages/publisher/package.json", "packages/publisher/bin", "package-lock.json"]);
}

/** Lays out what `npm run build` adds. */
export function layOutBuild(to: string): void {
  copy(to, ["packages/publisher/dist"]);
}

function copy(to: string, paths: readonly string[]): void {
  for (const path of paths)
    cpSync(join(root, path), join(to, path), { recursive: true, verbatimSymlinks: true });
}

/** The tarball that was installed. */
interface Packed {
  /** Size of the tarball. */
  readonly bytes: number;
  /** Paths of its files. */
  readonly files: readonly string[];
}

/**
 * Installs the program into a folder as a repository elsewhere does: npm packs it and makes the links. What
 * it needs besides comes from this repository's node_modules, so that no registry is asked.
 * Returns what was packed.
 */
export function installProgram(folder: string): Packed {
  const packed = npm(folder, ["pack", join(root, "packages/publisher"), "--json"]);
  const [archive] = JSON.parse(packed) as [{ filename: string; size: number; files: { path: string }[] }];
  const needed = ["tsx", "esbuild", `@esbuild/${process.platform}-${process.arch}`];
  const given = needed.map((name) => join(root, "node_modules", name));
  const settings = ["--install-links", "--offline", "--ignore-scripts", "--no-audit", "--no-fund"];
  npm(folder, ["install", ...settings, `./${archive.filename}`, ...given]);
  rmSync(join(folder, archive.filename));
  return { bytes: archive.size, files: archive.files.map(({ path }) => path) };
}

function npm(cwd: string, words: readonly string[]): string {
  const shell = process.platform === "win32";
  const { status, stdout, stderr } = spawnSync("npm", words, { cwd, encoding: "utf8", shell });
  if (status !== 0) throw new Error(`npm ${words[0]} ended with ${status}\n${stderr}`);
  return stdout;
}

/** The range of Node versions that the program is made for, `>=22.19`. */
export function neededNode(): string {
  return JSON.parse(readFileSync(join(root, "packages/publisher/package.json"), "utf8")).engines.node;
}
