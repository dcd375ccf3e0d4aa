import { cloudOf } from "@retain/artifacts/words/clouds";
import { lakeBlock } from "./lake/block.ts";
import { openLakeDirectories } from "./lake/directories.ts";
import { lakeWords } from "./lake/explain-lake.ts";
import { openLake, storageScope } from "./lake/open-lake.ts";
import { synapseBlock } from "./synapse/block.ts";
import { openSynapse } from "./synapse/open.ts";
import { synapseWords } from "./synapse/words.ts";
import type { WorkspaceRegistry } from "./workspace-entry.ts";

/** Every workspace that the program can publish to. The first one is what an environment is about. */
export const registry = {
  synapse: {
    ...synapseBlock,
    words: synapseWords,
    scope: (endpoint) => cloudOf(endpoint).scope,
    open: openSynapse,
    conformance: async () => (await import("./synapse/conformance.ts")).synapseConformance,
  },
  lake: {
    ...lakeBlock,
    words: lakeWords,
    scope: () => storageScope,
    open: ({ name, part = "", create, ...reach }) =>
      openLakeDirectories(openLake({ ...reach, account: name, filesystem: part, createFilesystem: create })),
    conformance: async () => (await import("./lake/conformance.ts")).lakeConformance,
  },
} satisfies WorkspaceRegistry;
