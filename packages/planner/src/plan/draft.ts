import type { Change } from "./plan.ts";

/** A change before it has a place in the order. */
export type Draft = Omit<Change, "id" | "action" | "wave" | "waitsFor"> & {
  /** A replacement becomes a delete and a create. */
  readonly action: Change["action"] | "replace";
};

/** Drafts by `refKey`, by kind and name. */
export type Drafts = ReadonlyMap<string, Draft>;

/** A draft of one change. */
export type Single = Draft & { readonly action: Change["action"] };
