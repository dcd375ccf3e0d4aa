import type { LiveSnapshot } from "@retain/artifacts/words/live";
import { whoWorks } from "@retain/state/actor";
import type { Actor } from "@retain/state/state";
import { type Reached, reachEndpoint } from "@retain/workspaces/http/reach-endpoint";
import { count, duration } from "../render/marks.ts";
import { visible } from "../render/visible.ts";
import type { Target } from "../target.ts";
import type { Finding } from "./checklist.ts";

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
