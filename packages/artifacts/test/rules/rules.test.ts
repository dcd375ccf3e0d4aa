import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateArtifacts } from "../../src/rules/validate.ts";
import type { Artifact } from "../../src/words/artifact.ts";
import type { Json } from "../../src/words/json.ts";
import type { Kind } from "../../src/words/ref.ts";
import { anyBody, anyJson, anyKind, anyText } from "../canonical/json-arbitraries.ts";
import { artifact, execute, pipeline, rest, wait } from "./bodies.ts";
import { judged } from "./judged.ts";
import { judgedActivities } from "./judged-activities.ts";
import { judgedLimits } from "./judged-limits.ts";

function problems(...artifacts: Artifact[]): readonly string[] {
  const { diagnostics } = validateArtifacts(artifacts, { exceptions: [] });
  return diagnostics.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);
}

describe("rules", () => {
  it.each([...judged, ...judgedActivities, ...judgedLimits])("judge %s", (_, artifacts, expected) => {
    expect(problems(...artifacts)).toEqual(expected);
  });

  it("let references to what the workspace or its infrastructure makes be", () => {
    const to = (referenceName: string, type: string) => ({ referenceName, type });
    const body = {
      name: "L",
      properties: {
        type: "RestService",
        typeProperties: rest("https://a"),
        connectVia: to("SomeRuntime", "IntegrationRuntimeReference"),
      },
    };
    const data = {
      name: "D",
      properties: {
        type: "Json",
        linkedServiceName: to("ws-WorkspaceDefaultStorage", "LinkedServiceReference"),
        typeProperties: { location: { type: "AzureBlobFSLocation", fileSystem: "f" } },
      },
    };
    expect(problems(artifact("linked-service", "L", body), artifact("dataset", "D", data))).toEqual([]);
  });

  it("say where, and what was most likely meant", () => {
    const located: Artifact = {
      ...pipeline("A", [execute("Loadd")]),
      origin: {
        file: "A.json",
        line: 1,
        column: 1,
        locate: (path) => ({ file: "A.json", line: path.length, column: 3 }),
      },
    };
    const { diagnostics } = validateArtifacts([located, pipeline("Load")], { exceptions: [] });
    expect(diagnostics).toMatchObject([
      { ref: { name: "A" }, at: { file: "A.json", line: 6, column: 3 }, advice: 'did you mean "Load"?' },
    ]);
  });

  it.each(["@", "@{", "@{'", "@concat('", "'", "''", "@variables('", "#A", "#{a", "<your", "__A", "\n"])(
    "read a megabyte of %j",
    (part) => {
      const text = part.repeat(Math.ceil(1_000_000 / part.length));
      expect(problems(pipeline("A", [wait(text)])).length).toBeGreaterThan(0);
    },
  );

  it("do not throw, whatever bodies hold", () => {
    const one = fc.record({
      kind: anyKind,
      name: fc.oneof(anyText, fc.constantFrom("x", "X")),
      body: fc.oneof(anyBody, anyJson),
    });
    const judge = (artifacts: readonly { kind: Kind; name: string; body: Json }[]) => {
      const { diagnostics } = validateArtifacts(
        artifacts.map(({ kind, name, body }) => artifact(kind, name, body)),
        { exceptions: [{ rule: "reference-missing", artifacts: ["*"], reason: "r" }] },
      );
      for (const { message, code } of diagnostics)
        expect(`${code}: ${message}`).toMatch(/^[a-z-]+: .*[^.]$/s);
    };
    fc.assert(fc.property(fc.array(one, { maxLength: 4 }), judge), { numRuns: 300 });
  });
});
