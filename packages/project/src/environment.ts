import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { ExactNumber, Json } from "@retain/artifacts/words/json";
import type { RiskPolicy } from "@retain/artifacts/words/risk-policy";
import { didYouMean } from "./did-you-mean.ts";
import { listed } from "./listed.ts";
import { readPlain } from "./read-plain.ts";
import { shownPath } from "./shown-path.ts";
import { readFailure } from "./text-file.ts";
import { readTwin } from "./twin-status.ts";
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

/** Where the lake of an environment is, as far as its file says. */
export interface LakePlace {
  /** The DFS endpoint; absent for a twin, which tells its own. */
  readonly endpoint?: string;
  /** Name of the storage account; absent for a twin that has one only. */
  readonly account?: string;
  readonly filesystem: string;
  /** Folder of the state in it, without a slash at either end. */
  readonly state: string;
  /** Where a retain that knew of no projects kept it: another folder, unless the file names one. */
  readonly olderState: string;
}

/** What environments/<name>.yaml says; no workspace and no twin is asked. */
export interface Environment {
  readonly name: string;
  /** Name of the workspace it is about. */
  readonly workspace: string;
  /** The Synapse dev endpoint; absent for a twin, whose origin is known when it runs: see `resolveEndpoint`. */
  readonly endpoint?: string;
  /** Token scope, where it is not that of the endpoint's cloud. */
  readonly scope?: string;
  /** Absolute path of a PEM file with certificate authorities to trust beside the system's. */
  readonly ca?: string;
  /** The twin that plays this environment. */
  readonly twin?: {
    /** Absolute state folder. */
    readonly folder: string;
    /** Options of `retain twin start` with which it serves what the file names. */
    readonly serves: readonly string[];
  };
  /** The file system of the lake that holds the data and the state; without it no state is kept. */
  readonly lake?: LakePlace;
  /** What the file itself gives. */
  readonly parameters: { readonly [name: string]: ParameterValue };
  readonly terraform?: TerraformSource;
  /** Patterns of triggers, and the state they are to have; the first that fits decides. */
  readonly triggers: { readonly [pattern: string]: "started" | "stopped" };
  /** Windows of the past that a plan may set going unasked; 100 where the file does not say. */
  readonly backfillLimit?: number;
  /** By ref, `kind/name`. */
  readonly overrides: { readonly [ref: string]: Overrides };
  /** What is asked for before changes of a risk are made. */
  readonly consent: RiskPolicy;
  readonly document: YamlDocument;
}

/** How a workspace is reached. */
interface Endpoint {
  readonly workspace: string;
  /** The Synapse dev endpoint, without a slash at the end. */
  readonly endpoint: string;
  /** Token scope, where it is not that of the endpoint's cloud. */
  readonly scope?: string;
  /** PEM text of certificate authorities to trust beside the system's. */
  readonly ca?: string;
  /** The managed identity endpoint that gives the token; nothing else is tried then. */
  readonly identity?: { readonly endpoint: string; readonly header: string };
}

/** An endpoint, or what keeps it from being known. */
type ResolvedEndpoint = Endpoint | { readonly diagnostics: readonly Diagnostic[] };

/** Finds out how the workspace of an environment is reached: from its file, or from the twin that runs. */
export async function resolveEndpoint(environment: Environment, root: string): Promise<ResolvedEndpoint> {
  if (environment.twin !== undefined) return twinEndpoint(environment, root);
  const { workspace, endpoint = "", scope, ca } = environment;
  const reached = { workspace, endpoint, ...(scope === undefined ? {} : { scope }) };
  if (ca === undefined) return reached;
  const read = await readAuthority(environment, ca, root);
  return "diagnostics" in read ? read : { ...reached, ca: read.ca };
}

/** The text of the file with certificate authorities, or why it cannot be read. */
export async function readAuthority(
  { document }: Environment,
  file: string,
  root: string,
): Promise<{ readonly ca: string } | { readonly diagnostics: readonly Diagnostic[] }> {
  try {
    return { ca: (await readPlain(file)).toString("utf8") };
  } catch (error) {
    return {
      diagnostics: [
        {
          severity: "error",
          code: "certificate-unreadable",
          message: `the certificate file '${shownPath(root, file)}' cannot be read: ${readFailure(error)}`,
          at: document.locate(["synapse", "ca"]),
          advice: "give the path of a PEM file, relative to the folder of retain.yaml",
        },
      ],
    };
  }
}

async function twinEndpoint(environment: Environment, root: string): Promise<ResolvedEndpoint> {
  const twin = await readTwin(environment, root);
  if ("diagnostics" in twin) return twin;
  const { workspace } = environment;
  const workspaces = twin.served("workspaces");
  const known = Object.keys(workspaces);
  const found = known.find((one) => one.toLowerCase() === workspace.toLowerCase());
  if (found === undefined) {
    return {
      diagnostics: [
        {
          severity: "error",
          code: "twin-workspace",
          message: `the twin has no workspace '${workspace}'; it has: ${listed(known)}`,
          at: environment.document.locate(["workspace"]),
          advice: didYouMean(
            workspace,
            known,
            `name one of its workspaces, or retain twin stop, then ${twin.start}`,
          ),
        },
      ],
    };
  }
  const endpoint = (workspaces[found]?.synapse ?? "").replace(/\/+$/, "");
  return { workspace: found, endpoint, ca: twin.ca, identity: twin.identity };
}
