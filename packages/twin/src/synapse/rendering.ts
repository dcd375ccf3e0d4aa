import type { TwinResponse } from "../http.ts";
import type { KindRules } from "./kinds.ts";
import { workspaceId } from "./resource-id.ts";
import type { StoredArtifact } from "./store.ts";

/** JSON that is already text. */
export function jsonBytes(body: Buffer, status = 200): TwinResponse {
  return { status, headers: { "Content-Type": "application/json; charset=utf-8" }, body };
}

/** One artifact as a GET and a finished write show it: `etag` comes last (recorded traffic). */
export function artifactBytes(workspace: string, kind: KindRules, artifact: StoredArtifact): Buffer {
  return Buffer.concat([
    Buffer.from(`${head(workspace, kind, artifact)},"properties":`),
    artifact.properties,
    Buffer.from(`${etagOf(kind, artifact)}}`),
  ]);
}

/** One artifact as a list shows it: `etag` comes before `properties` (recorded traffic). */
export function listItemParts(workspace: string, kind: KindRules, artifact: StoredArtifact): Buffer[] {
  const start = `${head(workspace, kind, artifact)}${etagOf(kind, artifact)},"properties":`;
  return [Buffer.from(start), artifact.properties, Buffer.from("}")];
}

function head(workspace: string, kind: KindRules, { name, members = {} }: StoredArtifact): string {
  const id = artifactId(workspace, kind, name);
  const type = `Microsoft.Synapse/workspaces/${kind.resource}`;
  // Private endpoints begin with their name (recorded traffic).
  const start = kind.missing === "private-endpoint" ? { name, id, type } : { id, name, type };
  return JSON.stringify({ ...start, ...members }).slice(0, -1);
}

function etagOf(kind: KindRules, { etag }: StoredArtifact): string {
  return kind.etag ? `,"etag":${JSON.stringify(etag)}` : "";
}

/** ARM id of an artifact. */
export function artifactId(workspace: string, kind: KindRules, name: string): string {
  return `${workspaceId(workspace)}/${kind.idPath ?? kind.resource}/${name}`;
}

/** The same as an operation record spells it. */
export function recordedId(workspace: string, kind: KindRules, name: string): string {
  return `${workspaceId(workspace)}/${kind.recordPath ?? kind.resource}/${name}`;
}
