import { DataLakeFileSystemClient, type StoragePipelineOptions } from "@azure/storage-file-datalake";
import { connectionOptions } from "../trust.ts";
import type { LakeOptions } from "./open-lake.ts";

// Imported with the first request only: loading the SDK costs 0.2 s.

/** Makes the SDK's client of one file system. Throws WorkspaceError when the given certificate authority cannot be read. */
export function openFilesystem(options: LakeOptions): DataLakeFileSystemClient {
  const { endpoint, filesystem, credential, ca, userAgent } = options;
  const pipeline = {
    audience: "https://storage.azure.com/.default",
    userAgentOptions: { userAgentPrefix: userAgent },
    // One owner of retries: ours, which knows what a lost answer means for each request.
    retryOptions: { maxTries: 1 },
    // A redirect would carry the token to whoever it names.
    redirectOptions: { maxRetries: 0 },
    ...connectionOptions(endpoint, ca),
  };
  // The SDK hands all of it to its pipeline; its type names a part only.
  return new DataLakeFileSystemClient(
    `${endpoint}/${encodeURIComponent(filesystem)}`,
    credential,
    pipeline as StoragePipelineOptions,
  );
}
