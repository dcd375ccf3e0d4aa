/** What recorded traffic of the dev endpoint says: facts, by the recording they were read from. */
import type { Exchange, Fact, Known, Recording } from "./exchange.ts";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,6}[1-9])?Z$/;
const etag = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const version = "api-version=2019-06-01-preview";
const known = (called: string, like: RegExp): Known => ({ called, like });

/** The ARM id of an artifact. */
const idOf = (path: string) =>
  new RegExp(
    `^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.Synapse/workspaces/ws/${path}$`,
  );

/** The record of an operation that changes an artifact. */
function record(state: string, type: string, id: string, operation: string): Fact {
  return {
    id: idOf(id),
    recordId: known(`record of ${id}`, /^[1-9]\d*$/),
    state,
    created: known(`created ${id}`, time),
    changed: time,
    type,
    name: id.split("/")[1] ?? "",
    operationId: known(operation, guid),
    artifactId: known(`artifact ${id}`, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
  };
}

const polled = (route = "operationResults") => ({
  Location: new RegExp(`^https://[^/]+/${route}/[0-9a-f-]{36}\\?${version}$`),
  "Retry-After": "10",
  "Access-Control-Allow-Headers": "Location, Retry-After",
  "Access-Control-Expose-Headers": "Location, Retry-After",
});

const running = (operation: string, route = "operationResults"): Exchange => ({
  ask: `GET /${route}/{${operation}}?${version}`,
  status: 202,
  told: polled(route),
  answer: { status: "InProgress" },
});

const done = (operation: string, answer: Fact): Exchange => ({
  ask: `GET /operationResults/{${operation}}?${version}`,
  later: true,
  status: 200,
  told: { Location: null, "Retry-After": null },
  answer,
});

/** A delete, whose record tells nothing of the artifact, and which ends without a body. */
const deleted = (id: string, type: string): readonly Exchange[] => [
  {
    ask: `DELETE /${id}?${version}`,
    status: 202,
    told: {
      Location: new RegExp(`^https://[^/]+/operationResults/[0-9a-f-]{36}\\?${version}$`),
      "Retry-After": null,
      "Access-Control-Allow-Headers": "Location",
      "Access-Control-Expose-Headers": "Location",
    },
    answer: {
      id: idOf(id),
      recordId: 0,
      state: "Deleting",
      created: "0001-01-01T00:00:00",
      changed: "0001-01-01T00:00:00",
      type,
      name: id.split("/")[1] ?? "",
      operationId: known(`delete${type}`, guid),
    },
  },
  running(`delete${type}`),
  done(`delete${type}`, ""),
];

const trigger: Fact = {
  id: idOf("triggers/One"),
  name: "One",
  type: "Microsoft.Synapse/workspaces/triggers",
  properties: { type: "ScheduleTrigger", typeProperties: { recurrence: {} }, runtimeState: "Stopped" },
  etag,
};

const madeTrigger: readonly Exchange[] = [
  {
    ask: `PUT /triggers/One?${version}`,
    body: { properties: { type: "ScheduleTrigger", typeProperties: { recurrence: {} } } },
    status: 202,
    told: polled(),
    answer: record("Creating", "Trigger", "triggers/One", "madeTrigger"),
  },
  running("madeTrigger"),
  done("madeTrigger", trigger),
];

const missing = (kind: string, name: string): Fact => ({
  code: `${kind}NotFound`,
  message: new RegExp(
    `^The ${kind} ${name} was not found in \\(subscription=\\S+ resourceGroup=\\S+ workspace=\\S+\\)$`,
  ),
});

/** The members of a role definition. */
const definition = (name: string, id: string): Fact => ({
  name,
  id,
  isBuiltIn: true,
  permissions: [
    { actions: [], notActions: [], dataActions: /Microsoft\.Synapse\/workspaces\/read/, notDataActions: [] },
  ],
  scopes: /^workspaces\/\{workspaceName\}/,
  availabilityStatus: "Available",
});

export const recordedSynapse: readonly Recording[] = [
  {
    source: "azure-sdk-for-net SessionRecords, PipelineClientLiveTests: a pipeline is made and renamed",
    exchanges: [
      {
        ask: `PUT /pipelines/One?${version}`,
        body: { properties: {} },
        status: 202,
        told: polled(),
        answer: record("Creating", "Pipeline", "pipelines/One", "made"),
      },
      running("made"),
      done("made", {
        id: idOf("pipelines/One"),
        name: "One",
        type: "Microsoft.Synapse/workspaces/pipelines",
        properties: { lastPublishTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/ },
        etag,
      }),
      {
        ask: `POST /pipelines/One/rename?${version}`,
        body: { newName: "Two" },
        status: 202,
        told: polled(),
        answer: record("Renaming", "Pipeline", "pipelines/One", "renamed"),
      },
      running("renamed"),
      done("renamed", ""),
      { ask: `GET /pipelines/One?${version}`, status: 404, answer: missing("Pipeline", "One") },
      ...deleted("pipelines/Two", "Pipeline"),
    ],
  },
  {
    source:
      "azure-sdk-for-net SessionRecords, TriggerClientLiveTests: a schedule subscribes and unsubscribes at once",
    exchanges: [
      ...madeTrigger,
      {
        ask: `POST /triggers/One/subscribeToEvents?${version}`,
        status: 200,
        answer: { triggerName: "One", status: "Enabled" },
      },
      {
        ask: `POST /triggers/One/unsubscribeFromEvents?${version}`,
        status: 200,
        answer: { triggerName: "One", status: "Disabled" },
      },
      ...deleted("triggers/One", "Trigger"),
    ],
  },
  {
    source: "azure-sdk-for-net SessionRecords, TriggerClientLiveTests: a fresh schedule is subscribed",
    exchanges: [
      ...madeTrigger,
      {
        ask: `POST /triggers/One/getEventSubscriptionStatus?${version}`,
        status: 200,
        answer: { triggerName: "One", status: "Enabled" },
      },
      ...deleted("triggers/One", "Trigger"),
    ],
  },
  {
    source:
      "azure-sdk-for-net SessionRecords, SqlPoolsClientLiveTests and others: lists end without a nextLink",
    exchanges: ["sqlPools", "pipelines", "kqlScripts", "linkconnections", "libraries"].map((list) => ({
      ask: `GET /${list}?${version}`,
      status: 200,
      answer: { value: [] },
    })),
  },
  {
    source: "azure-sdk-for-net SessionRecords, WorkspaceClientLiveTests: what a workspace says of itself",
    exchanges: [
      {
        ask: "GET /workspace?api-version=2020-12-01",
        status: 200,
        answer: {
          type: "Microsoft.Synapse/workspaces",
          id: /\/providers\/Microsoft\.Synapse\/workspaces\/ws$/,
          location: /^[a-z0-9]+$/,
          name: "ws",
          identity: { type: "SystemAssigned", tenantId: guid, principalId: guid },
          tags: {},
          properties: {
            encryption: { doubleEncryptionEnabled: false },
            defaultDataLakeStorage: {
              accountUrl: /^https:\/\/\w+\.dfs\.core\.windows\.net$/,
              filesystem: /^[a-z0-9-]+$/,
            },
            provisioningState: "Succeeded",
            connectivityEndpoints: {
              web: /^https:\/\/web\.azuresynapse\.net\?workspace=%2fsubscriptions%2f[^/%]+%2fresourceGroups%2f/,
              dev: /^https:\/\/[^/]+$/,
              sqlOnDemand: "ws-ondemand.sql.azuresynapse.net",
              sql: "ws.sql.azuresynapse.net",
            },
            managedResourceGroupName: /^[\w-]+$/,
            sqlAdministratorLogin: /^\w+$/,
            privateEndpointConnections: [],
            workspaceUID: guid,
            // Of a later recording: IsScopeEnabled, and the network of a workspace that has one.
            extraProperties: { WorkspaceType: "Normal", IsScopeEnabled: false },
            managedVirtualNetwork: "default",
          },
        },
      },
    ],
  },
  {
    source:
      "azure-sdk-for-net SessionRecords, IntegrationRuntimesClientLiveTests: the runtime that is always there",
    exchanges: [
      {
        ask: `GET /integrationRuntimes/AutoResolveIntegrationRuntime?${version}`,
        status: 200,
        answer: {
          id: idOf("integrationruntimes/AutoResolveIntegrationRuntime"),
          name: "AutoResolveIntegrationRuntime",
          type: "Microsoft.Synapse/workspaces/integrationruntimes",
          properties: {
            type: "Managed",
            typeProperties: { computeProperties: { location: "AutoResolve" } },
            provisioningState: null,
          },
          etag,
        },
      },
    ],
  },
  {
    source: "azure-cli's recordings of az synapse: what is not there, by kind",
    exchanges: [
      ...(["LinkedService", "Dataset", "DataFlow", "Trigger"] as const).map((kind) => ({
        ask: `GET /${kind.toLowerCase()}s/None?${version}`,
        status: 404,
        answer: missing(kind, "None"),
      })),
      {
        ask: `GET /sqlScripts/None?${version}`,
        status: 404,
        answer: {
          code: "NotFound",
          message: "The document could not be retrieved because it does not exist.",
          target: /^\/subscriptions\/.*\/sqlscripts\/None$/i,
          details: null,
          error: null,
        },
      },
      {
        ask: `GET /notebooks/None?${version}`,
        status: 404,
        answer: {
          code: 404,
          message: /^Failed Component = \S+, ErrorCode = 404, Error = NotFound $/,
          result: null,
          target: null,
          details: null,
          error:
            /^GetNotebook failed \[statusCode from ADF: NotFound, ErrorMessage: \{.*\}, workspace: ws, notebook: None\]$/,
        },
      },
    ],
  },
  {
    source: "azure-sdk-for-js recordings of the access control client: nine roles that are built in",
    exchanges: (
      [
        ["Synapse Administrator", "6e4bf58a-b8e1-4cc3-bbf9-d73143322b78"],
        ["Synapse Linked Data Manager", "dd665582-e433-40ca-b183-1b1b33e73375"],
        ["Synapse Contributor", "7572bffe-f453-4b66-912a-46cc5ef38fda"],
        ["Synapse Artifact Publisher", "05930f57-09a3-4c0d-9fa9-6d1eb91c178b"],
        ["Synapse Artifact User", "53faaa0e-40b6-40c8-a2ff-e38f2d388875"],
        ["Synapse Compute Operator", "e3844cc7-4670-42cb-9349-9bdac1ee7881"],
        ["Synapse Credential User", "5eb298b4-692c-4241-9cf0-f58a3b42bb25"],
        ["Synapse User", "2a385764-43e8-416c-9825-7b18d05a2c4b"],
        ["Synapse SQL Administrator", "7af0c69a-a548-47d6-aea3-d00e69bd83aa"],
      ] as const
    ).map(([name, id]) => ({
      ask: `GET /roleDefinitions/${id}?api-version=2020-12-01`,
      status: 200,
      answer: definition(name, id),
    })),
  },
];
