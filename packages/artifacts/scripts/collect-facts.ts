import type {
  WireFacts,
  WireLimits,
  WireModel,
  WireNode,
  WireProperties,
  WireUnion,
} from "../src/shape/facts.ts";
import { keepReachable } from "./keep-reachable.ts";
import type { Mapper, Sdk } from "./read-mappers.ts";
import { type Gathered, withSecond } from "./second-source.ts";
import { additions, moreValues, notRequired, ofEveryLinkedService, open } from "./wire-additions.ts";
import { alike, flattenedResources, handWritten, kinds, younger } from "./wire-kinds.ts";
import { merge, objectOf, type Properties, place, relax } from "./wire-properties.ts";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is known of the wire beyond an SDK; nothing for the second one. */
interface Beyond {
  readonly additions: typeof additions;
  readonly notRequired: typeof notRequired;
  readonly open: typeof open;
}

const nothing: Beyond = { additions: {}, notRequired: {}, open: new Set() };

/**
 * Turns what the SDK of Synapse says into facts about the wire, adds what the one of Data Factory knows beyond it, and
 * lays what is known beyond both on top.
 */
export function collectFacts(sdk: Sdk, second: Sdk): WireFacts {
  const own = factsOf(sdk, { additions, notRequired, open });
  const { models, unions, values } = withSecond(own, factsOf(second, nothing));
  Object.assign(models, handWritten.models);
  for (const [name, { like, base }] of Object.entries(alike)) {
    models[name] = { base, properties: models[like]?.properties ?? {} };
  }
  for (const [name, union] of Object.entries(handWritten.unions)) {
    unions[name] = { on: union.on, types: { ...unions[name]?.types, ...union.types } };
  }
  for (const [base, types] of Object.entries(younger)) {
    for (const type of types) {
      const model = base === "LinkedService" || base === "Dataset" ? `${type}${base}` : type;
      models[model] = { base, open: true, properties: { typeProperties: { is: "any" } } };
      unions[base] = { on: "type", types: { ...unions[base]?.types, [type]: model } };
    }
  }
  addToAll(unions.LinkedService, models, ofEveryLinkedService);
  for (const [resource, name] of Object.entries(flattenedResources)) {
    const properties = models[resource]?.properties.properties;
    if (properties?.is === "object") models[name] = { properties: properties.properties };
  }
  for (const [name, more] of Object.entries(moreValues))
    values[name] = [...new Set([...(values[name] ?? []), ...more])];
  return keepReachable({ kinds, unions, models, values: { ...values, ...handWritten.values } });
}

function addToAll(
  union: WireUnion | undefined,
  models: Record<string, WireModel>,
  more: WireProperties,
): void {
  for (const name of Object.values(union?.types ?? {})) {
    const model = models[name];
    // Of younger connectors nothing is said about what stands there.
    if (model === undefined || model.open) continue;
    const properties = { ...more };
    merge(properties, model.properties);
    models[name] = { ...model, properties };
  }
}

function factsOf(sdk: Sdk, beyond: Beyond): Gathered {
  const unions = collectUnions(sdk);
  const parents = parentsOf(sdk);
  const models: Record<string, WireModel> = {};
  const own = (name: string): WireModel => {
    const mapper = sdk.mappers.get(name);
    const base = parents.get(name);
    // A mapper repeats the properties of its bases; the type declarations do not.
    const declaredBy = [name];
    for (let above = base; above !== undefined; above = parents.get(above)) declaredBy.push(above);
    const all = wireProperties(sdk, declaredBy, mapper?.type.modelProperties ?? {});
    merge(all, beyond.additions[name] ?? {});
    for (const path of beyond.notRequired[name] ?? []) relax(all, path.split("."));
    const more = beyond.open.has(name) ? ({ open: true } as const) : {};
    if (base === undefined) return { ...more, properties: all };
    return { ...more, base, properties: withoutInherited(all, inherited(base)) };
  };
  const inherited = (name: string): WireProperties => {
    const { base, properties } = models[name] ?? own(name);
    return base === undefined ? properties : { ...inherited(base), ...properties };
  };
  for (const name of sdk.mappers.keys()) models[name] = own(name);
  const values = { ...Object.fromEntries(sdk.values.lists), ...enumLists(sdk) };
  return { unions, models, values };
}

function parentsOf(sdk: Sdk): ReadonlyMap<string, string> {
  const parents = new Map<string, string>();
  for (const [key, mapper] of Object.entries(sdk.discriminators)) {
    const [parent] = key.split(".");
    const name = mapper.type.className;
    if (key.includes(".") && parent !== undefined && name !== undefined && name !== parent) {
      parents.set(name, parent);
    }
  }
  return parents;
}

function collectUnions(sdk: Sdk): Record<string, WireUnion> {
  const parents = parentsOf(sdk);
  const abstract = new Set(parents.values());
  const unions: Record<string, { on: string; types: Record<string, string> }> = {};
  for (const [key, mapper] of Object.entries(sdk.discriminators)) {
    const name = mapper.type.className ?? "";
    const type = key.slice(key.indexOf(".") + 1);
    if (!parents.has(name) || abstract.has(name)) continue;
    for (let base = parents.get(name); base !== undefined; base = parents.get(base)) {
      const on = mapper.type.polymorphicDiscriminator?.serializedName ?? "type";
      const union = unions[base] ?? { on, types: {} };
      unions[base] = union;
      union.types[type] = name;
    }
  }
  return unions;
}

/** Puts the flattened properties of a model back where they stand on the wire. */
function wireProperties(
  sdk: Sdk,
  declaredBy: readonly string[],
  properties: { [name: string]: Mapper },
): Properties {
  const all: Properties = {};
  for (const [name, mapper] of Object.entries(properties)) {
    const places = declaredBy.map((model) => `${model}.${name}`);
    const list = places.map((at) => sdk.values.properties.get(at)).find((found) => found !== undefined);
    const required = mapper.type.name === "Composite" && places.some((at) => sdk.values.required.has(at));
    const node = nodeOf(required ? { ...mapper, required } : mapper, list, places[0] ?? name);
    const usually = places.map((at) => sdk.values.usual.get(at)).find((found) => found !== undefined);
    const described = node.is === "any" && usually !== undefined ? { ...node, usually } : node;
    place(all, (mapper.serializedName ?? name).split("."), described);
  }
  return all;
}

const scalars: Readonly<Record<string, "any" | "text" | "number" | "boolean">> = {
  any: "any",
  Object: "any",
  String: "text",
  Uuid: "text",
  DateTime: "text",
  Enum: "text",
  Number: "number",
  Boolean: "boolean",
};

function nodeOf(mapper: Mapper, list: string | undefined, at: string): WireNode {
  const required = mapper.required ? ({ required: true } as const) : {};
  const { name, element, value, className, allowedValues } = mapper.type;
  if (name === "Sequence" && element) return { is: "list", item: nodeOf(element, list, at), ...required };
  if (name === "Dictionary" && value) return { is: "map", item: nodeOf(value, undefined, at), ...required };
  if (name === "Composite" && className !== undefined) return { is: "model", of: className, ...required };
  const is = scalars[name];
  if (is === undefined)
    throw new Error(`the SDK has a new type of value, "${name}", at ${at}: say what it is on the wire`);
  const values = allowedValues ? { values: at } : list === undefined ? {} : { values: list };
  const limits = limitsOf(mapper);
  return { is, ...values, ...(limits ? { limits } : {}), ...required };
}

function limitsOf({ constraints = {} }: Mapper): WireLimits | undefined {
  const limits: Mutable<WireLimits> = {};
  if (constraints.Pattern) limits.pattern = constraints.Pattern.source;
  if (constraints.MinLength !== undefined) limits.minLength = constraints.MinLength;
  if (constraints.MaxLength !== undefined) limits.maxLength = constraints.MaxLength;
  if (constraints.InclusiveMinimum !== undefined) limits.min = constraints.InclusiveMinimum;
  if (constraints.InclusiveMaximum !== undefined) limits.max = constraints.InclusiveMaximum;
  return Object.keys(limits).length > 0 ? limits : undefined;
}

function enumLists(sdk: Sdk): Record<string, readonly string[]> {
  const lists: Record<string, readonly string[]> = {};
  for (const [model, mapper] of sdk.mappers) {
    for (const [name, property] of Object.entries(mapper.type.modelProperties ?? {})) {
      if (property.type.allowedValues) lists[`${model}.${name}`] = property.type.allowedValues;
    }
  }
  return lists;
}

function withoutInherited(all: Properties, base: WireProperties): Properties {
  const same = (name: string) => JSON.stringify(all[name]) === JSON.stringify(base[name]);
  const merged: Properties = {};
  for (const [name, node] of Object.entries(all)) {
    if (same(name)) continue;
    const above = base[name];
    // A base and a type may both put something under typeProperties.
    if (node.is === "object" && above?.is === "object")
      merged[name] = objectOf({ ...above.properties, ...node.properties });
    else merged[name] = node;
  }
  return merged;
}
