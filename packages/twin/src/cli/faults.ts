import { readFileSync } from "node:fs";
import { request } from "node:http";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { faultsPath } from "../faults/fault-control.ts";
import { readFaultRules } from "../faults/fault-rules.ts";
import type { BaseStatus } from "../host/status.ts";
import { TwinError, UsageError } from "../host/twin-error.ts";
import type { PlacedRule } from "../host/twin-of.ts";
import type { TwinService } from "../twin-service.ts";
import { textOf } from "../typed-options.ts";
import { needTwin } from "./state-of-call.ts";
import type { TwinCall, TwinRun } from "./twin-command.ts";

/** `retain twin faults`. */
export function faultsCommand(services: readonly TwinService[]): TwinRun {
  return async (call) => {
    const file = textOf(call.typed, "set");
    const clear = call.typed.clear === true;
    if (file !== undefined && clear) {
      throw new UsageError("--set and --clear cannot be used together", "see: retain twin faults --help");
    }
    const rules = file !== undefined ? readFaultsFile(call, file, services) : clear ? [] : undefined;
    call.say(JSON.stringify(await askFaults(await needTwin(call), rules), null, 2));
    return undefined;
  };
}

/** The rules of a file. Throws a `TwinError` when there is none or it holds something else. */
export function readFaultsFile(
  call: TwinCall,
  path: string,
  services: readonly TwinService[],
): readonly PlacedRule[] {
  return readFaultRules(readText(resolve(call.cwd, path), path), path, services);
}

/** Asks the running twin for its rules, or replaces them. Throws a `TwinError` when it refuses. */
async function askFaults(
  { identity }: BaseStatus,
  rules?: readonly PlacedRule[],
): Promise<readonly PlacedRule[]> {
  const { status, body } = await ask(
    new URL(faultsPath, identity.endpoint),
    rules === undefined ? "GET" : "PUT",
    identity.header,
    rules === undefined ? "" : JSON.stringify(rules),
  );
  const said: unknown = JSON.parse(body);
  if (status === 200) return said as readonly PlacedRule[];
  const { message } = said as { message: string };
  throw new TwinError(message, "retain twin status shows the workspaces");
}

function ask(url: URL, method: string, secret: string, body: string) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    // An agent of its own: the shared one may be told to go through a proxy.
    const options = { method, agent: false, headers: { "X-IDENTITY-HEADER": secret } };
    const sent = request(url, options, (answer) => {
      text(answer).then((said) => resolve({ status: answer.statusCode ?? 0, body: said }), reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new TwinError(`${shown} cannot be read (${reason})`, "name a file with a list of fault rules");
  }
}
