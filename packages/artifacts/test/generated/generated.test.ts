import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { generateWire } from "../../scripts/generated-files.ts";
import { facts, propertiesOf } from "../../src/shape/facts.ts";

describe("generated files", async () => {
  const files = await generateWire();

  it.each(files)("$name is what npm run generate writes", async ({ name, text }) => {
    const committed = await readFile(new URL(`../../src/generated/${name}`, import.meta.url), "utf8");
    expect(committed === text, `${name} is stale: npm run generate --workspace packages/artifacts`).toBe(true);
  });

  it("are the same each time", async () => {
    expect(await generateWire()).toEqual(files);
  });

  it("say which SDKs they come from, and stay small", () => {
    const require = createRequire(import.meta.url);
    const version = (name: string) => (require(`@azure/${name}/package.json`) as { version: string }).version;
    const sources = ["synapse-artifacts", "arm-datafactory"].map((name) => `@azure/${name} ${version(name)}`);
    for (const { text } of files) {
      expect(text.split("\n")[0]).toContain(`${sources.join(" and ")} by npm run generate`);
      expect(text.length).toBeLessThan(400_000);
    }
  });
});

describe("facts", () => {
  it("know the types of the SDK and of nobody else's base classes", () => {
    const { unions } = facts();
    expect(Object.keys(unions.LinkedService?.types ?? {}).length).toBeGreaterThan(110);
    expect(Object.keys(unions.Dataset?.types ?? {}).length).toBeGreaterThan(90);
    expect(Object.keys(unions.Activity?.types ?? {})).toEqual(expect.arrayContaining(["Copy", "ForEach", "SynapseNotebook"]));
    expect(unions.Activity?.types).not.toHaveProperty("Execution");
  });

  it("put flattened properties back where they stand on the wire, below those of the base", () => {
    const web = propertiesOf("WebActivity");
    expect(web.typeProperties).toMatchObject({ is: "object", required: true });
    expect(web.typeProperties?.is === "object" && web.typeProperties.properties.url).toEqual({ is: "any", required: true, usually: "text" });
    expect(web.policy).toEqual({ is: "model", of: "ActivityPolicy" });
    expect(web.dependsOn?.is).toBe("list");
  });

  it("name only models and lists that exist", () => {
    const { models, kinds, values } = facts();
    const text = JSON.stringify([models, kinds]);
    for (const [, name = ""] of text.matchAll(/"of":"(\w+)"/g)) expect(models, name).toHaveProperty(name);
    for (const [, name = ""] of text.matchAll(/"values":"([^"]+)"/g)) expect(Object.keys(values)).toContain(name);
  });

  it("keep limits and lists of values", () => {
    expect(propertiesOf("ActivityPolicy").retryIntervalInSeconds).toMatchObject({ limits: { min: 30, max: 86400 } });
    expect(facts().values.DependencyCondition).toEqual(["Succeeded", "Failed", "Skipped", "Completed"]);
  });
});
