import type { Routes } from "../context.ts";
import { aclRoutes } from "./acl-requests.ts";
import { scopeRoutes } from "./scope-requests.ts";
import { secretKeyRoutes } from "./secret-requests.ts";

/** The Secrets API 2.0. */
export const secretRoutes: Routes = { ...scopeRoutes, ...secretKeyRoutes, ...aclRoutes };
