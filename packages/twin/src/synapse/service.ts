import { refuseParameters } from "../host/query-parameters.ts";
import type { HostSettings } from "../host/twin-of.ts";
import type { Handler, JsonObject, TwinRequest, TwinResponse } from "../http.ts";
import { refuseAction } from "./check-access.ts";
import type { SynapseContext } from "./context.ts";
import { workspaceDefaults } from "./defaults.ts";
import { type Refusal, refused } from "./errors.ts";
import { parseJson } from "./json.ts";
import { kindAt } from "./kinds.ts";
import { createOperations } from "./operations.ts";
import { artifactBytes } from "./rendering.ts";
import { roleParameters } from "./role-reads.ts";
import { type SynapseRole, synapseRole } from "./roles.ts";
import { routeOf } from "./routes.ts";
import { seedArtifact } from "./seed.ts";
import { resolveSettings, type SynapseSettings } from "./settings.ts";
import { openStore } from "./store.ts";

/** What the dev endpoint of one workspace needs. */
export interface SynapseOptions {
  readonly workspace: string;
  /** Where its artifacts are kept; made when absent. */
  readonly folder: string;
  readonly settings: HostSettings & SynapseSettings;
  /** Milliseconds since the epoch; `Date.now` when absent. */
  readonly now?: () => number;
}

/** The dev endpoint of one workspace. */
export interface SynapseService {
  readonly handler: Handler;
  /** The same, reading from the state before the last write. Writes and polls take no notice. */
  readonly stale: Handler;
  /** The same, but every operation that a request starts is accepted, has no effect and fails like this. */
  failing(failure: Refusal): Handler;
  /**
   * Puts a body into the store as if it had always been there: no operation, no checks. `kind` is
   * its path segment, pools and other observed kinds included. A trigger keeps the `runtimeState`
   * of the body. Throws a `RangeError` for an unknown kind or a body without `properties`.
   */
  seed(kind: string, name: string, body: JsonObject): void;
  /** Takes an artifact out of the store as if it had never been there: no operation, no checks. */
  drop(kind: string, name: string): void;
  /**
   * Gives whoever signs in these roles on the workspace and no others. Throws a `RangeError` for a
   * role that is not built in.
   */
  assignRoles(...names: readonly string[]): void;
  /** Every artifact as a GET shows it now, by kind (path segment in lower case) and name. */
  snapshot(): Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  /** Ends the operations in progress at once: what was accepted survives a stop. */
  finish(): void;
}

/**
 * Opens the Synapse dev endpoint of one workspace, which holds the workspace's defaults from the
 * start. Throws a `TwinError` when a file of its folder is damaged, a `RangeError` for an unknown role.
 */
export function createSynapseService(options: SynapseOptions): SynapseService {
  const { workspace, folder, now = Date.now } = options;
  const settings = resolveSettings(options.settings);
  const store = openStore(folder);
  const operations = createOperations({ workspace, settings, now });
  const subscriptionsUnderWay = new Map<string, number>();
  const roles: { names: readonly SynapseRole[] } = { names: settings.roles.map(synapseRole) };
  const context = { workspace, store, operations, settings, subscriptionsUnderWay, roles, now };
  for (const { kind, name, body } of workspaceDefaults(workspace)) {
    if (!store.get(kind, name)) seedArtifact(context, kind, name, body);
  }
  return {
    handler: async (request) => answer(context, request, false),
    stale: async (request) => answer(context, request, true),
    failing: (failure) => async (request) => answer(boundToFail(context, failure), request, false),
    assignRoles: (...names) => {
      roles.names = names.map(synapseRole);
    },
    seed: (kind, name, body) => seedArtifact(context, kind, name, body),
    drop: (kind, name) => store.delete(kind, name),
    snapshot: () => snapshotOf(context),
    finish: () => operations.finish(),
  };
}

function answer(context: SynapseContext, request: TwinRequest, stale: boolean): TwinResponse | undefined {
  context.operations.settle();
  const route = routeOf(request);
  return (
    route &&
    (refuseVersion(request) ??
      refuseParameters(request, parametersOf(request)) ??
      refuseAction(context, request) ??
      route(context, stale))
  );
}

function parametersOf({ segments }: TwinRequest): readonly string[] {
  return ["api-version", ...(/^role/i.test(segments[0] ?? "") ? roleParameters : ["$skiptoken"])];
}

function boundToFail(context: SynapseContext, { code, message }: Refusal): SynapseContext {
  const { start } = context.operations;
  const failing: typeof start = (request, work) =>
    start(request, { ...work, check: () => ({ code, message, target: work.name }) });
  return { ...context, operations: { ...context.operations, start: failing } };
}

/**
 * Clients send many versions, the oldest in the field being 2019-06-01-preview: any date will do.
 * The swagger requires one of every operation; codes and texts are those of Azure's other front doors.
 */
function refuseVersion({ url }: TwinRequest): TwinResponse | undefined {
  const version = url.searchParams.get("api-version");
  if (version === null || version === "") {
    return refused(400, {
      code: "MissingApiVersionParameter",
      message: "The api-version query parameter (?api-version=) is required for all requests.",
    });
  }
  if (/^\d{4}-\d\d-\d\d(-preview)?$/.test(version)) return undefined;
  return refused(400, {
    code: "InvalidApiVersionParameter",
    message: `The api-version '${version}' is invalid.`,
  });
}

function snapshotOf(context: SynapseContext): ReturnType<SynapseService["snapshot"]> {
  context.operations.settle();
  const { store, workspace } = context;
  const bodiesOf = (path: string) => {
    const kind = kindAt(path);
    if (!kind) return [];
    return store
      .list(path)
      .map((artifact) => [artifact.name, parseJson(artifactBytes(workspace, kind, artifact).toString())]);
  };
  return Object.fromEntries(store.kinds().map((path) => [path, Object.fromEntries(bodiesOf(path))]));
}
