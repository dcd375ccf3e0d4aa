import type { Json, JsonObject } from "../http.ts";
import { isObject, withDefaults } from "./json.ts";

/**
 * A notebook as the service writes it out again: it reads notebooks into a model of its own, which
 * knows more members than editors send. Everything sent is kept (recorded traffic).
 */
export function reserialisedNotebook(properties: JsonObject): JsonObject {
  const filled: JsonObject = withDefaults(properties, {
    description: null,
    targetSparkConfiguration: null,
    entityState: null,
    renameOperationDetails: null,
  });
  return {
    ...filled,
    ...changed(filled, "sessionProperties", { conf: null, runAsWorkspaceSystemIdentity: false }),
    ...changed(filled, "metadata", { a365ComputeOptions: null, sessionKeepAliveTimeout: 0 }),
    ...(Array.isArray(filled.cells) ? { cells: filled.cells.map(reserialisedCell) } : {}),
  };
}

function changed(properties: JsonObject, key: string, defaults: JsonObject): JsonObject {
  const value = properties[key];
  return isObject(value) ? { [key]: withDefaults(value, defaults) } : {};
}

// Markdown cells get an execution count too.
function reserialisedCell(cell: Json): Json {
  return isObject(cell) ? withDefaults(cell, { attachments: null, execution_count: null }) : cell;
}
