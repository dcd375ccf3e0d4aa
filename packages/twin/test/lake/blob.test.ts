import { createHash, randomBytes } from "node:crypto";
import { BlobServiceClient, type ContainerClient } from "@azure/storage-blob";
import { beforeEach, expect, test } from "vitest";
import { ask } from "../ask.ts";
import { clientOptions, credentialOf, pathsOf, read, refusal, useLake, write } from "./open-lake.ts";

const use = useLake({ settings: { pageSize: 4 } });
let container: ContainerClient;
beforeEach(() => {
  const { twin, lake, filesystem } = use;
  const service = new BlobServiceClient(lake.endpoint, credentialOf(twin), clientOptions(twin));
  container = service.getContainerClient(filesystem.name);
});
const id = (text: string) => Buffer.from(text.padEnd(6)).toString("base64");

test("a blob is a file and a file is a blob", async () => {
  const blob = container.getBlockBlobClient("a/b.txt");
  await blob.upload("text", 4, { metadata: { k: "v" }, blobHTTPHeaders: { blobContentType: "text/plain" } });
  expect(await pathsOf(use.filesystem)).toEqual(["a/", "a/b.txt"]);
  expect(await use.filesystem.getFileClient("a/b.txt").getProperties()).toMatchObject({
    contentType: "text/plain",
    metadata: { k: "v" },
    contentMD5: createHash("md5").update("text").digest(),
  });
  await write(use.filesystem, "c", "from the lake");
  expect((await container.getBlobClient("c").downloadToBuffer()).toString()).toBe("from the lake");
  await blob.delete();
  expect(await refusal(blob.delete())).toBe("404 BlobNotFound");
  expect(await blob.deleteIfExists()).toMatchObject({ succeeded: false });
});

test("large blobs go up as blocks", async () => {
  const content = randomBytes(9 * 1024 * 1024 + 1);
  const blob = container.getBlockBlobClient("large");
  await blob.uploadData(content, { blockSize: 2 * 1024 * 1024, maxSingleShotSize: 1, concurrency: 4 });
  expect((await blob.downloadToBuffer()).equals(content)).toBe(true);
  const { committedBlocks = [] } = await blob.getBlockList("all");
  expect(committedBlocks.map(({ size }) => size)).toEqual(
    [2, 2, 2, 2].map((mb) => mb * 1024 * 1024).concat(1024 * 1024 + 1),
  );
});

test("a block list says what counts: new blocks, old ones, in any order", async () => {
  const blob = container.getBlockBlobClient("blocks");
  for (const part of ["one", "two"]) await blob.stageBlock(id(part), part, 3);
  expect(await blob.exists()).toBe(false);
  await blob.commitBlockList([id("one"), id("two")]);
  await blob.stageBlock(id("three"), "THREE", 5);
  await blob.stageBlock(id("one"), "ONE", 3);
  expect((await blob.getBlockList("uncommitted")).uncommittedBlocks).toHaveLength(2);
  await blob.commitBlockList([id("two"), id("three"), id("one")]);
  expect(await read(use.filesystem, "blocks")).toBe("twoTHREEONE");
  expect((await blob.getProperties()).contentType).toBe("application/octet-stream");
  expect(await refusal(blob.commitBlockList([id("never")]))).toBe("400 InvalidBlockList");
  expect(await refusal(blob.stageBlock("not base64!", "x", 1))).toBe("400 InvalidBlockId");
  expect(await read(use.filesystem, "blocks")).toBe("twoTHREEONE");
});

test("a file made of blocks takes no appends", async () => {
  await container.getBlockBlobClient("b").upload("x", 1);
  expect(await refusal(use.filesystem.getFileClient("b").append("y", 1, 1))).toBe(
    "409 InvalidFlushOperation",
  );
  await use.filesystem.getFileClient("b").upload(Buffer.from("replaced"));
  expect(await read(use.filesystem, "b")).toBe("replaced");
});

test("conditions and leases hold for blobs", async () => {
  const blob = container.getBlockBlobClient("guarded");
  const { etag = "" } = await blob.upload("1", 1, { conditions: { ifNoneMatch: "*" } });
  expect(await refusal(blob.upload("2", 1, { conditions: { ifNoneMatch: "*" } }))).toBe(
    "409 BlobAlreadyExists",
  );
  const { leaseId = "" } = await blob.getBlobLeaseClient().acquireLease(60);
  expect(await refusal(blob.upload("2", 1))).toBe("412 LeaseIdMissing");
  expect(await refusal(blob.stageBlock(id("x"), "2", 1))).toBe("412 LeaseIdMissing");
  const conditions = { leaseId, ifMatch: etag };
  await blob.upload("2", 1, { conditions });
  expect(await refusal(blob.upload("3", 1, { conditions }))).toBe("412 ConditionNotMet");
  expect((await blob.getProperties()).leaseState).toBe("leased");
});

test("blobs are listed flat and by levels, by prefix and by pages", async () => {
  for (const path of ["a/1", "a/2", "a/b/3", "ab", "c<&>"]) await write(use.filesystem, path);
  const flat: string[] = [];
  for await (const { name } of container.listBlobsFlat()) flat.push(name);
  expect(flat).toEqual(["a", "a/1", "a/2", "a/b", "a/b/3", "ab", "c<&>"]);
  const within: string[] = [];
  for await (const { name } of container.listBlobsFlat({ prefix: "a/b" })) within.push(name);
  expect(within).toEqual(["a/b", "a/b/3"]);
  const level: string[] = [];
  for await (const { kind, name } of container.listBlobsByHierarchy("/", { prefix: "a" }))
    level.push(`${kind} ${name}`);
  expect(level).toEqual(["prefix a/", "blob ab"]);
  for await (const { name, metadata, properties } of container.listBlobsFlat({
    prefix: "a/",
    includeMetadata: true,
  })) {
    expect(metadata?.hdi_isfolder).toBe(name === "a/b" ? "true" : undefined);
    expect(properties.blobType).toBe("BlockBlob");
  }
});

test("a batch deletes what it names, each for itself", async () => {
  for (const path of ["batch/a b", "batch/ü", "batch/kept"]) await write(use.filesystem, path);
  const urls = ["batch/a b", "none", "batch/ü"].map((name) => container.getBlobClient(name).url);
  const batch = container.getBlobBatchClient();
  const { subResponses, subResponsesFailedCount } = await batch.deleteBlobs(urls, credentialOf(use.twin));
  expect(subResponses.map(({ status, errorCode }) => [status, errorCode])).toEqual([
    [202, undefined],
    [404, "BlobNotFound"],
    [202, undefined],
  ]);
  expect(subResponsesFailedCount).toBe(1);
  const left: string[] = [];
  for await (const { name } of container.listBlobsFlat()) left.push(name);
  expect(left).toEqual(["batch", "batch/kept"]);
});

test("a list includes how a file was copied, and refuses to leave out what was asked for", async () => {
  await write(use.filesystem, "from");
  await (
    await container.getBlobClient("to").beginCopyFromURL(container.getBlobClient("from").url)
  ).pollUntilDone();
  const listed: (string | undefined)[] = [];
  for await (const { properties } of container.listBlobsFlat({ includeCopy: true, includeSnapshots: true }))
    listed.push(properties.copyStatus);
  expect(listed).toEqual([undefined, "success"]);
  const uncommitted = container.listBlobsFlat({ includeUncommitedBlobs: true }).byPage().next();
  expect(await refusal(uncommitted)).toMatch(/^400 UnsupportedQueryParameter/);
});

test("a list names its container, and a directory with something in it is not deleted as a blob", async () => {
  await write(use.filesystem, "d/f");
  const page = await container.listBlobsFlat().byPage().next();
  expect(page.value).toMatchObject({
    containerName: use.filesystem.name,
    serviceEndpoint: `${use.lake.endpoint}/`,
  });
  expect(await refusal(container.getBlobClient("d").delete())).toBe("409 DirectoryIsNotEmpty");
});

test("a directory is made as blob clients make one", async () => {
  await container.getBlockBlobClient("folder").upload("", 0, { metadata: { hdi_isfolder: "true" } });
  expect(await pathsOf(use.filesystem)).toEqual(["folder/"]);
  const { _response } = await use.filesystem.getDirectoryClient("folder").getProperties();
  expect(_response.headers.get("x-ms-properties")).toBeUndefined();
});

test("the account says that it has a hierarchical namespace", async () => {
  const { twin, lake } = use;
  const service = new BlobServiceClient(lake.endpoint, credentialOf(twin), clientOptions(twin));
  expect(await service.getAccountInfo()).toMatchObject({ isHierarchicalNamespaceEnabled: true });
});

test("a file is copied within the account, to another name or onto what is there, at once or as polled", async () => {
  const source = container.getBlockBlobClient("d/a b ü");
  const blobHTTPHeaders = { blobContentType: "text/csv" };
  await source.upload("content", 7, { metadata: { kept: "1" }, blobHTTPHeaders });
  const target = container.getBlobClient("new/e/copy");
  const poller = await target.beginCopyFromURL(source.url);
  expect((await poller.pollUntilDone()).copyStatus).toBe("success");
  expect(await read(use.filesystem, "new/e/copy")).toBe("content");
  const properties = await target.getProperties();
  expect(properties).toMatchObject({
    contentType: "text/csv",
    metadata: { kept: "1" },
    copyStatus: "success",
  });
  expect([properties.copySource, properties.copyProgress]).toEqual([source.url, "7/7"]);
  expect(properties.etag).not.toBe((await source.getProperties()).etag);

  await write(use.filesystem, "other", "old");
  const onto = container.getBlobClient("other");
  await onto.syncCopyFromURL(target.url, { metadata: { own: "2" } });
  expect(await read(use.filesystem, "other")).toBe("content");
  expect((await onto.getProperties()).metadata).toEqual({ own: "2" });
  await write(use.filesystem, "other", "new");
  expect((await onto.getProperties()).copyStatus).toBeUndefined();
});

test("a copy of nothing, from elsewhere, or against conditions and leases is refused, and changes nothing", async () => {
  await write(use.filesystem, "f");
  await write(use.filesystem, "kept");
  const from = container.getBlobClient("f").url;
  const kept = container.getBlobClient("kept");
  const copy = (url: string, conditions = {}) => refusal(kept.beginCopyFromURL(url, { conditions }));
  expect(await copy(`${from}x`)).toBe("404 BlobNotFound");
  expect(await copy(from.replace(use.filesystem.name, "nowhere"))).toBe("404 ContainerNotFound");
  expect(await copy(from.replace("/teststore/", "/otherstore/"))).toBe("404 CannotVerifyCopySource");
  expect(await copy(`${from}?snapshot=1`)).toBe("400 UnsupportedHeader");
  expect(await copy(from, { ifNoneMatch: "*" })).toBe("409 BlobAlreadyExists");
  await kept.getBlobLeaseClient().acquireLease(60);
  expect(await copy(from)).toBe("412 LeaseIdMissing");
  expect(await read(use.filesystem, "kept")).toBe("kept");
});

test("a list of blobs begins where it is told to, that name included", async () => {
  for (const path of ["log/1", "log/3", "log/5/a", "log/5/b", "log/7", "zoo"])
    await write(use.filesystem, path);
  const names = async (query: string, marker = ""): Promise<readonly string[]> => {
    const url = `${use.lake.endpoint}/${use.filesystem.name}?restype=container&comp=list&${query}`;
    const { body } = await ask(use.twin.status, `${url}&marker=${marker}`);
    const found = [...body.matchAll(/<Name>([^<]*)<\/Name>/g)].map(([, name]) => name);
    const next = /<NextMarker>(.+)<\/NextMarker>/.exec(body)?.[1];
    return next === undefined ? found : [...found, ...(await names(query, next))];
  };
  expect(await names("prefix=log/&startFrom=log/3")).toEqual([
    "log/3",
    "log/5",
    "log/5/a",
    "log/5/b",
    "log/7",
  ]);
  expect(await names("prefix=log/&startFrom=log/5/b")).toEqual(["log/5/b", "log/7"]);
  expect(await names("prefix=log/&startFrom=log/5/b&delimiter=/")).toEqual(["log/5/", "log/7"]);
  expect(await names("startFrom=log/6")).toEqual(["log/7", "zoo"]);
  expect(await names("prefix=log/&startFrom=zoo")).toEqual([]);
  expect(await names("prefix=log/&startFrom=a")).toHaveLength(6);
});
