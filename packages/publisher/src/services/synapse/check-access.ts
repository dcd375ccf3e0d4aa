import type { Artifact } from "@retain/artifacts/words/artifact";
import { groupsOf } from "@retain/state/actor";
import type { Actor } from "@retain/state/state";
import { askAccess } from "@retain/workspaces/synapse/ask-access";
import { type Reason, WorkspaceError } from "@retain/workspaces/workspace-error";
import type { Finding } from "../../doctor/checklist.ts";
import type { Target } from "../../target.ts";
import { grantCommand, publishing, startingAction } from "./actions.ts";

/** Answers by which a service says that it does not answer this question. */
const mute: ReadonlySet<Reason> = new Set(["service", "refused", "not-found"]);

/** Whether Synapse lets this one publish, and start triggers where the repository holds any. Nothing is written. */
export async function checkSynapseAccess(
  target: Target,
  { id = "" }: Actor,
  artifacts: readonly Artifact[],
): Promise<Finding<true>> {
  const triggers = artifacts.some(({ ref }) => ref.kind === "trigger");
  const { reached, workspace } = target;
  const asked = [...publishing.flatMap(({ actions }) => actions), ...(triggers ? [startingAction] : [])];
  let allowed: ReadonlySet<string>;
  try {
    allowed = await askAccess(reached, { id, groups: await groupsOf(target) }, asked);
  } catch (error) {
    // Whoever cannot ask may be allowed all the same: the first apply tells.
    if (!(error instanceof WorkspaceError) || !mute.has(error.reason)) throw error;
    return {
      says: "Synapse does not report your permissions",
      why: error.message,
      warning: true,
      value: true,
    };
  }
  const refused = publishing.filter(({ actions }) => !actions.every((action) => allowed.has(action)));
  const mayStart = !triggers || allowed.has(startingAction);
  if (refused.length === 0 && mayStart) {
    return { says: `may write and delete artifacts${triggers ? " and start triggers" : ""}`, value: true };
  }
  const words =
    refused.length === publishing.length ? "artifacts" : refused.map((one) => one.words).join(", ");
  const deeds = [
    ...(refused.length > 0 ? [`write and delete ${words}`] : []),
    ...(mayStart ? [] : ["start triggers"]),
  ];
  const commands = [
    ...(refused.length > 0 ? [grantCommand(workspace.name, "Synapse Artifact Publisher", id)] : []),
    ...(mayStart ? [] : [grantCommand(workspace.name, "Synapse Credential User", id)]),
  ];
  return {
    says: `not allowed to ${deeds.join(", nor to ")}`,
    why: "no Synapse role of yours permits it; roles assigned through a group may not be visible here",
    advice: commands.join("\n"),
  };
}
