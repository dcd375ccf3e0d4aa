import { z } from "zod";
import type { FaultRule } from "./faults.ts";
import { TwinError } from "./twin-error.ts";
import type { TwinWorkspace } from "./twin-workspace.ts";

/** A rule and the workspace it is for; absent: each of them. */
export interface PlacedRule extends FaultRule {
  readonly workspace?: string;
}

const milliseconds = z.number().int().min(0);
const count = z.number().int().min(0);
const fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("latency"), ms: milliseconds }),
  z.strictObject({ kind: z.literal("throttle"), seconds: z.number().min(0) }),
  z.strictObject({
    kind: z.literal("status"),
    status: z.number().int().min(200).max(599),
    body: z.json().exactOptional(),
  }),
  z.strictObject({ kind: z.literal("lost-response") }),
  z.strictObject({ kind: z.literal("failed-operation"), code: z.string(), message: z.string() }),
  z.strictObject({ kind: z.literal("stale-read") }),
]);
const rules = z.array(
  z.strictObject({
    workspace: z.string().exactOptional(),
    method: z.string().exactOptional(),
    path: z.string().exactOptional(),
    skip: count.exactOptional(),
    times: count.exactOptional(),
    probability: z.number().min(0).max(1).exactOptional(),
    seed: z.number().int().exactOptional(),
    fault,
  }),
);

/** Reads a list of rules, JSON. Throws a `TwinError` that names the place of every mistake. */
export function readFaultRules(text: string, source: string): readonly PlacedRule[] {
  const parsed = rules.safeParse(parseJson(text, source));
  if (parsed.success) return parsed.data as readonly PlacedRule[];
  const mistakes = parsed.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`);
  throw new TwinError(
    `${source} holds no list of fault rules: ${mistakes.join("; ")}`,
    "docs/twin.md shows the rules with an example each",
  );
}

/** Puts these rules, and no others, into force. Throws a `TwinError` for a workspace that is not served. */
export function setFaultRules(
  workspaces: ReadonlyMap<string, TwinWorkspace>,
  placed: readonly PlacedRule[],
): void {
  for (const { workspace } of placed) {
    if (workspace === undefined || workspaces.has(workspace)) continue;
    const served = [...workspaces.keys()].join(", ");
    throw new TwinError(
      `a fault rule is for the workspace "${workspace}", which is not served`,
      `one of: ${served}`,
    );
  }
  for (const [name, { faults }] of workspaces) {
    faults.clear();
    for (const { workspace, ...rule } of placed) if ((workspace ?? name) === name) faults.add(rule);
  }
}

/** The rules in force, each with its workspace. */
export function faultRulesOf(workspaces: ReadonlyMap<string, TwinWorkspace>): readonly PlacedRule[] {
  return [...workspaces].flatMap(([workspace, { faults }]) =>
    faults.rules().map((rule) => ({ workspace, ...rule })),
  );
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new TwinError(`${source} is not JSON: ${(error as Error).message}`, "write a list of fault rules");
  }
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "at the top" : `/${path.map(String).join("/")}`;
}
