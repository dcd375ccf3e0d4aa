import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { JsonObject } from "@retain/artifacts/words/json";
import { refKey } from "@retain/artifacts/words/ref";
import type { WorkspacePlace } from "@retain/artifacts/words/workspace-block";
import type { Change } from "@retain/planner/plan/plan";
import type { NeededRole, Permissions } from "./permissions.ts";

/** What roles are told from. */
export interface PlanRolesInput {
  /** The workspaces of the environment, by name. */
  readonly places: { readonly [workspace: string]: WorkspacePlace };
  /** The workspace that the release is recorded in; absent without state. */
  readonly keepsState?: string | undefined;
  /** What each workspace asks for, where that is known. */
  readonly permissions: { readonly [workspace: string]: Permissions };
  readonly changes: readonly Pick<Change, "ref" | "action" | "body">[];
  /** Bodies of the repository by key, for what the plan only stops or starts. */
  readonly desired: ReadonlyMap<string, JsonObject>;
  /** Who is to get the roles, as the commands name them. */
  readonly assignee: string;
}

/** The least roles that changes need, in the order of the workspaces they are made in. */
export function planRoles(input: PlanRolesInput): readonly NeededRole[] {
  const { places, keepsState, permissions, changes, desired, assignee } = input;
  const planned = new Map(changes.flatMap(({ ref, body }) => (body ? [[refKey(ref), body]] : [])));
  const steps = changes.map(({ ref, action }) => {
    const body = planned.get(refKey(ref)) ?? desired.get(refKey(ref));
    return { ref, action, body };
  });
  return Object.entries(places).flatMap(([workspace, { name = "<account>", part = "" }]) => {
    const own = steps.filter(({ ref }) => contractOf(ref.kind).workspace === workspace);
    const about = { name, part, steps: own, keepsState: workspace === keepsState, assignee };
    return permissions[workspace]?.roles(about) ?? [];
  });
}
