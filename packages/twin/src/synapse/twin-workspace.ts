import { setTimeout as wait } from "node:timers/promises";
import { createFaults, type Faults, type FaultyService, withFaults } from "../faults/faults.ts";
import { createRecording, type RecordedRequest } from "../host/recording.ts";
import type { Answering, Origin } from "../host/server.ts";
import type { Json } from "../http.ts";
import { synapseBearer, withBearer } from "../identity/bearer.ts";
import type { Tokens } from "../identity/tokens.ts";
import type { TwinSettings } from "../settings.ts";

type Body = { readonly [key: string]: Json };

/** What lies behind the origin of a workspace. */
interface WorkspaceService extends FaultyService {
  /** Puts a body into the store as if it had always been there: no operation, no checks. */
  seed(kind: string, name: string, body: Body): void;
  /** Takes an artifact out of the store as if it had never been there: no operation, no checks. */
  drop(kind: string, name: string): void;
  /** Gives whoever signs in these roles of Synapse and no others. */
  assignRoles(...names: readonly string[]): void;
  /** Every stored body, by kind and name. */
  snapshot(): { readonly [kind: string]: { readonly [name: string]: Body } };
}

/** One workspace of a twin in this process. */
export interface TwinWorkspace extends Pick<WorkspaceService, "seed" | "drop" | "snapshot" | "assignRoles"> {
  /** The Synapse dev endpoint, `https://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly faults: Faults;
  /** The latest requests, refused ones included. */
  readonly requests: readonly RecordedRequest[];
  /** How many requests there were since the start. */
  requestCount(): number;
}

/** What a workspace is opened with. */
export interface WorkspaceOptions {
  readonly tokens: Tokens;
  readonly settings: TwinSettings;
  readonly service: (origin: () => string) => WorkspaceService;
  readonly listen: (answer: Answering) => Promise<Origin>;
}

/** Opens an origin whose requests are recorded, delayed, checked for a token and may meet a fault, in this order. */
export async function openWorkspace(options: WorkspaceOptions): Promise<TwinWorkspace> {
  const { latencyMs = 0 } = options.settings;
  let url = "";
  const service = options.service(() => url);
  const faults = createFaults();
  const recording = createRecording();
  const faulty = withFaults(faults, service);
  const secured = withBearer(options.tokens, synapseBearer, faulty);
  const listening = await options.listen(recording.around(withLatency(latencyMs, secured)));
  url = listening.url;
  return {
    origin: url,
    faults,
    requests: recording.requests,
    requestCount: recording.count,
    seed: (kind, name, body) => service.seed(kind, name, body),
    drop: (kind, name) => service.drop(kind, name),
    assignRoles: (...names) => service.assignRoles(...names),
    snapshot: () => service.snapshot(),
  };
}

function withLatency(ms: number, answer: Answering): Answering {
  if (ms <= 0) return answer;
  return async (request) => {
    await wait(ms);
    return answer(request);
  };
}
