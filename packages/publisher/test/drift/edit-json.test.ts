import type { Json, JsonObject } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { editJson } from "../../src/drift/edit-json.ts";

const studio = `{
	"name": "Load",
	"properties": {
		"activities": [
			{ "name": "A",  "type": "Wait", "typeProperties": {"waitTimeInSeconds":1} },
			{
				"name": "B",
				"type": "Wait"
			}
		],
		"annotations": [],
		"big": 12345678901234567890
	}
}
`;

const body = () => parseKeepingNumbers(studio) as { name: string; properties: Record<string, Json> };

describe("an edited JSON text", () => {
  test("keeps every byte where nothing differs, the order of keys included", () => {
    const { name, properties } = body();
    expect(editJson(studio, { properties, name })).toBe(studio);
  });

  test("changes the value that differs and nothing beside it", () => {
    const next = body();
    next.properties.activities = [
      { name: "A", type: "Wait", typeProperties: { waitTimeInSeconds: 30 } },
      { name: "B", type: "Wait" },
    ];
    expect(editJson(studio, next as JsonObject)).toBe(
      studio.replace('"waitTimeInSeconds":1', '"waitTimeInSeconds":30'),
    );
  });

  test("writes a number as it is, where a double is another one", () => {
    const next = body();
    next.properties.big = parseKeepingNumbers("12345678901234567891");
    expect(editJson(studio, next as JsonObject)).toBe(
      studio.replace("12345678901234567890", "12345678901234567891"),
    );
  });

  test("writes what is new the way its surroundings are written", () => {
    const next = body();
    next.properties.activities = [
      { name: "B", type: "Wait" },
      { name: "C", dependsOn: ["B"] },
    ];
    next.properties.annotations = ["x"];
    next.properties.description = "y";
    expect(editJson(studio, next as JsonObject)).toBe(`{
	"name": "Load",
	"properties": {
		"activities": [
			{
				"name": "B",
				"type": "Wait"
			},
			{
				"name": "C",
				"dependsOn": [
					"B"
				]
			}
		],
		"annotations": [
			"x"
		],
		"big": 12345678901234567890,
		"description": "y"
	}
}
`);
  });

  test("keeps CRLF and indentation by blanks", () => {
    const text = '{\r\n  "a": {\r\n    "b": 1\r\n  }\r\n}';
    expect(editJson(text, { a: { b: 1, c: { d: 2 } } })).toBe(
      '{\r\n  "a": {\r\n    "b": 1,\r\n    "c": {\r\n      "d": 2\r\n    }\r\n  }\r\n}',
    );
  });

  test("keeps a text on one line on one line", () => {
    expect(editJson('{"a": 1, "b": []}', { a: 2, b: [{ c: 1 }] })).toBe('{"a": 2, "b": [{"c":1}]}');
  });

  test("law: holds the value, whatever it was and becomes; what is equal stays to the byte", () => {
    const named = fc.record({ name: fc.constantFrom("a", "b", "c", "d"), v: fc.jsonValue({ maxDepth: 1 }) });
    const json = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
        fc.uniqueArray(named, { selector: ({ name }) => name }) as fc.Arbitrary<readonly Json[]>,
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.constantFrom("a", "b", "__proto__"), fc.string()), tie("value"), {
          maxKeys: 4,
        }),
      ),
    })).value;
    const indent = fc.constantFrom(undefined, "\t", "  ", 4);
    fc.assert(
      fc.property(json, json, indent, fc.boolean(), (a, b, space, crlf) => {
        const written = JSON.stringify(a, null, space);
        const text = crlf ? written.replaceAll("\n", "\r\n") : written;
        expect(editJson(text, JSON.parse(written) as Json)).toBe(text);
        const edited = editJson(text, b);
        expect(JSON.parse(edited)).toEqual(JSON.parse(JSON.stringify(b)));
        if (crlf) expect(edited.replaceAll("\r\n", "")).not.toContain("\n");
      }),
      { numRuns: 500 },
    );
  });
});
