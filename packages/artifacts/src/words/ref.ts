/** What an artifact is, by the name of its contract (`contractOf`). */
export type Kind = string;

/** Kind and name: what identifies an artifact in an environment. */
export interface Ref {
  readonly kind: Kind;
  readonly name: string;
}

/** The text form of a ref, `kind/name`: what people read and type. */
export function formatRef(ref: Ref): string {
  return `${ref.kind}/${ref.name}`;
}

/** The key under which a ref is found: the service compares names ignoring case. */
export function refKey(ref: Ref): string {
  return `${ref.kind}/${ref.name.toLowerCase()}`;
}

/** What has a ref, by `refKey`; of two with one key the last counts. */
export function byRef<T extends { readonly ref: Ref }>(items: Iterable<T>): ReadonlyMap<string, T> {
  return new Map([...items].map((item) => [refKey(item.ref), item]));
}

/** Orders refs as texts, as documents show them. */
export function compareTexts(a: Ref, b: Ref): number {
  return formatRef(a) < formatRef(b) ? -1 : 1;
}
