import type { FaultRule } from "../faults/fault.ts";
import type { Served } from "../served.ts";
import type { TwinService } from "../twin-service.ts";
import type { BaseStatus } from "./status.ts";

/** What a twin of some services is, is given and says: one type each, made of the types of the services. */

type TypesOf<S> =
  S extends TwinService<string, string, infer Given, infer Status, infer Face>
    ? { readonly given: Given; readonly status: Status; readonly face: Face }
    : never;
type GivenOf<S> = S extends TwinService ? TypesOf<S>["given"] : never;
type StatusOf<S> = TypesOf<S>["status"];
type FaceOf<S> = TypesOf<S>["face"];
type Together<T> = (T extends unknown ? (one: T) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** How fast and in what portions every service answers. */
export interface HostSettings {
  /** Added to every answer, milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** The most items on one page of a list; as many as the service itself has when absent. */
  readonly pageSize?: number;
}

/** Ports asked for; 0 or absent leaves the choice to the twin. */
export type TwinPortsOf<S extends TwinService = TwinService> = {
  readonly identity?: number;
  readonly authority?: number;
  readonly arm?: number;
  readonly proxy?: number;
} & { readonly [All in S["all"]]?: { readonly [name: string]: number } };

/** A fault rule, and the instance it is for; absent each name: every instance of the usual service. */
export type PlacedRule<S extends TwinService = TwinService> = FaultRule &
  (string extends S["one"] ? { readonly [name: string]: unknown } : { readonly [One in S["one"]]?: string });

/** How every twin is started. */
interface HostOptions<S extends TwinService> {
  /** State folder; a temporary one, removed at the stop, when absent. */
  readonly folder?: string;
  readonly settings?: HostSettings;
  /** How it misbehaves from the start; more can be said of each instance later. */
  readonly faults?: readonly PlacedRule<S>[];
  /** Ports that must be used; others are those of the last start, else any free one. */
  readonly ports?: TwinPortsOf<S>;
  /** Whether the names that its services have in Azure are served as well, behind a proxy. */
  readonly azureNames?: boolean;
  /** The clock by which leases end, milliseconds since the epoch; `Date.now` when absent. */
  readonly now?: () => number;
}

/** How a twin of these services is started. */
export type TwinOptionsOf<S extends TwinService> = HostOptions<S> & Together<GivenOf<S>>;

/** What `status.json` says of a twin of these services. */
export type TwinStatusOf<S extends TwinService> = BaseStatus & {
  readonly [All in S["all"]]: { readonly [name: string]: StatusOf<Extract<S, { readonly all: All }>> };
};

/** A twin of these services that runs in this process. */
export type RunningTwinOf<S extends TwinService> = {
  readonly status: TwinStatusOf<S>;
  /** Ends every connection and takes `status.json` away; a second call does nothing. */
  stop(): Promise<void>;
} & {
  /** Finds an instance. Throws a `RangeError` for a name that is not served. */
  readonly [One in S["one"]]: (name: string) => ServedOf<Extract<S, { readonly one: One }>>;
};

/** An instance of this service that a twin serves in this process. */
type ServedOf<S> = Served<StatusOf<S>, FaceOf<S>>;
