import { describe, expect, it } from "vitest";
import type { Artifact } from "../../src/artifact.ts";
import { formatPath, type Path } from "../../src/path.ts";
import { validateArtifacts } from "../../src/validate.ts";

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

describe("places in files", () => {
  it("are looked up for errors alone where nobody prints the warnings", () => {
    asked.length = 0;
    const { diagnostics } = validateArtifacts([artifact], { exceptions: [], placed: "errors" });
    expect(diagnostics.map(({ severity, at }) => [severity, at?.line])).toEqual([
      ["warning", 1],
      ["error", 7],
    ]);
    expect(asked).toHaveLength(1);
  });

  it("are looked up for all otherwise, and for none that an exception lowers out of sight", () => {
    asked.length = 0;
    const exceptions = [{ rule: "reference-missing", artifacts: ["pipeline/*"], reason: "test" }];
    const all = validateArtifacts([artifact], { exceptions });
    expect(all.diagnostics.map(({ at }) => at?.line)).toEqual([7, 7]);
    expect(asked).toHaveLength(2);
    validateArtifacts([artifact], { exceptions, placed: "errors" });
    expect(asked).toHaveLength(2);
  });
});
