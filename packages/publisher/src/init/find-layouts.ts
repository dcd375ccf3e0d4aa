import { join } from "node:path";
import { isObject, type Json, textAt } from "@retain/artifacts/words/json";
import { jsonIn } from "@retain/artifacts/words/json-numbers";
import { readPlain } from "@retain/project/read-plain";
import { listFiles } from "@retain/project/sources/folder-listing";
import { folderMeaning, kindOfFile } from "@retain/project/sources/synapse-layout";
import { decodeText } from "@retain/project/text-file";

/** A folder in Synapse's git layout. */
export interface FoundLayout {
  /** Path from where it was looked for, with `/`; empty for that folder itself. */
  readonly folder: string;
  /** How many files of artifacts it holds. */
  readonly artifacts: number;
  /** The branch that Studio writes its templates to, as publish_config.json says. */
  readonly publishBranch?: string;
  /** Workspaces whose default linked services it holds: the one that is connected to it is among them. */
  readonly workspaces: readonly string[];
}

/** Finds folders in Synapse's git layout, at and below a folder. */
export async function findLayouts(root: string): Promise<readonly FoundLayout[]> {
  const { files } = await listFiles(root, (path) => path);
  const layouts = new Map<string, string[]>();
  for (const file of files.filter((path) => /\.json$/i.test(path))) {
    const folders = file.split("/").slice(0, -1);
    const at = folders.findIndex((name) => folderMeaning(name) !== undefined);
    const folder = folders.slice(0, at).join("/");
    const inside = file.slice(folder === "" ? 0 : folder.length + 1);
    if (at < 0 || kindOfFile(inside) === undefined) continue;
    const others = layouts.get(folder);
    if (others === undefined) layouts.set(folder, [inside]);
    else others.push(inside);
  }
  const found = await Promise.all(
    [...layouts].map(async ([folder, inside]): Promise<readonly FoundLayout[]> => {
      const place = join(root, folder);
      // Other programs have folders called pipelines or notebooks too.
      if (!(await holdsArtifact(place, inside))) return [];
      const publishBranch = textAt(await readJson(join(place, "publish_config.json")), "publishBranch");
      return [
        {
          folder,
          artifacts: inside.length,
          ...(publishBranch === undefined ? {} : { publishBranch }),
          workspaces: defaultsOf(inside),
        },
      ];
    }),
  );
  return found.flat();
}

/** True when one of the first files is an artifact: an object with a name and properties. */
async function holdsArtifact(folder: string, files: readonly string[]): Promise<boolean> {
  for (const file of files.slice(0, 20)) {
    const body = await readJson(join(folder, file));
    if (isObject(body) && typeof body.name === "string" && isObject(body.properties)) return true;
  }
  return false;
}

/** The names before `-WorkspaceDefaultStorage` and the like. */
function defaultsOf(files: readonly string[]): readonly string[] {
  const names = files.flatMap(
    (file) => /([^/]+)-WorkspaceDefault(?:Storage|SqlServer)\.json$/i.exec(file)?.[1]?.toLowerCase() ?? [],
  );
  return [...new Set(names)].sort();
}

async function readJson(file: string): Promise<Json | undefined> {
  const bytes = await readPlain(file).catch(() => undefined);
  return bytes && jsonIn(decodeText(bytes) ?? "");
}
