import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/http.ts";
import { isObject } from "../../src/synapse/json.ts";
import { type DevEndpoint, openDevEndpoint, operationMs } from "../synapse/dev-endpoint.ts";
import {
  bodyOf,
  type Documented,
  documented,
  type Example,
  exampleOf,
  lacking,
  referencesOf,
  targetOf,
} from "./contracts.ts";

/** What the twin leaves to its host, which says 501: nothing runs here, and nothing is uploaded. */
const unserved = new Set([
  "POST /pipelines/{pipelineName}/createRun",
  "POST /queryPipelineRuns",
  "GET /pipelineruns/{runId}",
  "POST /pipelineruns/{runId}/cancel",
  "POST /pipelines/{pipelineName}/pipelineruns/{runId}/queryActivityruns",
  "POST /queryTriggerRuns",
  "POST /triggers/{triggerName}/triggerRuns/{runId}/rerun",
  "POST /triggers/{triggerName}/triggerRuns/{runId}/cancel",
  "POST /sparkJobDefinitions/{sparkJobDefinitionName}/execute",
  "POST /debugSparkJobDefinition",
  "PUT /libraries/{libraryName}",
  "PUT /libraries/{libraryName}?comp=appendblock",
  "POST /libraries/{libraryName}/flush",
  "GET /libraryOperationResults/{operationId}",
  "GET /operationStatuses/{operationId}",
  "DELETE /libraries/{libraryName}",
  "PUT /linkconnections/{linkConnectionName}",
  "DELETE /linkconnections/{linkConnectionName}",
  "POST /linkconnections/{linkConnectionName}/edittables",
  "POST /linkconnections/{linkConnectionName}/start",
  "POST /linkconnections/{linkConnectionName}/stop",
  "GET /linkconnections/{linkConnectionName}/detailedstatus",
  "GET /linkconnections/{linkConnectionName}/linktables",
  "POST /linkconnections/{linkConnectionName}/querytablestatus",
  "POST /linkconnections/{linkConnectionName}/updateLandingZoneCredential",
  "POST /linkconnections/{linkConnectionName}/pause",
  "POST /linkconnections/{linkConnectionName}/resume",
]);

const handWritten = "the request did not send it, and no recorded answer shows that the service adds it";

const recorded = "recorded answers of the service are otherwise";

/** Members of published answers that the twin does not show, each for a reason. */
const declared: Readonly<Record<string, string>> = {
  "Datasets_Create: /properties/schema is missing": handWritten,
  "SparkConfigurations_Create: /properties/createdBy is missing": handWritten,
  "SparkConfigurations_Create: /properties/created is missing": handWritten,
  "SparkConfigurations_Update: /properties/createdBy is missing": handWritten,
  "SparkConfigurations_Update: /properties/created is missing": handWritten,
  "KqlScripts_GetAll: /nextLink is missing": recorded,
  "LinkConnections_ListByWorkspace: /nextLink is missing": recorded,
  "ListManagedPrivateEndpoints: /nextLink is missing": recorded,
  "CreateManagedPrivateEndpoint: /properties/connectionState/status is missing": recorded,
  "CreateManagedPrivateEndpoint: /properties/connectionState/description is missing": recorded,
  "CreateManagedPrivateEndpoint: /properties/connectionState/actionsRequired is missing": recorded,
  "Workspace_Get: /properties/workspaceRepositoryConfiguration is missing": "the twin is in live mode",
};

const routeOf = ({ method, path }: Documented) => `${method} ${path}`;
const kindOf = ({ path }: Documented) => path.split("/").find((part) => /^[a-z]+$/i.test(part)) ?? "";
const referenced: Readonly<Record<string, string>> = {
  LinkedServiceReference: "linkedservices",
  DatasetReference: "datasets",
  PipelineReference: "pipelines",
  DataFlowReference: "dataflows",
  IntegrationRuntimeReference: "integrationruntimes",
};

describe("published operations and examples", () => {
  test.each(documented.map((one) => [one.operation, one] as const))("%s", async (operation, one) => {
    const endpoint = openDevEndpoint();
    if (unserved.has(routeOf(one))) {
      expect((await endpoint.ask(one.method, targetOf(one, {}), {})).status).toBe(501);
      return;
    }
    const example = one.example === null ? { parameters: {}, responses: {} } : exampleOf(one);
    arrange(endpoint, one, example);
    const answer = await endpoint.ask(one.method, await target(endpoint, one, example), bodyOf(example));
    expect(answer.status, answer.text).not.toBe(501);
    const end = answer.status === 202 ? await endOf(endpoint, answer.headers.Location) : answer;
    const wanted = example.responses["200"]?.body ?? {};
    const problems = lacking(wanted, sameItems(wanted, end.body));
    expect(problems.filter((problem) => declared[`${operation}: ${problem}`] === undefined)).toEqual([]);
    expect([...one.successCodes, 202]).toContain(answer.status);
    expect(end.status).toBe(200);
    expect(end.body?.status).not.toBe("Failed");
  });
});

/** The items of a list that the example lists, in its order: the workspace's defaults are among the others. */
function sameItems(wanted: JsonObject, body: JsonObject | undefined): JsonObject {
  if (!Array.isArray(wanted.value) || !Array.isArray(body?.value)) return body ?? {};
  const held: readonly JsonObject[] = body.value;
  const value = (wanted.value as readonly JsonObject[]).map(({ name }) =>
    held.find((item) => item.name === name),
  );
  return { ...body, value: value.filter((item) => item !== undefined) };
}

async function endOf({ ask, pass }: DevEndpoint, location: string | undefined) {
  pass(operationMs);
  // A private endpoint has nowhere to ask.
  return location === undefined ? { status: 200, body: undefined } : ask("GET", location);
}

/** An operation is looked for under an id that exists. */
async function target({ ask }: DevEndpoint, one: Documented, { parameters }: Example): Promise<string> {
  if (!one.path.includes("{operationId}")) return targetOf(one, parameters);
  const { body } = await ask("PUT", "/pipelines/Any", { properties: {} });
  return targetOf(one, { ...parameters, operationId: body.operationId });
}

/** Puts into the workspace what the example takes for granted. */
function arrange({ service }: DevEndpoint, one: Documented, example: Example): void {
  const answered = example.responses["200"]?.body;
  const listed = Array.isArray(answered?.value) ? (answered.value as readonly JsonObject[]) : [];
  const isCreate = one.method === "PUT" && !one.operation.endsWith("_Update");
  const name = Object.entries(example.parameters).find(([key]) => one.path.includes(`{${key}}`))?.[1];
  const kind = kindAtPath(one);
  for (const { name: type, type: reference } of referencesOf({ ...bodyOf(example), ...answered })) {
    const path = referenced[reference];
    if (path) service.seed(path, type, { properties: { type: "Any" } });
  }
  for (const held of listed) service.seed(kind, String(held.name), held);
  if (isCreate || listed.length > 0 || typeof name !== "string" || one.path.includes("perationId")) return;
  const itself = isObject(answered?.properties) ? answered : stopped;
  const called = kind === "managedprivateendpoints" ? example.parameters.managedPrivateEndpointName : name;
  service.seed(kind, String(called), itself);
  if (/unsubscribe|getEventSubscription/i.test(one.path)) service.seed(kind, String(called), started);
}

const pipelines = [{ pipelineReference: { referenceName: "Load", type: "PipelineReference" } }];
const stopped = { properties: { type: "ScheduleTrigger", pipelines } };
const started = { properties: { type: "ScheduleTrigger", runtimeState: "Started" } };

function kindAtPath(one: Documented): string {
  const kind = kindOf(one).toLowerCase();
  if (kind === "managedvirtualnetworks") return "managedprivateendpoints";
  return kind === "notebookssummary" ? "notebooks" : kind;
}
