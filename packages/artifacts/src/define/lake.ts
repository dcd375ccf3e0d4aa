import type { Position } from "../words/artifact.ts";
import type { JsonObject } from "../words/json.ts";
import type { artifactBrand } from "./define.ts";

type Read = "r" | "-";
type Write = "w" | "-";
type Execute = "x" | "-";

/** What one may do: read, write, and enter (`x`, which a directory needs to be passed through). @public */
export type Rights = `${Read}${Write}${Execute}`;

/** What somebody beside the owner may do. @public */
export interface AclEntry {
  readonly type: "user" | "group";
  /** Object id of the user, identity or group; usually a parameter of the environment. */
  readonly id: string;
  readonly permissions: Rights;
  /** True: not for the directory itself, but for all that is made in it from now on. */
  readonly default?: boolean;
}

/** Types of columns, as Spark writes them. @public */
export type ColumnType =
  | "string"
  | "boolean"
  | "int"
  | "bigint"
  | "double"
  | "date"
  | "timestamp"
  | `decimal(${number},${number})`
  | `array<${string}>`
  | `struct<${string}>`;

/** A column of a table contract. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Default: true. */
  readonly nullable?: boolean;
  readonly description?: string;
}

/** What readers of a table may rely on. @public */
export interface TableContract {
  /** In file order; readers go by the names. */
  readonly columns: readonly Column[];
  /** The columns that together tell one row from all others. */
  readonly key?: readonly string[];
  readonly partitionedBy?: readonly string[];
  /** Where the rows come from, in words. */
  readonly source?: string;
  readonly format: "csv" | "json" | "parquet" | "delta";
}

/** What a directory of the lake is to be. */
export interface LakeDirectory {
  readonly description?: string;
  /** What the owner, the owning group and all others may do. Default: `rwxr-x---`. */
  readonly permissions?: `${Rights}${Rights}${Rights}`;
  /** Everyone else with access, as a complete list: anyone not in it loses access. Default: nobody. */
  readonly acl?: readonly AclEntry[];
  /** Written beside the data as `_contract.json`, a name that Spark and serverless SQL skip. */
  readonly contract?: TableContract;
}

/** A directory of the lake written in TypeScript: its name is its path. */
export interface DefinedDirectory<P extends LakeDirectory = LakeDirectory> {
  readonly [artifactBrand]: true;
  readonly kind: "lake-directory";
  /** The path from the root of the file system, e.g. `raw/members`. */
  readonly name: string;
  /** As it was written, for those who take columns or paths from it. */
  readonly properties: P;
  readonly body: JsonObject;
  readonly definedAt: Position;
}
