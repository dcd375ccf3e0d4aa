import type { Texts, TwinService } from "../twin-service.ts";
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
    const lines = shellLines(status.environment);
    if (call.typed.shell === true) {
      call.say(lines.join("\n"));
      return undefined;
    }
    call.say(
      [
        `the twin is running (pid ${status.pid}, since ${status.startedAt})`,
        whereabouts(services, status),
        'environment for a client, which a shell takes by eval "$(retain twin status --shell)":',
        ...lines.map((line) => `  ${line}`),
      ].join("\n"),
    );
    return undefined;
  };
}

/** A line for each variable, as a POSIX shell reads it. */
function shellLines(environment: Texts): readonly string[] {
  return Object.entries(environment).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
  );
}
