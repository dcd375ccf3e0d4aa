import { existsSync } from "node:fs";
import { runningTwin, stopTwin } from "../host/liveness.ts";
import { forgetStatus, readStatus, removeState, statePaths } from "../host/state-folder.ts";
import type { TwinService } from "../twin-service.ts";
import { folderOf } from "./state-of-call.ts";
import type { TwinRun } from "./twin-command.ts";

/** `retain twin stop`. */
export const stopCommand: TwinRun = async (call) => {
  const folder = folderOf(call);
  const status = await runningTwin(folder);
  if (!status) {
    const isStale = readStatus(folder) !== undefined;
    if (isStale) forgetStatus(folder);
    call.say(isStale ? `the twin in ${folder} had ended without a word` : `no twin runs in ${folder}`);
    return undefined;
  }
  await stopTwin(folder, status);
  call.say(`the twin (pid ${status.pid}) has stopped; its state stays in ${folder}`);
  return undefined;
};

/** `retain twin reset`. */
export function resetCommand(services: readonly TwinService[]): TwinRun {
  return async (call) => {
    const folder = folderOf(call);
    const status = await runningTwin(folder);
    if (status) await stopTwin(folder, status);
    const held = existsSync(statePaths(folder).ignore) || existsSync(statePaths(folder).ports);
    if (held) removeState(folder, services);
    call.say(held ? `the twin's state in ${folder} is removed` : `there is no state of a twin in ${folder}`);
    return undefined;
  };
}
