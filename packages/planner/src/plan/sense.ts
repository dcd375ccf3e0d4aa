import { textKey } from "@retain/artifacts/words/ref";
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
  const bound = new Set(Object.keys(plan.boundTo).map(textKey));
  for (const { id, ref, action, wave, body, replaces } of plan.changes) {
    if (replaces) halves.set(textKey(ref), [...(halves.get(textKey(ref)) ?? []), action]);
    if (id !== `${action} ${ref}`)
      problems.push(`${id} is not the id of the change that would ${action} ${ref}`);
    const isStep = action === "stop" || action === "start";
    const again = isStep || replaces ? waves.has(id) : written.has(textKey(ref));
    if (again) problems.push(`${ref} is changed twice`);
    if (!isStep) written.add(textKey(ref));
    if (!bound.has(textKey(ref))) problems.push(`${ref} is changed, but boundTo does not say what was live`);
    if ((action === "create" || action === "update") !== (body !== undefined)) {
      problems.push(`${id} ${body === undefined ? "has no body to write" : "has a body, and writes none"}`);
    }
    waves.set(id, wave);
  }
  for (const { id, wave, waitsFor } of plan.changes) {
    for (const other of waitsFor) {
      const earlier = waves.get(other);
      if (earlier === undefined) problems.push(`${id} waits for ${other}, which the plan does not change`);
      else if (earlier >= wave) problems.push(`${id} waits for ${other}, which comes no earlier`);
    }
  }
  for (const [key, actions] of halves) {
    if (actions.sort().join() !== "create,delete") problems.push(`${key} is replaced by half`);
  }
  const replaced = plan.changes.filter(({ replaces, action }) => replaces && action === "create").length;
  if (replaced !== plan.summary.replace)
    problems.push(`the summary counts ${plan.summary.replace} to replace, and there are ${replaced}`);
  for (const action of ["create", "update", "delete", "stop", "start"] as const) {
    const found = plan.changes.filter(
      (change) => change.action === action && !isRename(change) && !change.replaces,
    ).length;
    if (found !== plan.summary[action]) {
      problems.push(`the summary counts ${plan.summary[action]} to ${action}, and there are ${found}`);
    }
  }
  return problems;
}

function isRename({ renamedFrom, renamedTo }: Plan["changes"][number]): boolean {
  return renamedFrom !== undefined || renamedTo !== undefined;
}
