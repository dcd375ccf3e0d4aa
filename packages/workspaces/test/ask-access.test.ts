import { expect, test } from "vitest";
import { reachEndpoint } from "../src/http/reach-endpoint.ts";
import { askAccess } from "../src/synapse/ask-access.ts";
import { synapseWords } from "../src/synapse/words.ts";
import { credential, hasty, inTurn, useStub } from "./stub-service.ts";

const stub = await useStub();

const base = { name: "kk", credential, userAgent: "retain-test/1", patience: hasty };
const options = () => ({ ...base, endpoint: stub.endpoint, ca: stub.ca });
const write = "Microsoft.Synapse/workspaces/pipelines/write";
const read = "Microsoft.Synapse/workspaces/artifacts/read";
const me = { id: "00000000-0000-0000-0000-000000000001", groups: [] };

const decided = (member: string, ...decisions: readonly (readonly [string, string])[]) => ({
  status: 200,
  body: { [member]: decisions.map(([actionId, accessDecision]) => ({ actionId, accessDecision })) },
});

test.each(["AccessDecisions", "accessDecisions"])("asks as the swagger says and reads %s", async (member) => {
  stub.reply = () => decided(member, [write, "NotAllowed"], [read.toLowerCase(), "Allowed"]);
  const allowed = await askAccess(options(), { ...me, groups: ["g"] }, [write, read]);
  expect([...allowed]).toEqual([read]);
  expect(stub.seen).toMatchObject([
    { method: "POST", path: "/checkaccesssynapserbac", apiVersion: "2020-12-01" },
  ]);
  expect(JSON.parse(stub.seen[0]?.body ?? "")).toEqual({
    subject: { principalId: me.id, groupIds: ["g"] },
    actions: [
      { id: write, isDataAction: true },
      { id: read, isDataAction: true },
    ],
    scope: "workspaces/kk",
  });
});

test("asks again when the service fails in passing", async () => {
  stub.reply = inTurn({ status: 503 }, decided("AccessDecisions", [write, "Allowed"]));
  expect([...(await askAccess(options(), me, [write]))]).toEqual([write]);
});

test.each([{ value: [] }, "no JSON"])("an answer without decisions is no permission: %j", async (body) => {
  stub.reply = () => ({ status: 200, body });
  await expect(askAccess(options(), me, [write])).rejects.toMatchObject({ reason: "service" });
});

test("who may not even ask is told so", async () => {
  stub.reply = () => ({ status: 403, body: { code: "Unauthorized", message: "no" } });
  await expect(askAccess(options(), me, [write])).rejects.toMatchObject({ reason: "forbidden" });
});

test.each([
  ["10 minutes behind the service", 600, -600],
  ["in step", 0, 0],
  ["2 minutes ahead", -120, 120],
])("a clock that is %s", async (_, seconds, ahead) => {
  stub.reply = () => ({
    status: 401,
    headers: { date: new Date(Date.now() + seconds * 1000).toUTCString() },
  });
  const reached = await reachEndpoint({ ...base, words: synapseWords, endpoint: stub.endpoint, ca: stub.ca });
  expect(Math.abs((reached.ahead ?? Number.NaN) - ahead)).toBeLessThanOrEqual(2);
  expect(stub.seen[0]?.headers.authorization).toBeUndefined();
});

test("a service that tells no time, and one that is not trusted", async () => {
  stub.reply = () => ({ status: 404, headers: { date: "" } });
  expect(await reachEndpoint({ ...base, words: synapseWords, endpoint: stub.endpoint, ca: stub.ca })).toEqual(
    {
      ahead: undefined,
    },
  );
  await expect(
    reachEndpoint({ ...base, words: synapseWords, endpoint: stub.endpoint }),
  ).rejects.toMatchObject({
    reason: "certificate",
  });
});
