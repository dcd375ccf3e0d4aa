import type { Artifact } from "../artifact.ts";
import { isObject } from "../json.ts";
import { contractOf } from "../kinds/contracts.ts";
import { refKey } from "../ref.ts";
import type { Reference } from "../reference.ts";
import { walkTexts } from "../text-walk.ts";

/** What all rules look at, computed once. */
export interface RuleContext {
  /** Everything the repository holds, as it was given. */
  readonly artifacts: readonly Artifact[];
  /** Those whose bodies are objects of a sane depth: all that rules which look into bodies judge. */
  readonly readable: readonly Artifact[];
  /** Every artifact by `refKey`; of two with one name, the first. */
  readonly byKey: ReadonlyMap<string, Artifact>;
  /** The static references of a readable artifact. */
  readonly references: (artifact: Artifact) => readonly Reference[];
}

/** Containers within containers above which nothing real is: activities, outputs and schemas stay below 40. */
export const deepestNesting = 256;

/** Looks at all artifacts once. */
export function ruleContext(artifacts: readonly Artifact[]): RuleContext {
  const readable = artifacts.filter((artifact) => isObject(artifact.body) && !isTooDeep(artifact));
  const byKey = new Map<string, Artifact>();
  for (const artifact of artifacts) {
    const key = refKey(artifact.ref);
    if (!byKey.has(key)) byKey.set(key, artifact);
  }
  const references = new Map(
    readable.map((artifact) => [artifact, contractOf(artifact.ref.kind).references(artifact.body).static]),
  );
  return { artifacts, readable, byKey, references: (artifact) => references.get(artifact) ?? [] };
}

/** True when a body nests deeper than anything real. */
export function isTooDeep({ body }: Artifact): boolean {
  let deep = false;
  walkTexts(body, {
    text: () => {},
    enter: (holder) => {
      if (holder.depth > deepestNesting) deep = true;
      return !deep;
    },
  });
  return deep;
}
