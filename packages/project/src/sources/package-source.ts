import { realpath } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import { type AnyDefined, isDefined } from "@retain/artifacts/define";
import { allKinds, findContract } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { JsonObject } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import picomatch from "picomatch";
import { didYouMean } from "../did-you-mean.ts";
import { typescriptLocator } from "../locate-typescript.ts";
import { shownPath } from "../shown-path.ts";
import { listFiles } from "./folder-listing.ts";
import { openImporter } from "./import-module.ts";
import { importProblem } from "./import-problem.ts";
import type { ContentPackage } from "./package-folder.ts";
import type { SourceRead } from "./source-read.ts";
import { readSqlFiles } from "./sql-files.ts";

/** Reads all that a package's globs name: modules that define artifacts, and SQL files. */
export async function readPackage(content: ContentPackage, root: string): Promise<SourceRead> {
  const { folder, id } = content;
  const realRoot = await realpath(root);
  const shown = (absolute: string): string => shownPath(realRoot, absolute);
  const listing = await listFiles(folder, (path) => shown(join(folder, path)));
  const modules = matching(listing.files, content.artifacts).filter((file) => !/\.d\.[cm]?ts$/.test(file));
  const scripts = matching(listing.files, content.sql);
  const defined = await readModules(folder, modules, shown);
  const sql = await readSqlFiles(folder, scripts, (path) => shown(join(folder, path)));
  const artifacts = [...defined.artifacts, ...sql.artifacts].map((artifact) => ({
    ...artifact,
    origin: { ...artifact.origin, package: id },
  }));
  return { artifacts, diagnostics: [...listing.diagnostics, ...defined.diagnostics, ...sql.diagnostics] };
}

function matching(files: readonly string[], globs: readonly string[]): readonly string[] {
  if (globs.length === 0) return [];
  const matches = picomatch(globs.map((glob) => glob.replace(/^\.\//, "")));
  return files.filter((file) => matches(file));
}

async function readModules(
  folder: string,
  modules: readonly string[],
  shown: (absolute: string) => string,
): Promise<SourceRead> {
  if (modules.length === 0) return { artifacts: [], diagnostics: [] };
  // A value exported by several modules is one artifact.
  const found = new Map<AnyDefined, string>();
  const problems = new Map<string, Diagnostic>();
  const importer = await openImporter(folder);
  try {
    for (const path of modules) {
      const absolute = join(folder, path);
      try {
        for (const value of Object.values(await importer.load(absolute))) {
          if (isDefined(value) && !found.has(value)) found.set(value, absolute);
        }
      } catch (error) {
        const problem = importProblem(error, absolute, folder, shown);
        const { file, line, column } = problem.at ?? { file: path, line: 1, column: 1 };
        // One fault fails every module that imports the faulty one: it is reported once.
        const key = `${file}:${line}:${column}`;
        if (!problems.has(key)) problems.set(key, problem);
      }
    }
  } finally {
    await importer.close();
  }
  const artifacts: Artifact[] = [];
  for (const [defined, absolute] of found) {
    const made = toArtifact(defined, absolute, shown);
    if ("ref" in made) artifacts.push(made);
    else problems.set(`${artifacts.length} ${defined.name}`, made.problem);
  }
  return { artifacts, diagnostics: [...problems.values()] };
}

/** JSON would silently make null of these. */
function refuseUnwritable(key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError(`'${key}' is ${value}`);
  return value;
}

function toArtifact(
  defined: AnyDefined,
  exporter: string,
  shown: (absolute: string) => string,
): Artifact | { readonly problem: Diagnostic } {
  const { kind, name, definedAt } = defined;
  const place = isAbsolute(definedAt.file) ? definedAt : { file: exporter, line: 1, column: 1 };
  const file = shown(place.file);
  const { line, column } = place;
  if (findContract(kind) === undefined) {
    return {
      problem: {
        severity: "error",
        code: "kind-unknown",
        message: `'${name}' has an unknown kind, '${kind}'`,
        at: { file, line, column },
        advice: didYouMean(kind, allKinds(), `one of: ${allKinds().join(", ")}`),
      },
    };
  }
  try {
    // As it would travel: members that are undefined are gone, shared objects are copies.
    const body = parseKeepingNumbers(JSON.stringify(defined.body, refuseUnwritable)) as JsonObject;
    const locate = typescriptLocator({ absolute: place.file, file, line, column });
    return { ref: { kind, name }, body, origin: { file, line, column, locate } };
  } catch (error) {
    const words = (error instanceof Error ? error.message : String(error)).split("\n")[0];
    return {
      problem: {
        severity: "error",
        code: "module-failed",
        message: `the artifact cannot be written as JSON: ${words}`,
        ref: { kind, name },
        at: { file, line, column },
        advice: "use only strings, numbers, true, false, null, lists and objects",
      },
    };
  }
}
