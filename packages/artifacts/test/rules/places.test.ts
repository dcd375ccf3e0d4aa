import { describe, expect, it } from "vitest";
import { type RuleException, validateArtifacts } from "../../src/rules/validate.ts";
import type { Artifact } from "../../src/words/artifact.ts";
import { formatPath, type Path } from "../../src/words/path.ts";

const asked: string[] = [];
const locate = (path: Path) => {
  asked.push(formatPath(path));
  return { file: "p.json", line: 7, column: 9 };
};
const artifact: Artifact = {
  ref: { kind: "pipeline", name: "P" },
  // A warning at the description that nobody knows, an error at the reference.
  body: {
    name: "P",
    properties: {
      descripton: "x",
      activities: [
        {
          name: "Run",
          type: "ExecutePipeline",
          typeProperties: { pipeline: { referenceName: "Q", type: "PipelineReference" } },
        },
      ],
    },
  },
  origin: { file: "p.json", line: 1, column: 1, locate },
};

const exceptions = [{ rule: "reference-missing", artifacts: ["pipeline/*"], reason: "test" }];

describe("places in files", () => {
  it("are not looked up where nobody prints warnings and there is no error", () => {
    asked.length = 0;
    const { diagnostics } = validateArtifacts([artifact], { exceptions, placed: "if-refused" });
    expect(diagnostics.map(({ severity, at }) => [severity, at?.line])).toEqual([
      ["warning", 1],
      ["warning", 1],
    ]);
    expect(asked).toEqual([]);
  });

  it("are looked up otherwise", () => {
    const lines = (of: readonly RuleException[], placed: "always" | "if-refused") =>
      validateArtifacts([artifact], { exceptions: of, placed }).diagnostics.map(({ at }) => at?.line);
    expect(lines([], "if-refused")).toEqual([7, 7]);
    expect(lines(exceptions, "always")).toEqual([7, 7]);
  });
});
