import { defineLakeDirectory } from "@retain/artifacts/define";
import { access } from "./access.ts";

/** Where files arrive. */
export const sourcesZone = defineLakeDirectory("sources", {
  description: "Deliveries, as the subscription and player systems made them",
  acl: access.sources,
});

/** The files as they were delivered, for good. */
export const rawZone = defineLakeDirectory("raw", {
  description: "Deliveries by subject, unread and unchanged",
  acl: access.raw,
});

/** Rows that have types and keep their contracts. */
export const silverZone = defineLakeDirectory("silver", {
  description: "Typed and checked rows",
  acl: access.notebooks,
});

/** What decisions are made from, and the decisions. */
export const goldZone = defineLakeDirectory("gold", {
  description: "Labels, decisions and campaigns",
  acl: access.notebooks,
});

/** What serverless SQL shows: plain Parquet, since it reads no newer features of Delta. */
export const servingZone = defineLakeDirectory("serving", {
  description: "Published tables for serverless SQL",
  acl: access.serving,
});

/** Rows that keep no contract: put aside with the reason, never dropped. */
export const quarantineZone = defineLakeDirectory("quarantine", {
  description: "Rows that were put aside, and why",
  acl: access.notebooks,
});
