import type { TwinRequest } from "../http.ts";
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
 * Reads a request in path style, `/{account}/{file system}/{path}`; `holds` tells of a file system whether it is
 * there. Throws a `LakeRefusal` for impossible names.
 */
export function lakeRequest(
  account: string,
  holds: (filesystem: string) => boolean,
  request: TwinRequest,
): LakeRequest {
  const [first, ...own] = request.segments;
  // The JavaScript SDK forgets the account when it builds the URL of a rename (its setURLPath replaces the whole path).
  const isRename = headerOf(request, "x-ms-rename-source") !== undefined;
  if (first !== account && !isRename) {
    const detail = `Paths on this origin begin with the account: /${account}/{filesystem}/{path}.`;
    throw new LakeRefusal("ResourceNotFound", detail);
  }
  // Without it, a file system may be called like the account.
  const isNamed = first === account && (!isRename || !holds(account) || holds(own[0] ?? ""));
  const [filesystem = "", ...rest] = isNamed ? own : request.segments;
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

/**
 * Both endpoints share one origin here (SDKs send both to a loopback address). The query tells most
 * requests apart; for the rest, SDKs accept JSON from the Data Lake endpoint and XML from the blob one.
 */
export function surfaceOf(request: TwinRequest): Surface {
  const { searchParams } = request.url;
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
