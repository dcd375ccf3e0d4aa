import { stringify } from "yaml";
import type { LakeAddress } from "./lake-address.ts";
import { azureDevopsText, workflowText } from "./workflow-text.ts";

/** What the files of a new project are made from. */
export interface NewProject {
  readonly name: string;
  /** Folder in Synapse's git layout, from that of retain.yaml, with `/`; empty for that folder itself. */
  readonly source: string;
  readonly environment: string;
  readonly workspace: string;
  readonly lake?: LakeAddress;
  /** Folder of retain.yaml in the git repository; empty for its root. */
  readonly place: string;
  /** The branch whose state is published. */
  readonly branch: string;
  readonly host: "github" | "azure-devops";
  /** Version of this program. */
  readonly version: string;
}

/** A file that is to be written, with `/` in its path. */
export interface NewFile {
  /** From the root of the git repository, or from the folder of retain.yaml. */
  readonly from: "repository" | "project";
  readonly path: string;
  readonly text: string;
}

/** The files of a new project, in the order in which people meet them. Pure. */
export function projectFiles(project: NewProject): readonly NewFile[] {
  const { name, source, environment, host } = project;
  const sources = [{ synapse: source === "" ? "." : `./${source}` }];
  return [
    { from: "project", path: "retain.yaml", text: stringify({ name, environment, sources }) },
    { from: "project", path: `environments/${environment}.yaml`, text: environmentText(project) },
    host === "github"
      ? { from: "repository", path: ".github/workflows/retain.yml", text: workflowText(project) }
      : { from: "repository", path: "retain-pipeline.yml", text: azureDevopsText(project) },
  ];
}

function environmentText({ workspace, lake }: NewProject): string {
  if (lake !== undefined) return stringify({ workspace, lake });
  const hint = [
    "# Where releases are recorded: without it, retain knows neither what it published nor what others changed.",
    "# lake:",
    "#   account: <storage account>",
    "#   filesystem: <file system>",
  ];
  return `${stringify({ workspace })}${hint.join("\n")}\n`;
}

/** The line that keeps the state of the local twin out of git, appended where no line does that yet; undefined then. */
export function ignoringText(before: string): string | undefined {
  const lines = before.split(/\r?\n/).map((line) => line.trim());
  if (lines.some((line) => /^\/?\.retain\/?$/.test(line))) return undefined;
  return `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}.retain/\n`;
}
