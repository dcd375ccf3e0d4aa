import { expect, test } from "vitest";
import type { WriteRequest } from "../src/workspace.ts";
import { hasty, inTurn, type Reply, type Seen, useStub } from "./stub-service.ts";

const stub = await useStub();

const body = { name: "Load", properties: { activities: [], unknownProperty: { kept: true } } };
const request: WriteRequest = { ref: { kind: "pipeline", name: "Load" }, body, etag: "e1" };
const stored = { id: "/x", ...body, etag: "e2" };
/** Seconds that the service asks to wait before an operation is asked for: nobody who does so comes to an end here. */
const wait = "100000";
const running: Reply = { status: 202, headers: { "retry-after": wait }, body: { status: "InProgress" } };
const missing: Reply = { status: 404, body: { code: "NotFound", message: "unknown operation" } };

const accepted = (): Reply => ({
  status: 202,
  headers: { location: `${stub.endpoint}/operationResults/1?api-version=2020-12-01`, "retry-after": wait },
  body: { state: "Updating", operationId: "1" },
});

/** Answers PUT and everything else by two lists. */
function script(puts: Reply[], others: Reply[]): void {
  const put = inTurn(...puts);
  const other = inTurn(...others);
  stub.reply = ({ method }) => (method === "PUT" ? put() : other());
}

const sent = (method: string): Seen[] => stub.seen.filter((seen) => seen.method === method);

test("the raw body, If-Match, and the operation followed to the artifact without waiting as long as the service says", async () => {
  script([accepted()], [running, running, { status: 200, body: stored }]);
  const result = await stub.open().write(request);
  expect(result).toMatchObject({ body: stored, etag: "e2" });
  const [put] = sent("PUT");
  expect(JSON.parse(put?.body ?? "")).toEqual(body);
  expect(put?.headers["if-match"]).toBe("e1");
  expect(sent("GET").map(({ path, headers }) => [path, headers["if-match"]])).toEqual([
    ["/operationresults/1", undefined],
    ["/operationresults/1", undefined],
    ["/operationresults/1", undefined],
  ]);
});

test("no If-Match for a create, nor for a kind whose API has none", async () => {
  script([{ status: 200, body: stored }], []);
  const workspace = stub.open();
  await workspace.write({ ...request, etag: undefined });
  await workspace.write({ ...request, ref: { kind: "kql-script", name: "k" } });
  expect(sent("PUT").map(({ headers }) => headers["if-match"])).toEqual([undefined, undefined]);
});

test("an operation may end with nothing, and may be named by its id alone", async () => {
  script([{ status: 202, body: { operationId: "7" } }], [running, { status: 200 }]);
  const result = await stub.open().write({ ...request, ref: { kind: "synapse-notebook", name: "n" } });
  expect(Object.keys(result)).toEqual(["seconds"]);
  expect(sent("GET")[0]?.path).toBe("/notebookoperationresults/7");
});

test("accepted without a place to ask, or with one on another host, is a problem", async () => {
  script(
    [{ status: 202 }, { status: 202, headers: { location: "https://127.0.0.1:1/operationResults/1" } }],
    [],
  );
  await expect(stub.open().write(request)).rejects.toThrow("without saying where to poll");
  await expect(stub.open().write(request)).rejects.toThrow("to another host");
});

test("a failure inside HTTP 200 is a failure, with what the service says and a way out", async () => {
  const error = { code: "TriggerEnabledCannotUpdate", message: "Cannot update enabled Trigger" };
  script([accepted()], [running, { status: 200, body: { status: "Failed", error } }]);
  await expect(stub.open().write({ ...request, ref: { kind: "trigger", name: "t" } })).rejects.toMatchObject({
    reason: "refused",
    diagnostic: {
      code: "workspace-refused",
      ref: { kind: "trigger", name: "t" },
      message: "cannot write trigger/t: the service refused it",
      why: "the service says: Cannot update enabled Trigger (TriggerEnabledCannotUpdate)",
      advice: expect.stringContaining("stop the trigger"),
    },
  });
});

test("an operation that failed for a moment is written again", async () => {
  const failed = {
    status: 200,
    body: { status: "Failed", error: { code: "InternalServerError", message: "x" } },
  };
  script([accepted()], [failed, { status: 200, body: stored }]);
  expect(await stub.open().write(request)).toMatchObject({ etag: "e2" });
  expect(sent("PUT")).toHaveLength(2);
});

test.each<[string, Reply]>([
  ["409", { status: 409, body: { code: "Conflict", message: "busy" } }],
  ["500", { status: 500 }],
  ["429 with the delay in its text", { status: 429, body: { message: "Try again in 30 ms" } }],
  ["429 without any delay", { status: 429 }],
  ["a lost answer", "cut"],
])("%s is sent again", async (_, failure) => {
  script([failure, failure, accepted()], [{ status: 200, body: stored }]);
  const workspace = stub.open();
  expect(await workspace.write(request)).toMatchObject({ etag: "e2" });
  expect(workspace.traffic()).toMatchObject({ requests: 4, retries: 2 });
});

test.each<[string, Reply]>([
  ["429", { status: 429, body: "try again in 20 ms" }],
  ["502", { status: 502, body: "<html></html>" }],
  ["a cut connection", "cut"],
  ["an answer that was cut short", { status: 200, body: '{"id":"/x","prop' }],
  ["404, not known everywhere yet", missing],
])("%s on a poll does not lose the operation", async (_, failure) => {
  script([accepted()], [failure, running, failure, { status: 200, body: stored }]);
  expect(await stub.open().write(request)).toMatchObject({ etag: "e2" });
  expect(sent("PUT")).toHaveLength(1);
});

test("412 is a conflict", async () => {
  script([{ status: 412, body: { code: "PreconditionFailed", message: "etag" } }], []);
  await expect(stub.open().write(request)).rejects.toMatchObject({
    reason: "conflict",
    diagnostic: { advice: expect.stringContaining("retain plan") },
  });
  expect(stub.seen).toHaveLength(1);
});

test("412 after a lost answer is success when the workspace holds our body, else a conflict", async () => {
  script(["cut", { status: 412 }], [{ status: 200, body: stored }]);
  expect(await stub.open().write(request)).toMatchObject({ etag: "e2" });
  const foreign = { ...stored, properties: { activities: [{ name: "theirs", type: "Wait" }] } };
  script(["cut", { status: 412 }], [{ status: 200, body: foreign }]);
  await expect(stub.open().write(request)).rejects.toMatchObject({ reason: "conflict" });
  script(["cut", { status: 412 }], [missing]);
  await expect(stub.open().write(request)).rejects.toMatchObject({ reason: "conflict" });
});

test.each<[string, Reply]>([
  ["reset", "cut"],
  ["cut short", { status: 200, body: JSON.stringify(stored).slice(0, 40) }],
  ["a gateway's page", { status: 200, body: "<html></html>" }],
  ["an error", { status: 503 }],
])("what is read back %s is read again, and never told as a change of the workspace", async (_, broken) => {
  script(["cut", { status: 412 }], [broken, broken, { status: 200, body: stored }]);
  expect(await stub.open().write(request)).toMatchObject({ etag: "e2" });
  script(["cut", { status: 412 }], [broken]);
  await expect(stub.open().write(request)).rejects.toMatchObject({
    reason: expect.stringMatching(/^(network|service)$/),
    diagnostic: { message: expect.not.stringContaining("changed") },
  });

  script([], [broken, { status: 200, body: stored }]);
  expect(await stub.open().get(request.ref, () => "")).toMatchObject({ body: stored });
  const gone = { status: 200 };
  stub.seen.length = 0;
  stub.reply = ({ method }) =>
    method === "DELETE"
      ? gone
      : sent("GET").length < 3
        ? broken
        : { status: 200, body: { ...stored, etag: "e1" } };
  await stub.open().remove({ ref: request.ref, etag: "e1" });
  expect(sent("DELETE")).toHaveLength(1);
});

test("patience ends: attempts and the length of an operation", async () => {
  script(["cut"], []);
  await expect(stub.open().write(request)).rejects.toMatchObject({ reason: "network" });
  expect(sent("PUT")).toHaveLength(hasty.attempts ?? 0);
  script([accepted()], [running]);
  await expect(stub.open({ patience: { ...hasty, operation: 0.2 } }).write(request)).rejects.toThrow(
    "did not finish within",
  );
  script([{ status: 429 }], []);
  const impatient = stub.open({ patience: { ...hasty, throttle: 0.01, throttledAttempts: 3 } });
  await expect(impatient.write(request)).rejects.toMatchObject({ reason: "throttled" });
});

test("the signal starts nothing new and leaves what was accepted to its end", async () => {
  const stop = new AbortController();
  stub.reply = ({ method }) => {
    if (method === "PUT") return accepted();
    stop.abort();
    return sent("GET").length < 3 ? running : { status: 200, body: stored };
  };
  const workspace = stub.open();
  expect(await workspace.write(request, stop.signal)).toMatchObject({ etag: "e2" });
  await expect(workspace.write(request, stop.signal)).rejects.toMatchObject({ reason: "interrupted" });
  expect(sent("PUT")).toHaveLength(1);
});

test.each([
  [{ kind: "spark-pool", name: "small" } as const, "this kind is infrastructure"],
  [{ kind: "pipeline", name: ".." } as const, "this name cannot be part of a URL"],
  [{ kind: "pipeline", name: "half \ud800" } as const, "this name cannot be part of a URL"],
])("%o is not written", async (ref, why) => {
  await expect(stub.open().write({ ...request, ref })).rejects.toMatchObject({
    diagnostic: { why: expect.stringContaining(why) },
  });
  expect(stub.seen).toEqual([]);
});
