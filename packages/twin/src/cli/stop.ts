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
    call.say(isStale ? `the twin in ${folder} was already gone` : `no twin is running in ${folder}`);
    return undefined;
  }
  await stopTwin(folder, status);
  call.say(`the twin (pid ${status.pid}) has stopped; its state is kept in ${folder}`);
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
    call.say(held ? `removed the twin's state in ${folder}` : `no twin state in ${folder}`);
    return undefined;
  };
}
