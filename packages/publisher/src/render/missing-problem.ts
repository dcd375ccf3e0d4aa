import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Artifact, Position } from "@retain/artifacts/words/artifact";
import { type Diagnostic, formatPosition } from "@retain/artifacts/words/diagnostic";
import { byRef, formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import type { Plan, Unresolved } from "@retain/planner/plan/plan";
import type { Shortfall } from "@retain/planner/plan/shortfall";
import { parsePath } from "@retain/project/override-path";
import { count } from "./marks.ts";

/** Further places that a problem names. */
const mostPlaces = 20;

/** That a plan cannot succeed, and one problem for each artifact that a plan needs and that is not there, with every place that says so; none where nothing is missing. */
export function missingProblems(
  { missing, waiting }: Shortfall,
  plan: Pick<Plan, "workspace">,
  desired: readonly Artifact[] | undefined,
): readonly Diagnostic[] {
  const written = byRef(desired ?? []);
  const wanted = new Map<string, Unresolved[]>();
  for (const one of missing) {
    const key = refKey(one.to);
    wanted.set(key, [...(wanted.get(key) ?? []), one]);
  }
  const told = [...wanted.values()].flatMap((places): readonly Diagnostic[] => {
    const [first, ...others] = places;
    if (first === undefined) return [];
    const { from, to } = first;
    const { label, managed } = contractOf(to.kind);
    const isLeftOut = first.leftOut === true;
    const path = parsePath(first.path);
    const at = placeOf(written.get(refKey(from)), first.path);
    const more = others.slice(0, mostPlaces).map((one) => {
      const position = placeOf(written.get(refKey(one.from)), one.path);
      return `${formatRef(one.from)} (${position === undefined ? one.path : formatPosition(position)})`;
    });
    const rest = others.length - more.length;
    return [
      {
        severity: "error",
        code: "reference-not-there",
        message: `there is no ${label} "${to.name}" in ${plan.workspace}${isLeftOut ? ", and the selection leaves out the one in the repository" : managed ? " or in the repository" : ""}`,
        ref: from,
        ...(path === undefined ? {} : { path }),
        ...(at === undefined ? {} : { at }),
        why: [
          `${formatRef(from)} refers to it`,
          ...(more.length > 0 ? [`also ${more.join(", ")}`] : []),
          ...(rest > 0 ? [count(rest, "other place")] : []),
        ].join("; "),
        advice: isLeftOut
          ? `include it: --only ${formatRef(to)}, or drop --only-exactly and --except`
          : adviceFor(to, plan.workspace),
      },
    ];
  });
  const failing = new Set(missing.map(({ from }) => refKey(from))).size;
  const waits =
    waiting.length === 0
      ? ""
      : `, and ${waiting.length} more ${waiting.length === 1 ? "waits" : "wait"} for them`;
  const things = told.length === 1 ? "what it needs is" : `${told.length} things that it needs are`;
  return told.length === 0
    ? []
    : [
        {
          severity: "error",
          code: "plan-short",
          message: `the plan cannot succeed: ${things} missing; ${count(failing, "change")} would fail${waits}`,
          advice:
            "fix the problems below and plan again, or apply the rest with `retain apply --despite-missing`",
        },
        ...told,
      ];
}

/** What makes the thing come to be; infrastructure is nothing that can be published. */
function adviceFor({ kind, name }: Ref, workspace: string): string {
  const { madeBy, label } = contractOf(kind);
  if (madeBy === undefined)
    return `define the ${label} in the repository, or create it in the workspace first`;
  const { terraform, studio, command } = madeBy;
  return `create it where the infrastructure is defined (Terraform: ${terraform}), in Synapse Studio (${studio}) or with \`${command(name, workspace)}\`; or refer to an existing one`;
}

function placeOf(artifact: Artifact | undefined, path: string): Position | undefined {
  if (artifact === undefined) return undefined;
  const { file, line, column, locate } = artifact.origin;
  return locate?.(parsePath(path) ?? []) ?? { file, line, column };
}
