import { z } from "zod";
import type { DatabricksContext } from "../context.ts";
import { invalid } from "../refused.ts";
import type { Policy } from "./policy.ts";

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const rest = { isOptional: z.boolean().optional(), hidden: z.boolean().optional() };
const usual = { ...rest, defaultValue: scalar.optional() };
/** "Compute policy reference": a rule for each dotted path. */
const ruleSchema = z.discriminatedUnion("type", [
  z.looseObject({ type: z.literal("fixed"), value: scalar, ...rest }),
  z.looseObject({ type: z.literal("forbidden"), ...rest }),
  z.looseObject({ type: z.literal("allowlist"), values: z.array(scalar), ...usual }),
  z.looseObject({ type: z.literal("blocklist"), values: z.array(scalar), ...usual }),
  z.looseObject({ type: z.literal("regex"), pattern: z.string(), ...usual }),
  z.looseObject({
    type: z.literal("range"),
    minValue: z.number().optional(),
    maxValue: z.number().optional(),
    ...usual,
  }),
  z.looseObject({ type: z.literal("unlimited"), ...usual }),
]);
type Rule = z.infer<typeof ruleSchema>;
const definitionSchema = z.record(z.string(), ruleSchema);

type Attributes = Readonly<Record<string, unknown>>;
/** Objects whose keys are names with dots. */
const maps = ["spark_conf", "custom_tags", "spark_env_vars"];
const virtual = ["cluster_type", "dbus_per_hour"];

/** The policy that a cluster names. Throws a `Refused` for one that is not there. */
export function policyOf(
  { policies }: Pick<DatabricksContext, "policies">,
  cluster: Attributes,
): Policy | undefined {
  const { policy_id: id } = cluster;
  if (typeof id !== "string") return undefined;
  const policy = policies.get(id);
  if (policy === undefined)
    throw invalid(`Cluster validation error: Can't find a cluster policy with id: ${id}.`);
  return policy;
}

/** Refuses a cluster that its policy does not permit, with every violation. */
export function checkCluster(policy: Policy, cluster: Attributes, type: "job" | "all-purpose"): void {
  const withDefaults = withPolicyValues(policy, cluster, cluster.apply_policy_default_values === true);
  const violations = Object.entries(rulesOf(policy)).flatMap(([path, rule]) => {
    if (path === "dbus_per_hour" || path.includes("*")) return [];
    const value = path === "cluster_type" ? type : valueAt(withDefaults, path);
    const why = violationOf(rule, value);
    return why === undefined ? [] : [`Validation failed for ${path}, ${why}`];
  });
  if (violations.length > 0) throw invalid(`Cluster validation error: ${violations.join("; ")}`);
}

/** A cluster with what its policy supplies for attributes that it leaves out: fixed values, and with `all` defaults too. */
export function withPolicyValues(policy: Policy, cluster: Attributes, all: boolean): Attributes {
  let filled = cluster;
  for (const [path, rule] of Object.entries(rulesOf(policy))) {
    if (virtual.includes(path) || path.includes("*")) continue;
    const value = rule.type === "fixed" ? rule.value : all ? rule.defaultValue : undefined;
    if (value !== undefined && valueAt(filled, path) === undefined)
      filled = withValue(filled, stepsOf(path), value);
  }
  return filled;
}

function rulesOf({ definition }: Policy): Readonly<Record<string, Rule>> {
  try {
    return definitionSchema.parse(JSON.parse(definition));
  } catch {
    throw invalid("Cluster validation error: malformed policy definition.");
  }
}

function violationOf(rule: Rule, value: unknown): string | undefined {
  if (rule.type === "forbidden") return value === undefined ? undefined : "the value must not be present";
  if (value === undefined) {
    return rule.isOptional === true || rule.type === "unlimited" ? undefined : "the value must be present";
  }
  const is = `(is "${String(value)}")`;
  switch (rule.type) {
    case "fixed":
      return value === rule.value ? undefined : `the value must be ${rule.value} ${is}`;
    case "allowlist":
      return rule.values.some((one) => one === value)
        ? undefined
        : `the value must be one of ${rule.values.join(", ")} ${is}`;
    case "blocklist":
      return rule.values.some((one) => one === value)
        ? `the value must not be one of ${rule.values.join(", ")} ${is}`
        : undefined;
    case "regex":
      return new RegExp(`^(?:${rule.pattern})$`).test(String(value))
        ? undefined
        : `the value must match ${rule.pattern} ${is}`;
    case "range": {
      const { minValue = Number.NEGATIVE_INFINITY, maxValue = Number.POSITIVE_INFINITY } = rule;
      return Number(value) >= minValue && Number(value) <= maxValue
        ? undefined
        : `the value must be between ${minValue} and ${maxValue} ${is}`;
    }
    case "unlimited":
      return undefined;
  }
}

function stepsOf(path: string): readonly string[] {
  const map = maps.find((name) => path.startsWith(`${name}.`));
  return map === undefined ? path.split(".") : [map, path.slice(map.length + 1)];
}

function valueAt(cluster: Attributes, path: string): unknown {
  let value: unknown = cluster;
  for (const step of stepsOf(path)) value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
}

function withValue(into: Attributes, [first = "", ...others]: readonly string[], value: unknown): Attributes {
  const inner = (into[first] ?? {}) as Attributes;
  return { ...into, [first]: others.length === 0 ? value : withValue(inner, others, value) };
}
