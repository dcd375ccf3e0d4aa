import type {
  Credential,
  DataFlow,
  Dataset,
  LinkedService,
  Notebook,
  Pipeline,
  SparkConfiguration,
  SparkJobDefinition,
  Trigger,
} from "../generated/wire-types.ts";
import { type LiveIdText, liveIdText } from "../ids/live-id-text.ts";
import { referenceTypes } from "../references/types.ts";
import type { Position } from "../words/artifact.ts";
import type { JsonObject } from "../words/json.ts";
import type { Kind, Ref } from "../words/ref.ts";
import type { DefinedDirectory, LakeDirectory } from "./lake.ts";
import { placeOfCall } from "./place.ts";
import type { Unlisted } from "./wire.ts";

/** The mark by which a defined artifact is known, the same in every copy of this package. */
export const artifactBrand: unique symbol = Symbol.for("retain.artifact");

/** The kinds that TypeScript sources can define. @public */
export type DefinableKind = Exclude<
  keyof typeof referenceTypes,
  "lake-directory" | "integration-runtime" | "managed-private-endpoint" | "spark-pool" | "sql-pool"
>;

/** A reference as it travels on the wire. @public */
export interface WireReference<K extends DefinableKind> {
  readonly referenceName: string;
  readonly type: (typeof referenceTypes)[K][0];
}

/** An artifact written in TypeScript: its wire body, and where it was defined. */
export interface Defined<K extends DefinableKind = DefinableKind> {
  readonly [artifactBrand]: true;
  readonly kind: K;
  readonly name: string;
  /** `{ name, properties: { … } }`, ready for the wire. */
  readonly body: JsonObject;
  /** What another body writes to refer to this artifact. */
  readonly reference: WireReference<K>;
  readonly definedAt: Position;
}

/** What any of the `define…` functions returns. */
export type AnyDefined = Defined | DefinedDirectory | DefinedArtifact;

/** An artifact of a kind that has no function of its own here. @public */
export interface DefinedArtifact {
  readonly [artifactBrand]: true;
  readonly kind: Kind;
  readonly name: string;
  readonly body: JsonObject;
  readonly definedAt: Position;
}

/** Defines an artifact of any kind: `properties` in wire shape. Loading says where there is no such kind. @public */
export function defineArtifact(kind: Kind, name: string, properties: object): DefinedArtifact {
  return {
    [artifactBrand]: true,
    kind,
    name,
    body: { name, properties: properties as JsonObject },
    definedAt: placeOfCall(defineArtifact),
  };
}

/** True for what one of the `define…` functions returned, from any copy of this package. */
export function isDefined(value: unknown): value is AnyDefined {
  return typeof value === "object" && value !== null && artifactBrand in value;
}

/** Defines a linked service: `properties` in wire shape. */
export function defineLinkedService(name: string, properties: LinkedService): Defined<"linked-service"> {
  return define("linked-service", name, properties, defineLinkedService);
}

/** Defines a dataset: `properties` in wire shape. */
export function defineDataset(name: string, properties: Dataset): Defined<"dataset"> {
  return define("dataset", name, properties, defineDataset);
}

/** Defines a pipeline: `properties` in wire shape. */
export function definePipeline(name: string, properties: Pipeline): Defined<"pipeline"> {
  return define("pipeline", name, properties, definePipeline);
}

/** Defines a trigger: `properties` in wire shape. */
export function defineTrigger(name: string, properties: Trigger): Defined<"trigger"> {
  return define("trigger", name, properties, defineTrigger);
}

/** Defines a data flow: `properties` in wire shape. */
export function defineDataFlow(name: string, properties: DataFlow): Defined<"data-flow"> {
  return define("data-flow", name, properties, defineDataFlow);
}

/** Defines a Synapse notebook: `properties` in wire shape. */
export function defineNotebook(name: string, properties: Notebook): Defined<"synapse-notebook"> {
  return define("synapse-notebook", name, properties, defineNotebook);
}

/** Defines a Spark job definition: `properties` in wire shape. */
export function defineSparkJobDefinition(
  name: string,
  properties: SparkJobDefinition,
): Defined<"spark-job-definition"> {
  return define("spark-job-definition", name, properties, defineSparkJobDefinition);
}

/** Defines a Spark configuration: `properties` in wire shape. */
export function defineSparkConfiguration(
  name: string,
  properties: SparkConfiguration,
): Defined<"spark-configuration"> {
  return define("spark-configuration", name, properties, defineSparkConfiguration);
}

/** Defines a credential: `properties` in wire shape. */
export function defineCredential(name: string, properties: Credential): Defined<"credential"> {
  return define("credential", name, properties, defineCredential);
}

/** Defines a directory of the lake by its path from the root of the file system: who may use it, and what lies in it. */
export function defineLakeDirectory<const P extends LakeDirectory>(
  path: string,
  properties: P,
): DefinedDirectory<P> {
  return {
    [artifactBrand]: true,
    kind: "lake-directory",
    name: path,
    properties,
    body: { name: path, properties: properties as unknown as JsonObject },
    definedAt: placeOfCall(defineLakeDirectory),
  };
}

/** What a script is made of, beyond its text. @public */
export interface ScriptOptions {
  /** The text of the script, sent byte for byte. */
  readonly query: string;
  /** Folder in Synapse Studio, e.g. `Serving/Views`. */
  readonly folder?: string;
  readonly description?: string;
}

/** A SQL script and the connection Studio opens it with. */
export interface SqlScriptOptions extends ScriptOptions {
  /** Database to run in. Default: master. */
  readonly database?: string;
  /** SQL pool to run in. Default: Built-in, the serverless one. */
  readonly pool?: string;
  /** Rows Studio shows; -1 shows all. Default: 5000. */
  readonly resultLimit?: number;
}

/** Defines a SQL script from its text. */
export function defineSqlScript(name: string, options: SqlScriptOptions): Defined<"sql-script"> {
  return define("sql-script", name, sqlScriptProperties(options), defineSqlScript);
}

/** The properties of a SQL script in wire shape. */
export function sqlScriptProperties(options: SqlScriptOptions): JsonObject {
  const { query, database = "master", pool = "Built-in", resultLimit = 5000 } = options;
  return {
    ...presentation(options),
    content: {
      query,
      metadata: { language: "sql" },
      currentConnection: { databaseName: database, poolName: pool },
      resultLimit,
    },
    type: "SqlQuery",
  };
}

/** A KQL script and the Data Explorer pool Studio opens it with. */
export interface KqlScriptOptions extends ScriptOptions {
  readonly database?: string;
  readonly pool?: string;
}

/** Defines a KQL script from its text. */
export function defineKqlScript(name: string, options: KqlScriptOptions): Defined<"kql-script"> {
  const { query, database, pool } = options;
  const connection = {
    ...(database === undefined ? {} : { name: database }),
    ...(pool === undefined ? {} : { poolName: pool }),
    type: "KqlDatabase",
  };
  const properties = {
    ...presentation(options),
    content: { query, metadata: { language: "kql" }, currentConnection: connection },
  };
  return define("kql-script", name, properties, defineKqlScript);
}

function presentation({ folder, description }: ScriptOptions): JsonObject {
  return {
    ...(description === undefined ? {} : { description }),
    ...(folder === undefined ? {} : { folder: { name: folder } }),
  };
}

/**
 * The reference another body writes, with values for the parameters of the
 * artifact it names. Without parameters it is `defined.reference`.
 */
export function referenceTo<T extends { readonly referenceName: string; readonly type: string }>(
  defined: { readonly reference: T },
  parameters?: JsonObject,
): T & { readonly parameters?: JsonObject } {
  return parameters === undefined ? defined.reference : { ...defined.reference, parameters };
}

/** The storage account every workspace comes with; it gets the name it has in the workspace when the environment is bound. */
export const workspaceDefaultStorage: Pick<Defined<"linked-service">, "reference"> = {
  reference: { referenceName: "workspace-WorkspaceDefaultStorage", type: "LinkedServiceReference" },
};

/** The serverless SQL endpoint every workspace comes with; it gets the name it has in the workspace when the environment is bound. */
export const workspaceDefaultSqlServer: Pick<Defined<"linked-service">, "reference"> = {
  reference: { referenceName: "workspace-WorkspaceDefaultSqlServer", type: "LinkedServiceReference" },
};

/** The text that the environment's parameter `name` replaces when it is bound. */
export function parameter<Name extends string>(name: Name): `\${retain:${Name}}` {
  return `\${retain:${name}}`;
}

/**
 * The id that the service gives another artifact, as the value of a property that holds such an id. It is an edge: the
 * artifact is written before, and what refers to it is written again when it gets another id. Takes what a `define…`
 * function returned, or kind and name.
 */
export function liveId({ kind, name }: Ref): LiveIdText {
  return liveIdText({ kind, name });
}

/**
 * Says that a type or value is meant although the generated lists lack it.
 * An activity of such a type is published as it is written, unchecked.
 */
export function unlisted(text: string): Unlisted {
  return text as Unlisted;
}

function define<K extends DefinableKind>(
  kind: K,
  name: string,
  properties: object,
  called: (...values: never[]) => unknown,
): Defined<K> {
  return {
    [artifactBrand]: true,
    kind,
    name,
    // The wire types are interfaces of nothing but JSON, which the compiler cannot see.
    body: { name, properties: properties as JsonObject },
    reference: { referenceName: name, type: referenceTypes[kind][0] },
    definedAt: placeOfCall(called),
  };
}
