import type { WireModel, WireNode, WireProperties, WireUnion } from "../src/shape/facts.ts";
import { objectOf, type Properties } from "./wire-properties.ts";

/** What one SDK says, before it is brought down to what the kinds hold. */
export interface Gathered {
  readonly unions: Record<string, WireUnion>;
  readonly models: Record<string, WireModel>;
  readonly values: Record<string, readonly string[]>;
}

/**
 * The facts of `first` with what `second` knows beyond them: its models, types, properties and values. Where both know a
 * property, the milder one counts: it is required where both say so, and may hold anything where one of them says that.
 */
export function withSecond(first: Gathered, second: Gathered): Gathered {
  const models: Record<string, WireModel> = { ...second.models, ...first.models };
  const inherited = (name: string | undefined): WireProperties => {
    const model = name === undefined ? undefined : first.models[name];
    return model ? { ...inherited(model.base), ...model.properties } : {};
  };
  for (const [name, known] of Object.entries(first.models)) {
    const more = second.models[name];
    if (more)
      models[name] = {
        ...known,
        properties: joined(known.properties, more.properties, inherited(known.base)),
      };
  }
  const unions: Record<string, WireUnion> = { ...second.unions };
  for (const [name, union] of Object.entries(first.unions)) {
    unions[name] = { on: union.on, types: { ...second.unions[name]?.types, ...union.types } };
  }
  const values: Record<string, readonly string[]> = { ...second.values };
  for (const [name, list] of Object.entries(first.values)) {
    values[name] = [...new Set([...list, ...(second.values[name] ?? [])])];
  }
  return { models, unions, values };
}

function joined(known: WireProperties, more: WireProperties, above: WireProperties = {}): Properties {
  const all: Properties = { ...known };
  for (const [name, node] of Object.entries(more)) {
    const own = known[name];
    if (own) all[name] = milder(own, node);
    else if (above[name]?.is === "object" && node.is === "object") all[name] = milder(above[name], node);
    else if (!Object.hasOwn(above, name)) all[name] = optional(node);
  }
  return all;
}

/** Two descriptions of one place. */
function milder(one: WireNode, other: WireNode): WireNode {
  if (one.is === "object" && other.is === "object") {
    const { required } = objectOf(joined(one.properties, other.properties));
    return {
      is: "object",
      properties: joined(one.properties, other.properties),
      ...(required ? { required } : {}),
    };
  }
  const node = other.is !== "any" ? one : one.is === "any" ? { ...other, ...one } : other;
  return one.required && other.required ? { ...node, required: true } : optional(node);
}

function optional(node: WireNode): WireNode {
  const { required: _, ...rest } = node;
  if (rest.is !== "object") return rest as WireNode;
  return {
    is: "object",
    properties: Object.fromEntries(
      Object.entries(rest.properties).map(([name, inner]) => [name, optional(inner)]),
    ),
  };
}
