import { formatRef } from "@retain/artifacts/words/ref";
import type { Drift, DriftItem, DriftStatus } from "@retain/planner/drift/drift";
import { differenceLines } from "./difference-text.ts";
import { driftStatuses, itemRemark } from "./drift-words.ts";
import { boxed } from "./fit.ts";
import { plain } from "./plain.ts";
import { type SarifFinding, sarifText } from "./sarif.ts";

/** Most lines of differences in one message: the list of findings is no place to read a script. */
const mostLines = 40;

const says: Readonly<Record<DriftStatus, string>> = {
  edited: "A live artifact is as it was published",
  vanished: "A published artifact is live",
  "trigger-state": "A trigger is running or stopped, as the release left it",
  unmanaged: "Every live artifact was published or is in the repository",
};

/** The report as SARIF: a finding at the file of each artifact that drifted; what nobody manages is a note. */
export function driftSarif(
  drift: Drift,
  options: { readonly base: string; readonly strict: boolean },
): string {
  return sarifText(
    drift.items.map((item) => findingOf(item, drift, options.strict)),
    {
      category: `drift/${drift.environment}`,
      rules: new Map(driftStatuses.map((status) => [ruleOf(status), says[status]])),
      base: options.base,
    },
  );
}

function findingOf(item: DriftItem, { environment, workspace }: Drift, strict: boolean): SarifFinding {
  const { status, at, differences } = item;
  const ref = formatRef(item.ref);
  const lines = differences.flatMap((one) => differenceLines(one, plain, boxed)).map((line) => line.slice(6));
  const more = lines.length - mostLines;
  return {
    rule: ruleOf(status),
    level: status === "unmanaged" && !strict ? "note" : "warning",
    message: [
      `${ref} in ${workspace} (${environment}): ${itemRemark(item)}`,
      ...lines.slice(0, mostLines),
      ...(more > 0 ? [`…and ${more} more lines`] : []),
    ].join("\n"),
    ref,
    at,
  };
}

function ruleOf(status: DriftStatus): string {
  return `drift-${status}`;
}
