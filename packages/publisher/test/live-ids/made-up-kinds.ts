import { joinKinds } from "@retain/artifacts/kinds/contracts";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { KindContract } from "@retain/artifacts/words/kind";
import { z } from "zod";

const shared = {
  workspace: "made-up",
  managed: true,
  referenceTypes: [],
  names: { max: 100 },
  references: () => ({ static: [], dynamic: [] }),
  cost: { requests: 1, waits: { write: 1, delete: 1 } },
  tolerances: [],
  risk: () => "behavioural",
  protects: () => undefined,
} as const satisfies Partial<KindContract>;

const idOf = ({ id }: JsonObject) => (typeof id === "string" || typeof id === "number" ? id : undefined);

/** Others have its id, a text; what it is `fixed` to never changes. */
const rule: KindContract = {
  ...shared,
  kind: "made-rule",
  label: "rule",
  schema: () =>
    z.looseObject({ name: z.string(), properties: z.looseObject({ fixed: z.number().optional() }) }),
  immutable: [{ path: "properties.fixed", source: "made up" }],
  liveId: idOf,
};

/** Has a number for its id, and the ids of rules and of other jobs; some as text. */
const job: KindContract = {
  ...shared,
  kind: "made-job",
  label: "job",
  schema: () =>
    z.looseObject({
      name: z.string(),
      properties: z.looseObject({
        fixed: z.number().optional(),
        rules: z.array(z.looseObject({ ruleId: z.uuid() })).optional(),
        after: z.array(z.looseObject({ jobId: z.number() })).optional(),
        told: z.string().optional(),
      }),
    }),
  immutable: [{ path: "properties.fixed", source: "made up" }],
  liveId: idOf,
  idPlaces: [
    { pattern: "properties.rules[*].ruleId", of: ["made-rule"] },
    { pattern: "properties.after[*][type=job].jobId", of: ["made-job"] },
    { pattern: "properties.told", of: ["made-job", "made-rule"], as: "string" },
  ],
};

joinKinds([rule, job]);
