import { isContainer, isObject, type Json, type JsonObject, member, textAt } from "../words/json.ts";
import type { Path } from "../words/path.ts";
import type { Kind } from "../words/ref.ts";
import type { DynamicReference, Reference, References } from "./reference.ts";
import { kindOfReference } from "./types.ts";

/** A value on the way through a body, with the way back to the root. */
interface ScanPlace {
  readonly value: Json;
  readonly holder: ScanPlace | undefined;
  readonly step: string | number;
}

/** Kinds whose parameters stand beside the reference; those of the others stand in it. */
const besideKinds: ReadonlySet<Kind> = new Set(["pipeline", "synapse-notebook"]);

/**
 * The references anywhere in a body, in the order in which they are written: by their `type`, or by their place. A trigger that
 * refers to itself waits for its own earlier windows: that is not an edge. Goes without recursion: bodies may nest deeper than the stack.
 */
export function scanReferences(kind: Kind, body: JsonObject): References {
  const found: Reference[] = [];
  const dynamic: DynamicReference[] = [];
  const own = textAt(body, "name")?.toLowerCase();
  const waiting: ScanPlace[] = [{ value: body, holder: undefined, step: "" }];
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const read = readReference(place);
    if (read?.expression !== undefined) {
      dynamic.push({ kind: read.kind, path: read.path, expression: read.expression });
    } else if (
      read?.name !== undefined &&
      !(kind === "trigger" && read.kind === kind && read.name.toLowerCase() === own)
    ) {
      const names = argumentsAt(place, read.kind);
      const to = { kind: read.kind, name: read.name };
      found.push({ to, path: read.path, form: "typed", ...(names && { arguments: names }) });
    }
    pushMembers(place, waiting);
  }
  return { static: found, dynamic };
}

/** The last member goes on first, so that the first comes off first. */
function pushMembers(place: ScanPlace, waiting: ScanPlace[]): void {
  const { value } = place;
  if (!isContainer(value)) return;
  const keys = Array.isArray(value) ? undefined : Object.keys(value);
  for (let index = (keys ?? (value as readonly Json[])).length - 1; index >= 0; index--) {
    const step = keys ? (keys[index] as string) : index;
    const below = (value as { readonly [key: string | number]: Json })[step];
    if (isContainer(below)) waiting.push({ value: below, holder: place, step });
  }
}

interface Read {
  readonly kind: Kind;
  readonly path: Path;
  readonly name?: string;
  readonly expression?: string;
}

function readReference(place: ScanPlace): Read | undefined {
  const kind = kindOfReference(place.value, memberOf(place));
  if (kind === undefined) return undefined;
  const named = member(place.value, "referenceName");
  if (typeof named === "string") {
    if (named === "") return undefined;
    const path = [...pathTo(place), "referenceName"];
    return isExpression(named) ? { kind, path, expression: named } : { kind, path, name: named };
  }
  const expression = textAt(named, "value");
  if (expression === undefined) return undefined;
  return { kind, path: [...pathTo(place), "referenceName"], expression };
}

/** Texts that begin with `@` are computed at run time; `@@` stands for the character itself. */
function isExpression(text: string): boolean {
  return (text.startsWith("@") && !text.startsWith("@@")) || text.includes("@{");
}

function argumentsAt(place: ScanPlace, kind: Kind): readonly string[] | undefined {
  const beside = besideKinds.has(kind) ? member(place.holder?.value, "parameters") : undefined;
  const given = beside ?? member(place.value, "parameters");
  // an expression passes names that are unknown before the run
  if (!isObject(given) || (given.type === "Expression" && typeof given.value === "string")) return undefined;
  return Object.keys(given);
}

/** The member that holds a value, or the list that the value stands in. */
function memberOf({ step, holder }: ScanPlace): string | undefined {
  const named = typeof step === "number" ? holder?.step : step;
  return typeof named === "string" ? named : undefined;
}

function pathTo(place: ScanPlace): Path {
  const path: (string | number)[] = [];
  for (let at: ScanPlace | undefined = place; at?.holder; at = at.holder) path.push(at.step);
  return path.reverse();
}
