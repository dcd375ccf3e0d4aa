import type { JsonObject, TwinRequest, TwinResponse } from "../http.ts";
import type { SynapseContext } from "./context.ts";
import { refuseDefault } from "./defaults.ts";
import { missing, type Refusal, refused } from "./errors.ts";
import { etagMatches, newEtag } from "./etag.ts";
import { isObject, parseJson } from "./json.ts";
import { type KindRules, renameName } from "./kinds.ts";
import { refuseTypes } from "./known-types.ts";
import { newRecord } from "./operations.ts";
import { invalidReference, referencesIn, stillReferenced } from "./references.ts";
import { artifactBytes, jsonBytes } from "./rendering.ts";
import { readJson, readProperties } from "./request-body.ts";
import { artifactKey, type StoredArtifact } from "./store.ts";
import { published, storedProperties } from "./stored-properties.ts";
import { blockedByState } from "./trigger-state.ts";
import { refuseOtherWindows } from "./tumbling-windows.ts";

/** PUT of an artifact: a long-running create or update. */
export function putArtifact(
  context: SynapseContext,
  request: TwinRequest,
  kind: KindRules,
  sentName: string,
): TwinResponse {
  const { store, operations, workspace } = context;
  const existing = store.get(kind.path, sentName);
  // An update keeps the case a name was created with.
  const name = existing?.name ?? sentName;
  const properties = readProperties(request);
  const stopped =
    refuseDefault(workspace, kind, name, "updated") ??
    refuseName(kind, name) ??
    (properties
      ? undefined
      : badRequest(name, "The request body is not JSON with an object in 'properties'.")) ??
    operations.conflict(kind, [name]) ??
    refuseCondition(kind, request, existing);
  if (stopped || !properties) return stopped ?? badRequest(name, "The request has no body.");
  const draft = draftOf(context, kind, name, properties);
  const record = existing?.record ?? newRecord(context.now());
  if (!draft) return badRequest(name, "The request body is nested too deeply.");
  return operations.start(request, {
    kind,
    name,
    names: [name],
    state: existing ? "Updating" : "Creating",
    record,
    blocked: () => blockedByState(context, kind, name),
    check: () =>
      refuseTypes(kind, name, properties) ??
      refuseOtherWindows(store.get(kind.path, name), properties) ??
      invalidReference(store, draft),
    commit() {
      const subscription = store.get(kind.path, name)?.subscription;
      const artifact = {
        ...draft,
        record,
        etag: newEtag(context.now()),
        ...(subscription ? { subscription } : {}),
      };
      store.put(kind.path, artifact);
      return () => jsonBytes(artifactBytes(workspace, kind, artifact));
    },
  });
}

/** DELETE of an artifact; one that does not exist is 204 (declared in the swagger). */
export function deleteArtifact(
  context: SynapseContext,
  request: TwinRequest,
  kind: KindRules,
  sentName: string,
): TwinResponse {
  const { store, operations, workspace } = context;
  const name = store.get(kind.path, sentName)?.name;
  const stopped =
    refuseDefault(workspace, kind, name ?? sentName, "deleted") ?? operations.conflict(kind, [sentName]);
  if (stopped) return stopped;
  if (name === undefined) return { status: 204 };
  return operations.start(request, {
    kind,
    name,
    names: [name],
    state: "Deleting",
    blocked: () => blockedByState(context, kind, name),
    check: () => stillReferenced(store, kind.path, name),
    commit() {
      store.delete(kind.path, name);
      return () => ({ status: 200 });
    },
  });
}

/**
 * POST of a rename. Whether the service follows references is not known from outside, so what
 * others refer to cannot be renamed: nothing is ever left dangling.
 */
export function renameArtifact(
  context: SynapseContext,
  request: TwinRequest,
  kind: KindRules,
  sentName: string,
): TwinResponse {
  const { store, operations, workspace, now } = context;
  const existing = store.get(kind.path, sentName);
  const newName = readJson(request)?.newName;
  if (!existing) return missing(kind, sentName, workspace);
  const { name } = existing;
  if (typeof newName !== "string" || !renameName.test(newName)) {
    return badRequest(name, "The value of 'newName' is missing or not a valid name.");
  }
  const stopped =
    refuseDefault(workspace, kind, name, "updated") ?? operations.conflict(kind, [name, newName]);
  if (stopped) return stopped;
  const record = existing.record ?? newRecord(now());
  return operations.start(request, {
    kind,
    name,
    names: [name, newName],
    state: "Renaming",
    record,
    check: () => refuseTaken(context, kind, name, newName) ?? stillReferenced(store, kind.path, name),
    commit() {
      const properties =
        kind.path === "pipelines"
          ? Buffer.from(JSON.stringify(published(propertiesIn(existing), now())))
          : existing.properties;
      store.rename(kind.path, name, { ...existing, name: newName, record, properties, etag: newEtag(now()) });
      return () => ({ status: 200 });
    },
  });
}

function propertiesIn({ properties }: StoredArtifact): JsonObject {
  const stored = parseJson(properties.toString("utf8"));
  return isObject(stored) ? stored : {};
}

function draftOf(
  context: SynapseContext,
  kind: KindRules,
  name: string,
  sent: JsonObject,
): StoredArtifact | undefined {
  const { workspace, now } = context;
  try {
    const properties = storedProperties(kind.path, sent, { workspace, name, now: now() });
    return {
      name,
      etag: "",
      properties: Buffer.from(JSON.stringify(properties)),
      references: referencesIn(kind.path, properties),
    };
  } catch (error) {
    // The stack ends before the braces do.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function refuseName(kind: KindRules, name: string): TwinResponse | undefined {
  if (!kind.names || kind.names.test(name)) return undefined;
  return badRequest(name, `'${name}' is not a valid name of a ${kind.label}.`);
}

/** 412 as the swagger's text of If-Match implies; `*` writes whatever is there. */
function refuseCondition(
  kind: KindRules,
  request: TwinRequest,
  existing: StoredArtifact | undefined,
): TwinResponse | undefined {
  const condition = request.headers["if-match"];
  if (!kind.conditional || condition === undefined || etagMatches(condition, existing?.etag))
    return undefined;
  return refused(412, {
    code: "PreconditionFailed",
    message: "The etag of the If-Match header does not match the etag of the document.",
  });
}

function refuseTaken(
  { store }: SynapseContext,
  kind: KindRules,
  name: string,
  newName: string,
): Refusal | undefined {
  const changesCaseOnly = artifactKey(name) === artifactKey(newName);
  if (changesCaseOnly || !store.get(kind.path, newName)) return undefined;
  const message = `The ${kind.label} ${name} cannot be renamed: ${newName} already exists.`;
  return { code: "BadRequest", message, target: name };
}

function badRequest(target: string, message: string): TwinResponse {
  return refused(400, { code: "BadRequest", message, target });
}
