/** What recorded traffic of storage accounts with a hierarchical namespace says: facts, by their recording. */
import type { Exchange, Recording } from "./exchange.ts";

const etag = /^"0x[0-9A-F]{15}"$/;
const date = /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/;
const written = { etag, "last-modified": date, "content-length": "0", "x-ms-version": "2020-02-10" };
const headers = { "x-ms-version": "2020-02-10" };

const made = (path: string, resource: "file" | "directory"): Exchange => ({
  ask: `PUT https://{dfs}/data/${path}?resource=${resource}`,
  headers,
  status: 201,
  told: written,
});

const appended = (path: string, body: string): Exchange => ({
  ask: `PATCH https://{dfs}/data/${path}?action=append&position=0`,
  headers,
  body,
  status: 202,
  told: { "x-ms-request-server-encrypted": "true", etag: null },
});

const flushed = (path: string, position: number): Exchange => ({
  ask: `PATCH https://{dfs}/data/${path}?action=flush&position=${position}&retainUncommittedData=false&close=false`,
  headers,
  status: 200,
  told: { etag, "last-modified": date },
});

export const recordedStorage: readonly Recording[] = [
  {
    source: "azure-sdk-for-python, datalake test_file: data is uploaded over a file",
    exchanges: [
      made("directory", "directory"),
      made("directory%2Fover", "file"),
      appended("directory%2Fover", "abc"),
      flushed("directory%2Fover", 3),
      // Before the end of what is there: kept, and refused by the condition of the flush, as if that read.
      appended("directory%2Fover", "a".repeat(100)),
      {
        ask: "PATCH https://{dfs}/data/directory%2Fover?action=flush&position=100&close=true",
        headers: { ...headers, "if-none-match": "*" },
        status: 304,
        reason: "The condition specified using HTTP conditional header(s) is not met.",
        told: { "x-ms-error-code": "ConditionNotMet", "content-type": null },
        answer: "",
      },
      made("directory%2Fover", "file"),
      appended("directory%2Fover", "a".repeat(100)),
      flushed("directory%2Fover", 100),
      {
        ask: "GET https://{blob}/data/directory/over",
        headers: { ...headers, "x-ms-range": "bytes=0-33554431" },
        status: 206,
        told: {
          "accept-ranges": "bytes",
          "content-length": "100",
          "content-range": "bytes 0-99/100",
          "content-type": "application/octet-stream",
          "x-ms-blob-type": "BlockBlob",
          "x-ms-creation-time": date,
          "x-ms-lease-state": "available",
          "x-ms-lease-status": "unlocked",
          "x-ms-server-encrypted": "true",
        },
      },
    ],
  },
  {
    source: "azure-sdk-for-python, datalake test_file: a file replaces another that is there",
    exchanges: [
      made("old", "file"),
      appended("old", "a"),
      flushed("old", 1),
      made("new", "file"),
      appended("new", "abc"),
      flushed("new", 3),
      {
        ask: "PUT https://{dfs}/data/old?mode=legacy",
        headers: { ...headers, "x-ms-rename-source": "/data/new" },
        status: 201,
        told: { "content-length": "0" },
      },
      {
        ask: "GET https://{blob}/data/old",
        headers: { ...headers, "x-ms-range": "bytes=0-33554431" },
        status: 206,
        told: { "content-range": "bytes 0-2/3", etag },
        answer: "abc",
      },
    ],
  },
  {
    source: "azure-sdk-for-python, datalake test_file: whether a file exists",
    exchanges: [
      made("there", "file"),
      {
        ask: "HEAD https://{blob}/data/there",
        headers,
        status: 200,
        told: {
          "content-length": "0",
          "content-type": "application/octet-stream",
          "x-ms-access-tier": "Hot",
          "x-ms-access-tier-inferred": "true",
          "x-ms-owner": /./,
          "x-ms-group": /./,
          "x-ms-permissions": "rw-r-----",
        },
      },
      {
        ask: "HEAD https://{blob}/data/none",
        headers,
        status: 404,
        reason: "The specified blob does not exist.",
        told: {
          "x-ms-error-code": "BlobNotFound",
          "transfer-encoding": "chunked",
          "content-type": null,
          "content-length": null,
        },
      },
    ],
  },
  {
    source: "azure-sdk-for-python, datalake test_file_system: whether a file system exists",
    exchanges: [
      {
        ask: "GET https://{blob}/data?restype=container",
        headers,
        status: 200,
        told: {
          etag,
          "last-modified": date,
          "x-ms-has-immutability-policy": "false",
          "x-ms-has-legal-hold": "false",
          "x-ms-lease-state": "available",
          "x-ms-lease-status": "unlocked",
        },
      },
      {
        ask: "GET https://{blob}/badfilesystem?restype=container",
        headers,
        status: 404,
        reason: "The specified container does not exist.",
        told: { "content-type": "application/xml", "x-ms-error-code": "ContainerNotFound" },
        answer:
          /<Code>ContainerNotFound<\/Code><Message>The specified container does not exist\.\nRequestId:/,
      },
    ],
  },
  {
    source: "azure-sdk-for-python, datalake test_file_system: a list of files",
    exchanges: [
      made("only", "file"),
      {
        ask: "GET https://{dfs}/data?resource=filesystem&recursive=true",
        headers,
        status: 200,
        told: { "content-type": /^application\/json; ?charset=utf-8$/ },
        answer: {
          paths: [
            {
              contentLength: "0",
              etag: /^0x[0-9A-F]{15}$/,
              group: /./,
              lastModified: date,
              name: "only",
              owner: /./,
              permissions: "rw-r-----",
              // Of later versions of the service.
              creationTime: /^\d+$/,
            },
          ],
        },
      },
    ],
  },
];
