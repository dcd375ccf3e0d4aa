import type { TwinRequest, TwinResponse } from "../http.ts";
import type { Job } from "./jobs/job.ts";
import type { AccessList } from "./permissions/access-list.ts";
import type { Policy } from "./policies/policy.ts";
import type { Engine } from "./runs/engine.ts";
import type { Run } from "./runs/run.ts";
import type { Scope } from "./secrets/scope.ts";
import type { Collection } from "./store/collection.ts";
import type { WorkspaceTree } from "./workspace/tree.ts";

/** What a workspace can be told not to tell of its notebooks. */
export type Hidden = "modified_at" | "notebooks_modified_after";

/** One Databricks workspace, as every route sees it. */
export interface DatabricksContext {
  readonly tree: WorkspaceTree;
  readonly jobs: Collection<Job>;
  readonly runs: Collection<Run>;
  readonly engine: Engine;
  readonly policies: Collection<Policy>;
  readonly scopes: Collection<Scope>;
  readonly access: Collection<AccessList>;
  /** A number that nothing here had before. */
  readonly nextId: () => number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly hidden: ReadonlySet<Hidden>;
  readonly authority: (request: TwinRequest) => string;
  readonly workspaceId: string;
  readonly origin: () => string;
  /** The most items on one page, where that is less than the service's own. */
  readonly pageSize: number;
  /** The application that asks. */
  readonly caller: string;
}

/** What answers a path. Throws a `Refused` where the service would answer with an error. */
export interface Route {
  /** Query parameters it takes; others are 501. */
  readonly query?: readonly string[];
  answer(context: DatabricksContext, request: TwinRequest): TwinResponse | Promise<TwinResponse>;
}

/** Routes by method and path, `GET /api/2.0/workspace/list`. What follows a path that ends in `/*` is the route's own. */
export type Routes = Readonly<Record<string, Route>>;
