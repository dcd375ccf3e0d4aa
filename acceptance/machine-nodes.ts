import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A Node that is installed. */
export interface InstalledNode {
  /** `20.20.2` */
  readonly version: string;
  /** Its file. */
  readonly node: string;
}

/** Where this machine has its programs, without those that npm brings. */
export function machinePath(): readonly string[] {
  return (process.env.PATH ?? "").split(delimiter).filter((entry) => !entry.includes("node_modules"));
}

/** Every Node of this machine besides the one that comes with this repository. */
export function machineNodes(): readonly InstalledNode[] {
  const found = new Map<string, string>();
  for (const node of machinePath().map((entry) => join(entry, "node"))) {
    if (!existsSync(node)) continue;
    const version = execFileSync(node, ["--version"], { encoding: "utf8" }).trim().slice(1);
    if (version !== process.versions.node && !found.has(version)) found.set(version, node);
  }
  return [...found].map(([version, node]) => ({ version, node }));
}
