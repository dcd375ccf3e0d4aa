import { contractOf } from "../kinds/contracts.ts";
import type { Reference } from "../references/reference.ts";
import type { Artifact } from "../words/artifact.ts";
import { isObject } from "../words/json.ts";
import { isTooDeep } from "../words/nesting.ts";
import { refKey } from "../words/ref.ts";

/** What all rules look at, computed once. */
export interface RuleContext {
  /** Everything the repository holds, as it was given. */
  readonly artifacts: readonly Artifact[];
  /** Those whose bodies are objects of a sane depth: all that rules which look into bodies judge. */
  readonly readable: readonly Artifact[];
  /** Those whose bodies nest deeper than anything real. */
  readonly tooDeep: readonly Artifact[];
  /** Every artifact by `refKey`; of two with one name, the first. */
  readonly byKey: ReadonlyMap<string, Artifact>;
  /** The static references of a readable artifact. */
  readonly references: (artifact: Artifact) => readonly Reference[];
}

/** Looks at all artifacts once. */
export function ruleContext(artifacts: readonly Artifact[]): RuleContext {
  const objects = artifacts.filter(({ body }) => isObject(body));
  const tooDeep = objects.filter(({ body }) => isTooDeep(body));
  const deep = new Set(tooDeep);
  const readable = objects.filter((artifact) => !deep.has(artifact));
  const byKey = new Map<string, Artifact>();
  for (const artifact of artifacts) {
    const key = refKey(artifact.ref);
    if (!byKey.has(key)) byKey.set(key, artifact);
  }
  const references = new Map(
    readable.map((artifact) => [artifact, contractOf(artifact.ref.kind).references(artifact.body).static]),
  );
  return { artifacts, readable, tooDeep, byKey, references: (artifact) => references.get(artifact) ?? [] };
}
