import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";

/** A step of a workflow, of a composite action, or of a template for Azure Pipelines. */
export interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly "working-directory"?: string;
  readonly "continue-on-error"?: boolean;
}

/** A job: steps of its own, or another workflow's in its place. */
export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly "timeout-minutes"?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

/** A workflow, read as YAML 1.2: `on` is a key like any other. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Job["concurrency"];
  readonly defaults?: { readonly run: { readonly shell: string } };
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The composite action at the root. */
export interface Action {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const root = new URL("../", import.meta.url);

/** Names of the files in `.github/workflows`. */
export const workflowNames: readonly string[] = readdirSync(new URL(".github/workflows", root)).sort();

/** Path of a file of this repository. */
export function pathOf(file: string): string {
  return fileURLToPath(new URL(file, root));
}

/** Text of a file of this repository. */
export function textOf(file: string): string {
  return readFileSync(new URL(file, root), "utf8");
}

/** One workflow of this repository. */
export function readWorkflow(name: string): Workflow {
  return parse(textOf(`.github/workflows/${name}`)) as Workflow;
}

/** The action of this repository. */
export function readAction(): Action {
  return parse(textOf("action.yml")) as Action;
}
