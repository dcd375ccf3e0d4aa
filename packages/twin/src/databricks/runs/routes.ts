import type { Routes } from "../context.ts";
import { endRoutes } from "./end-requests.ts";
import { lookRoutes } from "./look-requests.ts";
import { startRoutes } from "./start-requests.ts";

/** Runs of jobs, API 2.2. */
export const runRoutes: Routes = { ...startRoutes, ...lookRoutes, ...endRoutes };
