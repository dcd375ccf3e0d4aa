import { idReferences } from "@retain/artifacts/ids/id-places";
import { liveIdIn, liveIdText } from "@retain/artifacts/ids/live-id-text";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Named } from "@retain/artifacts/words/artifact";
import { formatPath } from "@retain/artifacts/words/path";
import { formatRef, refKey } from "@retain/artifacts/words/ref";
import { gravest } from "../differences/fields.ts";
import type { Collected } from "./collect-drafts.ts";
import { named } from "./desired-digests.ts";
import type { Draft, Drafts } from "./draft.ts";
import { originOf } from "./draft-change.ts";
import type { FieldDifference } from "./plan.ts";
import type { PlanInput } from "./plan-input.ts";

/**
 * Updates what holds the id of something that is replaced: its body says the same, and what is sent is not, since what
 * is made anew gets another id. What the plan may not change keeps others from being replaced. Says of every draft
 * which ids are known after apply only.
 */
export function withNewIds(
  { desired, selects }: Pick<PlanInput, "desired" | "selects">,
  drafts: Drafts,
  { held, decided }: Pick<Collected, "held" | "decided">,
): Drafts {
  const keysOf = (...actions: readonly Draft["action"][]) =>
    new Set([...drafts].flatMap(([key, { action }]) => (actions.includes(action) ? [key] : [])));
  const replaced = keysOf("replace");
  const fresh = keysOf("replace", "create");
  const result = new Map(drafts);
  for (const { ref, body, origin } of replaced.size === 0 ? [] : desired) {
    const key = refKey(ref);
    const found = held.get(key);
    if (found === undefined || result.has(key) || !decided.has(key) || !selects(ref, body)) continue;
    const edges = idEdges({ ref, body }, replaced);
    if (edges.length === 0) continue;
    const names = [...new Set(edges.map(({ to }) => formatRef(to)))].join(", ");
    result.set(key, {
      ref: found.ref,
      action: "update",
      risk: "cosmetic",
      reason: `it holds the id of ${names}, which is replaced`,
      differences: [],
      origin: originOf(origin),
      body: named(found.ref.name, body, true),
    });
  }
  return new Map([...result].map(([key, draft]) => [key, withUnknownIds(draft, fresh)]));
}

/** The draft with a difference for each id that is known after apply only. */
function withUnknownIds(draft: Draft, fresh: ReadonlySet<string>): Draft {
  const { ref, body, action, risk, differences } = draft;
  if (body === undefined) return draft;
  const edges = idEdges({ ref, body }, fresh);
  if (edges.length === 0) return draft;
  const told = differences.map((difference): FieldDifference => {
    const id = liveIdIn(difference.after);
    return id !== undefined && fresh.has(refKey(id)) ? { ...difference, knownAfterApply: true } : difference;
  });
  const paths = new Set(told.map(({ path }) => path));
  const more = edges.flatMap(({ to, path }): readonly FieldDifference[] => {
    const id = liveIdText(to);
    const values = action === "create" ? { after: id } : { before: id, after: id };
    const difference = { path: formatPath(path), ...values, knownAfterApply: true } as const;
    const asked = contractOf(ref.kind).risk({ path, ...values });
    return paths.has(difference.path) ? [] : [{ ...difference, risk: asked }];
  });
  const all = [...told, ...more];
  return {
    ...draft,
    differences: all,
    risk: action === "update" ? gravest([risk, ...all.map((one) => one.risk)]) : risk,
  };
}

/** The ids of some artifacts that a body is to hold. Nothing else that it refers to is looked for: it may be long. */
function idEdges({ ref, body }: Named, of: ReadonlySet<string>) {
  return idReferences(contractOf(ref.kind), body).filter(({ to }) => of.has(refKey(to)));
}
