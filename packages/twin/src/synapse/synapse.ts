import type { TwinService } from "../twin-service.ts";
import { devName } from "./azure-names.ts";
import type { SynapseGiven, WorkspaceFace, WorkspaceStatus } from "./serve.ts";

/** The dev endpoints of Synapse workspaces. */
export const synapse: TwinService<"workspace", "workspaces", SynapseGiven, WorkspaceStatus, WorkspaceFace> = {
  one: "workspace",
  all: "workspaces",
  title: "workspace",
  address: ({ synapse }) => synapse,
  azureNames: (name) => [devName(name)],
  named: "workspaces to serve (default: those of the last start, else retain-twin)",
  options: [
    {
      flags: "--operation <ms>",
      help: "how long a write takes (default: 100; with 0, the first poll finds it done)",
    },
    {
      flags: "--retry-after <seconds>",
      help: "Retry-After that an operation tells clients (default: 10, as the service does)",
    },
    {
      flags: "--role <name...>",
      help: "roles on each workspace of anyone who signs in (default: Synapse Administrator)",
    },
  ],
  usual: true,
  load: async () => (await import("./serve.ts")).serveSynapse,
};
