import { createHash } from "node:crypto";
import type { Problems } from "@retain/artifacts/words/diagnostic";
import { isObject, type Json, type JsonObject } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import { isTooDeep } from "@retain/artifacts/words/nesting";
import { formatPath, type Path } from "@retain/artifacts/words/path";
import type { z } from "zod";
import { fromDocument, type PlanDocument, toDocument } from "./document-values.ts";
import { type Plan, planVersion } from "./plan.ts";
import { planSchema } from "./schema.ts";
import { contradictions } from "./sense.ts";

/** Problems of a damaged plan that are told; more would say nothing new. */
const mostShown = 5;

/** The plan as it is saved and printed. */
export function writePlan(plan: Plan): string {
  const { version, ...rest } = toDocument(plan);
  return `${JSON.stringify({ version, digest: digestOf({ version, ...rest }), ...rest }, null, 2)}\n`;
}

/**
 * Digest of all that a plan says: tells that somebody edited the file. It proves nothing, for it could be made anew:
 * what is applied is held against its own bodies (`departures`).
 */
function digestOf(plan: object): string {
  return createHash("sha256").update(JSON.stringify(plan)).digest("hex");
}

/** Reads a saved plan; anything else becomes one problem with its way out. `edited`: it was a plan, and is another now. */
export function readPlan(text: string): { readonly plan: Plan } | (Problems & { readonly edited?: true }) {
  let value: Json;
  try {
    value = parseKeepingNumbers(text);
  } catch (error) {
    return refused("not a plan: it is not JSON", error instanceof Error ? error.message : String(error));
  }
  if (isTooDeep(value)) return refused("not a plan: it is nested too deeply", undefined);
  const version = isObject(value) ? value.version : undefined;
  if (version === undefined) return refused("not a plan: it has no version", undefined);
  if (version !== planVersion) {
    return refused(
      `the plan has version ${JSON.stringify(version)}, but this program reads version ${planVersion}`,
      undefined,
    );
  }
  const { digest, ...rest } = value as JsonObject;
  if (typeof digest === "string" && digest !== digestOf(rest))
    return { ...refused(...editedWords), edited: true };
  const read = planSchema.safeParse(value);
  if (!read.success) return damaged(read.error.issues.map(issueText));
  // The value itself, not zod's copy of it, which lacks members named __proto__.
  const document = rest as unknown as PlanDocument;
  const plan = fromDocument(document);
  if (plan.boundTo.size < Object.keys(document.boundTo).length)
    return damaged(["boundTo names an artifact twice"]);
  const problems = contradictions(plan);
  return problems.length > 0 ? damaged(problems) : { plan };
}

const editedWords = [
  "the plan was edited after it was saved",
  "it is not the plan that was made and reviewed",
] as const;

function issueText({ path, message }: z.core.$ZodIssue): string {
  const place = formatPath(path as Path) || "the plan";
  return /received undefined/.test(message) ? `${place} is missing` : `${place}: ${message}`;
}

function damaged(problems: readonly string[]): Problems {
  const shown = problems.slice(0, mostShown);
  const more = problems.length - shown.length;
  return refused("the plan is damaged", `${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`);
}

function refused(message: string, why: string | undefined): Problems {
  return {
    problems: [
      {
        severity: "error",
        code: "plan-unreadable",
        message,
        ...(why === undefined ? {} : { why }),
        advice: "plan again: `retain plan --out FILE`",
      },
    ],
  };
}
