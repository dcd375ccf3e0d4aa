import fc from "fast-check";
import { allKinds } from "../../src/kinds/contracts.ts";
import { isObject, type Json, type JsonObject } from "../../src/words/json.ts";

/** Texts that some rule looks at, and texts that break careless code. */
const tellingTexts = [
  "",
  "SecureString",
  "Expression",
  "LinkedServiceReference",
  "**********",
  "a\r\nb",
  "a\r\r\nb\r",
  "2022-08-30T20:16:00.000Z",
  "2022-08-30T20:16:00+02:00",
  "2022-08-30T20:16:00",
  "9999-12-31T23:59:59-14:00",
  "\ud800",
  "\udc00x",
  "__proto__",
  "%run /a/b",
];

const tellingKeys = [
  "id",
  "etag",
  "type",
  "name",
  "properties",
  "annotations",
  "lastPublishTime",
  "encryptedCredential",
  "value",
  "typeProperties",
  "recurrence",
  "startTime",
  "runtimeState",
  "cells",
  "source",
  "metadata",
  "outputs",
  "execution_count",
  "attachments",
  "sessionProperties",
  "conf",
  "content",
  "query",
  "created",
  "fqdns",
  "a365ComputeOptions",
  "description",
  "referenceName",
  "parameters",
  "__proto__",
  "constructor",
  "toString",
  "1",
  "10",
  "2",
  "",
];

export const anyText: fc.Arbitrary<string> = fc.oneof(fc.string(), fc.constantFrom(...tellingTexts));
const anyKey = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...tellingKeys) },
  { weight: 1, arbitrary: fc.string() },
);
const exactNumbers = ["9007199254740993", "1e999", "-1e999", "1.0", "-0", "0.10", "1E3"];
const anyNumber: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom(...exactNumbers).map((text) => JSON.rawJSON(text)),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.constantFrom(-0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5e-324, 2 ** 53),
);

const trees = fc.letrec<{ value: Json; object: JsonObject }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false),
    anyText,
    anyNumber,
    fc.array(anyText, { maxLength: 4 }),
    fc.array(tie("value"), { maxLength: 4 }),
    tie("object"),
  ),
  object: fc
    .uniqueArray(fc.tuple(anyKey, tie("value")), { maxLength: 6, selector: ([key]) => key })
    .map((entries): JsonObject => Object.fromEntries(entries)),
}));

export const anyJson: fc.Arbitrary<Json> = trees.value;
const anyObject: fc.Arbitrary<JsonObject> = trees.object;
export const anyKind = fc.constantFrom(...allKinds());

/** Bodies whose members lie where the rules look. */
export const anyBody: fc.Arbitrary<JsonObject> = fc.oneof(
  anyObject,
  fc
    .tuple(anyObject, anyObject, anyObject, fc.array(anyObject, { maxLength: 3 }))
    .map(([outer, inner, typed, cells]) => ({
      ...outer,
      name: "x",
      properties: { ...inner, typeProperties: typed, cells },
    })),
);

/** The same value with the keys of every object the other way round. */
export function keysReversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(keysReversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, below]) => [key, keysReversed(below)]),
  );
}
