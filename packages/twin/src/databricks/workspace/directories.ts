import { z } from "zod";
import type { TwinRequest, TwinResponse } from "../../http.ts";
import { bodyOf } from "../asked.ts";
import type { DatabricksContext, Routes } from "../context.ts";
import { alreadyThere, Refused } from "../refused.ts";
import { objectAt } from "./look.ts";
import { readPath } from "./paths.ts";
import { standing, type WorkspaceObject, type WorkspaceTree } from "./tree.ts";

/** What makes and removes directories, and removes what lies in them. */
export const directoryRoutes: Routes = {
  "POST /api/2.0/workspace/mkdirs": { answer: makeDirectories },
  "POST /api/2.0/workspace/delete": { answer: deleteObject },
};

const mkdirsSchema = z.object({ path: z.string() });
const deleteSchema = z.object({ path: z.string(), recursive: z.boolean().default(false) });

function makeDirectories({ tree }: DatabricksContext, request: TwinRequest): TwinResponse {
  const { key, shown } = readPath(bodyOf(request, mkdirsSchema).path);
  const parts = key.split("/").filter((part) => part !== "");
  const missing: string[] = [];
  for (let length = 1; length <= parts.length; length += 1) {
    const directory = `/${parts.slice(0, length).join("/")}`;
    const there = tree.get(directory);
    if (there === undefined) missing.push(directory);
    else if (there.type !== "DIRECTORY") {
      throw alreadyThere(
        `The directory (${shown}) cannot be made: ${directory} already exists and is not a directory.`,
      );
    }
  }
  for (const directory of missing) tree.makeDirectory(directory);
  return { status: 200, body: {} };
}

function deleteObject(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const { path, recursive } = bodyOf(request, deleteSchema);
  const asked = readPath(path);
  const object = objectAt(context, asked);
  if (standing.includes(asked.key) || /^\/Users\/[^/]+$/.test(asked.key)) {
    throw new Refused(400, "BAD_REQUEST", `Folder ${asked.shown} is protected`);
  }
  const inside = [...below(context.tree, object)];
  if (inside.length > 0 && !recursive) {
    throw new Refused(400, "DIRECTORY_NOT_EMPTY", `Folder (${asked.shown}) is not empty`);
  }
  // The deepest first: a twin that is killed in the middle leaves nothing without a parent.
  for (const { key, id } of [...inside.reverse(), object]) {
    context.tree.delete(key);
    context.access.delete(`workspace/${id}`);
  }
  return { status: 200, body: {} };
}

function* below(tree: WorkspaceTree, { key, type }: WorkspaceObject): Generator<WorkspaceObject> {
  if (type !== "DIRECTORY") return;
  for (const child of tree.children(key)) {
    yield child;
    yield* below(tree, child);
  }
}
