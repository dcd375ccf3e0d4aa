import { allKinds, contractOf } from "@retain/artifacts/kinds/contracts";
import { isEventTrigger } from "@retain/artifacts/kinds/synapse/runtime-state";
import type { JsonObject } from "@retain/artifacts/words/json";
import { member, textAt } from "@retain/artifacts/words/json";
import { type Kind, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Action, Change } from "@retain/planner/plan/plan";
import { count } from "../render/marks.ts";
import { grantCommand } from "./synapse-actions.ts";

/** What a step needs its doer to be. */
export type Duty = "publish" | "run-pipelines" | "subscribe" | "write-lake" | "own-lake";

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

/** What roles are told from. */
export interface PlanRolesInput {
  readonly workspace: string;
  readonly changes: readonly Pick<Change, "ref" | "action" | "body">[];
  /** Where the state is kept and lake directories lie; absent without a lake. */
  readonly lake?: { readonly account: string; readonly filesystem: string };
  /** Bodies of triggers by key, for those that the plan only stops or starts. */
  readonly triggers: ReadonlyMap<string, JsonObject>;
  /** Who is to get the roles, as the commands name them. */
  readonly assignee: string;
}

/** What one step on an artifact takes, beyond reading; nothing for kinds that are only observed. */
export function dutiesOf(kind: Kind, action: Action, body?: JsonObject): readonly Duty[] {
  if (!contractOf(kind).managed) return [];
  if (kind === "lake-directory") {
    // Every write sets the access of the directory, which a Contributor may not.
    return [action === "delete" ? "write-lake" : "own-lake"];
  }
  if (kind !== "trigger" || (action !== "start" && action !== "stop")) return ["publish"];
  return [
    "publish",
    ...(action === "start" ? (["run-pipelines"] as const) : []),
    ...(isEventTrigger(body) ? (["subscribe"] as const) : []),
  ];
}

/** The least built-in roles, and at which scope, that applying a plan takes. Pure; in a stable order. */
export function planRoles(input: PlanRolesInput): readonly NeededRole[] {
  const { workspace, changes, lake, triggers, assignee } = input;
  const bodies = new Map(changes.flatMap(({ ref, body }) => (body ? [[refKey(ref), body] as const] : [])));
  const steps = changes.map(({ ref, action }) => {
    const body = bodies.get(refKey(ref)) ?? triggers.get(refKey(ref));
    return { ref, body, duties: dutiesOf(ref.kind, action, body) };
  });
  const having = (...duties: readonly Duty[]) =>
    steps.filter((step) => duties.some((duty) => step.duties.includes(duty)));
  const roles: NeededRole[] = [];
  const give = (role: Parameters<typeof grantCommand>[1], scope: string, because: string) => {
    roles.push({ role, scope, because, command: grantCommand(workspace, role, assignee) });
  };

  const published = having("publish");
  const starts = having("run-pipelines");
  if (published.length === 0) give("Synapse Artifact User", `workspace ${workspace}`, "reads the workspace");
  else give("Synapse Artifact Publisher", `workspace ${workspace}`, `writes ${countKinds(published)}`);
  if (starts.length > 0) {
    const scope = `credential WorkspaceSystemIdentity of workspace ${workspace}`;
    const because = `starts ${count(starts.length, "trigger")}, whose pipelines run as the workspace's identity`;
    give("Synapse Credential User", scope, because);
  }
  const sources = new Map<string, number>();
  for (const { body } of having("subscribe")) {
    const typeProperties = member(member(body, "properties"), "typeProperties");
    const scope = textAt(typeProperties, "scope") ?? "<what the trigger listens to>";
    sources.set(scope, (sources.get(scope) ?? 0) + 1);
  }
  for (const [scope, amount] of [...sources].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const because = `subscribes to or unsubscribes from events (${count(amount, "step")})`;
    roles.push(azureRole("EventGrid EventSubscription Contributor", scope, because, assignee, scope));
  }
  const owned = having("own-lake");
  const written = having("write-lake");
  if (lake !== undefined) {
    const { account, filesystem } = lake;
    const id = `$(az storage account show --name ${account} --query id --output tsv)/blobServices/default/containers/${filesystem}`;
    const role = `Storage Blob Data ${owned.length > 0 ? "Owner" : "Contributor"}`;
    const because = [
      ...(owned.length > 0 ? [`sets the access of ${directories(owned.length)}`] : []),
      ...(written.length > 0 ? [`removes ${directories(written.length)}`] : []),
      "records the release",
    ].join(", ");
    roles.push(azureRole(role, `file system ${filesystem} of ${account}`, because, assignee, id));
  }
  return roles;
}

function azureRole(role: string, scope: string, because: string, assignee: string, id: string): NeededRole {
  const command = `az role assignment create --role "${role}" --assignee ${assignee} --scope "${id}"`;
  return { role, scope, because, command };
}

/** `2 datasets, 1 pipeline`: artifacts, however many steps are made on each. */
function countKinds(steps: readonly { readonly ref: Ref }[]): string {
  const refs = steps.map(({ ref }) => ref);
  return allKinds()
    .flatMap((kind) => {
      const amount = new Set(refs.filter((ref) => ref.kind === kind).map(refKey)).size;
      return amount === 0 ? [] : [count(amount, contractOf(kind).label)];
    })
    .join(", ");
}

function directories(amount: number): string {
  return amount === 1 ? "1 lake directory" : `${amount} lake directories`;
}
