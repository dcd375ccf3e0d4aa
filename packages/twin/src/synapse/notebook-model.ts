import type { Json, JsonObject } from "../http.ts";
import { isObject, withDefaults } from "./json.ts";

// The model's members in its order (recorded traffic); what it does not know comes behind.
const order = [
  "nbformat",
  "nbformat_minor",
  "entityState",
  "renameOperationDetails",
  "bigDataPool",
  "targetSparkConfiguration",
  "sessionProperties",
  "metadata",
  "cells",
  "folder",
  "description",
];
const cellOrder = ["cell_type", "metadata", "source", "attachments", "outputs", "execution_count"];

/**
 * A notebook as the service writes it out again: it reads notebooks into a model of its own, which
 * knows more members than editors send, in an order of its own. Everything sent is kept (recorded traffic).
 */
export function reserialisedNotebook(properties: JsonObject): JsonObject {
  const filled: JsonObject = withDefaults(properties, {
    description: null,
    folder: null,
    targetSparkConfiguration: null,
    entityState: null,
    renameOperationDetails: null,
  });
  return inOrder(order, {
    ...filled,
    ...changed(filled, "sessionProperties", { conf: null, runAsWorkspaceSystemIdentity: false }),
    ...changed(filled, "metadata", { a365ComputeOptions: null, sessionKeepAliveTimeout: 0 }),
    ...(Array.isArray(filled.cells) ? { cells: filled.cells.map(reserialisedCell) } : {}),
  });
}

function changed(properties: JsonObject, key: string, defaults: JsonObject): JsonObject {
  const value = properties[key];
  return isObject(value) ? { [key]: withDefaults(value, defaults) } : {};
}

// Markdown cells get an execution count too.
function reserialisedCell(cell: Json): Json {
  if (!isObject(cell)) return cell;
  return inOrder(cellOrder, withDefaults(cell, { attachments: null, execution_count: null }));
}

function inOrder(names: readonly string[], object: JsonObject): JsonObject {
  const first = names.flatMap((name) => (name in object ? [[name, object[name] ?? null] as const] : []));
  return { ...Object.fromEntries(first), ...object };
}
