import type { LakeContext } from "./context.ts";
import { LakeRefusal } from "./refusal.ts";
import { wholeNumber } from "./request.ts";

/** How much of a list was told, as a client hands it back: opaque, the last name that it saw. */
function tokenAfter(path: string): string {
  return Buffer.from(path).toString("base64url");
}

/** The path a token stands for; `undefined` at the start. Throws a `LakeRefusal` for what is not a token. */
export function pathOfToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const path = Buffer.from(token, "base64url").toString();
  if (path === "" || tokenAfter(path) !== token) throw new LakeRefusal("InvalidQueryParameterValue");
  return path;
}

/** How many a page holds: what is asked for, and no more than the service (5,000) or a setting allows. */
export function pageSizeOf(context: LakeContext, asked: string | undefined): number {
  const wanted = wholeNumber(asked, "InvalidQueryParameterValue") ?? context.pageSize;
  if (wanted < 1) throw new LakeRefusal("OutOfRangeQueryParameterValue");
  return Math.min(wanted, context.pageSize);
}

/** The first `size` of a list that may be long, and the token for the rest. */
export function takePage<T>(all: Iterable<T>, size: number, pathOf: (item: T) => string) {
  const items: T[] = [];
  for (const item of all) {
    const last = items.at(-1);
    if (items.length === size && last !== undefined) return { items, next: tokenAfter(pathOf(last)) };
    items.push(item);
  }
  return { items, next: undefined };
}
