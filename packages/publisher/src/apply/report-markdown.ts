import { diagnosticsLines } from "../render/diagnostics.ts";
import { unbroken } from "../render/fit.ts";
import { plain } from "../render/plain.ts";
import { type ApplyReport, applyReportLines, outcomeLine } from "./report.ts";

/** The report of an apply as markdown: the line of counts, what is not done and why. */
export function applyMarkdown(report: ApplyReport): string {
  const lines = applyReportLines(report, plain, unbroken);
  const open = report.outcomes.filter((outcome) => outcome.result.status !== "done");
  const problems = report.outcomes.flatMap(({ result }) =>
    result.status === "failed" ? [result.problem] : [],
  );
  return [
    `### retain: apply to \`${report.plan.environment}\``,
    "",
    `**${lines.at(-1) ?? ""}**`,
    "",
    ...(open.length === 0
      ? []
      : ["```", ...open.map((outcome) => outcomeLine(outcome, plain).trim()), "```", ""]),
    ...(problems.length === 0 ? [] : ["```", ...diagnosticsLines(problems, plain), "```", ""]),
  ].join("\n");
}
