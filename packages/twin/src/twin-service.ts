import type { FaultyService } from "./faults/with-faults.ts";
import type { OptionalPeer } from "./host/optional-peer.ts";
import type { Answering } from "./host/server.ts";
import type { Handler, TwinRequest } from "./http.ts";
import type { Tokens } from "./identity/tokens.ts";
import type { Served } from "./served.ts";

/** Texts by name: what `status.json` tells of an instance. */
export type Texts = Readonly<Record<string, string>>;

/** An option of `retain twin start`. */
export interface StartOption {
  /** As commander reads it: `--role <name...>`. */
  readonly flags: string;
  readonly help: string;
}

/** Options as they were typed, by name: `retryAfter`. */
export type Typed = Readonly<Record<string, unknown>>;

/**
 * A service of the twin. Its ports, its folder, its part of `status.json`, its fault rules and its options follow from
 * this value. It is light, since help shows it: what serves is loaded when a twin starts.
 */
export interface TwinService<
  One extends string = string,
  All extends string = string,
  Given extends object = object,
  Status extends Texts = Texts,
  Face extends object = object,
> {
  /** Names one instance: the member of a fault rule, and the function of a running twin that finds one. */
  readonly one: One;
  /** Names them all: the member of `status.json` and `ports.json`, and the folder of their state. */
  readonly all: All;
  /** What sentences call one. */
  readonly title: string;
  /** What is shown as the address of an instance. */
  address(status: Status): string;
  /**
   * The names by which clients of Azure know an instance, in lower case: `NAME.dev.azuresynapse.net`. `--azure-names`
   * serves them. Absent: it is reached by its own port alone.
   */
  azureNames?(instance: string): readonly string[];
  /**
   * Help of the option `--one <name...>`, which asks for instances that need nothing but a name: those of the last
   * start come back, and a twin that runs may hold them already. Absent where instances need more: an option of its own.
   */
  readonly named?: string;
  /** Its other options of `retain twin start`. */
  readonly options: readonly StartOption[];
  /** Whether a fault rule that names no instance is for each of these. */
  readonly usual?: true;
  /** A package that it cannot serve without, and that the program does not carry. */
  readonly peer?: OptionalPeer;
  load(): Promise<ServiceCode<Given, Status, Face>>;
}

/** The part of a service that is loaded when a twin starts. */
export interface ServiceCode<
  Given extends object = object,
  Status extends Texts = Texts,
  Face extends object = object,
> {
  /** What its typed options give to `startTwin`. Throws a `UsageError`. */
  read?(typed: Typed): Given;
  /**
   * The instances to serve. `twin` is the name of the twin: that of the first instance of its first service. Throws
   * a `TwinError` for names that cannot be.
   */
  instances(given: Given, twin: string): readonly Instance<Status, Face>[];
  /** Answers what Azure Resource Manager is asked about its instances, those that are served by their names. */
  resources?(served: ReadonlyMap<string, Served<Status, Face>>): Handler;
}

/** One workspace, account, vault, ... before it listens. */
export interface Instance<Status extends Texts = Texts, Face extends object = object> {
  readonly name: string;
  open(options: InstanceOptions): Opened<Status, Face>;
}

/** What an instance is opened with. */
export interface InstanceOptions {
  /** Where its state is to lie; not made yet. */
  readonly folder: string;
  /** `https://127.0.0.1:PORT`: known once it listens. */
  readonly origin: () => string;
  /** The origin of Entra, whom a refusal tells to ask, for whoever sent this request. */
  readonly authority: (request: TwinRequest) => string;
  readonly tokens: Tokens;
  /** What `status.json` tells of the instances of another service of this twin, by name; known once all are open. */
  readonly others: (all: string) => Readonly<Record<string, Texts>>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** An instance that can answer: what stands behind its faults, and what it tells of itself. */
interface Opened<Status extends Texts = Texts, Face extends object = object> extends FaultyService {
  /** Puts what checks tokens around what answers. */
  guard(answer: Answering): Answering;
  /** Bytes of the largest request it takes; what no artifact comes near when absent. */
  readonly largestBody?: number;
  /** Its part of `status.json`; asked once it listens. */
  status(): Status;
  /** What tests in this process find on it, beside its status. */
  readonly face: Face;
  /** Done after it listens no more, so that what was accepted outlives a stop. */
  stop?(): void | Promise<void>;
}
