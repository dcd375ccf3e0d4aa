import fc from "fast-check";
import { expect, test } from "vitest";
import { compareRecords } from "../../src/conformance/compare.ts";
import type { RecordedExchange } from "../../src/conformance/record.ts";
import { runTrial } from "../../src/conformance/run-trial.ts";
import type { Bench, Trial } from "../../src/conformance/trial.ts";
import type { HeardExchange } from "../../src/http/listener.ts";

const prefix = "rc0123456789abcdef_pipeline";
const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const guid = fc.uuid();
// Begun as no word of the service begins, so that finding one means that it was let through.
const name = fc.stringMatching(/^zq[a-z0-9]{2,12}x$/);

/** Things that tell who or where. */
const secrets = fc.record({
  workspace: name,
  account: name,
  group: name,
  subscription: guid,
  tenant: guid,
  principal: guid,
  person: fc.tuple(name, name).map((both) => both.join(" ")),
  mail: fc.tuple(name, name).map(([who, where]) => `${who}@${where}.onmicrosoft.com`),
  otherHost: name.map((host) => `${host}.blob.core.windows.net`),
  token: fc.tuple(hex(40), hex(60)).map(([head, body]) => `eyJ${head}.eyJ${body}.${head}`),
  address: fc.ipV4(),
});
type Secrets = typeof secrets extends fc.Arbitrary<infer Value> ? Value : never;

/** An answer that says all of them, in every place where services say such things. */
function telling(told: Secrets, endpoint: string): HeardExchange {
  const id = `/subscriptions/${told.subscription}/resourceGroups/${told.group}/providers/Microsoft.Synapse/workspaces/${told.workspace}/pipelines/${prefix}_one`;
  const all = Object.values(told);
  const message = `${told.person} (${told.mail}, ${told.principal}) of tenant ${told.tenant} at ${told.address} may not: ${id}, Bearer ${told.token}, https://${told.otherHost}/x, was not found in (subscription=${told.subscription} resourceGroup=${told.group} workspace=${told.workspace})`;
  const body = {
    id,
    name: `${prefix}_one`,
    etag: told.principal,
    owner: told.mail,
    lastChangedBy: told.person,
    groupOf: told.group,
    [told.workspace]: told.account,
    type: `Microsoft.Synapse/${told.workspace}`,
    everything: all,
    code: message,
    error: { code: "X", message, details: [{ message }] },
  };
  const headers: Readonly<Record<string, string>> = {
    location: `${endpoint}/operationResults/${told.principal}?t=${told.token}&w=${told.workspace}`,
    "azure-asyncoperation": `https://${told.otherHost}${id}`,
    "x-ms-error-code": told.workspace,
    etag: `"${told.tenant}"`,
  };
  return {
    method: "GET",
    url: `${endpoint}/pipelines/${prefix}_one?sig=${told.token}&of=${told.workspace}&by=${told.mail}`,
    sent: undefined,
    status: 200,
    header: (header) => headers[header],
    text: JSON.stringify(body),
  };
}

const record = (work: (hear: (exchange: HeardExchange) => void, bench: Bench) => void, reach = {}) =>
  runTrial(
    ((bench) =>
      bench.step("a step", async () => work((one) => bench.reach.listener?.heard(one), bench))) as Trial,
    {
      reach: {
        name: "zqworkspacex",
        endpoint: "https://zqworkspacex.dev.azuresynapse.net",
        credential: { getToken: async () => null },
        userAgent: "retain-test/1",
        ...reach,
      },
      prefix,
      stop: new AbortController().signal,
      journal: async () => {},
      names: [],
      isKnown: () => false,
      isWord: () => false,
      ...reach,
    },
  );

test("what is recorded says nothing of who or where, wherever the service says it", async () => {
  await fc.assert(
    fc.asyncProperty(secrets, async (told) => {
      const endpoint = `https://${told.workspace}.dev.azuresynapse.net`;
      const one = telling(told, endpoint);
      const steps = await record(
        (hear) => {
          hear(one);
          hear({
            ...one,
            method: "POST",
            status: 400,
            text: one.text.replaceAll("{", "<").replaceAll('"', ""),
          });
          hear({
            ...one,
            url: `${endpoint}/pipelines`,
            text: JSON.stringify({ value: [{ name: told.person }], nextLink: told.mail }),
          });
        },
        {
          name: told.workspace,
          endpoint,
          names: [
            [told.account, "<account>"],
            [told.person, "<who>"],
          ],
        },
      );
      expect(steps[0]?.exchanges).toHaveLength(3);
      const written = JSON.stringify(steps).toLowerCase();
      for (const [what, secret] of Object.entries(told)) {
        expect(written.includes(secret.toLowerCase()), `${what} ${secret} in ${written}`).toBe(false);
      }
    }),
  );
});

test("a change of something that no journal names is not sent, and ends the run", async () => {
  const trial: Trial = async ({ step, reach, makes }) => {
    await makes({ kind: "pipeline", name: `${prefix}_one` });
    await step("ours", async () => reach.listener?.asks("DELETE", `https://w/pipelines/${prefix}_one`));
    await step("a look", async () => reach.listener?.asks("GET", "https://w/pipelines/theirs"));
    await step("theirs", async () => reach.listener?.asks("DELETE", "https://w/pipelines/theirs"));
  };
  await expect(
    runTrial(trial, {
      reach: { name: "w", endpoint: "https://w", credential: { getToken: async () => null }, userAgent: "t" },
      prefix,
      stop: new AbortController().signal,
      journal: async () => {},
      names: [],
      isKnown: () => false,
      isWord: () => false,
    }),
  ).rejects.toThrow("DELETE /pipelines/theirs would change what this run did not make");
});

test("an answer that another one of the same request follows is the way to it", async () => {
  const answer = (status: number, method = "GET"): HeardExchange => ({
    method,
    url: "https://w/operationResults/1",
    sent: undefined,
    status,
    header: () => undefined,
    text: "",
  });
  const steps = await record((hear) => {
    for (const status of [202, 429, 503, 202, 404, 200]) hear(answer(status));
  });
  expect(steps[0]?.exchanges.map(({ status }) => status)).toEqual([404, 200]);
});

test("a difference is told with its place, what was expected and what came", () => {
  const exchange: RecordedExchange = {
    method: "PUT",
    path: "/pipelines/{run}_one",
    status: 202,
    headers: { etag: "<etag>" },
    body: { name: "{run}_one", properties: { type: "Pipeline", list: [1, 2] } },
  };
  const of = (...exchanges: readonly RecordedExchange[]) => ({
    version: 1 as const,
    trials: { pipeline: [{ title: "create", outcome: "done", exchanges }] },
  });
  const moved = {
    ...exchange,
    status: 200,
    headers: {},
    body: { name: "{run}_one", properties: { list: [1, 3], more: true } },
  };
  const place = { kind: "pipeline", step: "create", method: "PUT", path: "/pipelines/{run}_one" };
  expect(compareRecords(of(exchange), of(exchange))).toEqual([]);
  expect(compareRecords(of(exchange), of(moved))).toEqual([
    { ...place, what: "status", expected: 202, got: 200 },
    { ...place, what: "header etag", expected: "<etag>" },
    { ...place, what: "body properties.type", expected: "Pipeline" },
    { ...place, what: "body properties.list[1]", expected: 2, got: 3 },
    { ...place, what: "body properties.more", got: true },
  ]);
  expect(compareRecords(of(exchange), of(exchange, exchange))).toEqual([
    {
      kind: "pipeline",
      step: "create",
      what: "requests",
      expected: ["PUT /pipelines/{run}_one 202"],
      got: ["PUT /pipelines/{run}_one 202", "PUT /pipelines/{run}_one 202"],
    },
  ]);
});
