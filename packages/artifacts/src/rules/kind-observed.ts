import { contractOf } from "../kinds/contracts.ts";
import { isWorkspaceDefault } from "../references/defaults.ts";
import type { Rule } from "./rule.ts";

/** Artifacts of kinds that the infrastructure makes. */
export const kindObserved: Rule = {
  code: "kind-observed",
  says: "the repository contains only kinds that retain publishes",
  check: ({ artifacts }) =>
    artifacts.flatMap((artifact) => {
      const { managed, label } = contractOf(artifact.ref.kind);
      // Studio writes what every workspace has into each repository.
      if (managed || isWorkspaceDefault(artifact.ref)) return [];
      return [
        {
          severity: "warning",
          artifact,
          message: `the ${label} "${artifact.ref.name}" is only read, never published`,
          why: "artifacts of this kind belong to the infrastructure of the workspace",
          advice: "change it where the infrastructure is defined; the file can stay",
        },
      ];
    }),
};
