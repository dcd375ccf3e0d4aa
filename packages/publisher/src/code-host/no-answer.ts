import { redactHeard } from "@retain/workspaces/http/redact-heard";

/** Why a code host gave no answer, and what to do, where the connection failed before it could say anything. */
export function noAnswer(error: unknown): { readonly why: string; readonly advice: string } {
  const text = error instanceof Error ? error.message : String(error);
  return {
    why: `no answer: ${redactHeard(text.split("\n")[0] ?? "")}`,
    advice:
      "check the network (proxy, firewall) of the machine that runs this; for your own server, NODE_EXTRA_CA_CERTS names its certificate authority",
  };
}
