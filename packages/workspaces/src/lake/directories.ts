import type { DataLakeFileSystemClient } from "@azure/storage-file-datalake";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { makeStopwatch } from "../http/stopwatch.ts";
import type { ReadOptions, Workspace, WriteRequest, WriteResult } from "../workspace.ts";
import { contractName, contractProperties, contractText, draftName } from "./contract-file.ts";
import { type CountedLake, countLake } from "./count-lake.ts";
import { accessList, accessOf } from "./directory-access.ts";
import { isMissing, refusalOf } from "./explain-lake.ts";
import { lakeFiles } from "./files.ts";
import type { Lake } from "./open-lake.ts";
import { removeDirectory } from "./remove-directory.ts";
import { writeContract } from "./write-contract.ts";

/**
 * The directories of a lake as a workspace. They are looked for by name: a lake holds more directories than anybody
 * could list (Spark makes one for every partition), and only those that somebody knows of are anybody's business.
 */
export function openLakeDirectories(opened: Lake): Workspace {
  const lake = countLake(opened);
  return {
    name: lake.account,
    endpoint: lake.endpoint,
    targets: [{ service: "lake", name: lake.filesystem, endpoint: lake.endpoint }],
    read: (options) => readDirectories(lake, options),
    get: (ref, digest) => readDirectory(lake, ref, digest),
    write: (request, signal) => writeDirectory(lake, request, signal),
    remove: (request, signal) => removeDirectory(lake, request, signal),
    tidy: ({ name }) => lakeFiles(lake, name).remove(`${name}/${draftName}`),
    traffic: lake.traffic,
  };
}

async function readDirectories(lake: CountedLake, options: ReadOptions): Promise<LiveSnapshot> {
  const named = ((await options.named) ?? []).filter(({ kind }) => kind === "lake-directory");
  const wanted = new Map(named.map((ref) => [refKey(ref), ref]));
  let read = 0;
  const found = await Promise.all(
    [...wanted.values()].map(async (ref) => {
      const artifact = await readDirectory(lake, ref, options.digest, options.signal);
      if (artifact === undefined) return [];
      read += 1;
      options.onProgress?.(read);
      const { body: _, ...described } = artifact;
      return [options.keep(ref, artifact.digest) ? artifact : described];
    }),
  );
  const artifacts = found.flat().sort((a, b) => compareRefs(a.ref, b.ref));
  // Only what somebody knows of was looked at.
  return { workspace: lake.account, endpoint: lake.endpoint, listed: [], artifacts };
}

/** One directory with its access and its contract; undefined when there is none. */
async function readDirectory(
  lake: Lake,
  ref: Ref,
  digest: ReadOptions["digest"],
  signal?: AbortSignal,
): Promise<LiveArtifact | undefined> {
  const { kind, name } = ref;
  const [access, file] = await Promise.all([
    lake.run(
      { verb: "read", path: name },
      (filesystem, abortSignal) =>
        ifThere(async () => {
          const { acl } = await filesystem.getDirectoryClient(name).getAccessControl({ abortSignal });
          return accessOf(acl);
        }),
      signal,
    ),
    lakeFiles(lake, name).read(`${name}/${contractName}`),
  ]);
  if (access === undefined) return undefined;
  const stated = file === undefined ? {} : contractProperties(file.text);
  const body: JsonObject = { name, properties: { ...stated, ...access } };
  return {
    ref,
    digest: digest(kind, body),
    body,
    ...(file === undefined ? {} : { etag: file.etag }),
  };
}

/** Makes a directory, or brings it into the state asked for. What is in it keeps the access it has. */
async function writeDirectory(
  lake: CountedLake,
  { ref, body, etag }: WriteRequest,
  signal: AbortSignal | undefined,
): Promise<WriteResult> {
  const { name } = ref;
  const stopwatch = makeStopwatch();
  const step = <T>(work: (filesystem: DataLakeFileSystemClient, abortSignal: AbortSignal) => Promise<T>) =>
    lake.run({ verb: "write", path: name }, work, signal);
  const live = await stopwatch.time(async () => {
    const acl = accessList(body.properties);
    const made = await step((filesystem, abortSignal) =>
      filesystem.getDirectoryClient(name).createIfNotExists({ acl, abortSignal }),
    );
    if (!made.succeeded) {
      await step((filesystem, abortSignal) =>
        filesystem.getDirectoryClient(name).setAccessControl(acl, { abortSignal }),
      );
    }
    // Last, and from here on it is there whole: what can be seen before is what the kind calls halfway.
    await writeContract(lake, ref, contractText(name, body), etag);
    return readDirectory(lake, ref, () => "");
  });
  return {
    seconds: stopwatch.seconds(),
    ...(live?.body === undefined ? {} : { body: live.body }),
    ...(live?.etag === undefined ? {} : { etag: live.etag }),
  };
}

/** What `work` gives, or undefined where the path is not there. */
async function ifThere<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (isMissing(error)) return undefined;
    // HEAD has no body, and some versions give no code in a header either.
    if (refusalOf(error)?.status === 404 && refusalOf(error)?.code === "") return undefined;
    throw error;
  }
}
