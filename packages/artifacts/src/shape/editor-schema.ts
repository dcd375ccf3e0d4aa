import { type ZodType, z } from "zod";
import { contractOf } from "../kinds/contracts.ts";
import type { Kind } from "../words/ref.ts";
import { facts, propertiesOf, shapeOfKind, type WireNode, type WireProperties } from "./facts.ts";
import type { Scalar } from "./value.ts";

/**
 * The JSON Schema (draft 2020-12) of the whole body of a kind, for editors: they offer names, types and values while
 * an artifact is written. It is made from the facts that `wireSchema` judges by, and refuses what that calls an
 * error; unknown members and values pass.
 */
export function editorSchema(kind: Kind): object {
  const schema = z.looseObject({
    name: z.string(),
    properties: nodeSchema(shapeOfKind(kind), new Map()),
  });
  const title = `A ${contractOf(kind).label} as the repository holds it`;
  return { title, ...z.toJSONSchema(schema, { reused: "ref" }) };
}

type Known = Map<string, ZodType>;

/** What is computed at run time, or replaced when the environment is bound, may stand for any value. */
const computed = z.union([
  z.looseObject({ type: z.literal("Expression"), value: z.unknown() }),
  z.string().meta({ pattern: "^(@|\\$\\{retain:)" }),
]);

function nodeSchema(node: WireNode, known: Known): ZodType {
  switch (node.is) {
    case "any":
      return z.unknown();
    case "text":
    case "number":
    case "boolean":
      return z.union([scalarSchema(node), computed, z.null()]);
    case "list":
      return z.union([z.array(nodeSchema(node.item, known)), computed, z.null()]);
    case "map":
      return z.union([z.record(z.string(), nodeSchema(node.item, known)), computed, z.null()]);
    case "object":
      return z.union([objectSchema(node.properties, known), computed, z.null()]);
    case "model":
      return z.union([unionSchema(node.of, known), computed, z.null()]);
  }
}

/** The values that are known are offered, and others taken; so are numbers and truths that are written as text. */
function scalarSchema(node: Exclude<Scalar, { is: "any" }>): ZodType {
  const values = node.values === undefined ? [] : (facts().values[node.values] ?? []);
  const offered = values.length > 0 ? [z.enum(values)] : [];
  if (node.is === "text") return z.union([...offered, z.string()]);
  const own = node.is === "number" ? z.number() : z.boolean();
  const written = node.is === "number" ? writtenNumber : "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$";
  return z.union([own, z.string().meta({ pattern: written })]);
}

const writtenNumber = "^\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*$";

function objectSchema(properties: WireProperties, known: Known) {
  const members = Object.entries(properties).map(([name, node]) => [
    name,
    nodeSchema(node, known).optional(),
  ]);
  return z.looseObject(Object.fromEntries(members));
}

/** A model; of a union, any of its types, or one that is not known. */
function unionSchema(name: string, known: Known): ZodType {
  const { unions } = facts();
  const union = Object.hasOwn(unions, name) ? unions[name] : undefined;
  return named(known, `union ${name}`, () => {
    if (!union) return objectSchema(propertiesOf(name), known);
    const types = Object.entries(union.types).map(([type, model]) =>
      modelSchema(model, { [union.on]: z.literal(type) }, known),
    );
    const other = z.string().meta({ not: { enum: Object.keys(union.types) } });
    return z.union([...types, modelSchema(name, { [union.on]: other.optional() }, known)]);
  });
}

function modelSchema(model: string, own: { readonly [name: string]: ZodType }, known: Known): ZodType {
  const properties = propertiesOf(model);
  const rest = Object.fromEntries(Object.entries(properties).filter(([name]) => !Object.hasOwn(own, name)));
  return z.lazy(() => objectSchema(rest, known).extend(own));
}

/** Each schema that has a name is made once, and stands once in what becomes of it. */
function named(known: Known, name: string, make: () => ZodType): ZodType {
  const found = known.get(name);
  if (found !== undefined) return found;
  const schema: ZodType = z.lazy(make);
  known.set(name, schema);
  return schema;
}
