import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { type Reached, reachEndpoint } from "@retain/workspaces/http/reach-endpoint";
import { askAccess } from "@retain/workspaces/synapse/ask-access";
import { type Reason, WorkspaceError } from "@retain/workspaces/workspace-error";
import { count, duration } from "../render/marks.ts";
import { visible } from "../render/visible.ts";
import { groupsOf, whoWorks } from "../state/actor.ts";
import type { Actor } from "../state/state.ts";
import type { Target } from "../target.ts";
import type { Finding } from "./checklist.ts";
import { grantCommand, publishing, startingAction } from "./synapse-actions.ts";

/** Answers by which a service says that it does not answer this question. */
const mute: ReadonlySet<Reason> = new Set(["service", "refused", "not-found"]);

/** Seconds by which clocks may differ: leases and tokens bear that much. */
const bearable = 60;

/** Whether the endpoint answers: name, connection and certificate. */
export async function checkEndpoint({ reached, words }: Target): Promise<Finding<Reached>> {
  const value = await reachEndpoint({ ...reached, words });
  return { says: `${reached.endpoint} answers`, value };
}

/** Whether this machine's clock goes as the service's does. */
export function checkClock({ ahead }: Reached): Finding<true> {
  if (ahead === undefined) return { says: "the service returned no time to compare with", value: true };
  const apart = Math.abs(ahead);
  if (apart <= bearable) return { says: `within ${bearable} s of the service's`, value: true };
  return {
    says: `${duration(apart)} ${ahead > 0 ? "ahead of" : "behind"} the service's`,
    why: "tokens are refused and locks lost when clocks differ",
    advice: "set this machine's clock: sudo timedatectl set-ntp true",
    warning: true,
    value: true,
  };
}

/** Whether somebody is signed in, and who. */
export async function checkSignIn(target: Target): Promise<Finding<Actor>> {
  const value = await whoWorks(target);
  return { says: `${visible(value.name)}${value.id === undefined ? "" : ` (object id ${value.id})`}`, value };
}

/** Whether the artifacts of the workspace can be listed. */
export async function checkReading({ workspace }: Target): Promise<Finding<LiveSnapshot>> {
  const value = await workspace.read({ digest: () => "", keep: () => false });
  return { says: `${count(value.artifacts.length, "artifact")} of ${workspace.name} read`, value };
}

/** Whether Synapse lets this one publish, and start triggers where the repository holds any. Nothing is written. */
export async function checkWriting(
  target: Target,
  { id = "" }: Actor,
  triggers: boolean,
): Promise<Finding<true>> {
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
