import { environmentSecrets } from "@retain/artifacts/secrets/environment";
import { redactSaid } from "@retain/artifacts/secrets/redact";
import type { Json } from "@retain/artifacts/words/json";

/**
 * What a service or a program said, without secrets: none of those that were `sent` to it, and none that this process
 * has from its environment, to sign in with or to hand on.
 */
export function redactHeard(text: string, sent?: Json): string {
  return redactSaid(text, sent, environmentSecrets(process.env));
}
