import { createHash } from "node:crypto";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { isObject, type Json, type JsonObject } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import { formatPath, type Path } from "@retain/artifacts/words/path";
import { kinds } from "@retain/artifacts/words/ref";
import { z } from "zod";
import { deepestNesting, nestsDeeper } from "../differences/nesting.ts";
import { differenceSchema } from "../differences/schema.ts";
import { reachSchema } from "../reach/schema.ts";
import { type Plan, planVersion } from "./plan.ts";
import { contradictions } from "./sense.ts";

/** Problems of a damaged plan that are told; more would say nothing new. */
const mostShown = 5;

/** Any value: what was read from JSON can be nothing else, and going through it could exhaust the stack. */
const json = z.unknown();
const refText = z.string().regex(new RegExp(`^(?:${kinds.join("|")})/.`), "expected kind/name");
const count = z.int().nonnegative();
const risk = z.enum(["cosmetic", "behavioural", "breaking", "destructive"]);

const change = z.strictObject({
  id: z.string(),
  ref: refText,
  action: z.enum(["create", "update", "delete", "stop", "start"]),
  risk,
  reason: z.string(),
  side: z.enum(["ours", "theirs", "both"]).optional(),
  neededBy: refText.optional(),
  renamedFrom: refText.optional(),
  renamedTo: refText.optional(),
  differences: z.array(differenceSchema),
  wave: z.int().positive(),
  waitsFor: z.array(z.string()),
  body: z.record(z.string(), json).optional(),
  replaces: z.literal(true).optional(),
  backfill: z
    .strictObject({
      windows: z.int().positive(),
      from: z.string(),
      to: z.string(),
      atOnce: z.int().positive().optional(),
      atMost: z.literal(true).optional(),
    })
    .optional(),
  restores: z.literal(true).optional(),
  origin: z.string(),
  reach: reachSchema.optional(),
});

const move = z.strictObject({
  what: z.enum(["created", "edited", "deleted"]),
  differences: z.array(differenceSchema),
});
const untouched = z.strictObject({ ref: z.string(), reason: z.string() });

/** The plan document; unknown members are refused, since nobody could say what they ask for. */
const planSchema = z.strictObject({
  version: z.literal(planVersion),
  digest: z.string(),
  tool: z.string(),
  environment: z.string(),
  workspace: z.string(),
  endpoint: z.string(),
  targets: z.array(
    z.strictObject({ service: z.enum(["synapse", "lake"]), name: z.string(), endpoint: z.string() }),
  ),
  policy: z.partialRecord(risk, z.enum(["named", "refused"])),
  source: z.string(),
  release: z.string().nullable(),
  summary: z.strictObject({
    create: count,
    update: count,
    rename: count,
    replace: count,
    delete: count,
    stop: count,
    start: count,
    unchanged: count,
    unmanaged: count,
    owned: count,
    protected: count,
    conflicts: count,
    kept: count,
  }),
  changes: z.array(change),
  conflicts: z.array(z.strictObject({ ref: refText, ours: move, theirs: move })),
  kept: z.array(untouched),
  unmanaged: z.array(z.string()),
  owned: z.array(z.strictObject({ ref: refText, by: z.string(), declared: z.literal(true).optional() })),
  protected: z.array(untouched),
  unresolved: z.array(
    z.strictObject({
      from: z.string(),
      to: z.string(),
      path: z.string(),
      leftOut: z.literal(true).optional(),
    }),
  ),
  boundTo: z.record(refText, z.union([z.string(), z.null()])),
  estimate: z.strictObject({
    requests: count,
    seconds: z.number().nonnegative(),
    criticalPath: z.array(z.string()),
  }),
});

/** The JSON schema of the plan document, as text. */
export function planJsonSchema(): string {
  const schema = { title: "A plan of retain", ...z.toJSONSchema(planSchema) };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The plan as it is saved and printed. */
export function writePlan(plan: Plan): string {
  const { version, ...rest } = plan;
  return `${JSON.stringify({ version, digest: digestOf(plan), ...rest }, null, 2)}\n`;
}

/**
 * Digest of all that a plan says: tells that somebody edited the file. It proves nothing, for it could be made anew:
 * what is applied is held against its own bodies (`departures`).
 */
function digestOf(plan: object): string {
  return createHash("sha256").update(JSON.stringify(plan)).digest("hex");
}

/** Reads a saved plan; anything else becomes one problem with its way out. `edited`: it was a plan, and is another now. */
export function readPlan(
  text: string,
): { readonly plan: Plan } | { readonly problem: Diagnostic; readonly edited?: true } {
  let value: Json;
  try {
    value = parseKeepingNumbers(text);
  } catch (error) {
    return refused("this is no plan: it is not JSON", error instanceof Error ? error.message : String(error));
  }
  if (nestsDeeper(value, deepestNesting)) return refused("this is no plan: it nests too deep", undefined);
  const version = isObject(value) ? value.version : undefined;
  if (version === undefined) return refused("this is no plan: it carries no version", undefined);
  if (version !== planVersion) {
    return refused(
      `this is a plan of version ${JSON.stringify(version)}, and this program reads version ${planVersion}`,
      undefined,
    );
  }
  const { digest, ...rest } = value as JsonObject;
  if (typeof digest === "string" && digest !== digestOf(rest))
    return { ...refused(...editedWords), edited: true };
  const read = planSchema.safeParse(value);
  if (!read.success) return damaged(read.error.issues.map(issueText));
  // The value itself, not zod's copy of it, which lacks members named __proto__.
  const plan = rest as unknown as Plan;
  const problems = contradictions(plan);
  return problems.length > 0 ? damaged(problems) : { plan };
}

const editedWords = [
  "this plan was edited since it was saved",
  "it is not what was made and looked at",
] as const;

function issueText({ path, message }: z.core.$ZodIssue): string {
  const place = formatPath(path as Path) || "the plan";
  return /received undefined/.test(message) ? `${place} is missing` : `${place}: ${message}`;
}

function damaged(problems: readonly string[]): { readonly problem: Diagnostic } {
  const shown = problems.slice(0, mostShown);
  const more = problems.length - shown.length;
  return refused("this plan is damaged", `${shown.join("; ")}${more > 0 ? `; and ${more} more` : ""}`);
}

function refused(message: string, why: string | undefined): { readonly problem: Diagnostic } {
  return {
    problem: {
      severity: "error",
      code: "plan-unreadable",
      message,
      ...(why === undefined ? {} : { why }),
      advice: "plan again: `retain plan --out FILE`",
    },
  };
}
