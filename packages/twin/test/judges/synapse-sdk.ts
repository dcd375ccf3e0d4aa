import { readFileSync } from "node:fs";
import type { ArtifactsClient } from "@azure/synapse-artifacts";
import { ArtifactsClient as Client } from "@azure/synapse-artifacts";
import type { RunningTwin } from "../../src/start-twin.ts";

/** The SDK's own typed client, unpatched; it reads the twin's certificate and token from the status. */
export function sdkClient(twin: RunningTwin, workspace = "retain-twin"): ArtifactsClient {
  const credential = {
    getToken: async () => ({ token: twin.status.token, expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
  const tlsOptions = { ca: readFileSync(twin.status.ca, "utf8") };
  return new Client(credential, twin.workspace(workspace).origin, { tlsOptions } as never);
}

interface Named {
  readonly name?: string;
  readonly etag?: string;
}

/** What the SDK can do with every kind. */
export interface TypedKind {
  /** What the operation's answer is: the artifact. */
  create(name: string): Promise<Named>;
  get(name: string): Promise<Named>;
  list(): AsyncIterable<Named>;
  /** Absent where the API has none. */
  rename?(name: string, newName: string): Promise<unknown>;
  remove(name: string): Promise<unknown>;
}

/** Every kind that the SDK writes, with a body that its types accept. */
export function typedKinds(client: ArtifactsClient): Readonly<Record<string, TypedKind>> {
  return {
    linkedServices: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdateLinkedServiceAndWait(name, {
          properties: { type: "AzureKeyVault", baseUrl: "https://v.vault.azure.net/" },
        }),
      get: (name: string) => of.getLinkedService(name),
      list: () => of.listLinkedServicesByWorkspace(),
      rename: (name: string, newName: string) => of.beginRenameLinkedServiceAndWait(name, { newName }),
      remove: (name: string) => of.beginDeleteLinkedServiceAndWait(name),
    }))(client.linkedServiceOperations),
    datasets: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdateDatasetAndWait(name, {
          properties: {
            type: "Binary",
            linkedServiceName: {
              type: "LinkedServiceReference",
              referenceName: "retain-twin-WorkspaceDefaultStorage",
            },
          },
        }),
      get: (name: string) => of.getDataset(name),
      list: () => of.listDatasetsByWorkspace(),
      rename: (name: string, newName: string) => of.beginRenameDatasetAndWait(name, { newName }),
      remove: (name: string) => of.beginDeleteDatasetAndWait(name),
    }))(client.datasetOperations),
    pipelines: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdatePipelineAndWait(name, {
          activities: [{ name: "Wait", type: "Wait", waitTimeInSeconds: 1 } as never],
        }),
      get: (name: string) => of.getPipeline(name),
      list: () => of.listPipelinesByWorkspace(),
      rename: (name: string, newName: string) => of.beginRenamePipelineAndWait(name, { newName }),
      remove: (name: string) => of.beginDeletePipelineAndWait(name),
    }))(client.pipelineOperations),
    triggers: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdateTriggerAndWait(name, {
          properties: { type: "ScheduleTrigger", recurrence: { frequency: "Day", interval: 1 } } as never,
        }),
      get: (name: string) => of.getTrigger(name),
      list: () => of.listTriggersByWorkspace(),
      remove: (name: string) => of.beginDeleteTriggerAndWait(name),
    }))(client.triggerOperations),
    dataFlows: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdateDataFlowAndWait(name, { properties: { type: "MappingDataFlow" } }),
      get: (name: string) => of.getDataFlow(name),
      list: () => of.listDataFlowsByWorkspace(),
      rename: (name: string, newName: string) => of.beginRenameDataFlowAndWait(name, { newName }),
      remove: (name: string) => of.beginDeleteDataFlowAndWait(name),
    }))(client.dataFlowOperations),
    notebooks: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdateNotebookAndWait(name, {
          name,
          properties: {
            nbformat: 4,
            nbformatMinor: 2,
            metadata: {},
            cells: [{ cellType: "code", metadata: {}, source: ["print(1)\n"], outputs: [] }],
          },
        }),
      get: (name: string) => of.getNotebook(name),
      list: () => of.listNotebooksByWorkspace(),
      rename: (name: string, newName: string) => of.beginRenameNotebookAndWait(name, { newName }),
      remove: (name: string) => of.beginDeleteNotebookAndWait(name),
    }))(client.notebookOperations),
    sqlScripts: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdateSqlScriptAndWait(name, {
          name,
          properties: { type: "SqlQuery", content: { query: "SELECT 1" } },
        }),
      get: (name: string) => of.getSqlScript(name),
      list: () => of.listSqlScriptsByWorkspace(),
      rename: (name: string, newName: string) => of.beginRenameSqlScriptAndWait(name, { newName }),
      remove: (name: string) => of.beginDeleteSqlScriptAndWait(name),
    }))(client.sqlScriptOperations),
    sparkJobDefinitions: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdateSparkJobDefinitionAndWait(name, {
          properties: {
            targetBigDataPool: { type: "BigDataPoolReference", referenceName: "pool" },
            jobProperties: {
              file: "main.py",
              driverMemory: "28g",
              driverCores: 4,
              executorMemory: "28g",
              executorCores: 4,
              numExecutors: 2,
            },
          },
        }),
      get: (name: string) => of.getSparkJobDefinition(name),
      list: () => of.listSparkJobDefinitionsByWorkspace(),
      rename: (name: string, newName: string) => of.beginRenameSparkJobDefinitionAndWait(name, { newName }),
      remove: (name: string) => of.beginDeleteSparkJobDefinitionAndWait(name),
    }))(client.sparkJobDefinitionOperations),
    kqlScripts: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdateAndWait(name, { name, properties: { content: { query: "T | take 1" } } }),
      get: (name: string) => of.getByName(name),
      list: () => client.kqlScripts.listAll(),
      rename: (name: string, newName: string) => of.beginRenameAndWait(name, { newName }),
      remove: (name: string) => of.beginDeleteByNameAndWait(name),
    }))(client.kqlScriptOperations),
    sparkConfigurations: ((of) => ({
      create: (name: string) =>
        of.beginCreateOrUpdateSparkConfigurationAndWait(name, {
          properties: { configs: { "spark.executor.cores": "4" } },
        }),
      get: (name: string) => of.getSparkConfiguration(name),
      list: () => of.listSparkConfigurationsByWorkspace(),
      rename: (name: string, newName: string) => of.beginRenameSparkConfigurationAndWait(name, { newName }),
      remove: (name: string) => of.beginDeleteSparkConfigurationAndWait(name),
    }))(client.sparkConfigurationOperations),
  };
}
