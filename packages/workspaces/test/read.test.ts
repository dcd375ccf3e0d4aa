import { synapseKinds } from "@retain/artifacts/words/synapse-kinds";
import { expect, test } from "vitest";
import type { ReadOptions } from "../src/workspace.ts";
import { hasty, inTurn, startStub, useStub } from "./stub-service.ts";

const stub = await useStub();

const options: ReadOptions = { digest: (_, body) => JSON.stringify(body), keep: () => true };
const pipeline = (name: string) => ({ etag: `"${name}"`, name, properties: { activities: [] } });

test("one list a kind, each with its version, a token and our name", async () => {
  const snapshot = await stub.open().read(options);
  expect(snapshot).toEqual({
    workspace: "stub",
    endpoint: stub.endpoint,
    listed: synapseKinds,
    artifacts: [],
  });
  expect(stub.seen).toHaveLength(synapseKinds.length);
  const versions = Object.fromEntries(stub.seen.map(({ path, apiVersion }) => [path, apiVersion]));
  expect(versions).toMatchObject({
    "/pipelines": "2020-12-01",
    "/kqlscripts": "2021-11-01-preview",
    "/sparkconfigurations": "2021-06-01-preview",
    "/credentials": "2020-12-01",
    "/managedvirtualnetworks/default/managedprivateendpoints": "2020-12-01",
  });
  for (const { headers } of stub.seen) {
    expect(headers.authorization).toBe("Bearer stub-token");
    expect(headers["user-agent"]).toMatch(/^retain-test\/1 azsdk-js-synapse-artifacts\//);
  }
});

test("pages are followed verbatim, bodies come whole, unneeded ones are dropped, an artifact seen twice is one", async () => {
  stub.reply = ({ path }) => {
    if (path === "/pipelines") {
      const nextLink = `${stub.endpoint}/pipelines/page2?token=a%2Fb&api-version=odd`;
      return { status: 200, body: { value: [pipeline("b"), pipeline("B2")], nextLink } };
    }
    if (path !== "/pipelines/page2") return undefined;
    return { status: 200, body: { value: [pipeline("b"), pipeline("a")] } };
  };
  const progress: number[] = [];
  const snapshot = await stub.open().read({
    ...options,
    keep: (ref) => ref.name === "a",
    onProgress: (read) => progress.push(read),
  });
  expect(stub.seen.find(({ path }) => path === "/pipelines/page2")?.apiVersion).toBe("odd");
  expect(snapshot.artifacts.map(({ ref, etag, body }) => [ref.name, etag, body])).toEqual([
    ["B2", '"B2"', undefined],
    ["a", '"a"', pipeline("a")],
    ["b", '"b"', undefined],
  ]);
  expect(Math.max(...progress)).toBe(4);
});

test("the lists are asked for while it is not known yet what is wanted of them", async () => {
  stub.reply = ({ path }) =>
    path === "/pipelines" ? { status: 200, body: { value: [pipeline("a")] } } : undefined;
  const { promise: named, resolve } = Promise.withResolvers<readonly []>();
  const asked: string[] = [];
  const keep: ReadOptions["keep"] = ({ name }) => asked.push(name) > 0;
  const reading = stub.open().read({ ...options, named, keep });
  while (stub.seen.length < synapseKinds.length) await new Promise((soon) => setTimeout(soon, 5));
  expect(asked).toEqual([]);
  resolve([]);
  expect((await reading).artifacts).toHaveLength(1);
  expect(asked).toEqual(["a"]);
});

test("where that never is known, why is told, and nothing of the lists", async () => {
  const named = Promise.reject(new Error("the state cannot be read"));
  await expect(stub.open().read({ ...options, named })).rejects.toThrow("the state cannot be read");
});

test("a nextLink to another host is refused: our token stays here", async () => {
  const other = await startStub();
  stub.reply = ({ path }) =>
    path === "/datasets"
      ? { status: 200, body: { value: [], nextLink: `${other.endpoint}/datasets` } }
      : undefined;
  await expect(stub.open().read(options)).rejects.toMatchObject({
    reason: "service",
    diagnostic: { message: "cannot read the datasets: the service redirected to another host" },
  });
  expect(other.seen).toEqual([]);
  await other[Symbol.asyncDispose]();
});

test("a redirect is not followed", async () => {
  stub.reply = ({ path }) =>
    path === "/datasets" ? { status: 307, headers: { location: `${stub.endpoint}/elsewhere` } } : undefined;
  await expect(stub.open().read(options)).rejects.toMatchObject({ reason: "service" });
  expect(stub.seen.map(({ path }) => path)).not.toContain("/elsewhere");
});

test("pages that lead in a circle end", async () => {
  stub.reply = ({ path }) =>
    path === "/triggers"
      ? { status: 200, body: { value: [], nextLink: `${stub.endpoint}/triggers?x` } }
      : undefined;
  await expect(stub.open().read(options)).rejects.toThrow("form a loop");
});

test("kinds that are only observed may be missing or hidden; the others may not", async () => {
  stub.reply = ({ path }) =>
    path === "/sqlpools" ? { status: 403 } : path === "/bigdatapools" ? { status: 404 } : undefined;
  const notes: string[] = [];
  const { listed } = await stub.open().read({ ...options, onNote: (note) => notes.push(note.message) });
  // A list that was read and is empty is not one that was not read.
  expect(listed).toEqual(synapseKinds.filter((kind) => kind !== "sql-pool" && kind !== "spark-pool"));
  expect(notes.sort()).toEqual([
    "the SQL pools were not read; references to them are not checked",
    "the Spark pools were not read; references to them are not checked",
  ]);
  stub.reply = ({ path }) => (path === "/sqlscripts" ? { status: 403 } : undefined);
  await expect(stub.open().read(options)).rejects.toMatchObject({ reason: "forbidden" });
});

test.each([
  ["5xx", { status: 503, body: "busy" }],
  ["408", { status: 408 }],
  ["a connection that is cut", "cut"],
  ["a page that is cut short", { status: 200, body: '{"value":[{"name":"x"}' }],
  ["a gateway's page", { status: 200, body: "<html><title>Sign in</title></html>" }],
] as const)("%s is asked again, and nothing is seen twice", async (_, failure) => {
  const turns = inTurn(failure, failure, { status: 200, body: { value: [pipeline("x")] } });
  stub.reply = ({ path }) => (path === "/pipelines" ? turns() : undefined);
  const workspace = stub.open();
  const snapshot = await workspace.read(options);
  expect(snapshot.artifacts).toHaveLength(1);
  expect(workspace.traffic()).toMatchObject({ requests: synapseKinds.length + 2, retries: 2, throttled: 0 });
});

test.each([500, 501])("%i for ever ends, with a sentence", async (status) => {
  stub.reply = ({ path }) =>
    path === "/pipelines" ? { status, body: { code: "Oops", message: "no" } } : undefined;
  const failure = stub.open().read(options);
  await expect(failure).rejects.toMatchObject({
    reason: "service",
    diagnostic: { code: "workspace-service" },
  });
  const asked = stub.seen.filter(({ path }) => path === "/pipelines").length;
  expect(asked).toBe(status === 501 ? 1 : hasty.attempts);
});

test("429 waits as the text says, and fewer go at once afterwards", async () => {
  const turns = inTurn(
    { status: 429, body: { message: "Please retry after 50 ms." } },
    { status: 200, body: { value: [] } },
  );
  stub.reply = ({ path }) => (path === "/pipelines" ? turns() : undefined);
  const waits: string[] = [];
  const workspace = stub.open({ onWait: (text) => waits.push(text) });
  await workspace.read(options);
  expect(workspace.traffic()).toMatchObject({ throttled: 1, retries: 1 });
  expect(waits).toEqual(["the service is throttling: waiting 1 s, then at most 12 requests at once"]);
});

test("a silent server is given up", async () => {
  stub.reply = ({ path }) => (path === "/pipelines" ? new Promise(() => undefined) : undefined);
  const workspace = stub.open({ patience: { ...hasty, attempts: 2, silence: 0.1 } });
  await expect(workspace.read(options)).rejects.toMatchObject({
    reason: "network",
    diagnostic: { why: "no data for 0.1 s (SILENT)" },
  });
});

test("the caller stops a read at once", async () => {
  const stop = new AbortController();
  stub.reply = ({ path }) => {
    if (path !== "/pipelines") return undefined;
    setImmediate(() => stop.abort());
    return new Promise(() => undefined);
  };
  await expect(stub.open().read({ ...options, signal: stop.signal })).rejects.toMatchObject({
    reason: "interrupted",
  });
});

test("never more at once than the ceiling", async () => {
  const workspace = stub.open({ concurrency: 3 });
  await workspace.read(options);
  expect(workspace.traffic().peakConcurrency).toBe(3);
});

test("one artifact: whole, missing by status alone, or a problem", async () => {
  const ref = { kind: "synapse-notebook", name: "Odd name/é" } as const;
  const body = { name: ref.name, etag: "e", properties: { cells: [] } };
  stub.reply = inTurn(
    { status: 200, body },
    { status: 404, body: { code: 404, message: "GetNotebook failed", error: "NotFound" } },
    { status: 400, body: { code: "Bad", message: "no" } },
  );
  const workspace = stub.open();
  expect(await workspace.get(ref, () => "digest")).toEqual({ ref, etag: "e", digest: "digest", body });
  expect(stub.seen[0]?.path).toBe("/notebooks/odd name/é");
  expect(await workspace.get(ref, () => "digest")).toBeUndefined();
  await expect(workspace.get(ref, () => "digest")).rejects.toMatchObject({
    diagnostic: { ref, message: "cannot read synapse-notebook/Odd name/é: the service refused it" },
  });
});
