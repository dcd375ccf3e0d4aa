import { type ZodType, z } from "zod";
import { isObject, type Json } from "../words/json.ts";
import type { Kind } from "../words/ref.ts";
import { facts, propertiesOf, shapeOfKind, type WireNode, type WireProperties } from "./facts.ts";
import { isComputed, scalarProblem } from "./value.ts";

const kinds = new Map<Kind, ZodType>();
const models = new Map<string, ZodType>();

/**
 * The schema of the whole body of a kind. Objects are loose: unknown types and
 * properties pass through whole, and null means absent. It refuses what
 * `shapeProblems` calls an error. Recursive; made when first asked for.
 */
export function wireSchema(kind: Kind): ZodType {
  const known = kinds.get(kind);
  if (known) return known;
  const properties = nodeSchema(shapeOfKind(kind)).refine(isObject, "expected an object");
  const schema = z.looseObject({ name: z.string().nullish(), properties });
  kinds.set(kind, schema);
  return schema;
}

function nodeSchema(node: WireNode): ZodType {
  switch (node.is) {
    case "any":
      return z.unknown();
    case "text":
    case "number":
    case "boolean":
      return z.custom<Json | undefined>((value) => {
        const json = value as Json | undefined;
        return isAbsent(json) || isComputed(json) || scalarProblem("", json, node)?.code !== "shape-type";
      }, `expected ${node.is}`);
    case "list":
      return orComputed(z.lazy(() => z.array(nodeSchema(node.item))));
    case "map":
      return orComputed(z.lazy(() => z.record(z.string(), nodeSchema(node.item))));
    case "object":
      return orComputed(z.lazy(() => objectSchema(node.properties)));
    case "model":
      return orComputed(z.lazy(() => unionSchema(node.of)));
  }
}

function isAbsent(value: Json | undefined): value is null | undefined {
  return value === null || value === undefined;
}

/** Hands the value on to `schema`, unless it is absent or computed at run time. */
function orComputed(schema: ZodType): ZodType {
  return z.unknown().superRefine((value, context) => {
    const json = value as Json | undefined;
    if (isAbsent(json) || isComputed(json)) return;
    const result = schema.safeParse(value);
    for (const issue of result.error?.issues ?? []) {
      context.addIssue({ code: "custom", path: [...issue.path], message: issue.message });
    }
  });
}

function objectSchema(properties: WireProperties): ZodType {
  return z.looseObject(
    Object.fromEntries(Object.entries(properties).map(([name, node]) => [name, nodeSchema(node).optional()])),
  );
}

/** The schema of a model; of a union, the one of the type that the value names. */
function unionSchema(model: string): ZodType {
  const union = facts().unions[model];
  if (!union) return modelSchema(model);
  return z.looseObject({}).superRefine((value, context) => {
    const type = value[union.on];
    const known =
      typeof type === "string" && Object.hasOwn(union.types, type) ? union.types[type] : undefined;
    const result = modelSchema(known ?? model).safeParse(value);
    for (const issue of result.error?.issues ?? []) {
      context.addIssue({ code: "custom", path: [...issue.path], message: issue.message });
    }
  });
}

function modelSchema(model: string): ZodType {
  const known = models.get(model);
  if (known) return known;
  const schema = objectSchema(propertiesOf(model));
  models.set(model, schema);
  return schema;
}
