import { LakeRefusal, type RefusalCode } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";

/** What conditions are held against. */
interface Versioned {
  readonly etag: string;
  readonly modified: number;
}

/** Throws a `LakeRefusal` unless the conditions of a read hold: what has not changed is answered 304. */
export function checkRead(request: LakeRequest, found: Versioned): void {
  const failed = failedCondition(request, "", found);
  if (failed) throw new LakeRefusal(failed === "new" ? "NotModified" : "ConditionNotMet");
}

/** Throws a `LakeRefusal` unless the conditions of a write hold; `found` is absent where nothing is yet. */
export function checkWrite(request: LakeRequest, found: Versioned | undefined): void {
  if (failedCondition(request, "", found)) throw new LakeRefusal("ConditionNotMet");
}

/**
 * As `checkWrite`, for a write that may create: one that must not meet anything
 * (`If-None-Match: *`) says that the path exists rather than that a condition failed.
 */
export function checkCreate(
  request: LakeRequest,
  found: Versioned | undefined,
  exists: RefusalCode = "PathAlreadyExists",
): void {
  if (found && request.header("if-none-match") === "*") throw new LakeRefusal(exists);
  checkWrite(request, found);
}

/** Throws a `LakeRefusal` unless the conditions on the source of a rename hold. */
export function checkSource(request: LakeRequest, found: Versioned): void {
  if (failedCondition(request, "x-ms-source-", found)) throw new LakeRefusal("SourceConditionNotMet");
}

/** Which condition fails: one that wants the known version, or one that wants a new one. */
function failedCondition(
  request: LakeRequest,
  prefix: "" | "x-ms-source-",
  found: Versioned | undefined,
): "known" | "new" | undefined {
  const match = request.header(`${prefix}if-match`);
  const noneMatch = request.header(`${prefix}if-none-match`);
  const since = dateOf(request.header(`${prefix}if-modified-since`));
  const unmodified = dateOf(request.header(`${prefix}if-unmodified-since`));
  if (!found) return match === undefined ? undefined : "known";
  // HTTP dates have no fractions of a second.
  const modified = Math.floor(found.modified / 1000) * 1000;
  if (match !== undefined && !names(match, found.etag)) return "known";
  if (unmodified !== undefined && modified > unmodified) return "known";
  if (noneMatch !== undefined && names(noneMatch, found.etag)) return "new";
  if (since !== undefined && modified <= since) return "new";
  return undefined;
}

function names(header: string, etag: string): boolean {
  return header
    .split(",")
    .map((part) => part.trim().replace(/^"(.*)"$/, "$1"))
    .some((wanted) => wanted === "*" || wanted === etag);
}

function dateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const date = Date.parse(text);
  if (Number.isNaN(date)) throw new LakeRefusal("InvalidHeaderValue", "A condition is not a date.");
  return date;
}
