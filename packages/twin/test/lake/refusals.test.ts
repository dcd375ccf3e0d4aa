import { DataLakeServiceClient, StorageSharedKeyCredential } from "@azure/storage-file-datalake";
import { expect, test } from "vitest";
import { ask } from "../ask.ts";
import { clientOptions, pathsOf, read, refusal, useLake, write } from "./open-lake.ts";

const use = useLake();
const raw = (path: string, question: Parameters<typeof ask>[2] = {}) =>
  ask(use.twin.status, `${use.lake.endpoint}${path}`, question);

test("without a token, and with one for something else, the account says whom to ask", async () => {
  const none = await raw("/data/x", { token: null });
  expect([none.status, none.headers["x-ms-error-code"]]).toEqual([401, "NoAuthenticationInformation"]);
  expect(none.headers["www-authenticate"]).toMatch(
    /^Bearer authorization_uri=https:\/\/127\.0\.0\.1:\d+\/[0-9a-f-]+\/oauth2\/authorize resource_id=https:\/\/storage\.azure\.com$/,
  );
  const wrong = await raw("/data/x", { token: "no.such.token" });
  expect([wrong.status, wrong.headers["x-ms-error-code"]]).toEqual([401, "InvalidAuthenticationInfo"]);

  const { identity } = use.twin.status;
  const tokenFor = async (resource: string) => {
    const url = `${identity.endpoint}?api-version=2019-08-01&resource=${encodeURIComponent(resource)}`;
    const response = await fetch(url, { headers: { "X-IDENTITY-HEADER": identity.header } });
    return ((await response.json()) as { access_token: string }).access_token;
  };
  expect((await raw("/data/x", { token: await tokenFor("https://management.azure.com/") })).status).toBe(401);
  expect((await raw("/data/x", { token: await tokenFor("https://storage.azure.com/") })).status).toBe(404);
});

test("the account key signs every kind of request", async () => {
  const credential = new StorageSharedKeyCredential("teststore", use.lake.key);
  const keyed = new DataLakeServiceClient(use.lake.endpoint, credential, clientOptions(use.twin));
  const filesystem = keyed.getFileSystemClient("keyed");
  await filesystem.create();
  await write(filesystem, "a b/ü&?", "content");
  await filesystem.getFileClient("a b/ü&?").setMetadata({ k: "v" });
  await filesystem.getFileClient("a b/ü&?").move("moved");
  expect(await read(filesystem, "moved")).toBe("content");
  expect(await pathsOf(filesystem)).toEqual(["a b/", "moved"]);
  await filesystem.getFileClient("moved").delete();

  const other = Buffer.alloc(64).toString("base64");
  const forged = new DataLakeServiceClient(
    use.lake.endpoint,
    new StorageSharedKeyCredential("teststore", other),
    clientOptions(use.twin),
  );
  expect(await refusal(forged.getFileSystemClient("keyed").getProperties())).toBe("403 AuthenticationFailed");
});

test("a shared access signature is refused and says so", async () => {
  const answer = await raw("/data/x?sv=2021-01-01&sig=abc", { token: null });
  expect(answer.status).toBe(403);
  expect(answer.body).toContain("use a token or the account key");
});

test("errors are JSON from the Data Lake endpoint and XML from the blob one, with code and request id", async () => {
  const dfs = await raw(`/${use.filesystem.name}/none?action=flush&position=0`, {
    method: "PATCH",
    headers: { "x-ms-version": "2021-06-08", "x-ms-client-request-id": "mine" },
  });
  expect(dfs.body).toEqual({
    error: {
      code: "PathNotFound",
      message: expect.stringMatching(/^The specified path does not exist\.\nRequestId:[0-9a-f-]{36}\nTime:/),
    },
  });
  expect(dfs.headers).toMatchObject({
    "content-type": expect.stringContaining("application/json"),
    "x-ms-error-code": "PathNotFound",
    "x-ms-version": "2021-06-08",
    "x-ms-client-request-id": "mine",
    date: expect.anything(),
  });
  expect(dfs.body.error.message).toContain(dfs.headers["x-ms-request-id"]);
  const blob = await raw(`/${use.filesystem.name}/none?comp=metadata`, { method: "PUT" });
  expect(blob.headers["content-type"]).toBe("application/xml");
  expect(blob.body).toMatch(
    /^<\?xml version="1\.0" encoding="utf-8"\?><Error><Code>BlobNotFound<\/Code><Message>The specified blob does not exist\.\nRequestId/,
  );
});

test.each([
  ["PUT", "?restype=container&comp=acl"],
  ["POST", "?comp=batch"],
  ["PUT", "/f?comp=copy"],
  ["PUT", "/f?comp=tags"],
  ["PUT", "/f"],
  ["PATCH", "/f?action=somethingElse"],
  ["POST", "/f"],
])("%s %s is a route that the twin does not know and names", async (method, rest) => {
  const answer = await raw(`/${use.filesystem.name}${rest}`, { method });
  expect(answer.status).toBe(501);
  expect(JSON.stringify(answer.body)).toContain(`/teststore/${use.filesystem.name}`);
});

test("a path leads nowhere but into its file system", async () => {
  const { filesystem, lake, twin } = use;
  for (const path of ["..%2F..%2Faccount-key", "a%2F..%2F..%2Fb", "%2E%2E%2Fx", ".%2Fx", "a%00b", "a%0Ab"]) {
    const url = `${lake.endpoint}/${filesystem.name}/${path}?resource=file`;
    const answer = await ask(twin.status, url, { method: "PUT" });
    expect([path, answer.status]).toEqual([path, 400]);
  }
  expect(await pathsOf(filesystem)).toEqual([]);
  const list = await raw(`/${filesystem.name}?resource=filesystem&recursive=true&directory=..%2F..`);
  expect(list.status).toBe(400);
  const blobs = await raw(`/${filesystem.name}?restype=container&comp=list&prefix=..%2F..%2F`);
  expect(blobs.body).not.toContain("<Name>");
  const source = `/${filesystem.name}/..%2F..%2Faccount-key`;
  const rename = await raw(`/${filesystem.name}/x`, {
    method: "PUT",
    headers: { "x-ms-rename-source": source },
  });
  expect(rename.status).toBe(400);
});

test("depth and length have their limits", async () => {
  const deep = (depth: number) => Array.from({ length: depth }, () => "d").join("/");
  await write(use.filesystem, deep(61));
  expect(await refusal(write(use.filesystem, deep(62)))).toBe("409 PathIsTooDeep");
  expect(await refusal(write(use.filesystem, "x".repeat(256)))).toBe("400 InvalidResourceName");
  const long = Array.from({ length: 6 }, () => "x".repeat(200)).join("/");
  expect(await refusal(write(use.filesystem, long))).toBe("400 InvalidResourceName");
});

test("another account is not served here", async () => {
  const answer = await ask(use.twin.status, `${use.lake.origin}/otherstore/data?restype=container`);
  expect(answer.status).toBe(404);
  expect(answer.body).toContain("/teststore/");
});

test.each([
  ["GET", "?resource=account"],
  ["GET", "?comp=list"],
  ["GET", "/{fs}?resource=filesystem&recursive=true"],
  ["PUT", "/other?resource=filesystem"],
  ["DELETE", "/{fs}?restype=container"],
  ["GET", "/{fs}?restype=container&comp=list"],
  ["PUT", "/{fs}/f?resource=file"],
  ["PATCH", "/{fs}/f?action=append&position=0"],
  ["PATCH", "/{fs}/f?action=flush&position=0"],
  ["PATCH", "/{fs}/f?action=setAccessControl"],
  ["GET", "/{fs}/f"],
  ["HEAD", "/{fs}/f?action=getStatus"],
  ["PUT", "/{fs}/f?comp=block&blockid=AAAA"],
  ["PUT", "/{fs}/f?comp=lease"],
  ["DELETE", "/{fs}/f"],
])("a query parameter that is not imitated is refused: %s %s", async (method, rest) => {
  await write(use.filesystem, "f");
  const path = rest.replace("{fs}", use.filesystem.name);
  for (const more of ["versionid=2026", "endBefore=x", "upn=true"]) {
    const answer = await raw(`${path}${path.includes("?") ? "&" : "?"}${more}`, { method });
    expect([answer.status, answer.headers["x-ms-error-code"]], more).toEqual([
      400,
      "UnsupportedQueryParameter",
    ]);
  }
  expect(await pathsOf(use.filesystem)).toEqual(["f"]);
});

test("what is not imitated is refused rather than forgotten", async () => {
  const answer = await raw(`/${use.filesystem.name}/f?resource=file`, {
    method: "PUT",
    headers: { "x-ms-expiry-option": "RelativeToNow", "x-ms-expiry-time": "1000" },
  });
  expect(answer.headers["x-ms-error-code"]).toBe("UnsupportedHeader");
});
