import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import published from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { type SarifFinding, sarifLog } from "../../src/render/sarif.ts";
import { validationSarif } from "../../src/render/validation-sarif.ts";
import { repositoryPlace } from "../../src/repository-place.ts";

// The schema that OASIS published, as Microsoft's matcher ships it.
const schema = z.fromJSONSchema(
  // zod takes only whole URLs for references.
  JSON.parse(JSON.stringify(published), (_, value) => (value === "uri-reference" ? undefined : value)),
);
const rules = new Map([["reference-missing", "what an artifact refers to is there"]]);

test("problems become results at their files, lines and artifacts, by rules that say what they ask for", () => {
  const text = validationSarif(
    [
      {
        severity: "error",
        code: "reference-missing",
        message: "dataset 'Orders' is missing",
        ref: { kind: "pipeline", name: "Load" },
        path: ["properties", "activities", 0],
        at: { file: "workspace/pipeline/Load all.json", line: 12, column: 7 },
        why: "no file defines it",
        advice: "add it",
      },
      { severity: "warning", code: "project-odd", message: "retain.yaml is odd" },
    ],
    { environment: "prod", base: "data" },
  );
  const log = JSON.parse(text);
  expect(schema.safeParse(log).error).toBeUndefined();
  const [run] = log.runs;
  expect(run.automationDetails.id).toBe("retain/validate/prod/");
  expect(run.results).toMatchObject([
    {
      ruleId: "reference-missing",
      level: "error",
      message: {
        text: "dataset 'Orders' is missing\nat pipeline/Load at properties.activities[0]\nbecause no file defines it\n-> add it",
      },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "data/workspace/pipeline/Load%20all.json" },
            region: { startLine: 12, startColumn: 7 },
          },
          logicalLocations: [{ fullyQualifiedName: "pipeline/Load" }],
        },
      ],
    },
    {
      ruleId: "project-odd",
      level: "warning",
      locations: [
        { physicalLocation: { artifactLocation: { uri: "data/retain.yaml" }, region: { startLine: 1 } } },
      ],
    },
  ]);
  for (const { ruleId, ruleIndex } of run.results) {
    expect(run.tool.driver.rules[ruleIndex].id).toBe(ruleId);
  }
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toContain("secret-literal");
});

test("files are named from the root of the repository, wherever retain.yaml lies in it", () => {
  const root = mkdtempSync(join(tmpdir(), "retain-sarif-"));
  mkdirSync(join(root, "data/shop"), { recursive: true });
  expect(repositoryPlace(join(root, "data/shop"))).toBe("");
  writeFileSync(join(root, ".git"), "gitdir: elsewhere\n");
  expect(repositoryPlace(join(root, "data/shop"))).toBe("data/shop");
  expect(repositoryPlace(root)).toBe("");
  rmSync(root, { recursive: true });
});

test("a finding keeps its fingerprint when its line moves, and has another than its neighbours", () => {
  const one = { rule: "r", level: "error", message: "m", ref: "pipeline/A", detail: "p" } as const;
  const fingerprint = (finding: SarifFinding) =>
    sarifLog([finding], { category: "validate", rules, base: "" }).runs[0]?.results?.[0]?.partialFingerprints;
  const at = { file: "a.json", line: 3, column: 1 };
  expect(fingerprint({ ...one, at })).toEqual(fingerprint({ ...one, at: { ...at, line: 99 } }));
  expect(fingerprint({ ...one, at })).not.toEqual(fingerprint({ ...one, at, detail: "q" }));
  expect(fingerprint({ ...one, at })).not.toEqual(fingerprint({ ...one, at: { ...at, file: "b.json" } }));
});

test("whatever the texts and names hold, the log keeps the schema", () => {
  const text = fc.string({ unit: "binary" });
  const finding = fc.record({
    rule: text,
    level: fc.constantFrom("error" as const, "warning" as const, "note" as const),
    message: text,
    ref: fc.option(text, { nil: undefined }),
    detail: fc.option(text, { nil: undefined }),
    at: fc.option(fc.record({ file: text, line: fc.integer({ min: 1 }), column: fc.integer({ min: 1 }) }), {
      nil: undefined,
    }),
  });
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 5 }), text, (findings, category) => {
      const log = sarifLog(findings, { category, rules, base: "" });
      expect(schema.safeParse(JSON.parse(JSON.stringify(log))).error).toBeUndefined();
      for (const { locations } of log.runs[0]?.results ?? [])
        expect(
          URL.canParse(locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "", "file:///r/"),
        ).toBe(true);
    }),
  );
});
