import type { Ref } from "../words/ref.ts";
import { createdBefore, findContract } from "./contracts.ts";

/** Reads `kind/name`; undefined when the kind is unknown or the name is empty. */
export function parseRef(text: string): Ref | undefined {
  const slash = text.indexOf("/");
  const kind = slash < 0 ? undefined : findContract(text.slice(0, slash))?.kind;
  const name = text.slice(slash + 1);
  return kind === undefined || name === "" ? undefined : { kind, name };
}

/** Orders refs by creation order of their kinds, then by name. */
export function compareRefs(a: Ref, b: Ref): number {
  if (a.kind !== b.kind) return createdBefore(a.kind, b.kind);
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
