/** How a twin behaves; every member has a default. */
export interface TwinSettings {
  /** Added to every answer, milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** How long a long-running operation takes, milliseconds. Default 100: a client has to poll. */
  readonly operationMs?: number;
  /** What `Retry-After` advertises, seconds. Default 10, as the service does, though its operations take 1 to 3. */
  readonly retryAfterSeconds?: number;
  /** Artifacts on one page of a list. Default: one page without `nextLink`, as every recorded list. */
  readonly pageSize?: number;
  /** Names of the roles of Synapse that whoever signs in has. Default: Synapse Administrator, as a creator. */
  readonly roles?: readonly string[];
}

/** The settings with their defaults filled in; `pageSize` is infinite when lists are not to be cut. */
export type ResolvedSettings = Required<TwinSettings>;

/** Fills in the defaults. */
export function resolveSettings(settings: TwinSettings): ResolvedSettings {
  return {
    latencyMs: settings.latencyMs ?? 0,
    operationMs: settings.operationMs ?? 100,
    retryAfterSeconds: settings.retryAfterSeconds ?? 10,
    pageSize: settings.pageSize ?? Number.POSITIVE_INFINITY,
    roles: settings.roles ?? ["Synapse Administrator"],
  };
}
