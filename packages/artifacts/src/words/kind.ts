import type { ZodType } from "zod";
import type { References } from "../references/reference.ts";
import type { Json, JsonObject } from "./json.ts";
import type { LiveId } from "./live.ts";
import type { Path } from "./path.ts";
import type { Kind } from "./ref.ts";
import type { SynapseKind } from "./synapse-kinds.ts";

/** How grave the effect of a change is. `destructive` belongs to deletes. */
export type Risk = "cosmetic" | "behavioural" | "breaking" | "destructive";

/** What a tolerance does to the values its pattern matches, before two bodies are compared. */
export type ToleranceRule =
  /** remove it on both sides */
  | { readonly do: "ignore" }
  /** remove it where it equals one of these values: the service adds or omits them at will */
  | { readonly do: "absent-when"; readonly values: readonly Json[] }
  /** compare as an instant when the text carries a zone; a zone-less local time stays text */
  | { readonly do: "instant" }
  /** compare text with CRLF and LF alike */
  | { readonly do: "line-ends" }
  /** compare an array of lines, or one text, as the joined text with CRLF and LF alike */
  | { readonly do: "lines" }
  /**
   * compare the lines that an object has at `lines`, each without its end, as the text that it might have at `text`
   * instead, with CRLF and LF alike; where both are there and say different things, both stay
   */
  | { readonly do: "joined"; readonly lines: string; readonly text: string }
  /** compare an array as a set: its elements in any order */
  | { readonly do: "any-order" };

/** A declared difference between what we send and what the service shows that means nothing. */
export interface Tolerance {
  /** Property path with wildcards: `properties.cells[*].metadata`, `**.encryptedCredential`. */
  readonly pattern: string;
  readonly rule: ToleranceRule;
  /** Why the two sides differ. */
  readonly reason: string;
  /** Where this is known from. */
  readonly source: string;
  /** The service or Studio adds it by itself: Studio keeps it in no file, or it says nothing there. */
  readonly added?: true;
}

/** How the names of a kind are limited. */
export interface NameRule {
  /** Longest name in characters. */
  readonly max: number;
  /** Refused when it does not match. */
  readonly pattern?: RegExp;
  /** The pattern in words, for the message. */
  readonly words?: string;
}

/** A kind of the Synapse workspace, which has a place in Synapse's own git layout. */
export interface SynapseContract extends KindContract {
  readonly workspace: "synapse";
  readonly kind: SynapseKind;
  /** Folder in Synapse's own git layout, e.g. `linkedService`. */
  readonly folder: string;
  /** The last segment of the ARM type, `Microsoft.Synapse/workspaces/<resourceType>`. */
  readonly resourceType: string;
}

/** A field that the service refuses to change: another value takes a delete and a create. */
export interface ImmutableField {
  /** Property path, without wildcards. */
  readonly path: string;
  /** Holds only where `properties.type` of what is live says this. */
  readonly type?: string;
  /** Where this is known from, with the code of the refusal where there is one. */
  readonly source: string;
}

/** Where bodies of a kind hold the id that a service gave another artifact. */
export interface IdPlace {
  /** Property path with wildcards and conditions, as in a tolerance: `properties.**[type=DatabricksJob].typeProperties.jobId`. */
  readonly pattern: string;
  /** The kinds whose ids may be there. */
  readonly of: readonly Kind[];
  /** The id is a string there, whatever its own type; absent where it is as the service gives it. */
  readonly as?: "string";
}

/** How what belongs to the infrastructure comes to be. */
interface MadeBy {
  /** Resource types of the azurerm provider of Terraform. */
  readonly terraform: string;
  /** Where in Synapse Studio. */
  readonly studio: string;
  /** The command of Azure's command line; what nobody but its user knows stands in angle brackets. */
  readonly command: (name: string, workspace: string) => string;
}

/** The next time something fires. */
export interface NextFire {
  /** An instant in UTC, `2026-11-26T01:00:00Z`. */
  readonly at: string;
  /** The IANA name of the zone its recurrence is written in. */
  readonly timeZone: string;
}

/** Windows of the past that run as soon as an artifact is started. */
export interface DueWindows {
  readonly windows: number;
  /** Where the first one begins and the last one ends, as instants in UTC. */
  readonly from: string;
  readonly to: string;
  /** How many run side by side; absent where the artifact does not say. */
  readonly atOnce?: number;
}

/** How artifacts of a kind start others by themselves: while they run they fire, whatever else their body says. */
interface Firing {
  /** Where a body says whether it is to run. */
  readonly statePath: Path;
  /** The state that a body says, true to run: asked for in the repository, shown by the service; undefined where it says none. */
  readonly stateIn: (body: JsonObject) => boolean | undefined;
  /** The body that says whether it is to run. */
  readonly withState: (body: JsonObject, runs: boolean) => JsonObject;
  /** When one that runs fires next after `now`; undefined where nobody can say. */
  readonly nextFire: (body: JsonObject, now: Date) => NextFire | undefined;
  /** What one that is started at `now` has to make up for; undefined where there is nothing. */
  readonly dueWindows: (body: JsonObject, now: Date) => DueWindows | undefined;
  /** Requests, one after another, that a step takes. */
  readonly requests: { readonly start: number; readonly stop: number };
}

/** What a service is asked for one artifact: estimates are made of it. */
export interface Cost {
  /** Requests of a write, those for the state of its operation included. */
  readonly requests: number;
  /** How many answers are waited for one after another. */
  readonly waits: { readonly write: number; readonly delete: number };
  /** Seconds of the operation that a write starts; absent where the answer is the end. */
  readonly operation?: number;
  /** Requests to look at one of them; absent where one list shows all of the kind. */
  readonly look?: number;
}

/**
 * What a schema tells: what is certainly wrong (a JSON type that the service does not read, a missing envelope), or
 * also what only is not known: unlisted types, properties and values, limits, members that are missing.
 */
export type Told = "errors" | "all";

/** Everything this program knows about one kind: one value of this contract a kind. */
export interface KindContract {
  readonly kind: Kind;
  /** Name of the workspace that holds its artifacts: `synapse`, `lake`. */
  readonly workspace: string;
  /** The singular in running text, e.g. `linked service`. */
  readonly label: string;
  /** False for kinds that are read and never written (they belong to the infrastructure). */
  readonly managed: boolean;
  /** What makes artifacts of a kind that is only read; absent for kinds that are written. */
  readonly madeBy?: MadeBy;
  /** The `type` texts by which other bodies refer to this kind, e.g. `LinkedServiceReference`. */
  readonly referenceTypes: readonly string[];
  readonly names: NameRule;
  /** Compact size of a body in bytes above which the service may refuse it. */
  readonly maxBytes?: number;
  /** The wire schema of the whole body, of errors alone unless all is to be told; made when first asked for. */
  readonly schema: (told?: Told) => ZodType;
  /** The edges of a body. */
  readonly references: (body: JsonObject) => References;
  /**
   * The id by which bodies of other artifacts refer to one, from its live record; undefined where the record has none.
   * Absent for kinds that nothing refers to by an id.
   */
  readonly liveId?: (record: JsonObject) => LiveId | undefined;
  /**
   * Where bodies hold ids of other artifacts. The repository writes `liveId(ref)` there, which is an edge as well:
   * `references` need not tell it. Absent where bodies hold none.
   */
  readonly idPlaces?: readonly IdPlace[];
  /**
   * What can be seen between the requests of one write, from one body to another; absent `from`: it is made, absent
   * `to`: it is deleted. Absent for kinds that are written in one request.
   */
  readonly halfway?: (from: JsonObject | undefined, to: JsonObject | undefined) => readonly JsonObject[];
  /** Names of what holds an artifact, where there is such: made before it, deleted after it. Absent where nothing holds anything. */
  readonly holders?: (name: string) => readonly string[];
  /** Present where artifacts of the kind can be started and stopped, and start others by themselves. */
  readonly fires?: Firing;
  /** True for what is started by those that fire, or by hand: what a run is a run of. */
  readonly runs?: true;
  readonly cost: Cost;
  /** True where an artifact can change while its etag stays. */
  readonly etagMisses?: true;
  /** What its text is written in, where differences are told statement by statement. */
  readonly language?: "sql";
  /** Declared differences, beyond those common to all kinds. */
  readonly tolerances: readonly Tolerance[];
  /** What the service never changes once an artifact is there; absent where nothing of that sort is known. */
  readonly immutable?: readonly ImmutableField[];
  /**
   * Risk of one difference of an update. With the whole bodies at hand the answer can be milder:
   * the text of a markdown cell looks like that of a code cell.
   */
  readonly risk: (difference: {
    readonly path: Path;
    /** Where it stands in the live body, when elements before it came or went; `path` is where it will stand. */
    readonly livePath?: Path;
    readonly before?: Json;
    readonly after?: Json;
    readonly bodies?: { readonly before: JsonObject; readonly after: JsonObject };
  }) => Risk;
  /** Why this artifact belongs to the workspace and must never be written, or undefined when it may be. */
  readonly protects: (name: string, body: JsonObject | undefined) => string | undefined;
}
