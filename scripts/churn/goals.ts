import type { Goal } from "@retain/notebooks/goals";

/** The goals as a table, and a line that counts them. */
export function goalLines(goals: readonly Goal[]): readonly string[] {
  const rows = goals.map(({ goal, what, figure, limit, met, note }) => [
    goal,
    what,
    figure,
    limit,
    verdict(met),
    note,
  ]);
  const table = [["goal", "what", "figure", "limit", "", ""], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const count = (met: boolean | null) => goals.filter((goal) => goal.met === met).length;
  return [
    ...table.map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
    "",
    `${count(true)} met, ${count(false)} not met, ${count(null)} not measured`,
  ];
}

function verdict(met: boolean | null): string {
  if (met === null) return "not measured";
  return met ? "met" : "NOT MET";
}
