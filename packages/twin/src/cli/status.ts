import type { TwinService } from "../twin-service.ts";
import { needTwin } from "./state-of-call.ts";
import type { TwinRun } from "./twin-command.ts";
import { whereabouts } from "./whereabouts.ts";

/** `retain twin status`. */
export function statusCommand(services: readonly TwinService[]): TwinRun {
  return async (call) => {
    const status = await needTwin(call);
    if (call.typed.json === true) {
      call.say(JSON.stringify(status, null, 2));
      return undefined;
    }
    const variables = Object.entries(status.environment).map(([name, value]) => `  ${name}=${value}`);
    call.say(
      [
        `the twin is running (pid ${status.pid}, since ${status.startedAt})`,
        whereabouts(services, status),
        "environment for a client:",
        ...variables,
      ].join("\n"),
    );
    return undefined;
  };
}
