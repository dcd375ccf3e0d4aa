import { z } from "zod";

/** One difference at its field, as every document that shows differences holds it. */
export const differenceSchema = z.strictObject({
  path: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  lines: z.array(z.strictObject({ mark: z.enum([" ", "-", "+"]), text: z.string() })).optional(),
  knownAfterApply: z.literal(true).optional(),
  risk: z.enum(["cosmetic", "behavioural", "breaking", "destructive"]),
});
