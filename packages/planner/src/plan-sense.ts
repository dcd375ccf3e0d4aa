import { parseRef, refKey } from "@retain/artifacts/ref";
import type { Plan } from "./plan.ts";

/**
 * What contradicts itself in a plan of the right shape: nobody wrote it so, somebody edited it. Such a
 * plan could write what it was not bound to, or wait for what never comes.
 */
export function contradictions(plan: Plan): readonly string[] {
  const problems: string[] = [];
  const waves = new Map<string, number>();
  const bound = new Set(Object.keys(plan.boundTo).map(keyOf));
  for (const { ref, wave } of plan.changes) {
    if (waves.has(keyOf(ref))) problems.push(`${ref} is changed twice`);
    if (!bound.has(keyOf(ref))) problems.push(`${ref} is changed, but boundTo does not say what was live`);
    waves.set(keyOf(ref), wave);
  }
  for (const { ref, wave, waitsFor } of plan.changes) {
    for (const other of waitsFor) {
      const earlier = waves.get(keyOf(other));
      if (earlier === undefined) problems.push(`${ref} waits for ${other}, which the plan does not change`);
      else if (earlier >= wave) problems.push(`${ref} waits for ${other}, which comes no earlier`);
    }
  }
  for (const action of ["create", "update"] as const) {
    const found = plan.changes.filter((change) => change.action === action).length;
    if (found !== plan.summary[action]) {
      problems.push(`the summary counts ${plan.summary[action]} to ${action}, and there are ${found}`);
    }
  }
  return problems;
}

function keyOf(text: string): string {
  const ref = parseRef(text);
  return ref ? refKey(ref) : text;
}
