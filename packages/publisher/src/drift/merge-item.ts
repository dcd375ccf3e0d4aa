import { contractOf, withState } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import { formatPosition } from "@retain/artifacts/words/diagnostic";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Tolerance } from "@retain/artifacts/words/kind";
import { formatPath, type Path } from "@retain/artifacts/words/path";
import type { DriftItem } from "@retain/planner/drift/drift";
import { mergeLive } from "./merge-live.ts";
import type { SuppliedPlace } from "./supplied.ts";
import type { Left } from "./take.ts";

/** An item, and the artifact on all sides. */
export interface ItemSides {
  readonly item: DriftItem;
  /** As its source has it. */
  readonly written: Artifact;
  /** Bound to the environment. */
  readonly desired: Artifact;
  readonly live: JsonObject | undefined;
  readonly supplied: readonly SuppliedPlace[];
  readonly tolerances: readonly Tolerance[];
  readonly environment: string;
}

/** The body to write into the source, and the places that only the environment can change. Pure. */
export function mergeItem(sides: ItemSides): { readonly body: JsonObject; readonly left: readonly Left[] } {
  const { item, written, desired, live, supplied } = sides;
  if (item.status === "trigger-state") return mergeState(sides);
  const { body, refused } = mergeLive({
    kind: written.ref.kind,
    source: written.body,
    bound: desired.body,
    live: live ?? desired.body,
    tolerances: sides.tolerances,
    supplied: supplied.map(({ path }) => path),
  });
  return { body, left: refused.map((path) => leftAt(path, sides)) };
}

/** What a trigger's file says about its state follows what it does. */
function mergeState(sides: ItemSides) {
  const { item, written, supplied } = sides;
  const { ref, body } = written;
  const place = contractOf(ref.kind).fires?.statePath ?? [];
  if (supplied.some(({ path }) => formatPath(path) === formatPath(place)))
    return { body, left: [leftAt(place, sides)] };
  return { body: withState(ref.kind, body, item.started?.live === true), left: [] };
}

/** A place that differs and is supplied, or holds what is. */
function leftAt(path: Path, { item, supplied, environment }: ItemSides): Left {
  const within = (a: Path, b: Path) => b.every((step, at) => a[at] === step);
  const source = supplied.find((one) => within(path, one.path) || within(one.path, path));
  const place = formatPath(path);
  // Of a text around a parameter nobody can tell what the parameter gave and what was edited.
  return source?.at
    ? {
        ref: item.ref,
        why: `${place} is supplied by environment '${environment}'`,
        advice: `change it in ${formatPosition(source.at)}`,
      }
    : {
        ref: item.ref,
        why: `${place} holds the parameter '${source?.parameter ?? ""}' of environment '${environment}'`,
        advice: "change the parameter, or write the value into the source by hand",
      };
}
