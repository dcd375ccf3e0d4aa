import { type RefinementCtx, type ZodType, z } from "zod";
import { isObject, type Json, type JsonObject } from "../words/json.ts";
import type { Told } from "../words/kind.ts";
import type { Path } from "../words/path.ts";
import type { Kind } from "../words/ref.ts";
import { facts, propertiesOf, requiredOf, shapeOfKind, type WireNode, type WireProperties } from "./facts.ts";
import { placeName } from "./place-name.ts";
import { isSlip } from "./similar.ts";
import { isComputed, type Scalar, scalarProblem } from "./value.ts";

/** What an issue is about: the `params` of every issue of a schema but those of the envelope. */
export type WireIssue =
  /** The value does not fit what is known of its place. */
  | { readonly type: "value"; readonly node: Scalar }
  /** It is not a list or an object, as it should be. */
  | { readonly type: "container"; readonly node: Container }
  /** A member is missing; the issue has the path of its holder. */
  | { readonly type: "required"; readonly name: string; readonly owner: Owner }
  /** A member is not known. */
  | {
      readonly type: "unknown";
      readonly name: string;
      readonly owner: Owner;
      /** Those that could have been meant. */
      readonly candidates: readonly string[];
    }
  /** The type of an object is not known. */
  | {
      readonly type: "type";
      readonly named: string;
      readonly model: string;
      readonly known: readonly string[];
    };

/** How messages call an object, given where it stands. */
type Owner = (path: Path) => string;
type Container = Exclude<WireNode, Scalar>;

const kinds = new Map<string, ZodType>();
const models = new Map<string, ZodType>();

/**
 * The schema of the whole body of a kind, made from the facts of the wire when first asked for. Null means absent,
 * and an expression may stand for a value of any type. Bodies pass through whole: nothing unknown is taken away.
 */
export function wireSchema(kind: Kind, told: Told = "errors"): ZodType {
  return remembered(kinds, `${kind} ${told}`, () => {
    const below = nodeSchema(shapeOfKind(kind), { told, holder: () => kind, up: 1 });
    return z.looseObject({ name: z.string().nullish(), properties: below.refine(isObject) });
  });
}

/** Where a schema is made for. */
interface Around {
  readonly told: Told;
  /** The object that holds the value. */
  readonly holder: Owner;
  /** How many steps the value is below it. */
  readonly up: number;
}

function nodeSchema(node: WireNode, { told, holder, up }: Around): ZodType {
  switch (node.is) {
    case "any":
    case "text":
    case "number":
    case "boolean":
      return scalarSchema(node, told);
    case "list":
      return container(
        node,
        lazily(() => z.array(nodeSchema(node.item, { told, holder, up: up + 1 }))),
      );
    case "map":
      return container(
        node,
        lazily(() => z.record(z.string(), nodeSchema(node.item, { told, holder, up: up + 1 }))),
      );
    case "object": {
      const owner: Owner = (path) => `${placeName(path, String)} of ${holder(path.slice(0, -up))}`;
      const schema = lazily(() => objectSchema(node.properties, owner, told));
      return container(node, (value, context) => {
        if (told === "all") judgeMembers(value as JsonObject, node.properties, owner, "told", context);
        return schema();
      });
    }
    case "model":
      return container(node, (value, context) => modelSchema(node.of, value as JsonObject, told, context));
  }
}

function scalarSchema(node: Scalar, told: Told): ZodType {
  const params: WireIssue = { type: "value", node };
  const fits = (value: unknown) => {
    const json = value as Json | undefined;
    if (isAbsent(json) || isComputed(json)) return true;
    const problem = scalarProblem("", json, node);
    return problem === undefined || (told === "errors" && problem.code !== "shape-type");
  };
  return z.custom<Json | undefined>(fits, { params });
}

function isAbsent(value: Json | undefined): value is null | undefined {
  return value === null || value === undefined;
}

/** Schemas are made when they are needed: those of the facts go round in circles. */
function lazily(make: () => ZodType): () => ZodType {
  let made: ZodType | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Passes a list or an object to the schema that is made for it, unless an expression replaces it. */
function container(node: Container, inner: (value: Json, context: RefinementCtx) => ZodType): ZodType {
  return z.unknown().superRefine((value, context) => {
    const json = value as Json | undefined;
    if (isAbsent(json) || isComputed(json)) return;
    const fits = node.is === "list" ? Array.isArray(json) : isObject(json);
    if (!fits) {
      tell(context, { type: "container", node });
      return;
    }
    const { error } = inner(json, context).safeParse(json);
    for (const issue of error?.issues ?? []) {
      if (issue.code === "custom") context.addIssue({ ...issue, path: [...issue.path] });
    }
  });
}

function tell(context: RefinementCtx, params: WireIssue, path: Path = []): void {
  context.addIssue({ code: "custom", path: [...path], params });
}

/** The schema of a model; of a union, the one of the type that the value names. */
function modelSchema(model: string, value: JsonObject, told: Told, context: RefinementCtx): ZodType {
  const { unions } = facts();
  const union = Object.hasOwn(unions, model) ? unions[model] : undefined;
  if (!union) return namedSchema(model, value, { name: model, told, context });
  const named = Object.hasOwn(value, union.on) ? value[union.on] : undefined;
  const isNamed = typeof named === "string" && !isComputed(named);
  const known = isNamed && Object.hasOwn(union.types, named) ? union.types[named] : undefined;
  if (known !== undefined) return namedSchema(known, value, { name: named as string, told, context });
  if (isNamed && told === "all")
    tell(context, { type: "type", named, model, known: Object.keys(union.types) }, [union.on]);
  return namedSchema(model, value, { name: model, told, context, others: "let pass" });
}

/** What becomes of a member that is not known. */
type Others =
  /** It is reported. */
  | "told"
  /** It is reported if it nearly has the name of a missing one: others may add their own members. */
  | "slips"
  /** Nobody can say which members there are, as the type of the object is not known. */
  | "let pass";

interface Named {
  /** How messages call it. */
  readonly name: string;
  readonly told: Told;
  readonly context: RefinementCtx;
  readonly others?: Others;
}

function namedSchema(model: string, value: JsonObject, { name, told, context, others }: Named): ZodType {
  const properties = propertiesOf(model);
  const owner: Owner = () => name;
  const isOpen = facts().models[model]?.open === true;
  if (told === "all") judgeMembers(value, properties, owner, others ?? (isOpen ? "slips" : "told"), context);
  // A model has one name but for the types of a union, which say it.
  return remembered(models, `${model} ${name} ${told}`, () => objectSchema(properties, owner, told));
}

/** Members that may be anything are left out: their names are all there is to judge. */
function objectSchema(properties: WireProperties, owner: Owner, told: Told): ZodType {
  const judged = Object.entries(properties).filter(
    ([, node]) => node.is !== "any" || (told === "all" && node.usually !== undefined),
  );
  const around = { told, holder: owner, up: 1 };
  return z.object(
    Object.fromEntries(judged.map(([name, node]) => [name, nodeSchema(node, around).optional()])),
  );
}

/** What zod cannot say of an object: a member that is null is missing, and an unknown one is only told. */
function judgeMembers(
  value: JsonObject,
  properties: WireProperties,
  owner: Owner,
  others: Others,
  context: RefinementCtx,
): void {
  for (const name of requiredOf(properties))
    if (!Object.hasOwn(value, name) || value[name] === null) tell(context, { type: "required", name, owner });
  if (others === "let pass") return;
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(properties, name) || value[name] === null) continue;
    const names = Object.keys(properties);
    const missing = names.filter((known) => !Object.hasOwn(value, known));
    if (others === "slips" && !isSlip(name, missing)) continue;
    const candidates = others === "slips" ? missing : names;
    tell(context, { type: "unknown", name, owner, candidates }, [name]);
  }
}

function remembered<Made>(known: Map<string, Made>, key: string, make: () => Made): Made {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  known.set(key, made);
  return made;
}
