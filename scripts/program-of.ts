import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

/** The file of the program `bin` that the installed package `name` brings. Throws where it is not installed. */
export function programOf(name: string, bin: string): string {
  const file = findPackageJSON(name, import.meta.url);
  if (file === undefined) throw new Error(`${name} is not installed: npm ci`);
  const { bin: programs }: { bin: string | Record<string, string> } = JSON.parse(readFileSync(file, "utf8"));
  const program = typeof programs === "string" ? programs : programs[bin];
  if (program === undefined) throw new Error(`${name} brings no program ${bin}`);
  return join(dirname(file), program);
}
