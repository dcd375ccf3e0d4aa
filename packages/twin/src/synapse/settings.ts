import type { HostSettings } from "../host/twin-of.ts";

/** How workspaces behave; every member has a default. */
export interface SynapseSettings {
  /** How long a long-running operation takes, milliseconds. Default 100: a client has to poll. */
  readonly operationMs?: number;
  /** What `Retry-After` advertises, seconds. Default 10, as the service does, though its operations take 1 to 3. */
  readonly retryAfterSeconds?: number;
  /** Names of the roles of Synapse that whoever signs in has. Default: Synapse Administrator, as a creator. */
  readonly roles?: readonly string[];
}

/** The settings with their defaults filled in. */
export interface ResolvedSettings extends Required<SynapseSettings> {
  /** Artifacts on one page of a list; infinite, as no recorded list has a `nextLink`, when absent. */
  readonly pageSize: number;
}

/** Fills in the defaults. */
export function resolveSettings(settings: HostSettings & SynapseSettings): ResolvedSettings {
  return {
    operationMs: settings.operationMs ?? 100,
    retryAfterSeconds: settings.retryAfterSeconds ?? 10,
    pageSize: settings.pageSize ?? Number.POSITIVE_INFINITY,
    roles: settings.roles ?? ["Synapse Administrator"],
  };
}
