import { type Diagnostic, formatPosition } from "@retain/artifacts/words/diagnostic";
import { workspaceHost } from "@retain/artifacts/words/state-place";
import type { WorkspacePlace } from "@retain/artifacts/words/workspace-block";
import { type Environment, mainPlace } from "./environment.ts";
import type { KnownEnvironment } from "./foreign-names.ts";

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
  const { document, workspace, state } = own;
  const [place, otherPlace] = [statePlace(own), statePlace(other)];
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
  if (!isSamePart(place, otherPlace)) {
    return refused(
      `${both}, and keep their state in ${shown(place)} and ${shown(otherPlace)}`,
      state === undefined ? [] : [state.workspace],
      "the lock is next to the state: both could publish at once, and neither would see what the other owns",
      "use the same account and file system in both; each has its own folder there",
    );
  }
  if (state !== undefined && state.folder === other.state?.folder) {
    return refused(
      `${both}, and the same state folder, ${state.folder}`,
      [state.workspace, "state"],
      "each would take what the other publishes for its own, and delete it",
      "leave out `state` in both: each then gets its own folder",
    );
  }
  const warning = { severity: "warning", code: "workspace-shared", at } as const;
  if (state === undefined) {
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
  const [one, two] = [own, other].map((environment) => workspaceHost(mainPlace(environment)?.endpoint ?? ""));
  return one === two;
}

/** The place that keeps the state of an environment. */
function statePlace({ state, places }: Environment): WorkspacePlace | undefined {
  return state && places[state.workspace];
}

/** Without a name the only one of a twin is meant. */
function isSamePart(own: WorkspacePlace | undefined, other: WorkspacePlace | undefined): boolean {
  if (own === undefined || other === undefined) return own === other;
  const isSame = (one: string | undefined, two: string | undefined) =>
    one === undefined || two === undefined || one.toLowerCase() === two.toLowerCase();
  const host = ({ endpoint }: WorkspacePlace) => endpoint && workspaceHost(endpoint);
  return own.part === other.part && isSame(own.name, other.name) && isSame(host(own), host(other));
}

function shown(place: WorkspacePlace | undefined): string {
  if (place === undefined) return "no lake";
  return [place.name, place.part].filter((part) => part !== undefined).join("/");
}
