import type { Routes } from "../context.ts";
import { directoryRoutes } from "./directories.ts";
import { exportRoutes } from "./export-object.ts";
import { importRoutes } from "./import-requests.ts";
import { lookRoutes } from "./look.ts";

/** The Workspace API 2.0 and the routes of workspace files. */
export const workspaceRoutes: Routes = {
  ...lookRoutes,
  ...importRoutes,
  ...exportRoutes,
  ...directoryRoutes,
};
