import { realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import { readPlain } from "../read-plain.ts";
import { readFailure } from "../text-file.ts";

/** A package that holds artifacts. */
export interface ContentPackage {
  /** Absolute folder, links resolved: modules know their places by it. */
  readonly folder: string;
  readonly name: string;
  /** `name@version` */
  readonly id: string;
  /** Globs of the modules that define artifacts. */
  readonly artifacts: readonly string[];
  /** Globs of SQL files. */
  readonly sql: readonly string[];
}

const globs = z.array(z.string().min(1)).default([]);

const manifestSchema = z.object({
  name: z.string().min(1),
  version: z.string().default("0.0.0"),
  retain: z.strictObject({ artifacts: globs, sql: globs }),
});

/** Why there is no such package, in a sentence, and what to do. */
export interface PackageProblem {
  readonly message: string;
  readonly advice: string;
}

/** Finds a package by path, or by name in node_modules of `root` and above, and reads what it holds. */
export async function findPackage(
  target: string,
  root: string,
): Promise<{ readonly found: ContentPackage } | { readonly problem: PackageProblem }> {
  const byPath = target.startsWith(".") || isAbsolute(target);
  for (const folder of byPath ? [resolve(root, target)] : installedFolders(target, root)) {
    let text: string;
    try {
      text = (await readPlain(join(folder, "package.json"))).toString("utf8");
    } catch (error) {
      if (!byPath) continue;
      const message = `'${target}' is not a package: its package.json cannot be read: ${readFailure(error)}`;
      return {
        problem: {
          message,
          advice: "name a package folder, or use `synapse: FOLDER` for a folder in Synapse's git layout",
        },
      };
    }
    return readManifest(text, await realpath(folder), target);
  }
  return {
    problem: {
      message: `the package '${target}' is not installed`,
      advice: `run \`npm install ${target}\`; if it is a folder, write ./${target}`,
    },
  };
}

/** Every place a package of this name may lie, as Node looks for it. */
function installedFolders(name: string, root: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = root; ; folder = dirname(folder)) {
    folders.push(join(folder, "node_modules", name));
    if (dirname(folder) === folder) return folders;
  }
}

function readManifest(
  text: string,
  folder: string,
  target: string,
): { readonly found: ContentPackage } | { readonly problem: PackageProblem } {
  let manifest: unknown;
  try {
    manifest = JSON.parse(text);
  } catch {
    return { problem: { message: `package.json of '${target}' is not JSON`, advice: "correct it" } };
  }
  const checked = manifestSchema.safeParse(manifest);
  if (!checked.success) {
    return {
      problem: {
        message: `package.json of '${target}' does not say which artifacts it holds`,
        advice: 'add "retain": { "artifacts": ["./src/**/*.ts"], "sql": ["./sql/**/*.sql"] } to it',
      },
    };
  }
  const { name, version, retain } = checked.data;
  return { found: { folder, name, id: `${name}@${version}`, artifacts: retain.artifacts, sql: retain.sql } };
}
