import { X509Certificate } from "node:crypto";
import { Agent } from "node:https";
import { createSecureContext, getCACertificates } from "node:tls";
import { isLoopback } from "@retain/artifacts/words/clouds";
import { WorkspaceError } from "../workspace-error.ts";
import type { ChangeGuard } from "./change-guard.ts";
import { guardedAgent } from "./guarded-agent.ts";

/**
 * The options of an SDK's pipeline by which its connections trust this machine's roots and `ca` (PEM). A connection
 * that is made for a change asks `guard` once it stands; behind a proxy that is left to the pipeline.
 */
export function connectionOptions(endpoint: string, ca: string | undefined, guard?: ChangeGuard) {
  if (proxied(endpoint)) {
    return { tlsOptions: { ...checked, ...(ca === undefined ? {} : { ca: trusted(ca).join("\n") }) } };
  }
  const agent = trustingAgent(ca);
  return { agent: guard === undefined ? agent : guardedAgent(agent, guard) };
}

/** Said aloud: left out, NODE_TLS_REJECT_UNAUTHORIZED=0 would switch the check off. */
const checked = { rejectUnauthorized: true };

/** An agent of our own would go past the proxy that this machine needs; a proxy never reaches loopback. */
function proxied(endpoint: string): boolean {
  const names = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"];
  return !isLoopback(endpoint) && names.some((name) => (process.env[name] ?? "") !== "");
}

/**
 * A keep-alive agent that trusts what this machine trusts and the given authority (PEM).
 * Throws WorkspaceError when the PEM cannot be read.
 */
function trustingAgent(ca: string | undefined): Agent {
  if (ca === undefined) return new Agent({ keepAlive: true, ...checked });
  try {
    new X509Certificate(ca); // a context passes over what it cannot read
    // One context for all connections: reading 150 roots again for each of them costs milliseconds.
    return new Agent({
      keepAlive: true,
      ...checked,
      secureContext: createSecureContext({ ca: trusted(ca) }),
    });
  } catch (error) {
    throw new WorkspaceError(
      {
        reason: "certificate",
        message: "cannot read the given certificate authority",
        why: error instanceof Error ? error.message : String(error),
        advice: "`ca:` in the environment file must name a PEM file with one or more certificates",
      },
      { cause: error },
    );
  }
}

/** The roots of this machine and `ca`: a list given to TLS replaces the roots, so they are repeated. */
function trusted(ca: string): string[] {
  // With what NODE_EXTRA_CA_CERTS and --use-system-ca add.
  return [...getCACertificates("default"), ca];
}
