import type { ZodType } from "zod";
import type { Path } from "./path.ts";

/** Where one workspace of an environment is, as far as the file of the environment says. */
export interface WorkspacePlace {
  /** Its name among those of its service; absent for a twin that has one only. */
  readonly name?: string | undefined;
  /** Its address over https, without a slash at the end; absent for a twin, which tells its own. */
  readonly endpoint?: string | undefined;
  /** Scope of the tokens it takes, where it is not the usual one. */
  readonly scope?: string | undefined;
  /** A PEM file with certificate authorities to trust in addition to the system's, as the file names it. */
  readonly ca?: string | undefined;
  /** The part of it that is meant, where one holds several: the file system of a lake. */
  readonly part?: string | undefined;
  /** Present where the state of releases is kept in it: the folder, where the file names one. */
  readonly state?: { readonly folder?: string | undefined } | undefined;
}

/** What the file of an environment says before its blocks are read. */
export interface BlockContext {
  /** Name of the workspace that the environment is about. */
  readonly workspace: string;
  /** True where a twin plays the environment: it tells the endpoints. */
  readonly onTwin: boolean;
}

/**
 * How the file of an environment names one workspace: by a block under the name that contracts of kinds give the
 * workspace. Its schema, and what it comes to.
 */
export interface WorkspaceBlock {
  /** What people call one; several get an `s`. */
  readonly noun: string;
  /** What people call a part of one, where one holds several. */
  readonly partNoun?: string;
  /** What the block may say, made the place that is meant; undefined where the environment has no such workspace. */
  readonly schema: (context: BlockContext) => ZodType<WorkspacePlace | undefined>;
  /** Where in the file its name is written. */
  readonly namedAt: Path;
  /** What to write in the file so that the environment has one. */
  readonly example: (context: BlockContext) => string;
  readonly twin: {
    /** The member of a twin's `status.json` that tells of its instances, by name. */
    readonly instances: string;
    /** What of an instance is the address. */
    readonly address: string;
    /** Options of `retain twin start` that serve the place; what is the default anyway is left out. */
    readonly start: (place: WorkspacePlace) => readonly string[];
  };
}

/** The blocks that the files of environments may have, by name. The first one is of the workspace that `workspace` names. */
export interface WorkspaceBlocks {
  readonly [workspace: string]: WorkspaceBlock;
}
