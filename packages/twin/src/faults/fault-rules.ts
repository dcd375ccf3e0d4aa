import { z } from "zod";
import { TwinError } from "../host/twin-error.ts";
import type { FaultRule, Faults } from "./faults.ts";

/** A rule and the workspace, lake or vault it is for; absent all: each workspace. */
export interface PlacedRule extends FaultRule {
  readonly workspace?: string;
  /** A storage account. A rule of a workspace never hits one. */
  readonly lake?: string;
  /** A Key Vault, likewise. */
  readonly vault?: string;
}

/** What faults can be put into, by name. */
export interface Misbehaving {
  readonly workspaces: ReadonlyMap<string, { readonly faults: Faults }>;
  readonly lakes: ReadonlyMap<string, { readonly faults: Faults }>;
  readonly vaults: ReadonlyMap<string, { readonly faults: Faults }>;
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
  z.strictObject({ kind: z.literal("lost-request") }),
  z.strictObject({ kind: z.literal("lost-response") }),
  z.strictObject({ kind: z.literal("failed-operation"), code: z.string(), message: z.string() }),
  z.strictObject({ kind: z.literal("stale-read") }),
  z.strictObject({ kind: z.literal("hold"), effect: z.enum(["before", "after"]) }),
]);
const rules = z.array(
  z.strictObject({
    workspace: z.string().exactOptional(),
    lake: z.string().exactOptional(),
    vault: z.string().exactOptional(),
    method: z.union([z.string(), z.array(z.string())]).exactOptional(),
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

/** Puts these rules, and no others, into force. Throws a `TwinError` for one that is not served. */
export function setFaultRules(served: Misbehaving, placed: readonly PlacedRule[]): void {
  const { workspaces, lakes, vaults } = served;
  for (const { workspace, lake, vault } of placed) {
    if (workspace !== undefined) checkServed("workspace", workspaces, workspace);
    if (lake !== undefined) checkServed("lake", lakes, lake);
    if (vault !== undefined) checkServed("key vault", vaults, vault);
  }
  for (const { faults } of Object.values(served).flatMap((all) => [...all.values()])) faults.clear();
  for (const { workspace, lake, vault, ...rule } of placed) {
    if (lake !== undefined) lakes.get(lake)?.faults.add(rule);
    if (vault !== undefined) vaults.get(vault)?.faults.add(rule);
    if ((lake ?? vault) !== undefined && workspace === undefined) continue;
    for (const [name, { faults }] of workspaces) if ((workspace ?? name) === name) faults.add(rule);
  }
}

function checkServed(what: string, served: ReadonlyMap<string, unknown>, name: string): void {
  if (served.has(name)) return;
  throw new TwinError(
    `a fault rule is for the ${what} "${name}", which is not served`,
    `one of: ${[...served.keys()].join(", ")}`,
  );
}

/** The rules in force, each with what it is for. */
export function faultRulesOf({ workspaces, lakes, vaults }: Misbehaving): readonly PlacedRule[] {
  const of = (what: "workspace" | "lake" | "vault", served: Misbehaving["lakes"]) =>
    [...served].flatMap(([name, { faults }]) => faults.rules().map((rule) => ({ [what]: name, ...rule })));
  return [...of("workspace", workspaces), ...of("lake", lakes), ...of("vault", vaults)];
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
