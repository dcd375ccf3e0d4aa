import { refKey } from "@retain/artifacts/words/ref";
import { type Change, type FieldDifference, noChanges, type Plan } from "@retain/planner/plan/plan";
import { refOf } from "@retain/planner/plan/ref-text";

/** A plan of these changes; what they do not say is made up. */
export function planOf(changes: readonly Change[], rest: Partial<Plan> = {}): Plan {
  const amount = (action: Change["action"]) => changes.filter((change) => change.action === action).length;
  return {
    version: 4,
    tool: "retain 0.0.0",
    environment: "test",
    workspace: "shop",
    endpoint: "https://shop.dev.azuresynapse.net",
    targets: [{ service: "synapse", name: "shop", endpoint: "https://shop.dev.azuresynapse.net" }],
    policy: {},
    source: "the repository",
    release: null,
    summary: {
      ...noChanges,
      create: amount("create"),
      update: amount("update"),
      delete: amount("delete"),
      stop: amount("stop"),
      start: amount("start"),
      unchanged: 3,
    },
    changes,
    conflicts: [],
    kept: [],
    unmanaged: [],
    owned: [],
    protected: [],
    unresolved: [],
    boundTo: new Map(),
    estimate: { requests: 33, seconds: 4, criticalPath: [] },
    ...rest,
  };
}

/** What a plan is bound to, of live digests by formatted ref. */
export function boundTo(digests: Readonly<Record<string, string | null>>): Plan["boundTo"] {
  return new Map(
    Object.entries(digests).map(([text, digest]) => {
      const ref = refOf(text);
      return [refKey(ref), { ref, found: digest === null ? null : { digest } }];
    }),
  );
}

/** A change that nobody asks for its differences. */
export function step(action: Change["action"], ref: string, rest: Partial<Change> = {}): Change {
  return {
    id: `${action} ${ref}`,
    ref: refOf(ref),
    action,
    risk: "behavioural",
    reason: "x",
    differences: [],
    wave: 1,
    waitsFor: [],
    origin: { file: "x.json" },
    ...rest,
  };
}

export function update(ref: string, ...differences: readonly Omit<FieldDifference, "risk">[]): Change {
  return {
    id: `update ${ref}`,
    ref: refOf(ref),
    action: "update",
    risk: "behavioural",
    reason: "the workspace has something else",
    differences: differences.map((difference) => ({ ...difference, risk: "behavioural" })),
    wave: 1,
    waitsFor: [],
    body: {},
    origin: { file: "x.json" },
  };
}

export function create(ref: string): Change {
  return { ...update(ref), id: `create ${ref}`, action: "create", reason: "not in the workspace" };
}

/** Names that would break out of where they stand. */
export const hostile = [
  "pipeline/a | b",
  "pipeline/tick `tick` ``tick``",
  "pipeline/`",
  "pipeline/<img src=x onerror=alert(1)>",
  "pipeline/</summary></details>",
  "pipeline/line\r\nbreak\n\n# Heading",
  "pipeline/\u001b[2J\u001b]0;title\u0007",
  "pipeline/\u202egnirts",
  "pipeline/[link](https://example.org) **bold**",
];
