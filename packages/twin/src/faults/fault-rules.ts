import { z } from "zod";
import { TwinError } from "../host/twin-error.ts";
import type { PlacedRule } from "../host/twin-of.ts";
import type { FaultRule } from "./fault.ts";
import type { Faults } from "./faults.ts";

/** A service as rules name its instances. */
interface NamingService {
  readonly one: string;
  readonly title: string;
  /** Whether a rule that names no instance of any service is for each of these. */
  readonly usual?: true;
}

/** A service, and what faults can be put into, by name. */
export interface Misbehaving {
  readonly service: NamingService;
  readonly served: ReadonlyMap<string, { readonly faults: Faults }>;
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
const conditions = {
  method: z.union([z.string(), z.array(z.string())]).exactOptional(),
  path: z.string().exactOptional(),
  skip: count.exactOptional(),
  times: count.exactOptional(),
  probability: z.number().min(0).max(1).exactOptional(),
  seed: z.number().int().exactOptional(),
  fault,
};

/** Reads a list of rules for these services, JSON. Throws a `TwinError` that names the place of every mistake. */
export function readFaultRules(
  text: string,
  source: string,
  services: readonly NamingService[],
): readonly PlacedRule[] {
  const names = Object.fromEntries(services.map(({ one }) => [one, z.string().exactOptional()]));
  const parsed = z.array(z.strictObject({ ...names, ...conditions })).safeParse(parseJson(text, source));
  if (parsed.success) return parsed.data as unknown as readonly PlacedRule[];
  const mistakes = parsed.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`);
  throw new TwinError(
    `${source} is not a list of fault rules: ${mistakes.join("; ")}`,
    "docs/twin.md has an example of each rule",
  );
}

/** Puts these rules, and no others, into force. Throws a `TwinError` for one that is not served. */
export function setFaultRules(all: readonly Misbehaving[], rules: readonly PlacedRule[]): void {
  const placed = rules.map((rule) => placedAt(all, rule));
  for (const { served } of all) for (const { faults } of served.values()) faults.clear();
  for (const { rule, hit } of placed) for (const faults of hit) faults.add(rule);
}

/** A rule without the names of instances, and the instances that it names. */
function placedAt(all: readonly Misbehaving[], placed: PlacedRule) {
  const rule: Record<string, unknown> = { ...placed };
  const hit: Faults[] = [];
  const named = all.filter(({ service: { one, title }, served }) => {
    const name = rule[one];
    delete rule[one];
    if (typeof name !== "string") return false;
    const found = served.get(name);
    if (found === undefined) throw notServed(title, name, served);
    hit.push(found.faults);
    return true;
  });
  const usual = named.length > 0 ? [] : all.filter(({ service }) => service.usual);
  for (const { served } of usual) hit.push(...[...served.values()].map(({ faults }) => faults));
  return { rule: rule as unknown as FaultRule, hit };
}

function notServed(title: string, name: string, served: ReadonlyMap<string, unknown>): TwinError {
  return new TwinError(
    `a fault rule is for the ${title} "${name}", which is not served`,
    `one of: ${[...served.keys()].join(", ")}`,
  );
}

/** The rules in force, each with what it is for. */
export function faultRulesOf(all: readonly Misbehaving[]): readonly PlacedRule[] {
  return all.flatMap(({ service: { one }, served }) =>
    [...served].flatMap(([name, { faults }]) => faults.rules().map((rule) => ({ [one]: name, ...rule }))),
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
