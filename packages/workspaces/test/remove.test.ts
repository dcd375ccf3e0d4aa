import { expect, test } from "vitest";
import type { RemoveRequest } from "../src/workspace.ts";
import { hasty, inTurn, type Reply, useStub } from "./stub-service.ts";

const stub = await useStub();

const request: RemoveRequest = { ref: { kind: "pipeline", name: "Load" }, etag: "e1" };
const live: Reply = { status: 200, body: { name: "Load", etag: "e1", properties: {} } };
const missing: Reply = { status: 404, body: { code: "PipelineNotFound", message: "no such pipeline" } };
const running: Reply = { status: 202, body: { status: "InProgress" } };
const gone: Reply = { status: 200 };

const accepted = (): Reply => ({
  status: 202,
  headers: { location: `${stub.endpoint}/operationResults/1?api-version=2020-12-01` },
  body: { state: "Deleting" },
});

/** Answers by what is asked for: the artifact, its deletion, its operation. */
function script(turns: {
  readonly gets?: Reply[];
  readonly deletes: Reply[];
  readonly polls?: Reply[];
}): void {
  const get = inTurn(...(turns.gets ?? [live]));
  const remove = inTurn(...turns.deletes);
  const poll = inTurn(...(turns.polls ?? [gone]));
  stub.reply = ({ method, path }) =>
    method === "DELETE" ? remove() : path.startsWith("/operationresults/") ? poll() : get();
}

const sent = () => stub.seen.map(({ method, path }) => `${method} ${path}`);

test("looks at the etag, deletes without If-Match, and follows the operation to its end", async () => {
  script({ deletes: [accepted()], polls: [running, gone] });
  const result = await stub.open().remove(request);
  expect(result.seconds).toBeGreaterThan(0);
  expect(sent()).toEqual([
    "GET /pipelines/load",
    "DELETE /pipelines/load",
    "GET /operationresults/1",
    "GET /operationresults/1",
  ]);
  expect(stub.seen[1]?.headers["if-match"]).toBeUndefined();
});

test("what somebody changed since it was read is not deleted", async () => {
  script({ gets: [{ status: 200, body: { name: "Load", etag: "e2", properties: {} } }], deletes: [gone] });
  await expect(stub.open().remove(request)).rejects.toMatchObject({
    reason: "conflict",
    diagnostic: {
      message: 'cannot delete pipeline/Load: it has changed in workspace "stub" since it was read',
      advice: expect.stringContaining("retain plan"),
    },
  });
  expect(sent()).toEqual(["GET /pipelines/load"]);
});

test("without an etag nothing is compared", async () => {
  script({ deletes: [{ status: 204 }] });
  await stub.open().remove({ ...request, etag: undefined });
  expect(sent()).toEqual(["DELETE /pipelines/load"]);
});

test("what is gone already is done, at once or after a lost answer", async () => {
  // A read may lag behind: the delete is sent whatever it says.
  script({ gets: [missing], deletes: [missing] });
  await stub.open().remove(request);
  script({ deletes: [missing] });
  await stub.open().remove(request);
  script({ gets: [live, missing], deletes: ["cut", missing] });
  await stub.open().remove(request);
  script({ deletes: ["cut", missing] });
  await stub.open().remove({ ...request, etag: undefined });
  expect(sent().filter((line) => line.startsWith("DELETE"))).toHaveLength(6);
});

test.each<[string, Reply]>([
  ["409, another operation on it", { status: 409, body: { code: "Conflict" } }],
  ["429", { status: 429, body: { message: "Try again in 20 ms" } }],
  ["500", { status: 500 }],
  ["a lost answer", "cut"],
])("%s is sent again", async (_, failure) => {
  script({ deletes: [failure, failure, accepted()] });
  const workspace = stub.open();
  await workspace.remove(request);
  expect(workspace.traffic()).toMatchObject({ retries: 2 });
});

test("a failed operation says what the service says, and the way out", async () => {
  const error = {
    code: "DeleteDataFactoryResourceOrchestrationError",
    message: "The document cannot be deleted since it is referenced by Daily.",
  };
  script({ deletes: [accepted()], polls: [running, { status: 200, body: { status: "Failed", error } }] });
  await expect(stub.open().remove(request)).rejects.toMatchObject({
    reason: "refused",
    diagnostic: {
      message: "cannot delete pipeline/Load: the service refused it",
      why: expect.stringContaining("since it is referenced by Daily."),
      advice: "change or delete what refers to it first",
    },
  });
});

test("an operation that failed for a moment is asked for again, and 401 and 403 are told apart", async () => {
  const passing = { status: 200, body: { status: "Failed", error: { code: "ServerBusy", message: "x" } } };
  script({ deletes: [accepted()], polls: [passing, gone] });
  await stub.open().remove(request);
  script({ deletes: [{ status: 401, body: { code: "InvalidTokenIssuer" } }] });
  await expect(stub.open().remove(request)).rejects.toMatchObject({ reason: "sign-in" });
  script({ deletes: [{ status: 403 }] });
  await expect(stub.open().remove(request)).rejects.toMatchObject({
    reason: "forbidden",
    diagnostic: { advice: expect.stringContaining("Synapse Artifact Publisher") },
  });
});

test("patience ends, and the caller may stop what is not accepted yet", async () => {
  script({ deletes: ["cut"] });
  await expect(stub.open().remove(request)).rejects.toMatchObject({ reason: "network" });
  expect(sent().filter((line) => line.startsWith("DELETE"))).toHaveLength(hasty.attempts ?? 0);
  await expect(stub.open().remove(request, AbortSignal.abort())).rejects.toMatchObject({
    reason: "interrupted",
  });
});

test("kinds of the infrastructure and names no address can carry are not deleted", async () => {
  const pool = { ref: { kind: "spark-pool", name: "p" }, etag: undefined } as const;
  await expect(stub.open().remove(pool)).rejects.toThrow("cannot delete spark-pool/p");
  const dots = { ref: { kind: "pipeline", name: ".." }, etag: undefined } as const;
  await expect(stub.open().remove(dots)).rejects.toThrow("cannot delete pipeline/..");
  expect(stub.seen).toEqual([]);
});
