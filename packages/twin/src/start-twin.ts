import { openTwin } from "./host/open-twin.ts";
import type { RunningTwinOf, TwinOptionsOf, TwinStatusOf } from "./host/twin-of.ts";
import { services } from "./services.ts";

type Service = (typeof services)[number];

/** How a twin with every service is started. */
export type TwinOptions = TwinOptionsOf<Service>;
/** A twin with every service that runs in this process. */
export type RunningTwin = RunningTwinOf<Service>;
/** What `status.json` says of a twin with every service. */
export type TwinStatus = TwinStatusOf<Service>;

/** Starts a twin with every service. Throws a `TwinError` for a folder, port or name that cannot be used. */
export function startTwin(options: TwinOptions = {}): Promise<RunningTwin> {
  return openTwin(services, options);
}
