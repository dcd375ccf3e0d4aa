import { z } from "zod";
import { refText } from "../plan/ref-text.ts";

/** What a change reaches, as every document that tells it holds it. */
export const reachSchema = z.strictObject({
  pipelines: z.array(refText),
  triggers: z.array(
    z.strictObject({
      ref: refText,
      started: z.boolean(),
      next: z.string().optional(),
      timeZone: z.string().optional(),
    }),
  ),
});
