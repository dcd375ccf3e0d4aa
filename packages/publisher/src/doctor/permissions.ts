import type { Artifact } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Change } from "@retain/planner/plan/plan";
import type { Actor } from "@retain/state/state";
import type { Target } from "../target.ts";
import type { Finding } from "./checklist.ts";

/** What a plan needs whoever applies it to be. */
export interface NeededRole {
  readonly role: string;
  /** Where, in words. */
  readonly scope: string;
  /** What it is needed for, in one clause. */
  readonly because: string;
  /** Gives the role. */
  readonly command: string;
}

/** A step of a plan, and the body it is about where that is known. */
interface PlannedStep extends Pick<Change, "ref" | "action"> {
  readonly body: JsonObject | undefined;
}

/** What the roles in one workspace are told from. */
export interface RolesInput {
  readonly name: string;
  /** The part of it that is meant, where one holds several. */
  readonly part: string;
  /** The steps on what it holds. */
  readonly steps: readonly PlannedStep[];
  /** Whether the release is recorded in it. */
  readonly keepsState: boolean;
  /** Who is to get the roles, as the commands name them. */
  readonly assignee: string;
}

/** What one has to be allowed in the workspaces of a service. */
export interface Permissions {
  /** The least roles for steps of a plan. Pure. */
  readonly roles: (input: RolesInput) => readonly NeededRole[];
  /** Whether the service lets somebody publish artifacts. Changes nothing. Absent where it does not tell. */
  readonly check?: (target: Target, actor: Actor, artifacts: readonly Artifact[]) => Promise<Finding<true>>;
}

/** A role of Azure itself. */
export function azureRole(
  role: string,
  {
    scope,
    because,
    assignee,
    id,
  }: Pick<NeededRole, "scope" | "because"> & { readonly assignee: string; readonly id: string },
): NeededRole {
  const command = `az role assignment create --role "${role}" --assignee ${assignee} --scope "${id}"`;
  return { role, scope, because, command };
}
