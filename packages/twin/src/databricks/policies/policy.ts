/** A cluster policy as it is kept. */
export interface Policy {
  readonly id: string;
  readonly name: string;
  /** JSON text; the service looks into it when a cluster is made, not before. */
  readonly definition: string;
  /** The other members that it was given. */
  readonly rest: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly creator: string;
}
