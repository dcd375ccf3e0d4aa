import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { Json } from "@retain/artifacts/json";
import { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import { shownPath } from "./shown-path.ts";
import { readFailure } from "./text-file.ts";
import type { YamlDocument } from "./yaml-document.ts";

/** A value that the environment gives to a parameter. */
export type ParameterValue = string | number | boolean;

/** Overrides of one artifact: property path or JSON pointer, and the value to put there. */
type Overrides = { readonly [place: string]: Json };

/** Where terraform's outputs come from, and which parameters take which of them. */
export interface TerraformSource {
  /** A saved `terraform output -json`, or the command that prints it; absolute paths. */
  readonly from: { readonly file: string } | { readonly command: readonly string[]; readonly folder: string };
  /** Name of a parameter, and the output it takes: `name`, or `name.member` of an object. */
  readonly parameters: { readonly [parameter: string]: string };
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
  /** Absolute state folder of the twin that plays this environment. */
  readonly twin?: { readonly folder: string };
  /** What the file itself gives. */
  readonly parameters: { readonly [name: string]: ParameterValue };
  readonly terraform?: TerraformSource;
  /** Patterns of triggers, and the state they are to have; the first that fits decides. */
  readonly triggers: { readonly [pattern: string]: "started" | "stopped" };
  /** By ref, `kind/name`. */
  readonly overrides: { readonly [ref: string]: Overrides };
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

/** The part of a twin's status file that is needed to reach it. */
const statusSchema = z.object({
  version: z.literal(1),
  pid: z.int().positive(),
  ca: z.string(),
  identity: z.object({ endpoint: z.string(), header: z.string() }),
  workspaces: z.record(z.string(), z.object({ synapse: z.string() })),
});

/** Finds out how the workspace of an environment is reached: from its file, or from the twin that runs. */
export async function resolveEndpoint(environment: Environment, root: string): Promise<ResolvedEndpoint> {
  if (environment.twin !== undefined) return twinEndpoint(environment, environment.twin.folder, root);
  const { workspace, endpoint = "", scope, ca } = environment;
  const reached = { workspace, endpoint, ...(scope === undefined ? {} : { scope }) };
  if (ca === undefined) return reached;
  try {
    return { ...reached, ca: await readFile(ca, "utf8") };
  } catch (error) {
    return {
      diagnostics: [
        {
          severity: "error",
          code: "certificate-unreadable",
          message: `the certificate file '${shownPath(root, ca)}' cannot be read: ${readFailure(error)}`,
          at: environment.document.locate(["synapse", "ca"]),
          advice: "give the path of a PEM file, relative to the folder of retain.yaml",
        },
      ],
    };
  }
}

async function twinEndpoint(
  environment: Environment,
  folder: string,
  root: string,
): Promise<ResolvedEndpoint> {
  const file = join(folder, "status.json");
  const problem = (message: string, advice: string, why?: string): ResolvedEndpoint => ({
    diagnostics: [
      {
        severity: "error",
        code: "twin-not-running",
        message,
        at: environment.document.locate(["twin"]),
        ...(why === undefined ? {} : { why }),
        advice,
      },
    ],
  });
  const start = startCommand(environment.workspace, shownPath(root, folder));
  const name = `the twin of environment '${environment.name}'`;
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    return problem(`${name} is not running`, start, `there is no ${shownPath(root, file)}`);
  }
  const status = readStatus(text);
  if (status === undefined) {
    return problem(
      `${shownPath(root, file)} is not the status of a twin that this version knows`,
      `retain twin stop, then ${start}`,
    );
  }
  if (!isRunning(status.pid)) {
    return problem(
      `${name} is not running`,
      start,
      `process ${status.pid}, which wrote ${shownPath(root, file)}, has ended`,
    );
  }
  const { workspace } = environment;
  const known = Object.keys(status.workspaces);
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
            `name one of its workspaces, or retain twin stop, then ${start}`,
          ),
        },
      ],
    };
  }
  try {
    const endpoint = (status.workspaces[found]?.synapse ?? "").replace(/\/+$/, "");
    const ca = await readFile(status.ca, "utf8");
    return { workspace: found, endpoint, ca, identity: status.identity };
  } catch (error) {
    return problem(
      `the certificate authority of the twin cannot be read: ${readFailure(error)}`,
      `retain twin stop, then ${start}`,
    );
  }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(", ");
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown || "none";
}

/** The words that start this twin; what is the default anyway is left out. */
function startCommand(workspace: string, folder: string): string {
  return [
    "retain twin start --detach",
    ...(folder === ".retain/twin" ? [] : [`--folder ${folder}`]),
    ...(workspace === "retain-twin" ? [] : [`--workspace ${workspace.toLowerCase()}`]),
  ].join(" ");
}

function readStatus(text: string): z.infer<typeof statusSchema> | undefined {
  try {
    return statusSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** True when a process of this id lives, ours or somebody else's. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
