import { redactSaid } from "@retain/artifacts/secrets/redact";
import { secretTexts } from "@retain/artifacts/secrets/secrets";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { nameGlob } from "@retain/artifacts/words/glob";
import { formatRef } from "@retain/artifacts/words/ref";
import type { Change } from "@retain/planner/plan/plan";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import type { EstatePlan } from "../plan-estate.ts";

/** Why a change failed, as a problem; a failed change never ends the walk, since others are under way. */
export type ExplainFailure = (change: Change, error: unknown) => Diagnostic;

/**
 * Explains the failures of an apply. What is told of one change shows no secret of another one either: a service may
 * quote what it holds.
 */
export function failureExplainer(made: Pick<EstatePlan, "plan" | "estate" | "desired">): ExplainFailure {
  const secrets = secretsOf(made);
  const clean = (text: string) => redactSaid(text, undefined, secrets);
  return (change, error) => {
    if (!(error instanceof WorkspaceError)) return defect(change, clean(wordsOf(error)));
    const { diagnostic } = error;
    const { message, why } = diagnostic;
    return { ...diagnostic, message: clean(message), ...(why === undefined ? {} : { why: clean(why) }) };
  };
}

/** Secrets of the bodies that are there or written. Only an exception lets one pass, so only what one names is looked through. */
function secretsOf({
  plan,
  estate,
  desired = [],
}: Pick<EstatePlan, "plan" | "estate" | "desired">): readonly string[] {
  const passes = estate.project.exceptions
    .filter(({ rule }) => rule === "secret-literal")
    .flatMap(({ artifacts }) => artifacts.map(nameGlob));
  const held = [
    ...desired,
    ...plan.changes.flatMap(({ ref, body }) => (body === undefined ? [] : [{ ref, body }])),
  ];
  return secretTexts(
    held.flatMap(({ ref, body }) => (passes.some((covers) => covers(formatRef(ref))) ? [body] : [])),
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function defect({ ref, action, origin }: Change, words: string): Diagnostic {
  const from = origin && [origin.package, origin.file].filter((part) => part !== undefined).join(" ");
  return {
    severity: "error",
    code: "defect",
    message: `could not ${action} ${formatRef(ref)}${from === undefined ? "" : ` (${from})`}: ${words}`,
    advice: "this is a bug in retain; run the command again, and report it if it persists",
  };
}
