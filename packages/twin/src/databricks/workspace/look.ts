import type { TwinRequest, TwinResponse } from "../../http.ts";
import { required, saysYes } from "../asked.ts";
import type { DatabricksContext, Routes } from "../context.ts";
import { notThere } from "../refused.ts";
import { objectInfo } from "./object-info.ts";
import { childOf, readPath, type WorkspacePath } from "./paths.ts";
import type { WorkspaceObject } from "./tree.ts";

/** What tells of objects without their content. */
export const lookRoutes: Routes = {
  "GET /api/2.0/workspace/list": { query: ["path", "notebooks_modified_after"], answer: list },
  "GET /api/2.0/workspace/get-status": {
    query: ["path", "return_export_info", "return_git_info"],
    answer: getStatus,
  },
};

/** The object at a path. Throws the 404 that callers without permission see as well. */
export function objectAt({ tree }: DatabricksContext, { key, shown }: WorkspacePath): WorkspaceObject {
  const object = tree.get(key);
  if (object) return object;
  throw notThere(`Path (${shown}) doesn't exist.`);
}

/** One level, by name; of what is no directory, that object alone. An empty directory has no member `objects`. */
function list(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const path = readPath(request.url.searchParams.get("path") || "/");
  const object = objectAt(context, path);
  const after = context.hidden.has("notebooks_modified_after")
    ? 0
    : Number(request.url.searchParams.get("notebooks_modified_after") ?? 0);
  if (object.type !== "DIRECTORY") {
    return { status: 200, body: { objects: [objectInfo(context, object, path.shown)] } };
  }
  const objects = context.tree
    .children(path.key)
    .filter(({ type, modified }) => type !== "NOTEBOOK" || modified > after)
    .map((child) => objectInfo(context, child, childOf(path, child.key)));
  return { status: 200, body: objects.length > 0 ? { objects } : {} };
}

function getStatus(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const path = readPath(required(request, "path"));
  const object = objectAt(context, path);
  const exported =
    saysYes(request, "return_export_info") && object.type === "NOTEBOOK"
      ? { repos_export_format: object.format ?? "SOURCE" }
      : {};
  return { status: 200, body: { ...objectInfo(context, object, path.shown), ...exported } };
}
