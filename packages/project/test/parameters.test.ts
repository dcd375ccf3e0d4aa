import type { Artifact } from "@retain/artifacts/words/artifact";
import { brief, temporaryProject } from "@retain/test-kit/temporary-project";
import { describe, expect, test } from "vitest";
import { bind } from "../src/bind.ts";
import { readEnvironment } from "../src/environment-file.ts";
import { readProject } from "../src/project.ts";
import { readOutputs } from "../src/terraform-outputs.ts";

const outputs = {
  host: { sensitive: false, type: "string", value: "from-terraform" },
  lake: { sensitive: false, type: ["object", {}], value: { account: "shoplake", nodes: 4 } },
  password: { sensitive: true, type: "string", value: "correct horse" },
};

/** An artifact that uses these parameters. */
function uses(...names: string[]): Artifact {
  const properties = Object.fromEntries(names.map((name) => [name, `\${retain:${name}}`]));
  const origin = { file: "A.ts", line: 1, column: 1, package: "p@1.0.0" };
  return { ref: { kind: "dataset", name: "A" }, body: { name: "A", properties }, origin };
}

/** What binding comes to where retain.yaml and environments/prod.yaml end with these lines. */
async function bound(
  names: readonly string[],
  lines: { readonly project?: string; readonly environment?: string },
) {
  const root = await temporaryProject({
    "retain.yaml": `name: a\nsources: [{ synapse: . }]\n${lines.project ?? ""}`,
    "environments/prod.yaml": `workspace: shop\n${lines.environment ?? ""}`,
    "o.json": JSON.stringify(outputs),
  });
  const read = await readProject(root);
  if ("problems" in read) return { problems: brief(read.problems), texts: read.problems };
  const { project } = read;
  const opened = await readEnvironment(project, "prod", {});
  if ("problems" in opened) throw new Error(JSON.stringify(opened.problems));
  const { environment } = opened;
  const given = await readOutputs(environment, { root });
  const { artifacts, diagnostics, effects } = bind({
    artifacts: [uses(...names)],
    environment,
    outputs: "outputs" in given ? given.outputs : undefined,
    declarations: project.parameters,
    complete: true,
  });
  return { values: artifacts[0]?.body.properties, problems: brief(diagnostics), texts: diagnostics, effects };
}

const terraform = "terraform: { outputs: o.json }\n";

describe("values from terraform", () => {
  test("go to parameters of the same name, members by their dots", async () => {
    const { values, problems, effects } = await bound(["host", "lake.account", "lake.nodes"], {
      environment: terraform,
    });
    expect([values, problems]).toEqual([
      { host: "from-terraform", "lake.account": "shoplake", "lake.nodes": 4 },
      [],
    ]);
    expect(effects?.parameters).toEqual([
      { name: "host", uses: 1, output: "host" },
      { name: "lake.account", uses: 1, output: "lake.account" },
      { name: "lake.nodes", uses: 1, output: "lake.nodes" },
    ]);
  });

  test("go where the file says", async () => {
    const { values, problems, effects } = await bound(["account"], {
      environment: "terraform: { outputs: o.json, parameters: { account: lake.account } }\n",
    });
    expect([values, problems]).toEqual([{ account: "shoplake" }, []]);
    expect(effects?.parameters).toEqual([{ name: "account", uses: 1, output: "lake.account" }]);
  });

  test("give way to what the file itself says, which is told", async () => {
    const { values, problems, effects } = await bound(["host"], {
      environment: `${terraform}parameters: { host: mine }\n`,
    });
    expect([values, problems]).toEqual([{ host: "mine" }, []]);
    expect(effects?.parameters).toEqual([{ name: "host", uses: 1, hides: "host" }]);
  });

  test("that are sensitive are refused, by name and by mapping, and not shown", async () => {
    const byName = await bound(["password"], { environment: terraform });
    expect(byName.problems).toEqual(["environments/prod.yaml:2:1 parameter-sensitive"]);
    expect(byName.texts[0]).toMatchObject({ ref: { name: "A" }, path: ["properties", "password"] });
    const mapped = await bound(["x"], {
      environment: "terraform:\n  outputs: o.json\n  parameters:\n    x: password\n",
    });
    expect(mapped.problems).toEqual(["environments/prod.yaml:5:5 parameter-sensitive"]);
    expect(JSON.stringify([byName, mapped])).not.toContain("horse");
    expect(mapped.texts[0]?.advice).toContain("Key Vault");
  });

  test("that do not exist or are objects are told at their lines with what was meant, once", async () => {
    const { problems, texts } = await bound(["a", "b"], {
      environment: "terraform:\n  outputs: o.json\n  parameters:\n    a: lake.acount\n    b: lake\n",
    });
    expect(problems).toEqual([
      "environments/prod.yaml:5:5 output-missing",
      "environments/prod.yaml:6:5 output-missing",
    ]);
    expect(texts[0]?.advice).toBe('did you mean "lake.account"?');
    expect(texts[1]?.advice).toBe("name one of its members: lake.account, lake.nodes");
  });

  test("may go unused; a line that names one may not", async () => {
    const { problems } = await bound([], {
      environment: "terraform:\n  outputs: o.json\n  parameters:\n    a: host\n",
    });
    expect(problems).toEqual(["environments/prod.yaml:5:5 parameter-unused"]);
  });

  test("that could not be read are not told missing one by one", async () => {
    const { problems } = await bound(["host", "other"], {
      project: "parameters: { host: {}, other: {} }\n",
      environment: "terraform: { outputs: none.json }\n",
    });
    expect(problems).toEqual([]);
  });
});

describe("parameters that retain.yaml declares", () => {
  const project = [
    "parameters:",
    "  host: { description: the host of the shop, pattern: '[a-z]+\\.example' }",
    "  retries: { type: number }",
    "  on: { type: boolean, required: false }",
    "",
  ].join("\n");

  test("hold every environment to them, each problem at its value", async () => {
    const { problems, texts } = await bound(["host", "retries", "on"], {
      project,
      environment: "parameters:\n  host: https://a.example\n  retries: '5'\n  on: yes\n",
    });
    expect(problems).toEqual([
      "environments/prod.yaml:3:3 parameter-invalid",
      "environments/prod.yaml:4:3 parameter-invalid",
      "environments/prod.yaml:5:3 parameter-invalid",
    ]);
    expect(texts[0]).toMatchObject({
      message: `the parameter 'host' is "https://a.example": it does not match [a-z]+\\.example`,
      why: "it is the host of the shop",
    });
  });

  test("are not judged without end by a pattern that goes back again and again", async () => {
    const { problems, texts } = await bound(["host"], {
      project: "parameters: { host: { pattern: '(a+)+b' } }\n",
      environment: `parameters: { host: ${"a".repeat(5_000)} }\n`,
    });
    expect(problems).toEqual(["environments/prod.yaml:2:15 parameter-invalid"]);
    expect(texts[0]?.message).toContain("matching it against (a+)+b takes more than a second");
  });

  test("a number where a text belongs is to be put in quotes", async () => {
    const { texts } = await bound(["id"], {
      project: "parameters: { id: {} }\n",
      environment: "parameters: { id: 0001 }\n",
    });
    expect(texts).toMatchObject([{ code: "parameter-invalid", advice: "put it in quotes" }]);
  });

  test("must be given where they are required, used or not, and are told missing once", async () => {
    const { problems, texts } = await bound(["host"], { project, environment: "parameters:\n" });
    expect(problems).toEqual([
      "environments/prod.yaml:2:1 parameter-missing",
      "environments/prod.yaml:2:1 parameter-missing",
    ]);
    expect(texts.map(({ message }) => message)).toEqual([
      "environment 'prod' has no value for the parameter 'host'",
      "environment 'prod' has no value for the parameter 'retries', which retain.yaml requires",
    ]);
  });

  test("are the only ones that may be given and used", async () => {
    const { problems, texts } = await bound(["host", "hoost"], {
      project: "parameters: { host: {} }\n",
      environment: "parameters:\n  host: a\n  hosst: b\n",
    });
    expect(problems).toEqual(["A.ts:1:1 parameter-unknown", "environments/prod.yaml:4:3 parameter-unknown"]);
    expect(texts[0]?.advice).toBe('did you mean "host"?');
  });

  test("bind artifacts without an environment too", async () => {
    const { diagnostics } = bind({
      artifacts: [uses("host", "other")],
      environment: undefined,
      declarations: { host: { type: "string", required: true } },
      complete: true,
    });
    expect(brief(diagnostics)).toEqual(["A.ts:1:1 parameter-unknown"]);
  });

  test("hold outputs to them as well; outputs nobody declared are no matter", async () => {
    const { problems } = await bound(["host"], {
      project: "parameters: { host: { pattern: 'x+' } }\n",
      environment: terraform,
    });
    expect(problems).toEqual(["environments/prod.yaml:2:1 parameter-invalid"]);
  });

  test.each([
    ["parameters: { 1a: {} }\n", "retain.yaml:3:15"],
    ["parameters: { a: { type: text } }\n", "retain.yaml:3:20"],
    ["parameters: { a: { pattern: '[' } }\n", "retain.yaml:3:20"],
    ["parameters: { a: { type: number, pattern: x } }\n", "retain.yaml:3:34"],
    ["parameters: { a: { default: x } }\n", "retain.yaml:3:20"],
  ])("%j is refused at its place", async (lines, place) => {
    expect((await bound([], { project: lines })).problems).toEqual([`${place} project-invalid`]);
  });
});
