import type { TokenCredential } from "@azure/core-auth";
import type { ChangeGuard } from "./change-guard.ts";
import type { Listener } from "./listener.ts";

/** How a service is reached and signed in to, whichever it is. */
export interface Reach {
  /** Without a slash at the end. */
  readonly endpoint: string;
  readonly credential: TokenCredential;
  /** PEM text of a certificate authority to trust beside those of this machine. */
  readonly ca?: string | undefined;
  /** Stands at the front of the User-Agent header. */
  readonly userAgent: string;
  /** Absent: nobody else is held off, and every request may go out. */
  readonly guard?: ChangeGuard | undefined;
  /** Told of everything that is sent and answered. */
  readonly listener?: Listener | undefined;
  /** Told whenever the service makes us wait. */
  readonly onWait?: ((text: string) => void) | undefined;
}
