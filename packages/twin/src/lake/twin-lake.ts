import { setTimeout as wait } from "node:timers/promises";
import { createFaults, type Faults, withFaults } from "../faults/faults.ts";
import { createRecording, type RecordedRequest } from "../host/recording.ts";
import { type Answering, cutConnection, type Origin } from "../host/server.ts";
import type { LakeOrigins } from "../host/status.ts";
import { withBearer } from "../identity/bearer.ts";
import type { Tokens } from "../identity/tokens.ts";
import type { TwinSettings } from "../settings.ts";
import { finishAnswer } from "./answers.ts";
import { storageBearer, withSharedKey } from "./authorise.ts";
import { createLakeService } from "./service.ts";
import { accountKey } from "./shared-key.ts";

/** One storage account of a twin in this process. */
export interface TwinLake extends LakeOrigins {
  /** A failed operation is nothing that storage knows; a stale read neither: it is strongly consistent. */
  readonly faults: Faults;
  /** The latest requests, refused ones included. */
  readonly requests: readonly RecordedRequest[];
  /** How many requests there were since the start. */
  requestCount(): number;
}

/** What an account is opened with. */
export interface TwinLakeOptions {
  readonly account: string;
  readonly folder: string;
  /** Names of file systems to make where they are absent. */
  readonly filesystems: readonly string[];
  readonly tokens: Tokens;
  readonly settings: TwinSettings;
  /** Milliseconds since the epoch; `Date.now` when absent. */
  readonly now?: () => number;
  readonly authority: () => string;
  readonly listen: (answer: Answering) => Promise<Origin>;
  /** Is told, before it listens, what to do after it does no more. */
  readonly atStop: (step: () => void) => void;
}

/** Opens an origin whose requests are recorded, delayed, checked for a token or signature and may meet a fault. */
export async function openLake(options: TwinLakeOptions): Promise<TwinLake> {
  const { account, folder, settings, tokens } = options;
  const { latencyMs = 0, pageSize } = settings;
  const service = createLakeService({
    account,
    folder,
    filesystems: options.filesystems,
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(options.now ? { now: options.now } : {}),
  });
  options.atStop(service.close);
  const faults = createFaults();
  const recording = createRecording();
  const key = accountKey(folder);
  const faulty = withFaults(faults, {
    handler: service.handler,
    stale: service.handler,
    failing: () => service.handler,
  });
  const others = withBearer(tokens, storageBearer(account, options.authority), faulty);
  const secured = withSharedKey({ account, key, signed: faulty, others });
  const finished: Answering = async (request) => {
    if (latencyMs > 0) await wait(latencyMs);
    const answer = await secured(request);
    return answer === cutConnection ? answer : finishAnswer(request, answer);
  };
  const { url } = await options.listen(recording.around(finished));
  return {
    origin: url,
    endpoint: `${url}/${account}`,
    key,
    files: service.files,
    faults,
    requests: recording.requests,
    requestCount: recording.count,
  };
}
