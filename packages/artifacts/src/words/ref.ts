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

/** Every kind of artifact, in the order in which they are created: first the data, then what reads it. */
export const kinds = ["lake-directory", ...synapseKinds] as const;

/** What an artifact is. */
export type Kind = (typeof kinds)[number];

/** True for what a Synapse workspace holds. */
export function isSynapseKind(kind: Kind): kind is SynapseKind {
  return kind !== "lake-directory";
}

/** Kind and name: what identifies an artifact in an environment. */
export interface Ref {
  readonly kind: Kind;
  readonly name: string;
}

/** A ref of an artifact of a Synapse workspace. */
export interface SynapseRef extends Ref {
  readonly kind: SynapseKind;
}

/** The text form of a ref, `kind/name`: what people read and type. */
export function formatRef(ref: Ref): string {
  return `${ref.kind}/${ref.name}`;
}

/** The key under which a ref is found: the service compares names ignoring case. */
export function refKey(ref: Ref): string {
  return `${ref.kind}/${ref.name.toLowerCase()}`;
}

/** Reads `kind/name`; undefined when the kind is unknown or the name is empty. */
export function parseRef(text: string): Ref | undefined {
  const slash = text.indexOf("/");
  const kind = kinds.find((known) => known === text.slice(0, slash));
  const name = text.slice(slash + 1);
  return kind === undefined || slash < 0 || name === "" ? undefined : { kind, name };
}

/** The `refKey` of a ref in its text form; a text that is none is its own key. */
export function textKey(text: string): string {
  const ref = parseRef(text);
  return ref === undefined ? text : refKey(ref);
}

/** What has a ref, by `refKey`; of two with one key the last counts. */
export function byRef<T extends { readonly ref: Ref }>(items: Iterable<T>): ReadonlyMap<string, T> {
  return new Map([...items].map((item) => [refKey(item.ref), item]));
}

/** Orders refs by creation order of their kinds, then by name. */
export function compareRefs(a: Ref, b: Ref): number {
  const byKind = kinds.indexOf(a.kind) - kinds.indexOf(b.kind);
  if (byKind !== 0) return byKind;
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
