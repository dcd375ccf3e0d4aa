import type { Diagnostic, Problems } from "@retain/artifacts/words/diagnostic";
import { formatPath, type Path } from "@retain/artifacts/words/path";
import type { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** What reading a document against a schema came to. */
export type Checked<T> = { readonly value: T } | Problems;

/** Checks a YAML document against its schema; each problem with its place and a way out. */
export function checkDocument<T>(schema: z.ZodType<T>, document: YamlDocument, code: string): Checked<T> {
  const result = schema.safeParse(document.value ?? {});
  if (result.success) return { value: result.data };
  return { problems: result.error.issues.flatMap((issue) => describe(schema, document, code, issue)) };
}

function describe(
  schema: z.ZodType,
  document: YamlDocument,
  code: string,
  issue: z.core.$ZodIssue,
): Diagnostic[] {
  const path = issue.path.filter((step) => typeof step !== "symbol") as Path;
  const made = (where: Path, message: string, advice: string): Diagnostic => ({
    severity: "error",
    code,
    message,
    at: document.locate(where),
    advice,
  });
  if (issue.code === "unrecognized_keys") {
    const known = keysAt(schema, path);
    return issue.keys.map((key) =>
      made(
        [...path, key],
        `unknown key '${key}'`,
        didYouMean(key, known, known.length === 0 ? "remove it" : `known keys: ${known.join(", ")}`),
      ),
    );
  }
  const name = path.length === 0 ? "the file" : `'${formatPath(path)}'`;
  if (issue.code === "invalid_type" && isAbsent(document.value, path)) {
    return [made(path, `${name} is missing`, `add it; it must be ${words(issue.expected)}`)];
  }
  if (issue.code === "invalid_type") {
    return [made(path, `${name} is not ${words(issue.expected)}`, `write ${words(issue.expected)} here`)];
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    return [made(path, `${name} has an unknown value`, `one of: ${values.join(", ")}`)];
  }
  return [made(path, `${name}: ${issue.message}`, "correct the value")];
}

const typeWords: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
  object: "a mapping of keys to values",
  record: "a mapping of keys to values",
  string: "a string",
};

function words(expected: string): string {
  return typeWords[expected] ?? `a ${expected}`;
}

function isAbsent(value: unknown, path: Path): boolean {
  let found = value;
  for (const step of path) found = (found as Record<string | number, unknown> | undefined | null)?.[step];
  return found === undefined || found === null;
}

/** The keys an object schema knows at a path. */
function keysAt(schema: z.ZodType, path: Path): readonly string[] {
  let found: unknown = schema;
  for (const step of path) {
    found = typeof step === "number" ? unwrap(found)?.element : shapeOf(found)?.[step];
  }
  return Object.keys(shapeOf(found) ?? {});
}

interface Inner {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly def?: { readonly innerType?: unknown; readonly in?: unknown };
}

function shapeOf(schema: unknown): Readonly<Record<string, unknown>> | undefined {
  return unwrap(schema)?.shape;
}

/** Through `optional`, `default` and `transform` to the object or array inside. */
function unwrap(schema: unknown): Inner | undefined {
  let found = schema as Inner | undefined;
  while (found !== undefined && found.shape === undefined && found.element === undefined) {
    found = (found.def?.innerType ?? found.def?.in) as Inner | undefined;
  }
  return found;
}
