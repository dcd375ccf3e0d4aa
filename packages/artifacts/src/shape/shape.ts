import type { $ZodIssue } from "zod/v4/core";
import { mentionsLiveId } from "../ids/live-id-text.ts";
import { contractOf } from "../kinds/contracts.ts";
import type { Severity } from "../words/diagnostic.ts";
import { isContainer, isObject, type Json } from "../words/json.ts";
import { isTooDeep } from "../words/nesting.ts";
import type { Path } from "../words/path.ts";
import type { Kind } from "../words/ref.ts";
import { placeName } from "./place-name.ts";
import { didYouMean } from "./similar.ts";
import { quoted, scalarProblem, wrongType } from "./value.ts";
import type { WireIssue } from "./wire-schema.ts";

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

/**
 * What the schema of a kind says about a body. Errors are certain: a wrong JSON type, a missing envelope. Unknown
 * types, properties and values are warnings, for the service may be newer than these facts. Judges any JSON, changes
 * nothing, never throws; a body that nests deeper than anything real is not judged.
 */
export function shapeProblems(kind: Kind, body: Json): readonly ShapeProblem[] {
  if (isObject(body) && isTooDeep(body)) return [];
  const { error } = contractOf(kind).schema("all").safeParse(body);
  if (error === undefined) return [];
  // A live id is of the type that is wanted once it is known; where none can be another rule says so.
  const issues = error.issues.filter(({ path }) => !isLiveId(valueAt(body, path as Path)));
  const envelope = issues.find(isOfEnvelope);
  // What cannot be read from a body cannot be judged either.
  if (envelope !== undefined) return [envelopeProblem(body, envelope.path as Path)];
  return issues.map((issue) => problemOf(body, issue));
}

function isLiveId(value: Json): boolean {
  return typeof value === "string" && mentionsLiveId(value);
}

function isOfEnvelope({ path, params }: Issue): boolean {
  if (params === undefined) return path.length <= 1;
  return path.length === 1 && (params as WireIssue).type === "container";
}

function envelopeProblem(body: Json, [member]: Path): ShapeProblem {
  const isThere = isObject(body) && Object.hasOwn(body, "properties") && body.properties !== null;
  const [path, message] =
    member === undefined
      ? [[], "the body is not an object"]
      : member === "name"
        ? [["name"], '"name" is not a string']
        : isThere
          ? [["properties"], '"properties" is not an object']
          : [[], 'the body has no "properties"'];
  const advice = 'write { "name": "…", "properties": { … } }';
  return { severity: "error", code: "shape-envelope", path, message, advice };
}

type Issue = Pick<$ZodIssue, "path" | "message"> & { readonly params?: object | undefined };

function problemOf(body: Json, { path: steps, params, message }: Issue): ShapeProblem {
  const path = steps as Path;
  // A schema that is not made of the facts of the wire says what is wrong in its own words.
  if (params === undefined)
    return { severity: "error", code: "shape-type", path, message: `${placeName(path)}: ${message}` };
  const problem = describe(valueAt(body, path), path, params as WireIssue);
  return { severity: problem.code === "shape-type" ? "error" : "warning", path, ...problem };
}

/** What an issue says to people. */
function describe(
  value: Json,
  path: Path,
  issue: WireIssue,
): Pick<ShapeProblem, "code" | "message" | "why" | "advice"> {
  switch (issue.type) {
    case "value":
      return (
        scalarProblem(placeName(path), value, issue.node) ?? wrongType(placeName(path), value, issue.node)
      );
    case "container":
      return wrongType(placeName(path), value, issue.node);
    case "required":
      return { code: "property-required", message: `${issue.owner(path)} has no ${quoted(issue.name)}` };
    case "unknown":
      return {
        code: "property-unknown",
        message: `${quoted(issue.name)} is not a known property of ${issue.owner(path.slice(0, -1))}`,
        ...didYouMean(issue.name, issue.candidates),
      };
    case "type":
      return {
        code: "type-unknown",
        message: `${quoted(issue.named)} is not a known type of ${issue.model}`,
        why: "it is published unchanged, and its content is not checked",
        ...didYouMean(issue.named, issue.known),
      };
  }
}

function valueAt(body: Json, path: Path): Json {
  let value = body;
  for (const step of path)
    value = isContainer(value) ? ((value as { readonly [step: string | number]: Json })[step] ?? null) : null;
  return value;
}
