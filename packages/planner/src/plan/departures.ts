import { canonicalText } from "@retain/artifacts/canonical/form";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Json, JsonObject } from "@retain/artifacts/words/json";
import { byRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { isStep } from "./actions.ts";
import { makePlan } from "./make-plan.ts";
import type { Change, ChangeOrigin, Plan } from "./plan.ts";
import type { PlanInput } from "./plan-input.ts";

/** What a saved plan is held against: the environment as it is now. Needs all live bodies. */
export type DeparturesInput = Pick<
  PlanInput,
  "live" | "published" | "interruptedTriggers" | "tolerances" | "protect" | "policy" | "targets"
>;

/** Members of a change that follow from bodies, from what is live, and from what releases did. */
const derived = [
  "ref",
  "action",
  "risk",
  "differences",
  "body",
  "restores",
  "renamedFrom",
  "renamedTo",
  "wave",
  "waitsFor",
] as const satisfies readonly (keyof Change)[];

/**
 * What a saved plan says and what does not follow from its own bodies and the environment, each in a few words; empty
 * when all of it does. The plan is made once more from the bodies it would write: only what this comes to may stand in
 * it, so that nobody is shown one thing and gets another. The environment must be as the plan is bound to. Pure.
 */
export function departures(plan: Plan, input: DeparturesInput): readonly string[] {
  const desired = desiredBy(plan, input);
  const writes = plan.changes.filter((change) => !isStep(change));
  const selected = new Set([...writes, ...desired].map(({ ref }) => refKey(ref)));
  const made = makePlan({
    ...input,
    tool: plan.tool,
    environment: plan.environment,
    source: plan.source,
    desired,
    selects: (ref) => selected.has(refKey(ref)),
    // Whoever made the plan decided; a conflict that nobody decided is no change.
    onConflict: "overwrite",
    pruneUnmanaged: true,
  });
  const remade = new Map(made.changes.map((change) => [change.id, change]));
  const told = new Set(plan.changes.map(({ id }) => id));
  return [
    ...plan.changes.flatMap((change) => {
      const other = remade.get(change.id);
      if (other === undefined) return [`${change.id} does not follow from the live state`];
      const member = derived.find((name) => !isSame(change[name], other[name]));
      return member === undefined ? [] : [`${change.id} has other ${words[member] ?? member}`];
    }),
    ...made.changes.flatMap(({ id }) => (told.has(id) ? [] : [`${id} is missing`])),
    ...(["workspace", "endpoint", "targets", "policy"] as const).flatMap((name) =>
      isSame(plan[name], made[name]) ? [] : [`it has another ${name}`],
    ),
  ];
}

const words: Readonly<Partial<Record<(typeof derived)[number], string>>> = {
  differences: "differences than its body",
  body: "bodies",
  waitsFor: "changes that it waits for",
};

/** What the repository said, as far as the plan tells: what it writes, and the states of triggers that it leaves as they are. */
function desiredBy({ changes, boundTo }: Plan, { live }: DeparturesInput): readonly Artifact[] {
  const written = changes.flatMap(({ ref, body, origin }) =>
    body === undefined ? [] : [artifactOf(ref, body, origin)],
  );
  const decided = new Set(changes.flatMap((change) => (isStep(change) ? [] : [refKey(change.ref)])));
  const held = byRef(live.artifacts);
  const triggers = [...boundTo.keys()].flatMap((key) => {
    const found = held.get(key);
    const fires = found && contractOf(found.ref.kind).fires;
    if (found?.body === undefined || fires === undefined || decided.has(key)) return [];
    const steps = changes.filter(({ ref }) => refKey(ref) === key);
    // One that is stopped and started again as it was found needs nobody who says so.
    const starts = steps.find(({ action }) => action === "start");
    if (starts?.restores === true) return [];
    const runs = steps.length === 0 ? found.started === true : starts !== undefined;
    return [artifactOf(found.ref, fires.withState(found.body, runs))];
  });
  return [...written, ...triggers];
}

function artifactOf(ref: Ref, body: JsonObject, origin: ChangeOrigin = { file: "" }): Artifact {
  return { ref, body, origin: { ...origin, line: 1, column: 1 } };
}

function isSame(one: unknown, other: unknown): boolean {
  return canonicalText((one ?? null) as Json) === canonicalText((other ?? null) as Json);
}
