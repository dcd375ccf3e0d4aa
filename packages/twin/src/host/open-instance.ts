import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createFaults } from "../faults/faults.ts";
import { withFaults } from "../faults/with-faults.ts";
import type { ServedBase } from "../served.ts";
import type { Instance, InstanceOptions, Texts, TwinService } from "../twin-service.ts";
import { withPeer } from "./optional-peer.ts";
import { createRecording } from "./recording.ts";
import type { Answered, Answering, Origin } from "./server.ts";

/** What the host gives to every instance. */
export interface InstanceHost extends Pick<InstanceOptions, "authority" | "tokens" | "others" | "now"> {
  /** State folder of the twin. */
  readonly folder: string;
  /** Added to every answer, milliseconds. */
  readonly latencyMs: number;
  readonly listen: (answered: Answered) => Promise<Origin>;
  /** Is told, before it listens, what to do once it does no more. */
  readonly atStop: (step: () => void | Promise<void>) => void;
}

/** Opens an origin whose requests are recorded, delayed, checked for a token and may meet a fault, in this order. */
export async function openInstance(
  service: TwinService,
  instance: Instance,
  host: InstanceHost,
): Promise<{ readonly served: ServedBase; readonly status: Texts }> {
  let url = "";
  const folder = join(host.folder, service.all, instance.name);
  const { authority, tokens, others, now } = host;
  const opened = instance.open({ folder, authority, tokens, others, now, origin: () => url });
  if (opened.stop) host.atStop(opened.stop);
  const faults = createFaults();
  const recording = createRecording();
  const secured = opened.guard(withFaults(faults, withPeer(service.peer, opened)));
  const answer = recording.around(withLatency(host.latencyMs, secured));
  const { largestBody } = opened;
  url = (await host.listen({ answer, ...(largestBody === undefined ? {} : { largestBody }) })).url;
  const status = opened.status();
  const base = { origin: url, faults, requests: recording.requests, requestCount: recording.count };
  return { served: { ...base, ...status, ...opened.face }, status };
}

function withLatency(ms: number, answer: Answering): Answering {
  if (ms <= 0) return answer;
  return async (request) => {
    await wait(ms);
    return answer(request);
  };
}
