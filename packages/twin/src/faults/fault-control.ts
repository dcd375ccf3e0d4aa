import { TwinError } from "../host/twin-error.ts";
import type { Handler, Json } from "../http.ts";
import { faultRulesOf, type Misbehaving, readFaultRules, setFaultRules } from "./fault-rules.ts";

/** Where the rules of a running twin are read and changed, on the origin of the identity endpoint. */
export const faultsPath = "/faults";

/**
 * The rules of a running twin: GET shows them, PUT replaces them, DELETE clears them. Not a service
 * of Azure: it takes the secret of the identity header, which only `status.json` tells.
 */
export function faultControl(secret: string, all: readonly Misbehaving[]): Handler {
  return async ({ method, url, headers, body }) => {
    if (url.pathname !== faultsPath) return undefined;
    if (headers["x-identity-header"] !== secret) {
      return refuse(401, "The X-IDENTITY-HEADER is missing or is not the one of this twin.");
    }
    try {
      if (method === "PUT") {
        const services = all.map(({ service }) => service);
        setFaultRules(all, readFaultRules(body.toString("utf8"), "the body", services));
      } else if (method === "DELETE") setFaultRules(all, []);
      else if (method !== "GET") return undefined;
    } catch (error) {
      if (!(error instanceof TwinError)) throw error;
      return refuse(400, error.message);
    }
    return { status: 200, body: faultRulesOf(all) as unknown as Json };
  };
}

function refuse(status: number, message: string) {
  return { status, body: { message } };
}
