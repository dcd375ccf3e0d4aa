import type { Severity } from "../words/diagnostic.ts";
import { isObject, type Json, type JsonObject, member } from "../words/json.ts";
import { isNumber } from "../words/json-numbers.ts";
import type { Path } from "../words/path.ts";
import type { Kind } from "../words/ref.ts";
import { facts, propertiesOf, requiredOf, shapeOfKind, type WireNode, type WireProperties } from "./facts.ts";
import { didYouMean, isSlip } from "./similar.ts";
import { isComputed, quoted, scalarProblem, type ValueProblem, wrongType } from "./value.ts";

/** A place where a body does not have the shape that is known of its kind. */
export interface ShapeProblem {
  readonly severity: Severity;
  readonly code:
    | "shape-type"
    | "shape-envelope"
    | "type-unknown"
    | "property-unknown"
    | "property-required"
    | "value-type"
    | "value-unknown"
    | "value-limit";
  readonly path: Path;
  readonly message: string;
  readonly why?: string;
  readonly advice?: string;
}

/** A place in the body, as a list from the inside out: paths are written out for problems only. */
interface Place {
  readonly above: Place | undefined;
  readonly step: string | number;
  readonly depth: number;
}

interface Visit {
  readonly value: Json;
  readonly node: WireNode;
  readonly place: Place;
  /** How messages call the object that holds the value. */
  readonly holder: string;
}

/** Nothing real nests deeper (Synapse itself stops far earlier); what does is not judged. */
const deepest = 1000;

/**
 * Compares a body with what is known of the wire. Errors are certain: a wrong
 * JSON type, a missing envelope. Unknown types, properties and values are
 * warnings, for the service may be newer than these facts. Null means absent.
 * Judges any JSON, changes nothing, never throws.
 */
export function shapeProblems(kind: Kind, body: Json): readonly ShapeProblem[] {
  const envelope = envelopeProblem(body);
  if (envelope) return [envelope];
  const problems: ShapeProblem[] = [];
  const start = { above: undefined, step: "properties", depth: 1 };
  const stack: Visit[] = [
    { value: member(body, "properties") ?? null, node: shapeOfKind(kind), place: start, holder: kind },
  ];
  for (let visit = stack.pop(); visit; visit = stack.pop()) {
    const from = stack.length;
    visitValue(visit, problems, stack);
    // Last in, first out: reversed, so that problems come in the order of the text.
    reverseFrom(stack, from);
  }
  return problems;
}

/** Turns the order of the visits from `from` on. */
function reverseFrom(stack: Visit[], from: number): void {
  for (let low = from, high = stack.length - 1; low < high; low++, high--) {
    const swapped = stack[low] as Visit;
    stack[low] = stack[high] as Visit;
    stack[high] = swapped;
  }
}

/** True for values that cannot have a problem: most are, and need no visit. */
function isPlain(value: Json, node: WireNode): boolean {
  if (value === null || (node.is === "any" && !node.usually)) return true;
  if (node.is === "text") return typeof value === "string" && !node.values && !node.limits;
  if (node.is === "number") return isNumber(value) && !node.limits;
  if (node.is === "boolean") return typeof value === "boolean" && !node.limits;
  return false;
}

function envelopeProblem(body: Json): ShapeProblem | undefined {
  const problem = (path: Path, message: string): ShapeProblem => ({
    severity: "error",
    code: "shape-envelope",
    path,
    message,
    advice: 'write { "name": "…", "properties": { … } }',
  });
  if (!isObject(body)) return problem([], "the body is no object");
  if (body.name !== undefined && body.name !== null && typeof body.name !== "string") {
    return problem(["name"], '"name" is no text');
  }
  if (isObject(body.properties)) return undefined;
  return Object.hasOwn(body, "properties") && body.properties !== null
    ? problem(["properties"], '"properties" is no object')
    : problem([], 'the body has no "properties"');
}

function visitValue({ value, node, place, holder }: Visit, problems: ShapeProblem[], inner: Visit[]): void {
  if (value === null || isComputed(value)) return;
  if (node.is === "any" || node.is === "text" || node.is === "number" || node.is === "boolean") {
    const problem = scalarProblem(placeName(place), value, node);
    if (problem) problems.push(atPlace(problem, place));
    return;
  }
  const fits = node.is === "list" ? Array.isArray(value) : isObject(value);
  if (!fits) {
    problems.push(atPlace(wrongType(placeName(place), value, node), place));
    return;
  }
  if (place.depth >= deepest) return;
  if (Array.isArray(value) && node.is === "list") {
    for (const [index, item] of value.entries()) {
      if (isPlain(item, node.item)) continue;
      inner.push({ value: item, node: node.item, place: below(place, index), holder });
    }
  } else if (isObject(value)) {
    if (node.is === "map") {
      for (const [key, item] of Object.entries(value))
        inner.push({ value: item, node: node.item, place: below(place, key), holder });
    } else if (node.is === "object") {
      visitMembers(
        value,
        { properties: node.properties, owner: `${placeName(place, String)} of ${holder}`, closed: true },
        place,
        problems,
        inner,
      );
    } else if (node.is === "model") {
      visitMembers(value, membersOf(value, node.of, place, problems), place, problems, inner);
    }
  }
}

interface Members {
  readonly properties: WireProperties;
  /** How messages call the object. */
  readonly owner: string;
  /**
   * False when the type is unknown, so that nobody can say which properties it has; "near" when others may add members
   * of their own: what is nearly the name of one that is missing is a slip of the pen.
   */
  readonly closed: boolean | "near";
}

/** What an object of a model may hold; of a union, what the type it names may hold. */
function membersOf(value: JsonObject, model: string, place: Place, problems: ShapeProblem[]): Members {
  const unions = facts().unions;
  const union = Object.hasOwn(unions, model) ? unions[model] : undefined;
  if (!union)
    return {
      properties: propertiesOf(model),
      owner: model,
      closed: closedness(model),
    };
  const type = Object.hasOwn(value, union.on) ? value[union.on] : undefined;
  const open: Members = { properties: propertiesOf(model), owner: model, closed: false };
  if (typeof type !== "string" || isComputed(type)) return open;
  const known = Object.hasOwn(union.types, type) ? union.types[type] : undefined;
  if (known !== undefined) return { properties: propertiesOf(known), owner: type, closed: closedness(known) };
  const problem = {
    code: "type-unknown",
    message: `${quoted(type)} is no known type of ${model}`,
    why: "it is published as it is written, and what it holds is not checked",
    ...didYouMean(type, Object.keys(union.types)),
  } as const;
  problems.push(atPlace(problem, below(place, union.on)));
  return open;
}

function closedness(model: string): "near" | true {
  return facts().models[model]?.open ? "near" : true;
}

function visitMembers(
  value: JsonObject,
  { properties, owner, closed }: Members,
  place: Place,
  problems: ShapeProblem[],
  inner: Visit[],
): void {
  for (const name of requiredOf(properties)) {
    if (Object.hasOwn(value, name) && value[name] !== null) continue;
    problems.push(atPlace({ code: "property-required", message: `${owner} has no ${quoted(name)}` }, place));
  }
  for (const name of Object.keys(value)) {
    const item = value[name] as Json;
    const node = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (node) {
      if (!isPlain(item, node)) inner.push({ value: item, node, place: below(place, name), holder: owner });
    } else if (closed && item !== null) {
      const missing = Object.keys(properties).filter((known) => !Object.hasOwn(value, known));
      if (closed === "near" && !isSlip(name, missing)) continue;
      const problem = {
        code: "property-unknown",
        message: `${quoted(name)} is no known property of ${owner}`,
      } as const;
      const candidates = closed === "near" ? missing : Object.keys(properties);
      problems.push(atPlace({ ...problem, ...didYouMean(name, candidates) }, below(place, name)));
    }
  }
}

type Problem = Omit<ValueProblem, "code"> & { readonly code: ShapeProblem["code"] };

function atPlace(problem: Problem, place: Place): ShapeProblem {
  return { severity: problem.code === "shape-type" ? "error" : "warning", path: pathOf(place), ...problem };
}

function below(above: Place, step: string | number): Place {
  return { above, step, depth: above.depth + 1 };
}

function pathOf(place: Place): Path {
  const path: (string | number)[] = [];
  for (let at: Place | undefined = place; at; at = at.above) path.push(at.step);
  return path.reverse();
}

/** How a message calls a place: its last name, with the indexes behind it. */
function placeName(place: Place, show: (step: string) => string = quoted): string {
  let indexes = "";
  let at = place;
  while (typeof at.step === "number" && at.above) {
    indexes = `[${at.step}]${indexes}`;
    at = at.above;
  }
  return `${show(`${at.step}`)}${indexes}`;
}
