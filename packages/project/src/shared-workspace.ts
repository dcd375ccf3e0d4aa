import { type Diagnostic, formatPosition } from "@retain/artifacts/words/diagnostic";
import type { Environment, LakePlace } from "./environment.ts";
import type { KnownEnvironment } from "./foreign-names.ts";
import { workspaceHost } from "./state-place.ts";

/**
 * What is to be said of the environments of one repository that name one live workspace. The lock lies in the file
 * system of the state: those that share a workspace must share it, or nothing holds them off each other.
 */
export function sharedWorkspace(
  own: Environment,
  others: readonly KnownEnvironment[],
): readonly Diagnostic[] {
  return others.flatMap(({ environment: other }) => (isSameWorkspace(own, other) ? [judge(own, other)] : []));
}

function judge(own: Environment, other: Environment): Diagnostic {
  const { document, workspace, lake } = own;
  const at = document.locate(["workspace"]);
  const both = `environments '${own.name}' and '${other.name}' name the same workspace, ${workspace}`;
  const there = `'${other.name}' names it at ${formatPosition(other.document.locate(["workspace"]))}`;
  const refused = (message: string, path: readonly string[], why: string, advice: string): Diagnostic => ({
    severity: "error",
    code: "workspace-shared",
    message,
    at: document.locate(path),
    why: `${why}; ${there}`,
    advice,
  });
  if (!isSameFilesystem(lake, other.lake)) {
    return refused(
      `${both}, and keep their state in ${shown(lake)} and ${shown(other.lake)}`,
      lake === undefined ? [] : ["lake"],
      "the lock is next to the state: both could publish at once, and neither would see what the other owns",
      "use the same account and file system in both; each has its own folder there",
    );
  }
  if (lake !== undefined && lake.state === other.lake?.state) {
    return refused(
      `${both}, and the same state folder, ${lake.state}`,
      ["lake", "state"],
      "each would take what the other publishes for its own, and delete it",
      "leave out `state` in both: each then gets its own folder",
    );
  }
  const warning = { severity: "warning", code: "workspace-shared", at } as const;
  if (lake === undefined) {
    return {
      ...warning,
      message: `${both}, and keep no state: nothing protects them from each other`,
      why: there,
      advice: "name a lake in both, as docs/configuration.md describes",
    };
  }
  return {
    ...warning,
    message: `${both}: they wait for each other, and each leaves alone what the other publishes`,
    why: there,
    advice: "give each its own workspace or its own artifacts",
  };
}

function isSameWorkspace(own: Environment, other: Environment): boolean {
  if (own.twin !== undefined || other.twin !== undefined) {
    const isSameTwin = own.twin?.folder === other.twin?.folder;
    return isSameTwin && own.workspace.toLowerCase() === other.workspace.toLowerCase();
  }
  const [one, two] = [own, other].map(({ endpoint }) => workspaceHost(endpoint ?? ""));
  return one === two;
}

/** Without an account the one lake of a twin is meant. */
function isSameFilesystem(own: LakePlace | undefined, other: LakePlace | undefined): boolean {
  if (own === undefined || other === undefined) return own === other;
  const isSame = (one: string | undefined, two: string | undefined) =>
    one === undefined || two === undefined || one.toLowerCase() === two.toLowerCase();
  const host = (lake: LakePlace) => lake.endpoint && workspaceHost(lake.endpoint);
  return (
    own.filesystem === other.filesystem &&
    isSame(own.account, other.account) &&
    isSame(host(own), host(other))
  );
}

function shown(lake: LakePlace | undefined): string {
  if (lake === undefined) return "no lake";
  return lake.account === undefined ? lake.filesystem : `${lake.account}/${lake.filesystem}`;
}
