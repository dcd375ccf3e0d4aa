import { z } from "zod";

/** One goal, as the notebook of the goals measures it. */
const goalSchema = z.object({
  goal: z.string(),
  what: z.string(),
  figure: z.string(),
  limit: z.string(),
  /** `null` where it was not measured; the note says why. */
  met: z.boolean().nullable(),
  note: z.string(),
});
export type Goal = z.infer<typeof goalSchema>;

/** The goals from what their notebook exits with. */
export function readGoals(text: string): readonly Goal[] {
  return z.array(goalSchema).parse(JSON.parse(text));
}
