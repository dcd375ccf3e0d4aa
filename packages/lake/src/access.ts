import { parameter } from "@retain/artifacts/define";
import type { AclEntry, Rights } from "@retain/artifacts/define-lake";

/** Who works with the lake, beside its owner. */
const principals = {
  /** Pipelines, and serverless SQL, which reads as the workspace. */
  synapse: { type: "user", id: parameter("synapse_identity") },
  /** The notebooks. */
  databricks: { type: "user", id: parameter("databricks_identity") },
  /** People who look at results. */
  analysts: { type: "group", id: parameter("analysts_group") },
} as const;

/** What each may do in a directory, and in all that will be made in it. */
function grant(rights: { readonly [P in keyof typeof principals]?: Rights }): readonly AclEntry[] {
  return (Object.keys(rights) as (keyof typeof principals)[]).flatMap((name) => {
    const entry = { ...principals[name], permissions: rights[name] ?? "---" };
    return [entry, { ...entry, default: true }];
  });
}

/** Who may do what, by zone. Data goes one way, so each zone has one writer. */
export const access = {
  sources: grant({ synapse: "r-x" }),
  raw: grant({ synapse: "rwx", databricks: "r-x" }),
  /** Silver, gold and quarantine. */
  notebooks: grant({ databricks: "rwx" }),
  serving: grant({ databricks: "rwx", synapse: "r-x", analysts: "r-x" }),
} as const;
