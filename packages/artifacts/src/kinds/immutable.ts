import { type JsonObject, member, textAt } from "../words/json.ts";
import type { ImmutableField } from "../words/kind.ts";
import type { Kind } from "../words/ref.ts";
import { contractOf } from "./contracts.ts";

/**
 * The fields of a kind that the service never changes and that lie at or below, or hold, one of these property paths:
 * an update of `live` that touches them is refused, and only a delete and a create makes it.
 */
export function immutableAt(
  kind: Kind,
  live: JsonObject,
  paths: readonly string[],
): readonly ImmutableField[] {
  const type = textAt(member(live, "properties"), "type");
  const isWithin = (inner: string, outer: string) =>
    inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return (contractOf(kind).immutable ?? []).filter(
    (field) =>
      (field.type === undefined || field.type === type) &&
      paths.some((path) => isWithin(path, field.path) || isWithin(field.path, path)),
  );
}
