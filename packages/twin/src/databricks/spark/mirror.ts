import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { writingOf } from "../workspace/languages.ts";
import { jupyterAsSource, sourceOf } from "../workspace/notebook-text.ts";
import type { WorkspaceObject, WorkspaceTree } from "../workspace/tree.ts";

/** The objects of a workspace as files, so that notebooks find each other and what they import. */
export interface Mirror {
  readonly folder: string;
  /** Writes what changed since the last time, and removes what is gone. */
  refresh(): void;
  /** Where the object at a path of the workspace lies; `undefined` where there is none. */
  fileOf(path: string): string | undefined;
}

/** Mirrors a workspace into `folder`, which is made anew. */
export function mirrorOf(tree: WorkspaceTree, folder: string): Mirror {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const written = new Map<string, string>();
  return {
    folder,
    refresh() {
      const seen = new Set<string>();
      for (const object of below(tree, "/")) {
        const file = join(folder, fileName(object));
        seen.add(file);
        if (object.type === "DIRECTORY") {
          mkdirSync(file, { recursive: true });
          written.set(file, "");
        } else if (written.get(file) !== object.content) {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, contentOf(tree, object));
          written.set(file, object.content);
        }
      }
      for (const file of written.keys()) {
        if (seen.has(file)) continue;
        rmSync(file, { recursive: true, force: true });
        written.delete(file);
      }
    },
    fileOf(path) {
      if (!path.startsWith("/")) return undefined;
      const object = tree.get(path.replace(/^\/Workspace(?=\/)/, "").replace(/(.)\/+$/, "$1"));
      const file = object && join(folder, fileName(object));
      return file !== undefined && existsSync(file) ? file : undefined;
    },
  };
}

/** A notebook has the extension again that it lost: Python's tools tell by it what a file is. */
function fileName({ key, type, language = "PYTHON" }: WorkspaceObject): string {
  return type === "NOTEBOOK" ? `${key}${writingOf(language).extension}` : key;
}

function contentOf(tree: WorkspaceTree, object: WorkspaceObject): Buffer {
  const bytes = tree.bytes(object);
  if (object.type !== "NOTEBOOK") return bytes;
  const text = bytes.toString("utf8");
  const { format, language = "PYTHON" } = object;
  return Buffer.from(`${format === "JUPYTER" ? jupyterAsSource(text) : sourceOf(text, language)}\n`);
}

function* below(tree: WorkspaceTree, key: string): Generator<WorkspaceObject> {
  for (const child of tree.children(key)) {
    yield child;
    if (child.type === "DIRECTORY") yield* below(tree, child.key);
  }
}
