import type { TwinRequest } from "../http.ts";
import { invalid } from "./refused.ts";

/** A part of a list, and the token that leads to the next. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly from: number;
  readonly next?: string;
}

/** The page that `page_token` asks for. */
export function pageOf<T>(all: readonly T[], size: number, request: TwinRequest): Page<T> {
  const from = offsetOf(request);
  const end = from + size;
  return { items: all.slice(from, end), from, ...(end < all.length ? { next: tokenOf(end) } : {}) };
}

/** A token is opaque to clients: it holds where the page begins. */
export function tokenOf(from: number): string {
  return Buffer.from(`from:${from}`).toString("base64url");
}

/** Where the page begins that a request asks for. */
export function offsetOf({ url }: TwinRequest): number {
  const token = url.searchParams.get("page_token");
  if (token === null || token === "") return 0;
  const from = /^from:(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString("utf8"))?.[1];
  if (from === undefined) throw invalid("Invalid page token.");
  return Number(from);
}

/** The number of items a request wants on a page, between 1 and `most`. */
export function limitOf({ url }: TwinRequest, usual: number, most: number, own: number): number {
  const text = url.searchParams.get("limit") ?? String(usual);
  const limit = Number(text);
  if (!/^\d+$/.test(text) || limit > most)
    throw invalid(`Invalid limit: ${text}. It must be between 1 and ${most}.`);
  return Math.min(limit === 0 ? usual : limit, own);
}
