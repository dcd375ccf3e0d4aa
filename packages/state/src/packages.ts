import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Plan } from "@retain/planner/plan/plan";
import type { Release } from "./state.ts";

/** Versions of the packages that artifacts came from, by name; `name@version`, as origins carry it. Pure. */
export function packagesOf({
  desired = [],
  plan,
}: {
  /** What the repository says; absent for a saved plan, which does not know. */
  readonly desired?: readonly Artifact[] | undefined;
  readonly plan: Pick<Plan, "changes">;
}): Release["packages"] {
  const texts = new Set([...desired, ...plan.changes].map(({ origin }) => origin?.package ?? ""));
  const packages = [...texts].flatMap((text) => {
    const [, name, version] = /^(.+)@([^@/]+)$/.exec(text) ?? [];
    return name !== undefined && version !== undefined ? [[name, version] as const] : [];
  });
  return Object.fromEntries(packages.sort(([a], [b]) => (a < b ? -1 : 1)));
}
