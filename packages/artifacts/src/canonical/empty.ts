import type { Json } from "../words/json.ts";
import type { Tolerance } from "../words/kind.ts";

const none: { readonly [form: string]: readonly Json[] } = { list: [[]], map: [{}] };

/**
 * Tolerances of members that say nothing while they are empty. Only members that the service knows as optional lists
 * or maps: an empty list in a value of the user's own (a default value, the body of a web request) is a value.
 */
export function emptyIsAbsent(form: "list" | "map", patterns: readonly string[]): readonly Tolerance[] {
  return patterns.map((pattern) => ({
    pattern,
    rule: { do: "absent-when", values: none[form] ?? [] },
    reason: `An empty optional ${form} means the same as an absent one.`,
    source:
      "@azure/synapse-artifacts 1.0.0-beta.12, mappers: the member is optional; public Synapse repositories hold it empty and absent",
  }));
}

/** References of every form pass no parameters either way. */
export const noArguments: readonly Tolerance[] = emptyIsAbsent(
  "map",
  ["DatasetReference", "LinkedServiceReference", "DataFlowReference", "IntegrationRuntimeReference"].map(
    (type) => `properties.**[type=${type}].parameters`,
  ),
);

/** Lists of a container activity that hold activities. */
const activityLists = [
  "activities[*]",
  "ifTrueActivities[*]",
  "ifFalseActivities[*]",
  "defaultActivities[*]",
];

/** Where activities stand: in the pipeline, and at any depth in those that hold others. */
const activities = [
  "properties.activities[*]",
  ...[...activityLists, "cases[*].activities[*]"].map(
    (list) => `properties.activities[*].**.typeProperties.${list}`,
  ),
];

const inActivities = (members: readonly string[]) =>
  activities.flatMap((activity) => members.map((member) => `${activity}.${member}`));

/** What a pipeline leaves empty at will. */
export const emptyInPipelines: readonly Tolerance[] = [
  ...emptyIsAbsent("map", ["properties.parameters", "properties.variables", "properties.runDimensions"]),
  ...emptyIsAbsent(
    "list",
    inActivities([
      "dependsOn",
      "userProperties",
      "inputs",
      "outputs",
      "typeProperties.ifTrueActivities",
      "typeProperties.ifFalseActivities",
      "typeProperties.defaultActivities",
      "typeProperties.cases",
      "typeProperties.arguments",
      "typeProperties.storageLinkedServices",
      "typeProperties.libraries",
      "typeProperties.datasets",
      "typeProperties.linkedServices",
      "typeProperties.scripts[*].parameters",
    ]),
  ),
  ...emptyIsAbsent(
    "map",
    inActivities([
      "policy",
      "typeProperties.parameters",
      "typeProperties.baseParameters",
      "typeProperties.defines",
      "typeProperties.sparkConfig",
      "typeProperties.storedProcedureParameters",
      "typeProperties.extendedProperties",
      "typeProperties.headers",
    ]),
  ),
];

/** What a dataset leaves empty at will. */
export const emptyInDatasets: readonly Tolerance[] = [
  ...emptyIsAbsent("list", ["properties.schema", "properties.structure"]),
  ...emptyIsAbsent("map", ["properties.parameters"]),
];

/** What a linked service leaves empty at will. */
export const emptyInLinkedServices: readonly Tolerance[] = emptyIsAbsent("map", ["properties.parameters"]);

/** What a data flow leaves empty at will. */
export const emptyInDataFlows: readonly Tolerance[] = emptyIsAbsent("list", [
  "properties.typeProperties.sources",
  "properties.typeProperties.sinks",
  "properties.typeProperties.transformations",
]);

/** What a trigger leaves empty at will. */
export const emptyInTriggers: readonly Tolerance[] = [
  ...emptyIsAbsent("list", ["properties.pipelines", "properties.typeProperties.dependsOn"]),
  ...emptyIsAbsent("map", [
    "properties.pipelines[*].parameters",
    "properties.pipeline.parameters",
    "properties.typeProperties.retryPolicy",
    "properties.typeProperties.recurrence.schedule",
  ]),
];

/** What a Spark job definition leaves empty at will. */
export const emptyInSparkJobs: readonly Tolerance[] = [
  ...emptyIsAbsent(
    "list",
    ["args", "jars", "files", "archives"].map((list) => `properties.jobProperties.${list}`),
  ),
];
