import { resolve } from "node:path";
import { runningTwin } from "../host/liveness.ts";
import type { BaseStatus } from "../host/status.ts";
import { TwinError } from "../host/twin-error.ts";
import { textOf } from "../typed-options.ts";
import type { TwinCall } from "./twin-command.ts";

/** The absolute state folder that a command is about. */
export function folderOf({ cwd, typed }: TwinCall): string {
  return resolve(cwd, textOf(typed, "folder") ?? ".retain/twin");
}

/** The twin that runs there. Throws a `TwinError` when none does. */
export async function needTwin(call: TwinCall): Promise<BaseStatus> {
  const folder = folderOf(call);
  const status = await runningTwin(folder);
  if (status) return status;
  throw new TwinError(`no twin is running in ${folder}`, "start one: retain twin start --detach");
}
