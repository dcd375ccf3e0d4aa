import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { formatRef } from "@retain/artifacts/words/ref";
import { takesAway } from "@retain/planner/plan/actions";
import { missingConsent } from "@retain/planner/plan/consent";
import type { Change, Plan } from "@retain/planner/plan/plan";
import { shellWord } from "../cli/shell-word.ts";
import { Refusal } from "../refusal.ts";
import { count } from "../render/marks.ts";
import type { Paint } from "../render/paint.ts";
import { summaryLine } from "../render/plan-text.ts";
import { visible } from "../render/visible.ts";
import type { GivenConsent } from "./consent.ts";

/** Deletes whose options are spelled out; of more a pattern is written sooner. */
const mostSpelled = 5;

/** Who is asked. */
export interface Person {
  /** Said yes to everything before. */
  readonly agreed: boolean;
  /** Is there to be asked. */
  readonly present: boolean;
  readonly paint: Paint;
  /** Shows the lines and asks; false is a no. */
  readonly confirm: (question: string, lines: readonly string[]) => Promise<boolean>;
}

/**
 * Asks whether a plan may be carried out. Where nobody can be asked `--yes` answers, and what takes something away
 * has to be allowed as well; what a plan that was reviewed holds is agreed to. No answer stands for a name that the
 * environment asks for. Throws a Refusal unless it may be.
 */
export async function agree(person: Person, plan: Plan, consent: GivenConsent): Promise<void> {
  if (plan.changes.length === 0) return;
  const { unnamed, deletes } = missingConsent(plan, consent);
  if (unnamed.length > 0) throw new Refusal("usage", [unnamedProblem(plan, unnamed)]);
  const isAnswered = person.agreed || consent.reviewed;
  if (isAnswered && deletes.length === 0) return;
  if (!person.present || isAnswered)
    throw new Refusal("usage", [unaskedProblem(deletes, isAnswered, consent.reviewed)]);
  const question = `Apply to ${plan.workspace} (${summaryLine(plan)})?`;
  if (!(await person.confirm(question, deleteLines(deletes, person.paint)))) throw notAgreed();
}

/** What a no comes to. */
export function notAgreed(): Refusal {
  return new Refusal("failed", [], "Declined: nothing was written");
}

function deleteLines(deletes: readonly Change[], paint: Paint): readonly string[] {
  if (deletes.length === 0) return [];
  return [
    "",
    `This deletes ${count(deletes.length, "artifact")}:`,
    ...deletes.map(({ ref, renamedTo, replaces }) => {
      const lives = replaces
        ? " (and creates it again)"
        : renamedTo === undefined
          ? ""
          : ` (lives on as ${visible(renamedTo)})`;
      return `  ${paint.red("-")} ${visible(ref)}${lives}`;
    }),
  ];
}

function unaskedProblem(deletes: readonly Change[], isAnswered: boolean, reviewed: boolean): Diagnostic {
  const refs = deletes.map(({ ref }) => formatRef(ref));
  const allowed =
    refs.length > mostSpelled
      ? ["--allow-delete with a pattern, or without one for all of them"]
      : refs.map((ref) => `--allow-delete ${shellWord(ref)}`);
  const needs = [...(isAnswered ? [] : ["--yes"]), ...allowed];
  const saved = "or save a plan with `retain plan --out FILE`, review it and apply that";
  return {
    severity: "error",
    code: "consent",
    message: `cannot ask for confirmation${refs.length > 0 ? ` of ${count(refs.length, "delete")}` : ""} without a terminal, so nothing was written`,
    ...(refs.length > 0 ? { why: `it would delete ${refs.join(", ")}` } : {}),
    advice: `add ${needs.join(" ")}${reviewed ? "" : `, ${saved}`}`,
  };
}

function unnamedProblem({ environment }: Plan, unnamed: readonly Change[]): Diagnostic {
  const words = unnamed.map((change) => {
    const option = takesAway(change) ? "--allow-delete" : "--allow";
    return `${option} ${shellWord(formatRef(change.ref))}`;
  });
  const list = unnamed.map(({ action, ref, risk }) => `${action} ${formatRef(ref)} (${risk})`).join(", ");
  return {
    severity: "error",
    code: "consent",
    message: `'${environment}' requires such changes to be named, and these were not: ${list}`,
    why: "`consent` in the environment file says so; patterns and --yes do not count",
    advice: `add ${words.join(" ")}, or save a plan with \`retain plan --out FILE\`, review it and apply that`,
  };
}
