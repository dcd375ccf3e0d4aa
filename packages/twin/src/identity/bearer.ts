import type { Answering } from "../host/server.ts";
import type { TwinRequest, TwinResponse } from "../http.ts";
import { anyAudience, type Tokens } from "./tokens.ts";

/** Why a request is turned away before its service sees it. */
export type BearerRefusal =
  | { readonly kind: "missing" | "foreign" }
  | { readonly kind: "expired"; readonly at: Date }
  | { readonly kind: "audience"; readonly audience: string };

/** Which tokens a service takes, and how it words a refusal. */
export interface BearerRule {
  /**
   * Hosts, or ids of applications, that a token may be meant for. Loopback hosts are always among them: some clients
   * ask for their endpoint.
   */
  readonly audiences: readonly string[];
  readonly refuse: (refusal: BearerRefusal, request: TwinRequest) => TwinResponse;
}

/** Lets only requests with a token of this twin through to `answer`. */
export function withBearer(tokens: Tokens, rule: BearerRule, answer: Answering): Answering {
  return async (request) => {
    const refusal = refusalOf(tokens, rule, request);
    return refusal ? rule.refuse(refusal, request) : answer(request);
  };
}

function refusalOf(tokens: Tokens, rule: BearerRule, request: TwinRequest): BearerRefusal | undefined {
  const header = request.headers.authorization;
  const token = typeof header === "string" ? /^bearer\s+(\S+)$/i.exec(header)?.[1] : undefined;
  if (token === undefined) return { kind: "missing" };
  const verdict = tokens.judge(token);
  if (verdict.kind !== "valid") return verdict;
  return isMeantFor(verdict.audience, rule) ? undefined : { kind: "audience", audience: verdict.audience };
}

function isMeantFor(audience: string, rule: BearerRule): boolean {
  if (audience === anyAudience || rule.audiences.includes(audience)) return true;
  if (!URL.canParse(audience)) return false;
  const host = new URL(audience).hostname;
  return rule.audiences.includes(host) || ["127.0.0.1", "localhost", "[::1]"].includes(host);
}
