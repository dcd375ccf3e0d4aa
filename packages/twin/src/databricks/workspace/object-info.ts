import type { JsonObject } from "../../http.ts";
import type { DatabricksContext } from "../context.ts";
import type { WorkspaceObject } from "./tree.ts";

/** An object as lists and states tell of it, under the path that was asked for. */
export function objectInfo(
  { hidden }: Pick<DatabricksContext, "hidden">,
  object: WorkspaceObject,
  path: string,
): JsonObject {
  const { id, type, language, created, modified, size } = object;
  const common = { object_type: type, path, object_id: id, resource_id: String(id) };
  if (type === "DIRECTORY") return common;
  const times = { created_at: created, ...(hidden.has("modified_at") ? {} : { modified_at: modified }) };
  if (type === "FILE") return { ...common, ...times, size };
  return { ...common, ...times, language: language ?? "PYTHON" };
}
