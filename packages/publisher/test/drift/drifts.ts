import type { Drift, DriftItem } from "@retain/planner/drift/drift";
import type { FieldDifference } from "@retain/planner/plan/plan";
import { refOf } from "@retain/planner/plan/ref-text";

/** A report of these items, for the eyes of a renderer only. */
export function driftOf(items: readonly DriftItem[], rest: Partial<Drift> = {}): Drift {
  const amount = (status: DriftItem["status"]) => items.filter((item) => item.status === status).length;
  return {
    version: 1,
    tool: "retain 0.0.0",
    environment: "prod",
    workspace: "shop",
    endpoint: "https://shop.dev.azuresynapse.net",
    made: "2026-11-25T09:37:10.000Z",
    release: "20261125T060000Z-1a2b3c",
    against: "release",
    summary: {
      edited: amount("edited"),
      vanished: amount("vanished"),
      triggerState: amount("trigger-state"),
      unmanaged: amount("unmanaged"),
      owned: rest.owned?.length ?? 0,
      pending: rest.pending?.length ?? 0,
      unchanged: 30,
    },
    items,
    owned: [],
    pending: [],
    ...rest,
  };
}

export function edited(ref: string, ...differences: readonly Omit<FieldDifference, "risk">[]): DriftItem {
  return {
    ref: refOf(ref),
    status: "edited",
    risk: "behavioural",
    reason: "edited since release 20261125T060000Z-1a2b3c",
    release: "20261125T060000Z-1a2b3c",
    repository: "differs",
    differences: differences.map((difference) => ({ ...difference, risk: "behavioural" })),
    at: { file: `workspace/${ref}.json`, line: 1, column: 1 },
  };
}

export function vanished(ref: string): DriftItem {
  return {
    ...edited(ref),
    status: "vanished",
    risk: "destructive",
    reason: "deleted since release 20261125T060000Z-1a2b3c",
  };
}

export function unmanaged(ref: string): DriftItem {
  const { at: _, ...item } = edited(ref);
  return {
    ...item,
    status: "unmanaged",
    reason: "neither in a release nor in the repository",
    release: null,
    repository: "absent",
  };
}

export function stopped(ref: string): DriftItem {
  return {
    ...edited(ref),
    status: "trigger-state",
    reason: "is stopped, and release 20261125T060000Z-1a2b3c left it running",
    started: { published: true, live: false },
  };
}

/** One of each, as a person would meet them. */
export const everyStatus: readonly DriftItem[] = [
  edited("linked-service/Customer Lake", {
    path: "properties.typeProperties.url",
    before: "https://lakeprod.dfs.core.windows.net",
    after: "https://laketest.dfs.core.windows.net",
  }),
  unmanaged("dataset/tmp_jo"),
  {
    ...edited("sql-script/Results view", {
      path: 'properties.content.query["CREATE OR ALTER VIEW results AS"]',
      lines: [
        { mark: " ", text: "SELECT m.member_id," },
        { mark: " ", text: "       m.city," },
        { mark: "-", text: "       COALESCE(p.probability, 0) AS probability" },
        { mark: "+", text: "       COALESCE(p.probability, 0.5) AS churn_probability," },
        { mark: "+", text: "       p.scored_at" },
        { mark: " ", text: "FROM members AS m" },
        { mark: "-", text: "LEFT JOIN predictions AS p ON p.member_id = m.member_id" },
        { mark: " ", text: "WHERE m.active = 1;" },
      ],
    }),
    repository: "equal",
  },
  vanished("synapse-notebook/Train model"),
  {
    ...edited(
      "pipeline/Churning Data Ingestion",
      { path: 'properties.activities["Load members"].policy.retry', before: 3, after: 0 },
      {
        path: 'properties.activities["Notify"]',
        after: { name: "Notify", type: "WebActivity", typeProperties: { url: "https://x", method: "POST" } },
      },
    ),
    risk: "breaking",
    conflict: true,
  },
  stopped("trigger/Nightly"),
];
