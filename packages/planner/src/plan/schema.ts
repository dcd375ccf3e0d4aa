import { z } from "zod";
import { differenceSchema } from "../differences/schema.ts";
import { reachSchema } from "../reach/schema.ts";
import { planVersion } from "./plan.ts";
import { refText } from "./ref-text.ts";

/** Any value: what was read from JSON can be nothing else, and going through it could exhaust the stack. */
const json = z.unknown();
const count = z.int().nonnegative();
const risk = z.enum(["cosmetic", "behavioural", "breaking", "destructive"]);

const change = z.strictObject({
  id: z.string(),
  ref: refText,
  action: z.enum(["create", "update", "delete", "stop", "start"]),
  risk,
  reason: z.string(),
  side: z.enum(["ours", "theirs", "both"]).optional(),
  neededBy: refText.optional(),
  renamedFrom: refText.optional(),
  renamedTo: refText.optional(),
  differences: z.array(differenceSchema),
  wave: z.int().positive(),
  waitsFor: z.array(z.string()),
  body: z.record(z.string(), json).optional(),
  replaces: z.literal(true).optional(),
  backfill: z
    .strictObject({
      windows: z.int().positive(),
      from: z.string(),
      to: z.string(),
      atOnce: z.int().positive().optional(),
      atMost: z.literal(true).optional(),
    })
    .optional(),
  restores: z.literal(true).optional(),
  origin: z.strictObject({ file: z.string(), package: z.string().optional() }).optional(),
  reach: reachSchema.optional(),
});

const move = z.strictObject({
  what: z.enum(["created", "edited", "deleted"]),
  differences: z.array(differenceSchema),
});
const untouched = z.strictObject({ ref: refText, reason: z.string() });

/** The plan document; unknown members are refused, since nobody could say what they ask for. */
export const planSchema = z.strictObject({
  version: z.literal(planVersion),
  digest: z.string(),
  tool: z.string(),
  environment: z.string(),
  workspace: z.string(),
  endpoint: z.string(),
  targets: z.array(z.strictObject({ service: z.string(), name: z.string(), endpoint: z.string() })),
  policy: z.partialRecord(risk, z.enum(["named", "refused"])),
  source: z.string(),
  release: z.string().nullable(),
  summary: z.strictObject({
    create: count,
    update: count,
    rename: count,
    replace: count,
    delete: count,
    stop: count,
    start: count,
    unchanged: count,
    unmanaged: count,
    owned: count,
    protected: count,
    conflicts: count,
    kept: count,
  }),
  changes: z.array(change),
  conflicts: z.array(z.strictObject({ ref: refText, ours: move, theirs: move })),
  kept: z.array(untouched),
  unmanaged: z.array(refText),
  owned: z.array(z.strictObject({ ref: refText, by: z.string(), declared: z.literal(true).optional() })),
  protected: z.array(untouched),
  unresolved: z.array(
    z.strictObject({
      from: refText,
      to: refText,
      path: z.string(),
      leftOut: z.literal(true).optional(),
    }),
  ),
  boundTo: z.record(
    refText,
    z.strictObject({ digest: z.string(), started: z.boolean().optional() }).nullable(),
  ),
  estimate: z.strictObject({
    requests: count,
    seconds: z.number().nonnegative(),
    criticalPath: z.array(refText),
  }),
});

/** The JSON schema of the plan document, as text. */
export function planJsonSchema(): string {
  const schema = { title: "A retain plan", ...z.toJSONSchema(planSchema) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}
