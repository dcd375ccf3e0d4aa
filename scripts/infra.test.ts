import { expect, test } from "vitest";
import { planReport, stepsOf } from "./infra.ts";

const lines = (task: string, root = "platform") =>
  stepsOf(task, "dev", root, "S").map(({ run, into }) => [...run, ...(into ? [">", into] : [])].join(" "));

test("a plan needs no lock, and what is applied is the file that was planned", () => {
  const [init, plan, show] = lines("plan");
  expect(init).toContain(
    "-backend-config=../targets/dev.tfbackend.json -backend-config=key=platform.tfstate",
  );
  expect(plan).toContain("-lock=false");
  expect(plan).toContain(
    "-out=tfplan -var-file=../targets/dev.bootstrap.tfvars.json -var-file=../targets/dev.tfvars.json",
  );
  expect(show).toBe("terraform -chdir=terraform/platform show -no-color tfplan > infra-platform.md");
  expect(lines("apply", "workspace")[1]).toBe(
    "terraform -chdir=terraform/workspace apply -input=false -no-color tfplan",
  );
});

test("bootstrap writes what the other roots and the code host have to know: nobody types an id", () => {
  expect(lines("bootstrap").slice(2)).toEqual([
    "terraform -chdir=terraform/bootstrap output -json -state=dev.tfstate target > terraform/targets/dev.bootstrap.tfvars.json",
    "terraform -chdir=terraform/bootstrap output -json -state=dev.tfstate backend > terraform/targets/dev.tfbackend.json",
    "terraform -chdir=terraform/bootstrap output -json -state=dev.tfstate environments > terraform/targets/dev.environments.json",
  ]);
  expect(lines("bootstrap")[1]).toContain("-var=subscription_id=S -var-file=../targets/dev.tfvars.json");
});

test("an unknown task is refused with those there are", () => {
  expect(() => stepsOf("deploy", "dev", "platform")).toThrow(
    "unknown task 'deploy': bootstrap, github, plan",
  );
});

test("a report is one code block that nothing in the plan ends, and fits a comment", () => {
  const report = planReport("dev", "platform", `a\n\`\`\`\n${"b".repeat(70_000)}`);
  expect(report.match(/```/g)).toHaveLength(2);
  expect(report.length).toBeLessThan(65_000);
});
