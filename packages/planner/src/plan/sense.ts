import { formatRef, refKey } from "@retain/artifacts/words/ref";
import { isRename, isStep, isWrite } from "./actions.ts";
import { changeId } from "./change-id.ts";
import type { Plan } from "./plan.ts";

/**
 * What contradicts itself in a plan of the right shape: nobody wrote it so, somebody edited it. Such a
 * plan could write what it was not bound to, or wait for what never comes.
 */
export function contradictions(plan: Plan): readonly string[] {
  const problems: string[] = [];
  const waves = new Map<string, number>();
  const written = new Set<string>();
  const halves = new Map<string, string[]>();
  for (const change of plan.changes) {
    const { id, ref, action, wave, body, replaces } = change;
    const [key, name] = [refKey(ref), formatRef(ref)];
    if (replaces) halves.set(key, [...(halves.get(key) ?? []), action]);
    if (id !== changeId(change))
      problems.push(`${id} is not the id of the change that would ${action} ${name}`);
    const again = isStep(change) || replaces ? waves.has(id) : written.has(key);
    if (again) problems.push(`${name} is changed twice`);
    if (!isStep(change)) written.add(key);
    if (!plan.boundTo.has(key))
      problems.push(`${name} is changed, but boundTo does not record what was live`);
    if (isWrite(change) !== (body !== undefined)) {
      problems.push(`${id} ${body === undefined ? "has no body to write" : "has a body but does not write"}`);
    }
    waves.set(id, wave);
  }
  for (const { id, wave, waitsFor } of plan.changes) {
    for (const other of waitsFor) {
      const earlier = waves.get(other);
      if (earlier === undefined) problems.push(`${id} waits for ${other}, which is not in the plan`);
      else if (earlier >= wave) problems.push(`${id} waits for ${other}, which is not earlier`);
    }
  }
  for (const [key, actions] of halves) {
    if (actions.sort().join() !== "create,delete")
      problems.push(`only half of the replacement of ${key} is there`);
  }
  const replaced = plan.changes.filter(({ replaces, action }) => replaces && action === "create").length;
  if (replaced !== plan.summary.replace)
    problems.push(`the summary counts ${plan.summary.replace} to replace, but there are ${replaced}`);
  for (const action of ["create", "update", "delete", "stop", "start"] as const) {
    const found = plan.changes.filter(
      (change) => change.action === action && !isRename(change) && !change.replaces,
    ).length;
    if (found !== plan.summary[action]) {
      problems.push(`the summary counts ${plan.summary[action]} to ${action}, but there are ${found}`);
    }
  }
  return problems;
}
