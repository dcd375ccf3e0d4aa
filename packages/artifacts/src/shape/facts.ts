import { wireFacts } from "../generated/wire-facts.ts";
import { lakeDirectoryShape } from "../kinds/lake/lake-directory-shape.ts";
import type { Kind } from "../words/ref.ts";
import { isSynapseKind, type SynapseKind } from "../words/synapse-kinds.ts";

/** How a value is limited, beyond its type. */
export interface WireLimits {
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
}

/**
 * What a value is where the wire takes anything, by the words of its description: text; text or an object that names a
 * secret; text or its lines; a number; true or false; a list or an object.
 */
export type Usually = "text" | "secret" | "lines" | "number" | "boolean" | "container";

/** What is known about the value at one place of a body. */
export type WireNode = { readonly required?: true } & (
  | {
      readonly is: "any" | "text" | "number" | "boolean";
      /** Name of the list of values it takes, a key of `WireFacts.values`. */
      readonly values?: string;
      readonly limits?: WireLimits;
      /** What it is by its description; only where anything is taken. */
      readonly usually?: Usually;
    }
  | { readonly is: "list"; readonly item: WireNode }
  | { readonly is: "map"; readonly item: WireNode }
  | { readonly is: "object"; readonly properties: WireProperties }
  /** A model, or any type of a union, by name. */
  | { readonly is: "model"; readonly of: string }
);

/** Property names as they stand on the wire, with what is known about each. */
export type WireProperties = { readonly [name: string]: WireNode };

/** A named object: its own properties, those of its base come on top. */
export interface WireModel {
  readonly base?: string;
  /** True when other programs add members of their own: unknown ones mean nothing. */
  readonly open?: true;
  readonly properties: WireProperties;
}

/** The types of a polymorphic object: the property that tells them apart, and the model of each of its values. */
export interface WireUnion {
  readonly on: string;
  readonly types: { readonly [type: string]: string };
}

/** All that is known about the bodies of a Synapse workspace. */
export interface WireFacts {
  /** What stands under `properties` of each kind. */
  readonly kinds: { readonly [K in SynapseKind]: WireNode };
  readonly unions: { readonly [base: string]: WireUnion };
  readonly models: { readonly [name: string]: WireModel };
  readonly values: { readonly [name: string]: readonly string[] };
}

let parsed: WireFacts | undefined;
const merged = new Map<string, WireProperties>();
const required = new WeakMap<WireProperties, readonly string[]>();

/** The facts; read when first asked for, so that starting up does not pay for them. */
export function facts(): WireFacts {
  parsed ??= JSON.parse(wireFacts) as WireFacts;
  return parsed;
}

/** What stands under `properties` of a kind. Throws for a kind whose contract has a schema of its own. */
export function shapeOfKind(kind: Kind): WireNode {
  if (isSynapseKind(kind)) return facts().kinds[kind];
  if (kind === "lake-directory") return lakeDirectoryShape;
  throw new Error(`there are no facts about bodies of the kind ${kind}`);
}

/** The properties of a model together with those of its bases. */
export function propertiesOf(model: string): WireProperties {
  const known = merged.get(model);
  if (known) return known;
  const { base, properties } = facts().models[model] ?? { properties: {} };
  const all = base === undefined ? properties : { ...propertiesOf(base), ...properties };
  merged.set(model, all);
  return all;
}

/** The names of those properties that must be there. */
export function requiredOf(properties: WireProperties): readonly string[] {
  let names = required.get(properties);
  if (!names) {
    names = Object.keys(properties).filter((name) => properties[name]?.required);
    required.set(properties, names);
  }
  return names;
}
