import type { TwinRequest, TwinResponse } from "../http.ts";
import type { SynapseContext } from "./context.ts";
import { missing } from "./errors.ts";
import { etagMatches } from "./etag.ts";
import type { KindRules } from "./kinds.ts";
import { artifactBytes, jsonBytes, listItemParts } from "./rendering.ts";
import { artifactKey, type StoredArtifact } from "./store.ts";

/** What is read, and how. */
export interface ReadRequest {
  readonly request: TwinRequest;
  readonly kind: KindRules;
  /** From the state before the last write. */
  readonly stale: boolean;
}

/** GET of one artifact. The etag travels in the body only (recorded traffic). */
export function getArtifact(
  context: SynapseContext,
  { request, kind, stale }: ReadRequest,
  name: string,
): TwinResponse {
  const artifact = context.store.get(kind.path, name, stale);
  if (!artifact) return missing(kind, name, context.workspace);
  const condition = request.headers["if-none-match"];
  // 304 is declared in the swagger of every kind with If-None-Match.
  if (kind.conditional && condition !== undefined && etagMatches(condition, artifact.etag)) {
    return { status: 304 };
  }
  return jsonBytes(artifactBytes(context.workspace, kind, artifact));
}

/**
 * GET of a kind: whole bodies, as every recorded list. The last page has no `nextLink` at all, where examples of the
 * swagger show null or an empty text, which the deployment action follows to port 80 (recorded lists).
 */
export function listArtifacts(context: SynapseContext, { request, kind, stale }: ReadRequest): TwinResponse {
  const all = context.store.list(kind.path, stale);
  const pageSize = Math.max(1, context.settings.pageSize);
  const start = startOf(all, request.url.searchParams.get("$skiptoken"));
  const page = all.slice(start, start + pageSize);
  const isLast = start + page.length >= all.length;
  const parts: Buffer[] = [Buffer.from('{"value":[')];
  for (const [index, artifact] of page.entries()) {
    if (index > 0) parts.push(comma);
    parts.push(...listItemParts(context.workspace, kind, artifact));
  }
  parts.push(Buffer.from(`]${isLast ? "" : nextLink(request, page.at(-1))}}`));
  return jsonBytes(Buffer.concat(parts));
}

const comma = Buffer.from(",");

/** A token names the last artifact of its page: what comes or goes meanwhile moves nothing. */
function startOf(all: readonly StoredArtifact[], token: string | null): number {
  if (token === null) return 0;
  const last = Buffer.from(token, "base64url").toString("utf8");
  const next = all.findIndex(({ name }) => artifactKey(name) > last);
  return next === -1 ? all.length : next;
}

function nextLink({ url }: TwinRequest, last: StoredArtifact | undefined): string {
  const link = new URL(url.pathname, url.origin);
  const version = url.searchParams.get("api-version");
  if (version !== null) link.searchParams.set("api-version", version);
  link.searchParams.set("$skiptoken", Buffer.from(artifactKey(last?.name ?? "")).toString("base64url"));
  return `,"nextLink":${JSON.stringify(link.href)}`;
}
