import type { Goal } from "@retain/notebooks/goals";

/** The goals as a table, and a line that counts them. */
export function goalLines(goals: readonly Goal[]): readonly string[] {
  const rows = goals.map(({ goal, what, figure, limit, met, note }) => [
    goal,
    what,
    figure,
    limit,
    verdict(met, figure),
    note,
  ]);
  const table = [["goal", "what", "figure", "limit", "", ""], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const count = (shown: string) => goals.filter((goal) => verdict(goal.met, goal.figure) === shown).length;
  return [
    ...table.map((row) =>
      row
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    ),
    "",
    `${count("met")} met, ${count("NOT MET")} not met, ${count("told")} told only, ${count("not measured")} not measured`,
  ];
}

function verdict(met: boolean | null, figure: string): string {
  if (met === null) return figure === "–" ? "not measured" : "told";
  return met ? "met" : "NOT MET";
}
