import { isObject, type Json, type JsonObject, member, textAt } from "../words/json.ts";
import type { Ref } from "../words/ref.ts";
import { rewriteTree } from "../words/rewrite.ts";
import { kindOfReference } from "./types.ts";

/** The linked services that a workspace makes for itself, by the end of their names, and their types. */
const defaultLinkedServices = [
  { suffix: "WorkspaceDefaultStorage", type: "AzureBlobFS" },
  { suffix: "WorkspaceDefaultSqlServer", type: "AzureSqlDW" },
] as const;

const reservedEndpoint = /^synapse-ws-(sql|sqlOnDemand|kusto)--/i;

/**
 * True for what every workspace makes for itself and refuses to have written or deleted, by name
 * and ignoring case: its two linked services, integration runtime, identity and private endpoints.
 */
export function isWorkspaceDefault(ref: Ref): boolean {
  const name = ref.name.toLowerCase();
  switch (ref.kind) {
    case "linked-service":
      return defaultOf(ref.name) !== undefined;
    case "integration-runtime":
      return name === "autoresolveintegrationruntime";
    case "credential":
      return name === "workspacesystemidentity";
    case "managed-private-endpoint":
      return reservedEndpoint.test(ref.name);
    default:
      return false;
  }
}

/**
 * Why an artifact belongs to the workspace itself, or undefined. Looks at the body too, where it
 * is known: a linked service that merely has such a name but another type is nobody's default,
 * and a private endpoint may be reserved under any name.
 */
export function protection(ref: Ref, body: JsonObject | undefined): string | undefined {
  const properties = member(body, "properties");
  if (ref.kind === "managed-private-endpoint" && member(properties, "isReserved") === true) return reason;
  if (!isWorkspaceDefault(ref)) return undefined;
  const type = textAt(properties, "type");
  const expected = ref.kind === "linked-service" ? defaultOf(ref.name)?.type : undefined;
  return type !== undefined && expected !== undefined && type !== expected ? undefined : reason;
}

const reason = "it comes with the workspace, and the service refuses to update or delete it";

function defaultOf(name: string): (typeof defaultLinkedServices)[number] | undefined {
  const lower = name.toLowerCase();
  return defaultLinkedServices.find(({ suffix }) => lower.endsWith(`-${suffix.toLowerCase()}`));
}

/**
 * Points every reference to the default linked service of some workspace to that of `workspace`.
 * The same object comes back when nothing had to change.
 */
export function repointDefaults(body: JsonObject, workspace: string): JsonObject {
  const repointed = rewriteTree<string | undefined>(body, undefined, {
    below: (list, key) => (typeof key === "number" ? list : key),
    enters: () => true,
    replace: (value, place) => repointReference(value, place, workspace),
  });
  return isObject(repointed) ? repointed : body;
}

function repointReference(value: Json, place: string | undefined, workspace: string): Json {
  if (!isObject(value) || kindOfReference(value, place) !== "linked-service") return value;
  const name = textAt(value, "referenceName");
  const found = name === undefined ? undefined : defaultOf(name);
  if (!found) return value;
  const target = `${workspace}-${found.suffix}`;
  return name === target ? value : { ...value, referenceName: target };
}
