import { contractOf, kindsOf } from "@retain/artifacts/kinds/contracts";
import { refOf } from "@retain/planner/plan/ref-text";
import { describe, expect, test } from "vitest";
import { type PlanRolesInput, planRoles } from "../../src/doctor/plan-roles.ts";
import { lakeRoles } from "../../src/services/lake/roles.ts";
import { type Duty, dutiesOf, synapseRoles } from "../../src/services/synapse/roles.ts";

const actions = ["create", "update", "delete", "stop", "start"] as const;
const event = (scope?: string) => ({
  properties: { type: "BlobEventsTrigger", typeProperties: scope === undefined ? {} : { scope } },
});

/** What differs from "a managed kind is published". */
const special: Readonly<Record<string, readonly Duty[]>> = {
  "start trigger": ["publish", "run-pipelines"],
};

describe("dutiesOf", () => {
  const table = kindsOf("synapse").flatMap((kind) =>
    actions
      .filter((action) => kind === "trigger" || (action !== "stop" && action !== "start"))
      .map((action) => [action, kind] as const),
  );
  test.each(table)("%s %s", (action, kind) => {
    const usual = contractOf(kind).managed ? ["publish"] : [];
    expect(dutiesOf(kind, action)).toEqual(special[`${action} ${kind}`] ?? usual);
  });

  test("a trigger that listens to events subscribes and unsubscribes", () => {
    expect(dutiesOf("trigger", "start", event())).toEqual(["publish", "run-pipelines", "subscribe"]);
    expect(dutiesOf("trigger", "stop", event())).toEqual(["publish", "subscribe"]);
    expect(dutiesOf("trigger", "create", event())).toEqual(["publish"]);
  });
});

describe("planRoles", () => {
  const synapse = { name: "shop-prod" };
  const base: PlanRolesInput = {
    places: { synapse },
    permissions: { synapse: { roles: synapseRoles }, lake: { roles: lakeRoles } },
    changes: [],
    desired: new Map(),
    assignee: "ci",
  };
  const lake = { places: { synapse, lake: { name: "shopprod", part: "shop" } }, keepsState: "lake" };
  const names = (input: Partial<PlanRolesInput>) => planRoles({ ...base, ...input }).map(({ role }) => role);

  test("nothing to do is read, and recorded where there is a lake", () => {
    expect(names({})).toEqual(["Synapse Artifact User"]);
    expect(names(lake)).toEqual(["Synapse Artifact User", "Storage Blob Data Contributor"]);
  });

  test("commands name the narrowest scope", () => {
    const changes = [
      { ref: refOf("pipeline/Load"), action: "update" },
      { ref: refOf("trigger/Daily"), action: "stop" },
      { ref: refOf("trigger/Daily"), action: "start" },
    ] as const;
    expect(planRoles({ ...base, ...lake, changes }).map(({ command }) => command)).toEqual([
      'az synapse role assignment create --workspace-name shop-prod --role "Synapse Artifact Publisher" --assignee ci',
      'az synapse role assignment create --workspace-name shop-prod --role "Synapse Credential User" --assignee ci --item-type credentials --item WorkspaceSystemIdentity',
      'az role assignment create --role "Storage Blob Data Contributor" --assignee ci --scope "$(az storage account show --name shopprod --query id --output tsv)/blobServices/default/containers/shop"',
    ]);
  });

  test("counts artifacts, not steps, in the order of their kinds", () => {
    const changes = [
      { ref: refOf("trigger/Daily"), action: "stop" },
      { ref: refOf("trigger/Daily"), action: "update" },
      { ref: refOf("dataset/A"), action: "create" },
      { ref: refOf("dataset/B"), action: "delete" },
    ] as const;
    expect(planRoles({ ...base, changes })[0]?.because).toBe("writes 2 datasets, 1 trigger");
  });

  test("lake directories need the owner, and none of Synapse's writers", () => {
    const create = { ref: refOf("lake-directory/raw"), action: "create" } as const;
    expect(names({ ...lake, changes: [create] })).toEqual([
      "Synapse Artifact User",
      "Storage Blob Data Owner",
    ]);
    const remove = { ref: refOf("lake-directory/old"), action: "delete" } as const;
    expect(names({ ...lake, changes: [remove] })).toEqual([
      "Synapse Artifact User",
      "Storage Blob Data Contributor",
    ]);
  });

  test("each source of events once, from the plan or, for what it only starts, from the repository", () => {
    const changes = [
      { ref: refOf("trigger/B"), action: "start" },
      { ref: refOf("trigger/A"), action: "create", body: event("/storage/a") },
      { ref: refOf("trigger/A"), action: "start" },
      { ref: refOf("trigger/C"), action: "start" },
      { ref: refOf("trigger/D"), action: "stop" },
    ] as const;
    const desired = new Map([
      ["trigger/b", event("/storage/b")],
      ["trigger/c", event("/storage/b")],
      ["trigger/d", event()],
    ]);
    const subscriptions = planRoles({ ...base, changes, desired }).filter(({ role }) =>
      /EventGrid/.test(role),
    );
    expect(subscriptions.map(({ scope, because }) => [scope, because])).toEqual([
      ["/storage/a", "subscribes to or unsubscribes from events (1 step)"],
      ["/storage/b", "subscribes to or unsubscribes from events (2 steps)"],
      ["<what the trigger listens to>", "subscribes to or unsubscribes from events (1 step)"],
    ]);
  });
});
