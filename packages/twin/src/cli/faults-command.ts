import { readFileSync } from "node:fs";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { faultsPath } from "../faults/fault-control.ts";
import { type PlacedRule, readFaultRules } from "../faults/fault-rules.ts";
import type { TwinStatus } from "../host/status.ts";
import { TwinError } from "../host/twin-error.ts";

/** The rules of a file. Throws a `TwinError` when there is none or it holds something else. */
export function readFaultsFile(path: string): readonly PlacedRule[] {
  return readFaultRules(readText(path), path);
}

/** Asks the running twin for its rules, or replaces them. Throws a `TwinError` when it refuses. */
export async function askFaults(
  { identity }: TwinStatus,
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

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new TwinError(`${path} cannot be read (${reason})`, "name a file that holds a list of fault rules");
  }
}
