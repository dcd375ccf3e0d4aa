import { setTimeout as wait } from "node:timers/promises";
import { createFaults, type Faults, withFaults } from "../faults/faults.ts";
import { createRecording, type RecordedRequest } from "../host/recording.ts";
import type { Answering, Origin } from "../host/server.ts";
import type { VaultOrigins } from "../host/status.ts";
import { withBearer } from "../identity/bearer.ts";
import type { Tokens } from "../identity/tokens.ts";
import type { TwinSettings } from "../settings.ts";
import { createVaultService, vaultBearer } from "./service.ts";

/** One Key Vault of a twin in this process. */
export interface TwinVault extends VaultOrigins {
  /** A failed operation and a stale read are nothing that it knows. */
  readonly faults: Faults;
  /** The latest requests, refused ones included. */
  readonly requests: readonly RecordedRequest[];
}

/** What a vault is opened with. */
export interface TwinVaultOptions {
  /** Names of its secrets. */
  readonly secrets: readonly string[];
  readonly tokens: Tokens;
  readonly settings: TwinSettings;
  readonly authority: () => string;
  readonly listen: (answer: Answering) => Promise<Origin>;
}

/** Opens an origin whose requests are recorded, delayed, checked for a token and may meet a fault. */
export async function openVault({
  secrets,
  tokens,
  settings,
  authority,
  listen,
}: TwinVaultOptions): Promise<TwinVault> {
  const { latencyMs = 0, pageSize = Number.POSITIVE_INFINITY } = settings;
  let origin = "";
  const handler = createVaultService({ secrets, pageSize, origin: () => origin });
  const faults = createFaults();
  const recording = createRecording();
  const faulty = withFaults(faults, { handler, stale: handler, failing: () => handler });
  const secured = withBearer(tokens, vaultBearer(authority), faulty);
  const delayed: Answering = async (request) => {
    if (latencyMs > 0) await wait(latencyMs);
    return secured(request);
  };
  origin = (await listen(recording.around(delayed))).url;
  return { origin, faults, requests: recording.requests };
}
