import { validateArtifacts } from "@retain/artifacts/rules/validate";
import { brief, synapseProject, temporaryProject } from "@retain/test-kit/temporary-project";
import { describe, expect, test } from "vitest";
import { foreignNames, type KnownEnvironment } from "../src/foreign-names.ts";
import { known } from "./known-environment.ts";
import { loadDesired } from "./with-blocks.ts";

const texts = (own: KnownEnvironment, ...others: KnownEnvironment[]) =>
  foreignNames(own, others).names.map(({ text, environments }) => `${text}: ${environments.join(", ")}`);

describe("names that belong to other environments", () => {
  test("are those of workspaces, endpoints, lakes, parameters, overrides and outputs", () => {
    const dev = known("dev", "shop-dev", {
      places: {
        synapse: { name: "shop-dev", endpoint: "https://shop-dev2.dev.azuresynapse.net" },
        lake: { name: "shopdevlake1", part: "churn" },
      },
      parameters: {
        key_vault: "https://shop-kv-dev.vault.azure.net",
        retries: 12345678,
        mode: "incremental",
      },
      overrides: { "linked-service/A": { "properties.x": { url: ["https://a.contoso.local"] } } },
    });
    const outputs = { values: new Map([["lake.account", "shoplake77"]]), sensitive: new Set<string>() };
    expect(texts(known("prod", "shop-prod"), { ...dev, outputs })).toEqual(
      [
        ...["shop-dev", "shop-dev-ondemand", "shop-dev2", "shop-dev2-ondemand", "shopdevlake1"],
        ...["shop-kv-dev", "shoplake77", "a.contoso.local"],
      ].map((text) => `${text}: dev`),
    );
  });

  test("are none that this environment has as well, in whatever form", () => {
    const shared = "https://shop-shared.vault.azure.net";
    const dev = known("dev", "shop-dev", { parameters: { vault: shared } });
    expect(texts(known("prod", "SHOP-DEV", { parameters: { key_vault: "shop-shared" } }), dev)).toEqual([]);
  });

  test("stay theirs when an override holds them by a slip of the pen, unless both override them", () => {
    const vault = "https://shop-kv-dev.vault.azure.net";
    const overrides = { "linked-service/A": { "properties.x": vault } };
    const prod = known("prod", "shop-prod", { overrides });
    expect(texts(prod, known("dev", "shop-prod", { parameters: { vault } }))).toEqual(["shop-kv-dev: dev"]);
    expect(texts(prod, known("dev", "shop-prod", { overrides }))).toEqual([]);
  });

  test("name every environment they belong to", () => {
    const parameters = { vault: "https://shop-kv-1.vault.azure.net" };
    expect(
      texts(known("prod", "p"), known("dev", "p", { parameters }), known("test", "p", { parameters })),
    ).toEqual(["shop-kv-1: dev, test"]);
  });
});

const lake = (url: string) =>
  JSON.stringify({ name: "Lake", properties: { type: "AzureBlobFS", typeProperties: { url } } }, null, 2);

async function judgeProd(files: Record<string, string>) {
  const root = await temporaryProject({ "retain.yaml": synapseProject, ...files });
  const { artifacts, foreign, diagnostics } = await loadDesired({ root, environment: "prod" });
  return [...diagnostics, ...validateArtifacts(artifacts, { exceptions: [], foreign }).diagnostics];
}

describe("a project", () => {
  test("a literal of another environment is told in its own file, one that an override put there in that file", async () => {
    const files = {
      "workspace/linkedService/Lake.json": lake("https://shoplake77.dfs.core.windows.net"),
      "environments/dev.yaml":
        "workspace: shop-dev\nparameters: {}\nlake: { account: shoplake77, filesystem: f-1 }\n",
      "environments/prod.yaml": "workspace: shop-prod\n",
    };
    expect(brief(await judgeProd(files))).toEqual(["workspace/linkedService/Lake.json:6:7 environment-leak"]);
    const overridden = {
      ...files,
      "workspace/linkedService/Lake.json": lake("https://shoplake78.dfs.core.windows.net"),
      "environments/prod.yaml":
        "workspace: shop-prod\noverrides:\n  linked-service/Lake:\n    properties.typeProperties.url: https://shoplake77.blob.core.windows.net\n",
    };
    expect(brief(await judgeProd(overridden))).toEqual(["environments/prod.yaml:4:5 environment-leak"]);
  });

  test("saved outputs of another environment are read, its command is not run", async () => {
    const outputs = {
      lake: { sensitive: false, type: "string", value: "https://shoplake77.dfs.core.windows.net" },
    };
    const problems = await judgeProd({
      "workspace/linkedService/Lake.json": lake("https://shoplake77.dfs.core.windows.net"),
      "environments/dev.yaml": "workspace: shop-dev\nterraform: { outputs: dev.json }\n",
      "dev.json": JSON.stringify(outputs),
      "environments/test.yaml": "workspace: shop-test\nterraform: { command: [./no-such-program] }\n",
      "environments/prod.yaml": "workspace: shop-prod\n",
    });
    expect(problems).toMatchObject([
      { code: "environment-leak", why: expect.stringContaining("terraform output 'lake'") },
    ]);
  });

  test("an environment that cannot be read is a warning: its names would go unseen", async () => {
    const problems = await judgeProd({
      "workspace/linkedService/Lake.json": lake("https://shoplake77.dfs.core.windows.net"),
      "environments/dev.yaml": "workspace: [\n",
      "environments/prod.yaml": "workspace: shop-prod\n",
    });
    expect(problems).toMatchObject([{ severity: "warning", code: "environment-unread" }]);
  });
});
