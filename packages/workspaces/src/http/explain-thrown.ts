import { isLoopback } from "@retain/artifacts/words/clouds";
import { type Doing, deed } from "../target.ts";
import { type Explanation, WorkspaceError } from "../workspace-error.ts";
import { tidy } from "./service-error.ts";

/** What a request that got no answer came to. */
export interface Loss {
  readonly error: WorkspaceError;
  /** True when sending it again may help. */
  readonly transient: boolean;
}

const certificateCodes =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_CERT_|ERR_SSL_)/;
const transientCodes =
  /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|ERR_STREAM_PREMATURE_CLOSE|PARSE_ERROR|REQUEST_SEND_ERROR|SILENT|HELD_BACK)$/;

const startTwin = "is the twin running? start it with `retain twin start --detach`";

/** Explains what was thrown instead of an answer: no network, no trust, no sign-in. */
export function explainThrown(thrown: unknown, doing: Doing): Loss {
  if (thrown instanceof WorkspaceError) return { error: thrown, transient: false };
  const code = codeOf(thrown);
  // A part of this program is missing: no fault of the network.
  if (code === "ERR_MODULE_NOT_FOUND") throw thrown;
  const explanation = isSignIn(thrown)
    ? signInProblem(thrown, doing)
    : connectionProblem(code, thrown, doing);
  const error = new WorkspaceError({ ref: doing.ref, ...explanation }, { cause: thrown });
  return { error, transient: explanation.reason === "network" && transientCodes.test(code) };
}

/** The system's code of an error, searched through its causes. */
function codeOf(thrown: unknown): string {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if ("code" in error && typeof error.code === "string") return error.code;
  }
  return "";
}

function textOf(thrown: unknown, { sent }: Doing): string {
  return tidy(thrown instanceof Error ? thrown.message : String(thrown), sent);
}

function isSignIn(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    /^(CredentialUnavailableError|AuthenticationError|AggregateAuthenticationError|AuthenticationRequiredError)$/.test(
      thrown.name,
    )
  );
}

function signInProblem(thrown: unknown, doing: Doing): Explanation {
  const { name, endpoint, words } = doing.target;
  const { noun } = words;
  const nobody = thrown instanceof Error && /Unavailable|Aggregate|Required/.test(thrown.name);
  return {
    reason: "sign-in",
    message: nobody ? `nobody is signed in to ${noun} "${name}"` : `signing in to ${noun} "${name}" failed`,
    why: textOf(thrown, doing),
    advice: isLoopback(endpoint)
      ? startTwin
      : "run `az login`, or set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET",
  };
}

function connectionProblem(code: string, thrown: unknown, doing: Doing): Explanation {
  const { endpoint, words } = doing.target;
  const { noun, settings } = words;
  const host = URL.canParse(endpoint) ? new URL(endpoint).host : endpoint;
  const local = isLoopback(endpoint);
  if (code === "ENOTFOUND") {
    return {
      reason: "not-found",
      message: `host ${host} not found`,
      why: `there is no ${noun} of this name, or this machine is offline`,
      advice: `check ${settings} in the environment file, then the network`,
    };
  }
  if (code === "ECONNREFUSED") {
    return {
      reason: "network",
      message: `nothing is listening at ${host}`,
      advice: local ? startTwin : "check `endpoint` in the environment file and the network",
    };
  }
  if (certificateCodes.test(code)) {
    return {
      reason: "certificate",
      message: `the certificate of ${host} is not trusted here`,
      why: `${textOf(thrown, doing)} (${code})`,
      advice: "give the PEM file of the issuing authority as `ca:` in the environment file",
    };
  }
  return {
    reason: "network",
    message: `cannot ${deed(doing)}: no answer from ${host}`,
    why: code === "" ? textOf(thrown, doing) : `${textOf(thrown, doing)} (${code})`,
    advice: local ? startTwin : "check the network (proxy, VPN, firewall), then run the command again",
  };
}
