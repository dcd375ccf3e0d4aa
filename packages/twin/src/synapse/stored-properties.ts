import { createHash } from "node:crypto";
import type { Json, JsonObject } from "../http.ts";
import { isObject, mapMembers, mapObjects, withDefaults, without } from "./json.ts";
import { reserialisedNotebook } from "./notebook-model.ts";

/** What a write depends on besides its body. */
export interface WriteContext {
  readonly workspace: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The `properties` that a later read shows. Nothing but what is listed here changes: every other
 * kind is stored as sent, without defaults (recorded traffic).
 */
export function storedProperties(path: string, sent: JsonObject, context: WriteContext): JsonObject {
  switch (path) {
    case "notebooks":
      return reserialisedNotebook(sent);
    case "pipelines":
      // Any write and rename moves it; what a repository holds is ignored (recorded traffic).
      return published(masked(sent), context.now);
    case "triggers":
      return storedTrigger(masked(sent));
    case "linkedservices":
      return withCredential(sent, context);
    case "sqlscripts":
    case "kqlscripts":
    case "sparkjobdefinitions":
    case "sparkconfigurations":
      return sent;
    default:
      return masked(sent);
  }
}

/** Pipelines carry the time of their last write at their end. */
export function published(properties: JsonObject, now: number): JsonObject {
  // In whole seconds (recorded traffic).
  const lastPublishTime = new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
  return { ...without(properties, "lastPublishTime"), lastPublishTime };
}

/** A trigger's properties in this state, which stands at their end. */
export function withRuntimeState(properties: JsonObject, state: "Started" | "Stopped"): JsonObject {
  return { ...without(properties, "runtimeState"), runtimeState: state };
}

/** `runtimeState` is read-only: a written trigger is stopped, whatever the body says (recorded traffic). */
function storedTrigger(sent: JsonObject): JsonObject {
  const { typeProperties } = sent;
  const rendered = isObject(typeProperties) ? { typeProperties: withShortDates(typeProperties) } : {};
  return withRuntimeState({ ...sent, ...rendered }, "Stopped");
}

/** `2022-08-30T20:16:00.000Z` comes back as `2022-08-30T20:16:00Z` (recorded traffic); other fractions stay. */
function withShortDates(typeProperties: JsonObject): JsonObject {
  const rendered = mapObjects(typeProperties, (object) =>
    mapMembers(object, (key, value) =>
      (key === "startTime" || key === "endTime") && typeof value === "string"
        ? value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.0+Z$/, "$1Z")
        : value,
    ),
  );
  return rendered as JsonObject;
}

/** No secret is ever read back: the value of a SecureString is ten asterisks (recorded traffic). */
function masked(properties: JsonObject): JsonObject {
  return mapObjects(properties, maskedObject) as JsonObject;
}

function maskedObject(object: JsonObject): JsonObject {
  return object.type === "SecureString" && typeof object.value === "string"
    ? { ...object, value: "**********" }
    : object;
}

/** A linked service that was sent a secret gets the name of the stored one beside it (swagger examples). */
function withCredential(sent: JsonObject, context: WriteContext): JsonObject {
  const properties = masked(sent);
  const { typeProperties } = properties;
  if (!isObject(typeProperties) || !holdsSecret(typeProperties)) return properties;
  return {
    ...properties,
    typeProperties: withDefaults(typeProperties, { encryptedCredential: encryptedCredential(context) }),
  };
}

function holdsSecret(value: Json): boolean {
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isObject(value)) return false;
  return value.type === "SecureString" || Object.values(value).some(holdsSecret);
}

function encryptedCredential({ workspace, name }: WriteContext): string {
  const digest = createHash("sha256").update(`${workspace}/${name.toLowerCase()}`).digest("hex");
  const id = `${workspace.toUpperCase()}_${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20, 32)}`;
  const record = {
    Version: "2017-11-30",
    ProtectionMode: "Key",
    SecretContentType: "Plaintext",
    CredentialId: id,
  };
  return Buffer.from(JSON.stringify(record, undefined, 2)).toString("base64");
}
