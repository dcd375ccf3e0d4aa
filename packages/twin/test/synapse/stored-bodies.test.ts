import fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonObject } from "../../src/http.ts";
import { openDevEndpoint, pipeline } from "./dev-endpoint.ts";

test("a notebook comes back through the service's own model, nothing lost", async () => {
  const { run, ask } = openDevEndpoint();
  const sent = {
    nbformat: 4,
    sessionProperties: { driverMemory: "28g" },
    metadata: { saveOutput: true, sessionKeepAliveTimeout: 30, unknown: { kept: 1 } },
    cells: [
      { cell_type: "code", source: ["a\r\n"], execution_count: 3 },
      { cell_type: "markdown", source: [], attachments: {} },
    ],
  };
  await run("PUT", "/notebooks/N", { name: "N", properties: sent });
  const { properties } = (await ask("GET", "/notebooks/N")).body;
  expect(properties).toEqual({
    nbformat: 4,
    sessionProperties: { driverMemory: "28g", conf: null, runAsWorkspaceSystemIdentity: false },
    metadata: {
      saveOutput: true,
      sessionKeepAliveTimeout: 30,
      unknown: { kept: 1 },
      a365ComputeOptions: null,
    },
    cells: [
      { cell_type: "code", source: ["a\r\n"], execution_count: 3, attachments: null },
      { cell_type: "markdown", source: [], attachments: {}, execution_count: null },
    ],
    description: null,
    targetSparkConfiguration: null,
    entityState: null,
    renameOperationDetails: null,
    folder: null,
  });
  expect(Object.keys(properties)).toEqual([
    "nbformat",
    "entityState",
    "renameOperationDetails",
    "targetSparkConfiguration",
    "sessionProperties",
    "metadata",
    "cells",
    "folder",
    "description",
  ]);
  expect((await ask("GET", "/notebooksSummary")).body.value[0].properties).toEqual(properties);
});

test("secrets are never read back, and a linked service that was sent one names the stored one", async () => {
  const { run, ask, service } = openDevEndpoint();
  const secret = (value: string) => ({
    properties: {
      type: "AzureSqlDatabase",
      typeProperties: { server: "s", password: { type: "SecureString", value } },
    },
  });
  await run("PUT", "/linkedservices/L", secret("hunter2"));
  const { typeProperties } = (await ask("GET", "/linkedservices/L")).body.properties;
  expect(typeProperties.password).toEqual({ type: "SecureString", value: "**********" });
  await run("PUT", "/linkedservices/L", secret("hunter3"));
  const again = (await ask("GET", "/linkedservices/L")).body.properties.typeProperties;
  expect(again.encryptedCredential).toBe(typeProperties.encryptedCredential);
  expect(Buffer.from(again.encryptedCredential, "base64").toString()).toContain("CredentialId");
  const authentication = { password: { type: "SecureString", value: "hunter2" } };
  await run("PUT", "/pipelines/P", pipeline({ authentication }));
  expect(JSON.stringify(service.snapshot())).not.toContain("hunter");
});

test("a pipeline gets the time of its last write, whatever it was sent", async () => {
  const { run } = openDevEndpoint();
  const { body } = await run("PUT", "/pipelines/P", pipeline({ lastPublishTime: "2001-01-01T00:00:00Z" }));
  expect(body.properties.lastPublishTime).toBe("2024-05-06T07:08:09Z");
});

test("every other kind is stored as sent", async () => {
  const { run, ask } = openDevEndpoint();
  const anything = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<never>);
  await fc.assert(
    fc.asyncProperty(anything, async (generated: JsonObject) => {
      const sent = JSON.parse(JSON.stringify({ content: generated, type: "SqlQuery" }));
      await run("PUT", "/sqlScripts/S", { properties: sent });
      expect((await ask("GET", "/sqlScripts/S")).body.properties).toEqual(sent);
      expect((await ask("GET", "/sqlScripts")).body.value[0].properties).toEqual(sent);
    }),
    { numRuns: 50 },
  );
});
