import type { Target } from "../target.ts";
import { makeLimiter } from "./limiter.ts";
import { type Patience, usualPatience } from "./patience.ts";
import type { Reach } from "./reach.ts";
import type { HttpSession } from "./requests.ts";
import { makeTransport } from "./transport.ts";

/** How a service is reached that answers JSON over https to whoever has a token. */
interface SessionOptions extends Target, Reach {
  readonly scope: string;
  /** Most requests in progress at once. */
  readonly concurrency: number;
  readonly patience?: Partial<Patience>;
}

/** Opens a session. Sends nothing and loads nothing yet: what is wrong shows as WorkspaceError with the first request. */
export function openHttpSession(options: SessionOptions): HttpSession {
  const { name, endpoint, words, credential, scope, ca, userAgent, guard, listener, onWait } = options;
  const patience = { ...usualPatience, ...options.patience };
  return {
    name,
    endpoint,
    words,
    transport: makeTransport({
      open: async () => {
        const { openRestClient } = await import("./rest-client.ts");
        return openRestClient({ endpoint, credential, scope, ca, userAgent, guard, listener });
      },
      guard,
      silence: patience.silence,
    }),
    limiter: makeLimiter(options.concurrency),
    patience,
    onWait,
  };
}
