import type { Json, JsonObject } from "../http.ts";
import type { Refusal } from "./errors.ts";
import { isObject } from "./json.ts";
import type { ArtifactStore, StoredArtifact } from "./store.ts";
import { artifactKey } from "./store.ts";

/**
 * Reference types that a write is checked for. Whether notebooks and pools are checked is not
 * known from outside, so they are not.
 */
const referencedKinds = new Map([
  ["LinkedServiceReference", "linkedservices"],
  ["DatasetReference", "datasets"],
  ["PipelineReference", "pipelines"],
  ["DataFlowReference", "dataflows"],
  ["TriggerReference", "triggers"],
  ["IntegrationRuntimeReference", "integrationruntimes"],
  ["CredentialReference", "credentials"],
]);

/**
 * Where a reference may leave out its type, since the service deserialises by position
 * (azure-rest-api-specs, synapse artifacts 2020-12-01: each of these members has one model).
 */
const referencePlaces = new Map([
  ["linkedServiceName", "linkedservices"],
  ["linkedService", "linkedservices"],
  ["store", "linkedservices"],
  ["dataset", "datasets"],
  ["inputs", "datasets"],
  ["outputs", "datasets"],
  ["pipeline", "pipelines"],
  ["pipelineReference", "pipelines"],
  ["dataflow", "dataflows"],
  ["referenceTrigger", "triggers"],
  ["connectVia", "integrationruntimes"],
  ["integrationRuntime", "integrationruntimes"],
  ["credential", "credentials"],
]);

/** Kinds whose bodies hold references; the text of notebooks and scripts is not looked at. */
const referencingKinds = new Set(["linkedservices", "datasets", "pipelines", "triggers", "dataflows"]);

/** What `properties` of a kind need, as `kind/name` in the case of the body. An expression names nothing. */
export function referencesIn(path: string, properties: JsonObject): readonly string[] {
  const found = new Set<string>();
  if (referencingKinds.has(path)) collect(properties, undefined, found);
  return [...found];
}

function collect(value: Json, place: string | undefined, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, place, found);
  } else if (isObject(value)) {
    const { referenceName: name, type } = value;
    const kind = typeof type === "string" ? referencedKinds.get(type) : referencePlaces.get(place ?? "");
    if (kind !== undefined && typeof name === "string" && !name.startsWith("@")) {
      found.add(`${kind}/${name}`);
    }
    for (const [key, member] of Object.entries(value)) collect(member, key, found);
  }
}

/** Refuses a body that refers to something absent. Text of the Data Factory documentation, the same backend. */
export function invalidReference(store: ArtifactStore, artifact: StoredArtifact): Refusal | undefined {
  for (const reference of artifact.references) {
    const slash = reference.indexOf("/");
    const [kind, name] = [reference.slice(0, slash), reference.slice(slash + 1)];
    if (store.get(kind, name)) continue;
    if (kind === "integrationruntimes") {
      // As people report it from deployments of Data Factory, the same backend.
      const message = `Input is malformed. Reason: Could not get integration runtime details for ${name}`;
      return { code: "InputIsMalformedDetailed", message };
    }
    return {
      code: "BadRequest",
      message: `The document creation or update failed because of invalid reference '${name}'.`,
      target: artifact.name,
    };
  }
  return undefined;
}

/** Refuses to delete what another artifact needs. Code and text as reported for the official deployment action. */
export function stillReferenced(store: ArtifactStore, path: string, name: string): Refusal | undefined {
  const wanted = artifactKey(`${path}/${name}`);
  const isWanted = (reference: string) =>
    reference.length === wanted.length && artifactKey(reference) === wanted;
  for (const kind of referencingKinds) {
    for (const artifact of store.list(kind)) {
      const isItself = kind === path && artifactKey(artifact.name) === artifactKey(name);
      if (isItself || !artifact.references.some(isWanted)) continue;
      return {
        code: "DeleteDataFactoryResourceOrchestrationError",
        message: `The document cannot be deleted since it is referenced by ${artifact.name}.`,
        target: name,
      };
    }
  }
  return undefined;
}
