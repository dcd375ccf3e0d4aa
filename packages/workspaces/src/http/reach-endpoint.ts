import {
  createDefaultHttpClient,
  createPipelineFromOptions,
  createPipelineRequest,
} from "@azure/core-rest-pipeline";
import type { Target } from "../target.ts";
import { explainThrown } from "./explain-thrown.ts";
import { connectionOptions } from "./trust.ts";

/** Where an instance of a service is looked for. */
export interface ReachOptions extends Target {
  /** PEM text of a certificate authority to trust beside those of this machine. */
  readonly ca?: string | undefined;
  readonly userAgent: string;
}

/** What an endpoint that answered tells. */
export interface Reached {
  /** Seconds by which this machine's clock is ahead of the service's, to the second; undefined where it told no time. */
  readonly ahead: number | undefined;
}

/** Milliseconds that a first answer may take. */
const patience = 30_000;

/** Asks an endpoint for anything, without a token: whatever it answers, it is there. Throws WorkspaceError. */
export async function reachEndpoint({ ca, userAgent, ...target }: ReachOptions): Promise<Reached> {
  const { endpoint } = target;
  try {
    const pipeline = createPipelineFromOptions({
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      userAgentOptions: { userAgentPrefix: userAgent },
      ...connectionOptions(endpoint, ca),
    });
    const request = createPipelineRequest({ url: `${endpoint}/`, method: "GET", timeout: patience });
    const asked = Date.now();
    const { headers } = await pipeline.sendRequest(createDefaultHttpClient(), request);
    return { ahead: aheadOf(headers.get("date"), asked, Date.now()) };
  } catch (thrown) {
    throw explainThrown(thrown, { target, verb: "read" }).error;
  }
}

/** Only what the time between question and answer does not explain; a header tells whole seconds. */
function aheadOf(header: string | undefined, asked: number, answered: number): number | undefined {
  const told = Date.parse(header ?? "");
  if (Number.isNaN(told)) return undefined;
  if (asked > told + 1000) return Math.round((asked - told - 1000) / 1000);
  return answered < told ? Math.round((answered - told) / 1000) : 0;
}
