import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Json, JsonObject } from "@retain/artifacts/words/json";
import { formatPath, type Path } from "@retain/artifacts/words/path";
import { brief } from "@retain/test-kit/temporary-project";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bind } from "../src/bind.ts";
import type { Environment } from "../src/environment.ts";
import { parsePath, replaceAt, resolvePath } from "../src/override-path.ts";
import { parseYaml } from "../src/yaml-document.ts";

function artifact(name: string, properties: JsonObject, fromPackage = true): Artifact {
  const origin = { file: `${name}.ts`, line: 1, column: 1, ...(fromPackage ? { package: "p@1.0.0" } : {}) };
  return { ref: { kind: "dataset", name }, body: { name, properties }, origin };
}

function environment(text: string): Environment {
  const read = parseYaml(text, "environments/dev.yaml");
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const value = read.document.value as Partial<Environment>;
  return {
    name: "dev",
    workspace: "ws",
    places: {},
    parameters: {},
    triggers: {},
    overrides: {},
    consent: {},
    ...value,
    document: read.document,
  };
}

function bindTo(text: string, artifacts: readonly Artifact[], complete = true) {
  return bind({ artifacts, environment: environment(text), complete });
}

describe("parameters", () => {
  const uses = artifact("A", {
    url: `\${retain:host}/x-\${retain:n}`,
    n: `\${retain:n}`,
    on: `\${retain:on}`,
  });

  test("take their place; a text that is nothing else takes the type", () => {
    const { artifacts, diagnostics } = bindTo("parameters: { host: 'https://h', n: 5, on: false }", [uses]);
    expect(diagnostics).toEqual([]);
    expect(artifacts[0]?.body).toEqual({ name: "A", properties: { url: "https://h/x-5", n: 5, on: false } });
  });

  test("a value is put in as it is, whatever marks it holds", () => {
    const { artifacts } = bindTo(`parameters: { host: '$& $1 \${retain:n}', n: 1, on: x }`, [uses]);
    expect(artifacts[0]?.body.properties).toMatchObject({ url: `$& $1 \${retain:n}/x-1` });
  });

  test("missing and unused ones are told at their places with what was meant", () => {
    const { diagnostics } = bindTo("workspace: ws\nparameters:\n  hosst: h\n  n: 1\n  on: true\n", [uses]);
    expect(brief(diagnostics)).toEqual([
      "environments/dev.yaml:2:1 parameter-missing",
      "environments/dev.yaml:3:3 parameter-unused",
    ]);
    expect(diagnostics[0]).toMatchObject({ ref: { name: "A" }, path: ["properties", "url"] });
    expect(diagnostics[0]?.advice).toContain("hosst");
    expect(diagnostics[1]?.advice).toContain("host");
  });

  test("unused ones are not told when a source could not be read", () => {
    expect(bindTo("parameters: { x: 1 }", [], false).diagnostics).toEqual([]);
  });

  test("folders in Synapse's git layout have none", () => {
    const studio = artifact("S", { text: `\${retain:x}` }, false);
    const { artifacts, diagnostics } = bindTo("workspace: ws", [studio]);
    expect([artifacts[0]?.body, diagnostics]).toEqual([studio.body, []]);
  });

  test.each([`\${retain:}`, `\${retain:a b}`, `a \${retain:x`, `\${retain:1x}`])(
    "%s is malformed, with or without an environment",
    (text) => {
      const wrong = artifact("W", { text });
      expect(brief(bind({ artifacts: [wrong], environment: undefined, complete: true }).diagnostics)).toEqual(
        ["W.ts:1:1 placeholder-malformed"],
      );
      expect(brief(bindTo("workspace: ws", [wrong]).diagnostics)).toEqual(["W.ts:1:1 placeholder-malformed"]);
    },
  );

  test("are no live ids, whose names may hold some", () => {
    const held = artifact("J", {
      id: `\${retain:id:made-rule/\${retain:host}}`,
      other: `\${retain:id:made-rule/R}`,
    });
    const { artifacts, diagnostics } = bindTo("parameters: { host: prod }", [held]);
    expect(diagnostics).toEqual([]);
    expect(artifacts[0]?.body.properties).toEqual({
      id: `\${retain:id:made-rule/prod}`,
      other: `\${retain:id:made-rule/R}`,
    });
  });

  test("without an environment nothing is put in", () => {
    expect(bind({ artifacts: [uses], environment: undefined, complete: true })).toEqual({
      artifacts: [uses],
      diagnostics: [],
    });
  });
});

describe("overrides", () => {
  const load = artifact("Load", {
    activities: [{ name: "Copy", policy: { retry: 1 } }, { name: "0" }],
    "a/b~c": 1,
  });

  test.each([
    ["/properties/activities/0/policy/retry", ["properties", "activities", 0, "policy", "retry"]],
    ["properties.activities[0].policy.retry", ["properties", "activities", 0, "policy", "retry"]],
    ['properties.activities["Copy"].policy.retry', ["properties", "activities", 0, "policy", "retry"]],
    ["/properties/activities/Copy/policy", ["properties", "activities", 0, "policy"]],
    ["/properties/a~1b~0c", ["properties", "a/b~c"]],
    ['properties["a/b~c"]', ["properties", "a/b~c"]],
  ])("%s leads to its value", (text, path) => {
    expect(resolvePath(load.body, parsePath(text) ?? [])).toEqual({ path });
  });

  test("take values with parameters, find artifacts ignoring case, and touch nothing else", () => {
    const text = `parameters: { n: 7 }\noverrides:\n  dataset/LOAD:\n    properties.activities["Copy"].policy.retry: "\${retain:n}"\n`;
    const { artifacts, diagnostics } = bindTo(text, [load]);
    expect(diagnostics).toEqual([]);
    expect(artifacts[0]?.body).toEqual(
      replaceAt(load.body, ["properties", "activities", 0, "policy", "retry"], 7),
    );
  });

  test("are accounted for: what stood there, what stands there now, and which change nothing", () => {
    const text = [
      "parameters: { n: 1 }",
      "overrides:",
      "  dataset/Load:",
      "    properties.activities[0].policy: { retry: 4 }",
      `    properties["a/b~c"]: "\${retain:n}"`,
    ].join("\n");
    const { effects, diagnostics } = bindTo(text, [load]);
    const ref = { kind: "dataset", name: "Load" };
    expect(effects).toEqual({
      parameters: [{ name: "n", uses: 1 }],
      triggers: [],
      overrides: [
        {
          ref,
          path: ["properties", "activities", 0, "policy"],
          before: { retry: 1 },
          after: { retry: 4 },
          type: "replace",
          changes: true,
          at: { file: "environments/dev.yaml", line: 4, column: 5 },
        },
        {
          ref,
          path: ["properties", "a/b~c"],
          before: 1,
          after: 1,
          type: "replace",
          changes: false,
          at: { file: "environments/dev.yaml", line: 5, column: 5 },
        },
      ],
    });
    expect(diagnostics).toMatchObject([{ severity: "warning", code: "override-idle" }]);
    expect(brief(diagnostics)).toEqual(["environments/dev.yaml:5:5 override-idle"]);
  });

  test("show no secrets, neither the one that stood there nor the one that does", () => {
    const secret = artifact("S", { key: { type: "SecureString", value: "correct horse" } });
    const text = "overrides:\n  dataset/S:\n    properties.key.value: battery staple\n";
    const { effects, artifacts } = bindTo(text, [secret]);
    expect(effects?.overrides).toMatchObject([{ before: "(secret)", after: "(secret)", changes: true }]);
    expect(JSON.stringify(artifacts)).toContain("battery staple");
  });

  test("lead problems with what they put in to their own lines", () => {
    const text =
      "overrides:\n  dataset/Load:\n    properties.activities[0].policy:\n      retry: 4\n      more: [1]\n";
    const { artifacts } = bindTo(text, [load]);
    const place = (...path: Path) => artifacts[0]?.origin.locate?.(["properties", ...path])?.line;
    expect(place("activities", 0, "policy")).toBe(3);
    expect(place("activities", 0, "policy", "more", 0)).toBe(5);
    expect(place("activities", 0)).toBeUndefined();
  });

  test("that hit nothing are told at their lines with what was meant", () => {
    const text = [
      "overrides:",
      "  dataset/Lod: { /properties/x: 1 }",
      "  dataset/Load:",
      "    properties.activites[0].name: x",
      "    activities[0].name: x",
      "    properties..x: 1",
      "    name: Other",
    ].join("\n");
    const { artifacts, diagnostics } = bindTo(text, [load]);
    expect(artifacts[0]?.body).toBe(load.body);
    expect(brief(diagnostics)).toEqual([
      "environments/dev.yaml:2:3 override-ref",
      "environments/dev.yaml:4:5 override-path",
      "environments/dev.yaml:5:5 override-path",
      "environments/dev.yaml:6:5 override-path",
      "environments/dev.yaml:7:5 override-name",
    ]);
    expect(diagnostics[0]?.advice).toContain("dataset/Load");
    expect(diagnostics[1]?.advice).toContain("activities");
    expect(diagnostics[2]?.advice).toContain("properties.activities[0].name");
  });
});

test("default linked services of another workspace become the target's", () => {
  const reference = { referenceName: "other-WorkspaceDefaultStorage", type: "LinkedServiceReference" };
  const source = artifact("D", { linkedServiceName: reference }, false);
  const { artifacts } = bindTo("workspace: mine", [source]);
  expect(artifacts[0]?.body.properties).toMatchObject({
    linkedServiceName: { referenceName: expect.stringMatching(/./), type: "LinkedServiceReference" },
  });
  expect(JSON.stringify(artifacts[0]?.body)).not.toContain("other-");
});

/** Every path in a value but the root. */
function pathsOf(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    return [here, ...pathsOf(item as Json, here)];
  });
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null)
    for (const item of Object.values(Object.freeze(value))) freeze(item);
  return value;
}

const anyObject = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()) as fc.Arbitrary<JsonObject>;

describe("laws", () => {
  test("the paths that people are shown lead back, as property path and as pointer", () => {
    fc.assert(
      fc.property(anyObject, (body) => {
        for (const path of pathsOf(body)) {
          const pointer = path
            .map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`)
            .join("");
          const value = valueAt(body, path);
          for (const text of [formatPath(path), pointer]) {
            const resolved = resolvePath(body, parsePath(text) ?? []);
            expect("path" in resolved && valueAt(body, resolved.path)).toEqual(value);
          }
        }
      }),
      { examples: [[{ "": { "a.b": [{ "]": 1 }] } }], [{ a: [[{ name: "x" }]], $b: { "c-d": null } }]] },
    );
  });

  test("binding never touches what it is given", () => {
    fc.assert(
      fc.property(anyObject, fc.jsonValue(), (properties, value) => {
        const given = freeze(artifact("A", { ...properties, text: `\${retain:p} x`, kept: properties }));
        const bound = bind({
          artifacts: [given],
          environment: {
            ...environment("workspace: ws"),
            parameters: { p: 1 },
            overrides: { "dataset/A": { "/properties/kept": value as Json } },
          },
          complete: true,
        });
        // The value may be the one that stands there.
        expect(bound.diagnostics.filter(({ code }) => code !== "override-idle")).toEqual([]);
        expect(bound.artifacts[0]?.body).toMatchObject({ properties: { text: "1 x" } });
      }),
    );
  });
});

function valueAt(value: Json, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path) found = (found as { readonly [key: string | number]: Json } | undefined)?.[step];
  return found;
}
