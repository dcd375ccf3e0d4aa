import { DataLakeFileSystemClient, type StoragePipelineOptions } from "@azure/storage-file-datalake";
import { changePolicy } from "../http/change-policy.ts";
import { listenPolicy } from "../http/listener.ts";
import { connectionOptions } from "../http/trust.ts";
import { type LakeOptions, storageScope } from "./open-lake.ts";

// Imported with the first request only: loading the SDK costs 0.2 s.

/** Makes the SDK's client of one file system. Throws WorkspaceError when cannot read the given certificate authority. */
export function openFilesystem(options: LakeOptions): DataLakeFileSystemClient {
  const { endpoint, filesystem, credential, ca, userAgent, guard, listener } = options;
  const pipeline = {
    audience: storageScope,
    userAgentOptions: { userAgentPrefix: userAgent },
    // One owner of retries: ours, which knows what a lost answer means for each request.
    retryOptions: { maxTries: 1 },
    // A redirect would carry the token to another host.
    redirectOptions: { maxRetries: 0 },
    ...connectionOptions(endpoint, ca, guard),
  };
  // The SDK hands all of it to its pipeline; its type names a part only.
  const client = new DataLakeFileSystemClient(
    `${endpoint}/${encodeURIComponent(filesystem)}`,
    credential,
    pipeline as StoragePipelineOptions,
  );
  // One pipeline serves the clients of all paths and leases; the SDK has no option that adds to its end.
  // biome-ignore lint/complexity/useLiteralKeys: it is protected, and by its name TypeScript would not let us in
  const { pipeline: steps } = client["storageClientContext"];
  if (guard !== undefined) steps.addPolicy(changePolicy(guard), { afterPhase: "Sign" });
  if (listener !== undefined) steps.addPolicy(listenPolicy(listener), { afterPhase: "Sign" });
  return client;
}
