import type { Kind, Ref } from "./ref.ts";

/**
 * The kinds that a Synapse workspace holds, in the order in which they are
 * created (wire order constraints: a referenced kind comes first).
 */
export const synapseKinds = [
  "integration-runtime",
  "managed-private-endpoint",
  "spark-pool",
  "sql-pool",
  "credential",
  "linked-service",
  "dataset",
  "data-flow",
  "spark-configuration",
  "sql-script",
  "kql-script",
  "synapse-notebook",
  "spark-job-definition",
  "pipeline",
  "trigger",
] as const;

/** What an artifact of a Synapse workspace is. */
export type SynapseKind = (typeof synapseKinds)[number];

/** A ref of an artifact of a Synapse workspace. */
export interface SynapseRef extends Ref {
  readonly kind: SynapseKind;
}

const known: ReadonlySet<Kind> = new Set(synapseKinds);

/** True for what a Synapse workspace holds. */
export function isSynapseKind(kind: Kind): kind is SynapseKind {
  return known.has(kind);
}
