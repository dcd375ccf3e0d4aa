import type { TwinRequest } from "../http.ts";
import { namesAccount, suffixes } from "./azure-names.ts";
import type { Place } from "./changes.ts";
import { checkFilesystemName, checkPath } from "./names.ts";
import { LakeRefusal } from "./refusal.ts";

/** Which of the two endpoints is meant: they word errors differently. */
export type Surface = "dfs" | "blob";

/** A request to an account. */
export interface LakeRequest {
  readonly request: TwinRequest;
  readonly method: string;
  /** Of the path, of the file system where the path is empty; the account where that is empty too. */
  readonly place: Place;
  /** A query parameter; empty counts as absent. */
  query(name: string): string | undefined;
  /** A header; empty counts as absent. */
  header(name: string): string | undefined;
  readonly body: Buffer;
}

/**
 * Reads a request to a host that is named after the account, `/{file system}/{path}`, or to any other in path style,
 * with the account before it; `holds` tells of a file system whether it is there. Throws a `LakeRefusal` for impossible
 * names.
 */
export function lakeRequest(
  account: string,
  holds: (filesystem: string) => boolean,
  request: TwinRequest,
): LakeRequest {
  const [filesystem = "", ...rest] = namesAccount(request.url, account)
    ? request.segments
    : afterAccount(account, holds, request);
  if (filesystem !== "") checkFilesystemName(filesystem);
  return {
    request,
    method: request.method,
    // SDKs write a slash within a path as %2F.
    place: { filesystem, path: checkPath(rest.join("/")) },
    query: (name) => request.url.searchParams.get(name) || undefined,
    header: (name) => headerOf(request, name),
    body: request.body,
  };
}

/** What a path in path style says behind the account. */
function afterAccount(
  account: string,
  holds: (filesystem: string) => boolean,
  request: TwinRequest,
): readonly string[] {
  const [first, ...own] = request.segments;
  // The JavaScript SDK forgets the account when it builds the URL of a rename (its setURLPath replaces the whole path).
  const isRename = headerOf(request, "x-ms-rename-source") !== undefined;
  if (first !== account && !isRename) {
    const detail = `Paths on this origin begin with the account: /${account}/{filesystem}/{path}.`;
    throw new LakeRefusal("ResourceNotFound", detail);
  }
  // Without it, a file system may be called like the account.
  const isNamed = first === account && (!isRename || !holds(account) || holds(own[0] ?? ""));
  return isNamed ? own : request.segments;
}

/**
 * A host named after the account says it. Elsewhere both endpoints share one origin (SDKs send both to a loopback
 * address): the query tells most requests apart; for the rest, SDKs accept JSON from the Data Lake endpoint and XML
 * from the blob one.
 */
export function surfaceOf(request: TwinRequest): Surface {
  const { searchParams, hostname } = request.url;
  if (hostname.endsWith(suffixes.blob)) return "blob";
  if (hostname.endsWith(suffixes.dfs)) return "dfs";
  const has = (...names: string[]) => names.some((name) => searchParams.has(name));
  if (has("restype", "comp") || headerOf(request, "x-ms-blob-type")) return "blob";
  if (request.method === "PATCH" || headerOf(request, "x-ms-rename-source")) return "dfs";
  if (has("resource", "action", "recursive", "mode", "paginated")) return "dfs";
  return headerOf(request, "accept")?.includes("application/json") ? "dfs" : "blob";
}

/** A whole number in a query parameter or header. Throws a `LakeRefusal` for anything else. */
export function wholeNumber(
  text: string | undefined,
  code: "InvalidQueryParameterValue" | "InvalidHeaderValue",
) {
  if (text === undefined) return undefined;
  if (!/^-?\d{1,15}$/.test(text)) throw new LakeRefusal(code);
  return Number(text);
}

/** A header that must be there. */
export function requiredHeader(request: LakeRequest, name: string): string {
  const value = request.header(name);
  if (value === undefined) throw new LakeRefusal("MissingRequiredHeader", `${name} is missing.`);
  return value;
}

function headerOf(request: TwinRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
