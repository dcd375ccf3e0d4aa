/** What a notebook answers that nobody should have to look for: what it left out, set aside, or added late. */
import { z } from "zod";

const counts = z.record(z.string(), z.number()).default({});

const answerSchema = z.object({
  problems: z.array(z.string()).default([]),
  tables: z
    .record(
      z.string(),
      z.object({
        left_out: z.record(z.string(), z.string()).default({}),
        reasons: counts,
        flagged: counts,
        rows_replaced: z.number().default(0),
      }),
    )
    .default({}),
  late_candidates: counts,
  late: z.record(z.string(), counts).default({}),
});

/** One sentence each; none for an answer of another shape. */
export function remarks(answer: unknown): readonly string[] {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) return [];
  const { problems, tables, late_candidates, late } = parsed.data;
  return [
    ...problems,
    ...Object.entries(tables).flatMap(([table, { left_out, reasons, flagged, rows_replaced }]) => [
      ...Object.entries(left_out).map(([name, why]) => `${table}: ${name} ${why}.`),
      ...Object.entries(reasons).map(([why, rows]) => `${table}: ${rows} set aside: ${why}.`),
      ...Object.entries(flagged).map(([why, rows]) => `${table}: ${rows} kept, and flagged: ${why}.`),
      ...(rows_replaced > 0 ? [`${table}: ${rows_replaced} replaced by a newer delivery.`] : []),
    ]),
    ...Object.entries(late_candidates).map(
      ([month, rows]) => `Rows came late: ${month} has ${rows > 0 ? "+" : ""}${rows} candidates.`,
    ),
    ...Object.entries(late).map(([month, told]) => {
      const parts = Object.entries(told).filter(([, rows]) => rows > 0);
      return `Rows came late: in ${month} ${parts.map(([what, rows]) => `${rows} ${what}`).join(", ")}.`;
    }),
  ];
}
