import { describe, expect, it } from "vitest";
import { type RuleException, validateArtifacts } from "../../src/rules/validate.ts";
import { execute, pipeline } from "./bodies.ts";

const broken = [pipeline("Old", [execute("Lost")]), pipeline("New", [execute("Gone")])];
const exception = (rule: string, ...artifacts: string[]): RuleException => ({
  rule,
  artifacts,
  reason: "it goes in May",
});
const judge = (one: RuleException, artifacts = broken) => {
  const { diagnostics, exceptions } = validateArtifacts(artifacts, { exceptions: [one] });
  return {
    found: diagnostics.map(({ severity, code, ref }) => `${severity} ${code}${ref ? ` ${ref.name}` : ""}`),
    diagnostics,
    applied: exceptions.map(({ applied }) => applied),
  };
};

describe("exceptions", () => {
  it("lower errors of the artifacts they name, and say why", () => {
    const { found, diagnostics, applied } = judge(exception("reference-missing", "PIPELINE/old"));
    expect(found).toEqual(["error reference-missing New", "warning reference-missing Old"]);
    expect(diagnostics[1]?.why).toMatch(/; lowered to a warning by an exception: it goes in May$/);
    expect(applied).toEqual([["pipeline/Old"]]);
  });

  it.each([
    ["*", 2],
    ["pipeline/*", 2],
    ["*/o*d", 1],
    ["pipeline/*e*w", 1],
    ["pipeline/Old*Old", 0],
    ["pipeline/Ol", 0],
    ["dataset/*", 0],
  ])("take %s for %i artifacts", (pattern, count) => {
    expect(judge(exception("reference-missing", pattern)).applied[0]).toHaveLength(count);
  });

  it("cannot lower what no plan can do without", () => {
    const twice = [pipeline("A"), pipeline("a")];
    const { found, applied } = judge(exception("duplicate", "*"), twice);
    expect(found.sort()).toEqual(["error duplicate a", "error exception-firm"]);
    expect(applied).toEqual([[]]);
  });

  it("name a rule that exists", () => {
    const { diagnostics } = judge({
      ...exception("reference-mising", "*"),
      at: { file: "retain.yaml", line: 6, column: 5 },
    });
    expect(diagnostics.find(({ code }) => code === "exception-unknown")).toMatchObject({
      severity: "error",
      at: { file: "retain.yaml", line: 6 },
      advice: 'did you mean "reference-missing"?',
    });
  });

  it("are reported when they lower nothing", () => {
    const { diagnostics } = judge(exception("secret-literal", "pipeline/Old"));
    expect(diagnostics.find(({ code }) => code === "exception-unused")).toMatchObject({
      severity: "warning",
      message: 'the exception from "secret-literal" for pipeline/Old lowers nothing',
    });
  });
});
