import { UsageError } from "../host/twin-error.ts";
import type { HostSettings } from "../host/twin-of.ts";
import type { Json } from "../http.ts";
import { withBearer } from "../identity/bearer.ts";
import type { Served } from "../served.ts";
import type { ServiceCode, Typed } from "../twin-service.ts";
import { wholeNumber, wordsOf } from "../typed-options.ts";
import { workspaceResources } from "./arm-workspace.ts";
import { synapseBearer } from "./bearer.ts";
import { synapseRole } from "./roles.ts";
import { createSynapseService, type SynapseService } from "./service.ts";
import type { SynapseSettings } from "./settings.ts";
import { checkWorkspaceNames } from "./workspace-names.ts";

/** What `startTwin` is given for workspaces. */
export interface SynapseGiven {
  /** Names of the workspaces to serve; `retain-twin` when absent. */
  readonly workspaces?: readonly string[];
  readonly settings?: HostSettings & SynapseSettings;
}

/** What `status.json` tells of a workspace. */
export type WorkspaceStatus = {
  /** The Synapse dev endpoint, `https://127.0.0.1:PORT`. */
  readonly synapse: string;
};

type Body = { readonly [key: string]: Json };

/** What a test finds on a workspace. */
export interface WorkspaceFace extends Pick<SynapseService, "assignRoles" | "drop"> {
  /** Puts a body into the store as if it had always been there: no operation, no checks. */
  seed(kind: string, name: string, body: Body): void;
  /** Every stored body, by kind and name. */
  snapshot(): { readonly [kind: string]: { readonly [name: string]: Body } };
}

/** One workspace of a twin in this process. */
export type TwinWorkspace = Served<WorkspaceStatus, WorkspaceFace>;

/** Opens workspaces, and answers for them as resources. */
export const serveSynapse: ServiceCode<SynapseGiven, WorkspaceStatus, WorkspaceFace> = {
  read: (typed) => ({
    settings: {
      ...wholeNumber(typed, "--operation", { of: "milliseconds", as: "operationMs" }),
      ...wholeNumber(typed, "--retry-after", { of: "seconds", as: "retryAfterSeconds" }),
      ...rolesOf(typed),
    },
  }),
  instances: ({ workspaces, settings = {} }, twin) =>
    checkWorkspaceNames(workspaces ?? [twin]).map((name) => ({
      name,
      open({ folder, origin, tokens }) {
        const service = createSynapseService({ workspace: name, folder, settings });
        const { handler, stale, failing, finish, seed, drop, assignRoles, snapshot } = service;
        return {
          handler,
          stale,
          failing,
          guard: (answer) => withBearer(tokens, synapseBearer, answer),
          status: () => ({ synapse: origin() }),
          face: { seed, drop, assignRoles, snapshot },
          stop: finish,
        };
      },
    })),
  resources: (served) => workspaceResources(served),
};

/** The roles that were asked for, each of which is built in. */
function rolesOf(typed: Typed): { readonly roles?: readonly string[] } {
  const names = wordsOf(typed, "role");
  if (names === undefined) return {};
  try {
    return { roles: names.map(synapseRole) };
  } catch (error) {
    throw new UsageError((error as Error).message, "see: retain twin start --help");
  }
}
