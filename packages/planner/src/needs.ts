import { isWorkspaceDefault } from "@retain/artifacts/defaults";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { LiveSnapshot } from "@retain/artifacts/live";
import { formatPath } from "@retain/artifacts/path";
import { formatRef, type Ref, refKey } from "@retain/artifacts/ref";
import type { Draft } from "./make-plan.ts";
import type { Plan } from "./plan.ts";

/** What changes need of each other, by formatted refs, and what they need of nobody. */
export interface Needs {
  readonly needs: ReadonlyMap<string, readonly string[]>;
  readonly unresolved: Plan["unresolved"];
}

/** Follows the references of changes to other changes and to what is live. */
export function needsOf(drafts: readonly Draft[], live: LiveSnapshot): Needs {
  const changing = new Map(drafts.map(({ ref }) => [refKey(ref), formatRef(ref)]));
  const held = new Set(live.artifacts.map(({ ref }) => refKey(ref)));
  const seenKinds = new Set(live.artifacts.map(({ ref }) => ref.kind));
  const unresolved: Plan["unresolved"][number][] = [];
  const needs = new Map<string, readonly string[]>();
  // A list of an observed kind that is empty may be one that could not be read.
  const isKnown = (to: Ref) =>
    held.has(refKey(to)) ||
    isWorkspaceDefault(to) ||
    (!contractOf(to.kind).managed && !seenKinds.has(to.kind));
  for (const { ref, body } of drafts) {
    const from = formatRef(ref);
    const needed = new Set<string>();
    for (const { to, path } of contractOf(ref.kind).references(body).static) {
      const target = changing.get(refKey(to));
      if (target !== undefined && target !== from) needed.add(target);
      else if (target === undefined && !isKnown(to)) {
        unresolved.push({ from, to: formatRef(to), path: formatPath(path) });
      }
    }
    needs.set(from, [...needed].sort());
  }
  return { needs, unresolved };
}
