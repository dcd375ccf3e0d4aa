import { join } from "node:path";
import { refuseParameters } from "../host/query-parameters.ts";
import type { Handler, TwinRequest, TwinResponse } from "../http.ts";
import { callerOf, needsNoToken } from "./bearer.ts";
import { clusterRoutes } from "./clusters/offers.ts";
import type { DatabricksContext, Hidden, Route } from "./context.ts";
import { identityRoutes } from "./identity.ts";
import { jobRoutes } from "./jobs/routes.ts";
import { permissionRoutes } from "./permissions/routes.ts";
import { policyRoutes } from "./policies/routes.ts";
import { errorBody, Refused } from "./refused.ts";
import { createEngine } from "./runs/engine.ts";
import type { Executor } from "./runs/executor.ts";
import { runRoutes } from "./runs/routes.ts";
import type { Run } from "./runs/run.ts";
import { secretRoutes } from "./secrets/routes.ts";
import { openCollection } from "./store/collection.ts";
import { lastWrite } from "./store/last-write.ts";
import { workspaceRoutes } from "./workspace/routes.ts";
import { openTree, type WorkspaceTree } from "./workspace/tree.ts";
import { workspaceNumber } from "./workspace-number.ts";

/** What one Databricks workspace needs. */
interface DatabricksOptions {
  readonly name: string;
  /** Where its state is kept; made when absent. */
  readonly folder: string;
  readonly authority: (request: TwinRequest) => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly origin: () => string;
  readonly hidden: readonly Hidden[];
  /** What runs notebooks, given where their files lie. */
  readonly executor: (tree: WorkspaceTree) => Executor;
  /** The most items on one page, where that is less than the service's own. */
  readonly pageSize?: number;
}

/** One Databricks workspace. */
export interface DatabricksService {
  readonly handler: Handler;
  /** The same, reading from the state before the last write: what was just created is not there. */
  readonly stale: Handler;
  readonly throttled: (seconds: number) => TwinResponse;
  readonly failed: (status: number) => TwinResponse;
  /** From now on these, and nothing else, are not told of notebooks. */
  hide(...what: readonly Hidden[]): void;
  readonly workspaceId: string;
  /** Cancels what runs. */
  close(): Promise<void>;
}

const routes: Readonly<Record<string, Route>> = {
  ...workspaceRoutes,
  ...jobRoutes,
  ...runRoutes,
  ...policyRoutes,
  ...clusterRoutes,
  ...secretRoutes,
  ...permissionRoutes,
  ...identityRoutes,
};

/** Opens one workspace. Throws a `TwinError` when a file of its folder is damaged. */
export function createDatabricksService(options: DatabricksOptions): DatabricksService {
  const { name, folder, authority, now, pageSize = Number.POSITIVE_INFINITY } = options;
  const last = lastWrite();
  const hidden = new Set<Hidden>(options.hidden);
  const nextId = idsFrom();
  const tree = openTree(join(folder, "workspace"), { last, nextId, now });
  const workspaceId = String(workspaceNumber(name));
  const { origin } = options;
  // A stale read is about what clients write: what runs write themselves is no part of it.
  const runs = openCollection<Run>(join(folder, "runs"), lastWrite());
  const executor = options.executor(tree);
  const workspace = () => ({ id: workspaceId, url: origin() });
  const engine = createEngine({ runs, executor, nextId, now, workspace });
  const context = {
    tree,
    jobs: openCollection<never>(join(folder, "jobs"), last),
    policies: openCollection<never>(join(folder, "policies"), last),
    scopes: openCollection<never>(join(folder, "scopes"), last),
    access: openCollection<never>(join(folder, "permissions"), last),
    ...{ runs, engine, origin, nextId, now, hidden, authority, workspaceId, pageSize },
  } satisfies Omit<DatabricksContext, "caller">;

  const answer = async (request: TwinRequest, stale: boolean) => {
    const route = routeOf(request);
    if (route === undefined) return undefined;
    const refused = refuseParameters(request, route.query ?? []);
    if (refused) return refused;
    const caller = needsNoToken(request) ? "" : callerOf(request);
    if (caller !== "") tree.home(caller);
    last.begin();
    const full: DatabricksContext = { ...(stale ? beforeLastWrite(context) : context), caller };
    const { headers, ...rest } = await answered(route, full, request);
    return { ...rest, headers: { ...headers, "x-databricks-org-id": workspaceId } };
  };
  return {
    handler: (request) => answer(request, false),
    stale: (request) => answer(request, request.method === "GET"),
    // With the header, as usual; without it: a rule with the status 429.
    throttled: (seconds) => ({
      status: 429,
      headers: { "Retry-After": String(Math.ceil(seconds)) },
      body: errorBody("REQUEST_LIMIT_EXCEEDED", "Too many requests. Please wait a moment and try again."),
    }),
    failed: (status) => ({
      status,
      body: errorBody(codeOf(status), `The twin was told to answer with status ${status}.`),
    }),
    hide(...what) {
      hidden.clear();
      for (const one of what) hidden.add(one);
    },
    workspaceId,
    close: engine.close,
  };
}

async function answered(
  route: Route,
  context: DatabricksContext,
  request: TwinRequest,
): Promise<TwinResponse> {
  try {
    return await route.answer(context, request);
  } catch (error) {
    if (error instanceof Refused) return error.response;
    throw error;
  }
}

/** The route of a path, else the one of the longest beginning that takes whatever follows. */
function routeOf({ method, segments }: TwinRequest): Route | undefined {
  const exact = routes[`${method} /${segments.join("/")}`];
  if (exact) return exact;
  for (let length = segments.length - 1; length > 0; length -= 1) {
    const open = routes[`${method} /${segments.slice(0, length).join("/")}/*`];
    if (open) return open;
  }
  return undefined;
}

function beforeLastWrite<C extends Omit<DatabricksContext, "caller">>(context: C): C {
  const { tree, jobs, policies, scopes, access } = context;
  return {
    ...context,
    tree: { ...tree, ...tree.before() },
    jobs: { ...jobs, ...jobs.before() },
    policies: { ...policies, ...policies.before() },
    scopes: { ...scopes, ...scopes.before() },
    access: { ...access, ...access.before() },
  };
}

/**
 * Numbers that no object had before, also not one of an earlier start that is gone: they grow with the clock, and have
 * as many digits as those of the service.
 */
function idsFrom(): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now() * 1000);
    return last;
  };
}

function codeOf(status: number): string {
  const codes: Readonly<Record<number, string>> = {
    400: "BAD_REQUEST",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "RESOURCE_CONFLICT",
    429: "REQUEST_LIMIT_EXCEEDED",
    500: "INTERNAL_ERROR",
    503: "TEMPORARILY_UNAVAILABLE",
  };
  return codes[status] ?? `STATUS_${status}`;
}
