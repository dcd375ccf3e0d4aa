import type { TwinService } from "../twin-service.ts";
import { blobName, dfsName } from "./azure-names.ts";
import type { LakeGiven, LakeStatus } from "./serve.ts";

/** Storage accounts with a hierarchical namespace. */
export const lake: TwinService<"lake", "lakes", LakeGiven, LakeStatus> = {
  one: "lake",
  all: "lakes",
  title: "lake",
  address: ({ endpoint }) => endpoint,
  azureNames: (name) => [dfsName(name), blobName(name)],
  named: "storage accounts to serve (default: those of the last start, else one named after the workspace)",
  options: [
    {
      flags: "--filesystem <name...>",
      help: "file systems to create in each storage account (default: churn)",
    },
  ],
  load: async () => (await import("./serve.ts")).serveLake,
};
