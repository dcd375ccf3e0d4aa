import { z } from "zod";

/** What a change reaches, as every document that tells it holds it. */
export const reachSchema = z.strictObject({
  pipelines: z.array(z.string()),
  triggers: z.array(
    z.strictObject({
      ref: z.string(),
      started: z.boolean(),
      next: z.string().optional(),
      timeZone: z.string().optional(),
    }),
  ),
});
