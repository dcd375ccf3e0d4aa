import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL(".", import.meta.url));

/** One case: a folder with a script and what it must print. */
export interface CaseFolder {
  /** `topic/case` */
  readonly name: string;
  readonly folder: string;
  /** Name of its workspace in the twin. */
  readonly workspace: string;
}

/** Every `<topic>/<case>/` that holds a script, in order. */
export function listCases(): readonly CaseFolder[] {
  return foldersIn(root).flatMap((topic) =>
    foldersIn(join(root, topic)).flatMap((name): readonly CaseFolder[] => {
      const folder = join(root, topic, name);
      if (!existsSync(join(folder, "script"))) return [];
      return [{ name: `${topic}/${name}`, folder, workspace: `${topic}-${name}`.slice(0, 50) }];
    }),
  );
}

/** Folder of an estate that cases and laws share. */
export function estateFolder(name: string): string {
  return join(root, "estates", name, "repo");
}

/** Names of the estates that cases and laws share. */
export function listEstates(): readonly string[] {
  return foldersIn(join(root, "estates"));
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}
