import type { Json, JsonObject, TwinRequest, TwinResponse } from "../http.ts";
import { recordedTime } from "./recorded-time.ts";

/** The workspace whose children are asked for. */
export interface ArmWorkspace {
  /** Its dev endpoint. */
  readonly origin: string;
  seed(kind: string, name: string, body: JsonObject): void;
  snapshot(): { readonly [kind: string]: { readonly [name: string]: JsonObject } };
}

/** What the dev endpoint only shows: integration runtimes and pools are made here (swagger of both). */
const types: Readonly<Record<string, string>> = {
  integrationruntimes: "integrationRuntimes",
  bigdatapools: "bigDataPools",
  sqlpools: "sqlPools",
};

/** GET or PUT of a child, GET of all of a type; `undefined` for another type or verb. `id` is that of the workspace. */
export function answerChild(
  { method, body }: TwinRequest,
  workspace: ArmWorkspace,
  id: string,
  [segment = "", name = "", ...rest]: readonly string[],
): TwinResponse | undefined {
  const kind = segment.toLowerCase();
  const type = types[kind];
  if (type === undefined || rest.length > 0) return undefined;
  const held = () => Object.entries(workspace.snapshot()[kind] ?? {});
  // The etag is the dev endpoint's.
  const resource = ({ etag: _etag, ...body }: JsonObject, called: string): JsonObject => ({
    ...body,
    id: `${id}/${type}/${called}`,
    name: called,
    type: `Microsoft.Synapse/workspaces/${type}`,
  });
  if (name === "") {
    const value = held().map(([called, body]) => resource(body, called));
    return method === "GET" ? { status: 200, body: { value } } : undefined;
  }
  if (method === "GET") {
    const found = held().find(([key]) => key.toLowerCase() === name.toLowerCase());
    return found ? { status: 200, body: resource(found[1], name) } : notFound(type, name);
  }
  if (method !== "PUT") return undefined;
  const sent = parse(body);
  if (!isObject(sent) || !isObject(sent.properties)) return refuse(400, "InvalidRequestContent", unreadable);
  const made = { ...sent, properties: { ...defaultsOf(kind), ...sent.properties, ...stateOf(kind) } };
  workspace.seed(kind, name, made);
  // Azure answers 202 and makes them in minutes; here nothing is left to wait for.
  return { status: 200, body: resource(made, name) };
}

/** What a Spark pool has though it was not sent (recorded lists of pools). */
function defaultsOf(kind: string): JsonObject {
  if (kind !== "bigdatapools") return {};
  const now = recordedTime(Date.now());
  return {
    creationDate: now,
    isComputeIsolationEnabled: false,
    sessionLevelPackagesEnabled: false,
    cacheSize: 0,
    dynamicExecutorAllocation: { enabled: false },
    lastSucceededTimestamp: now,
  };
}

/** Pools say how far they are; runtimes do not (swagger examples). */
function stateOf(kind: string): JsonObject {
  return kind === "integrationruntimes" ? {} : { provisioningState: "Succeeded" };
}

const unreadable = "The request content was invalid and could not be deserialized.";

function notFound(type: string, name: string): TwinResponse {
  return refuse(
    404,
    "ResourceNotFound",
    `The Resource 'Microsoft.Synapse/workspaces/${type}/${name}' was not found.`,
  );
}

function refuse(status: number, code: string, message: string): TwinResponse {
  return { status, body: { error: { code, message } } };
}

function parse(body: Buffer): Json | undefined {
  try {
    return JSON.parse(body.toString("utf8")) as Json;
  } catch {
    return undefined;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
