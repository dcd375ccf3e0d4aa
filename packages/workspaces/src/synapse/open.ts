import type { TokenCredential } from "@azure/core-auth";
import { cloudOf } from "@retain/artifacts/words/clouds";
import type { ChangeGuard } from "../http/change-guard.ts";
import { makeLimiter } from "../http/limiter.ts";
import type { Listener } from "../http/listener.ts";
import { type Patience, usualPatience } from "../http/patience.ts";
import { makeTransport } from "../http/transport.ts";
import type { Workspace } from "../workspace.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { getArtifact } from "./get.ts";
import { makePollPace } from "./poll-pace.ts";
import { readWorkspace } from "./read.ts";
import { removeArtifact } from "./remove.ts";
import type { Session } from "./session.ts";
import { setStarted } from "./set-started.ts";
import { synapseWords } from "./words.ts";
import { writeArtifact } from "./write.ts";

/** How a Synapse workspace is reached. */
export interface SynapseOptions {
  /** The dev endpoint, `https://<workspace>.dev.azuresynapse.net`; an origin without a path. */
  readonly endpoint: string;
  readonly name: string;
  readonly credential: TokenCredential;
  /** Token scope; by default that of the endpoint's cloud. */
  readonly scope?: string | undefined;
  /** PEM text of a certificate authority to trust beside those of this machine. */
  readonly ca?: string | undefined;
  /** Most things under way at once; the service may bear less. Default 25. */
  readonly concurrency?: number;
  /** Stands at the front of the User-Agent header. */
  readonly userAgent: string;
  /** Absent: nobody else is held off, and every request may go out. */
  readonly guard?: ChangeGuard | undefined;
  /** Told of everything that is sent and answered. */
  readonly listener?: Listener | undefined;
  /** Told whenever the service makes us wait. */
  readonly onWait?: ((text: string) => void) | undefined;
  /** Overrides of how long and how often we try. */
  readonly patience?: Partial<Patience>;
}

/**
 * Opens a Synapse workspace. Sends nothing and loads nothing yet: a wrong endpoint or
 * certificate shows as WorkspaceError with the first request.
 */
export function openSynapse(options: SynapseOptions): Workspace {
  const { session, ready } = openSession(options);
  return {
    name: session.name,
    endpoint: session.endpoint,
    targets: [{ service: "synapse", name: session.name, endpoint: session.endpoint }],
    read: async (readOptions) => readWorkspace(ready(), readOptions),
    get: async (ref, digest) => getArtifact(ready(), ref, digest),
    write: async (request, signal) => writeArtifact(ready(), request, signal),
    remove: async (request, signal) => removeArtifact(ready(), request, signal),
    setStarted: async (trigger, started, signal) => setStarted(ready(), trigger, started, signal),
    traffic: session.transport.traffic,
  };
}

/** What the requests to a workspace share; `ready` throws WorkspaceError where the endpoint is none. */
export function openSession(options: SynapseOptions): {
  readonly session: Session;
  readonly ready: () => Session;
} {
  const patience = { ...usualPatience, ...options.patience };
  const { name, credential, scope, ca, userAgent, guard, listener } = options;
  const endpoint = originOf(options.endpoint);
  const transport = makeTransport({
    open: async () => {
      const { openClient } = await import("./client.ts");
      const at = endpoint ?? "";
      return openClient({
        endpoint: at,
        credential,
        scope: scope ?? cloudOf(at).scope,
        ca,
        userAgent,
        guard,
        listener,
      });
    },
    guard,
    silence: patience.silence,
  });
  const session: Session = {
    name,
    words: synapseWords,
    endpoint: endpoint ?? options.endpoint,
    transport,
    limiter: makeLimiter(Math.max(1, options.concurrency ?? 25)),
    pace: makePollPace(),
    patience,
    onWait: options.onWait,
  };
  const ready = (): Session => {
    if (endpoint === undefined) throw noOrigin(options.endpoint);
    return session;
  };
  return { session, ready };
}

/** Tokens travel over https only, and clients drop paths. */
function originOf(endpoint: string): string | undefined {
  if (!URL.canParse(endpoint)) return undefined;
  const url = new URL(endpoint);
  return url.protocol === "https:" && url.pathname === "/" && url.search === "" ? url.origin : undefined;
}

function noOrigin(endpoint: string): WorkspaceError {
  return new WorkspaceError({
    reason: "not-found",
    message: `"${endpoint}" is not the address of a workspace`,
    why: "it must be https:// and a host, without a path",
    advice: "write it as https://<workspace>.dev.azuresynapse.net in the environment file",
  });
}
