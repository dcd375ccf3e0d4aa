import { formatRef } from "@retain/artifacts/words/ref";
import { z } from "zod";
import { differenceSchema } from "../differences/schema.ts";
import { refText } from "../plan/ref-text.ts";
import { writeRef, writeRefs } from "../plan/written-refs.ts";
import { reachSchema } from "../reach/schema.ts";
import { type Drift, driftVersion } from "./drift.ts";

const count = z.int().nonnegative();

const item = z.strictObject({
  ref: refText,
  status: z.enum(["edited", "vanished", "trigger-state", "unmanaged"]),
  risk: z.enum(["cosmetic", "behavioural", "breaking", "destructive"]),
  reason: z.string(),
  release: z.union([z.string(), z.null()]),
  repository: z.enum(["equal", "differs", "absent"]),
  conflict: z.literal(true).optional(),
  differences: z.array(differenceSchema),
  lostIds: z.array(refText).optional(),
  reach: reachSchema.optional(),
  started: z.strictObject({ published: z.boolean(), live: z.boolean() }).optional(),
  at: z.strictObject({ file: z.string(), line: count, column: count }).optional(),
  package: z.string().optional(),
});

/** The drift document. */
export const driftSchema = z.strictObject({
  version: z.literal(driftVersion),
  tool: z.string(),
  environment: z.string(),
  workspace: z.string(),
  endpoint: z.string(),
  made: z.iso.datetime(),
  release: z.union([z.string(), z.null()]),
  against: z.enum(["release", "repository"]),
  summary: z.strictObject({
    edited: count,
    vanished: count,
    triggerState: count,
    unmanaged: count,
    owned: count,
    pending: count,
    unchanged: count,
  }),
  items: z.array(item),
  owned: z.array(z.strictObject({ ref: refText, by: z.string(), declared: z.literal(true).optional() })),
  pending: z.array(z.strictObject({ ref: refText, what: z.enum(["created", "edited", "deleted"]) })),
});

/** The JSON schema of the drift document, as text. */
export function driftJsonSchema(): string {
  const schema = { title: "A retain drift report", ...z.toJSONSchema(driftSchema) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The report as it is written. */
export type DriftDocument = ReturnType<typeof toDocument>;

/** The report as it is saved and printed. */
export function writeDrift(drift: Drift): string {
  return `${JSON.stringify(toDocument(drift), null, 2)}\n`;
}

function toDocument(drift: Drift) {
  return {
    ...drift,
    items: drift.items.map(({ lostIds, ...item }) => ({
      ...writeRefs(item),
      ...(lostIds === undefined ? {} : { lostIds: lostIds.map(formatRef) }),
    })),
    owned: drift.owned.map(writeRef),
    pending: drift.pending.map(writeRef),
  };
}
