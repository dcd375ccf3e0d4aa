import { contractOf } from "@retain/artifacts/kinds/contracts";
import { isEventTrigger } from "@retain/artifacts/kinds/synapse/runtime-state";
import { type JsonObject, member, textAt } from "@retain/artifacts/words/json";
import type { Kind } from "@retain/artifacts/words/ref";
import type { Action } from "@retain/planner/plan/plan";
import { azureRole, type NeededRole, type RolesInput } from "../../doctor/permissions.ts";
import { countKinds } from "../../render/count-kinds.ts";
import { count } from "../../render/marks.ts";
import { grantCommand } from "./actions.ts";

/** What a step needs its doer to be. */
export type Duty = "publish" | "run-pipelines" | "subscribe";

/** What one step on an artifact takes, beyond reading; nothing for kinds that are only observed. */
export function dutiesOf(kind: Kind, action: Action, body?: JsonObject): readonly Duty[] {
  if (!contractOf(kind).managed) return [];
  if (kind !== "trigger" || (action !== "start" && action !== "stop")) return ["publish"];
  return [
    "publish",
    ...(action === "start" ? (["run-pipelines"] as const) : []),
    ...(isEventTrigger(body) ? (["subscribe"] as const) : []),
  ];
}

/** The least roles in a Synapse workspace, and on what its triggers listen to. */
export function synapseRoles({ name: workspace, steps, assignee }: RolesInput): readonly NeededRole[] {
  const having = (duty: Duty) =>
    steps.filter(({ ref, action, body }) => dutiesOf(ref.kind, action, body).includes(duty));
  const roles: NeededRole[] = [];
  const give = (role: Parameters<typeof grantCommand>[1], scope: string, because: string) => {
    roles.push({ role, scope, because, command: grantCommand(workspace, role, assignee) });
  };
  const published = having("publish");
  const starts = having("run-pipelines");
  if (published.length === 0) give("Synapse Artifact User", `workspace ${workspace}`, "reads the workspace");
  else
    give(
      "Synapse Artifact Publisher",
      `workspace ${workspace}`,
      `writes ${countKinds(published.map(({ ref }) => ref))}`,
    );
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
    roles.push(azureRole("EventGrid EventSubscription Contributor", { scope, because, assignee, id: scope }));
  }
  return roles;
}
