import type { ExactNumber, Json } from "@retain/artifacts/words/json";
import type { Path } from "@retain/artifacts/words/path";
import type { RiskPolicy } from "@retain/artifacts/words/risk-policy";
import type { WorkspacePlace } from "@retain/artifacts/words/workspace-block";
import type { YamlDocument } from "./yaml-document.ts";

/** A value that the environment gives to a parameter. */
export type ParameterValue = string | number | ExactNumber | boolean;

/** Overrides of one artifact: property path or JSON pointer, and the value to put there. */
type Overrides = { readonly [place: string]: Json };

/** Where terraform's outputs come from, and which parameters take which of them. */
export interface TerraformSource {
  /** A saved `terraform output -json`, or the command that prints it; absolute paths. */
  readonly from: { readonly file: string } | { readonly command: readonly string[]; readonly folder: string };
  /** Name of a parameter, and the output it takes: `name`, or `name.member` of an object. */
  readonly parameters: { readonly [parameter: string]: string };
}

/** Where the state of an environment is kept. */
export interface StatePlace {
  /** The workspace that keeps it, by its name among `places`. */
  readonly workspace: string;
  /** Folder in it, without a slash at either end. */
  readonly folder: string;
  /** Where a retain that knew of no projects kept it: another folder, unless the file names one. */
  readonly olderFolder: string;
}

/** What environments/<name>.yaml says; no workspace and no twin is asked. */
export interface Environment {
  readonly name: string;
  /** Name of the workspace it is about. */
  readonly workspace: string;
  /** Where each of its workspaces is, by the name that contracts of kinds give it; the first is the one it is about. */
  readonly places: { readonly [workspace: string]: WorkspacePlace };
  /** A PEM file with certificate authorities to trust in addition to the system's: its absolute path, and where it is named. */
  readonly ca?: { readonly file: string; readonly at: Path };
  /** The twin that plays this environment. */
  readonly twin?: {
    /** Absolute state folder. */
    readonly folder: string;
    /** Options of `retain twin start` with which it serves what the file names. */
    readonly serves: readonly string[];
  };
  /** Where the state is kept; without it none is. */
  readonly state?: StatePlace;
  /** What the file itself gives. */
  readonly parameters: { readonly [name: string]: ParameterValue };
  readonly terraform?: TerraformSource;
  /** Patterns of triggers, and the state they are to have; the first that fits decides. */
  readonly triggers: { readonly [pattern: string]: "started" | "stopped" };
  /** Windows of the past that a plan may set going unasked; 100 where the file does not say. */
  readonly backfillLimit?: number;
  /** Nobody depends on what is there: things may be made to see how the services behave. */
  readonly scratch?: true;
  /** By ref, `kind/name`. */
  readonly overrides: { readonly [ref: string]: Overrides };
  /** What is asked for before changes of a risk are made. */
  readonly consent: RiskPolicy;
  readonly document: YamlDocument;
}

/** The place of the workspace that an environment is about. */
export function mainPlace({ places }: Environment): WorkspacePlace | undefined {
  return Object.values(places)[0];
}
