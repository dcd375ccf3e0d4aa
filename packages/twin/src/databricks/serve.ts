import { join, resolve } from "node:path";
import { TwinError, UsageError } from "../host/twin-error.ts";
import type { HostSettings } from "../host/twin-of.ts";
import { withBearer } from "../identity/bearer.ts";
import type { Served } from "../served.ts";
import type { ServiceCode, Texts, Typed } from "../twin-service.ts";
import { textOf, wordsOf } from "../typed-options.ts";
import { databricksBearer, needsNoToken } from "./bearer.ts";
import type { Hidden } from "./context.ts";
import { noExecutor } from "./runs/executor.ts";
import { createDatabricksService, type DatabricksService } from "./service.ts";
import { localSpark } from "./spark/local-spark.ts";
import type { LakeFolders } from "./spark/mounts.ts";
import type { WorkspaceTree } from "./workspace/tree.ts";

/** What `startTwin` is given for Databricks workspaces. */
export interface DatabricksGiven {
  /** Names of the workspaces to serve; one named after the twin when absent. */
  readonly databricksWorkspaces?: readonly string[];
  readonly settings?: HostSettings & {
    /** What lists and states do not tell of notebooks; nothing when absent. */
    readonly hidden?: readonly Hidden[];
    /** Folder of the Python environment by which notebooks run; none run when absent. */
    readonly notebooks?: string;
  };
}

/** What `status.json` tells of a Databricks workspace. */
export type DatabricksStatus = {
  /** `https://127.0.0.1:PORT`: what an SDK calls host. */
  readonly host: string;
  /** The number of the workspace, which a real address carries as `adb-NUMBER`. */
  readonly workspaceId: string;
};

/** What a test finds on a Databricks workspace. */
export type DatabricksFace = Pick<DatabricksService, "hide">;

/** One Databricks workspace of a twin in this process. */
export type TwinDatabricks = Served<DatabricksStatus, DatabricksFace>;

// A workspace file has up to 500 MB; a form puts a little around it.
const largestBody = 520 * 1024 * 1024;

/** Opens Databricks workspaces. A failed operation is nothing that they know. */
export const serveDatabricks: ServiceCode<DatabricksGiven, DatabricksStatus, DatabricksFace> = {
  read: (typed) => ({ settings: { hidden: hiddenOf(wordsOf(typed, "hide") ?? []), ...notebooksOf(typed) } }),
  instances: ({ databricksWorkspaces, settings = {} }, twin) =>
    checkNames(databricksWorkspaces ?? [usualName(twin)]).map((name) => ({
      name,
      open({ folder, origin, authority, tokens, others, now }) {
        const { pageSize, hidden = [], notebooks } = settings;
        const paging = pageSize === undefined ? {} : { pageSize };
        const executor = (tree: WorkspaceTree) =>
          notebooks === undefined
            ? noExecutor("This twin runs no notebooks: start it with --notebooks")
            : localSpark({
                environment: resolve(notebooks),
                folder: join(folder, "cluster"),
                lakes: () => lakeFolders(others("lakes")),
                tree,
              });
        const service = createDatabricksService({
          ...{ name, folder, origin, authority, now, hidden, executor },
          ...paging,
        });
        const { handler, stale, throttled, failed, hide, workspaceId, close } = service;
        return {
          handler,
          stale,
          throttled,
          failed,
          guard(answer) {
            const guarded = withBearer(tokens, databricksBearer, answer);
            return (request) => (needsNoToken(request) ? answer(request) : guarded(request));
          },
          largestBody,
          status: () => ({ host: origin(), workspaceId }),
          face: { hide },
          stop: close,
        };
      },
    })),
};

/** Where the files of the twin's storage accounts lie. */
function lakeFolders(lakes: Readonly<Record<string, Texts>>): LakeFolders {
  return Object.fromEntries(
    Object.entries(lakes).flatMap(([account, { files }]) => (files === undefined ? [] : [[account, files]])),
  );
}

function notebooksOf(typed: Typed): { readonly notebooks?: string } {
  const notebooks = textOf(typed, "notebooks");
  return notebooks === undefined ? {} : { notebooks };
}

function hiddenOf(words: readonly string[]): readonly Hidden[] {
  const known: readonly string[] = ["modified_at", "notebooks_modified_after"] satisfies Hidden[];
  const wrong = words.find((word) => !known.includes(word));
  if (wrong === undefined) return words as readonly Hidden[];
  throw new UsageError(`--hide takes ${known.join(" or ")}, not "${wrong}"`, "see: retain twin start --help");
}

/** Names of Azure resources of the type Microsoft.Databricks/workspaces, by "Naming rules for Azure resources". */
const allowed = /^[\w-]{3,64}$/;

/** The name of the twin is that of a Synapse workspace, which may be shorter. */
function usualName(twin: string): string {
  return allowed.test(twin) ? twin : `${twin}-databricks`;
}

function checkNames(names: readonly string[]): readonly string[] {
  const wrong = names.filter((name) => !allowed.test(name)).map((name) => `"${name}"`);
  if (wrong.length === 0) return names;
  throw new TwinError(
    `${wrong.join(", ")} is not a valid name of a Databricks workspace`,
    "use 3 to 64 letters, digits, dashes and underscores",
  );
}
