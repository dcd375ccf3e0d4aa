import { readFileSync } from "node:fs";
import { request } from "node:https";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type RunningTwin, startTwin } from "../../src/start-twin.ts";
import { openDevEndpoint, operationMs } from "../synapse/dev-endpoint.ts";
import { type Exchange, filled, holds, type Names } from "./exchange.ts";
import { recordedStorage } from "./recorded-storage.ts";
import { recordedSynapse } from "./recorded-synapse.ts";

/** Replays what was recorded against the real services: the same requests, and every fact that is known of the answers. */

describe("the dev endpoint", () => {
  test.each(recordedSynapse)("$source", async ({ exchanges }) => {
    const { ask, pass } = openDevEndpoint();
    const names: Names = new Map();
    for (const exchange of exchanges) {
      if (exchange.later) pass(operationMs);
      const [method = "", target = ""] = filled(exchange.ask, names).split(" ");
      const { status, headers, body, text: said } = await ask(method, target, exchange.body);
      agrees(exchange, names, { status, headers: lowered(headers), body: said === "" ? "" : body });
    }
  });
});

describe("a storage account", () => {
  let twin: RunningTwin;
  beforeEach(async () => {
    twin = await startTwin({ azureNames: true, filesystems: ["data"] });
  });
  afterEach(() => twin.stop());

  test.each(recordedStorage)("$source", async ({ exchanges }) => {
    const names: Names = new Map([
      ["dfs", "retaintwin.dfs.core.windows.net"],
      ["blob", "retaintwin.blob.core.windows.net"],
    ]);
    for (const exchange of exchanges) {
      const [method = "", url = ""] = filled(exchange.ask, names).split(" ");
      agrees(exchange, names, await askByName(method, new URL(url), exchange));
    }
  });

  /** As a client that resolves a name of Azure to this machine. */
  function askByName(method: string, url: URL, { headers = {}, body }: Exchange): Promise<Answered> {
    const options = {
      host: "127.0.0.1",
      port: Number(new URL(twin.status.proxy ?? "").port),
      servername: url.hostname,
      ca: readFileSync(twin.status.ca),
      agent: false,
      method,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.hostname, authorization: `Bearer ${twin.status.token}`, ...headers },
    };
    return new Promise((resolve, reject) => {
      const asking = request(options, async (answer) => {
        const said = await text(answer);
        resolve({
          status: answer.statusCode ?? 0,
          reason: answer.statusMessage ?? "",
          headers: answer.headers as Record<string, string>,
          body: said.startsWith("{") ? JSON.parse(said) : said,
        });
      });
      asking.on("error", reject);
      asking.end(body);
    });
  }
});

interface Answered {
  readonly status: number;
  readonly reason?: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

function agrees(exchange: Exchange, names: Names, { status, reason, headers, body }: Answered): void {
  const { ask, told = {}, answer } = exchange;
  expect(status, `${ask}: ${JSON.stringify(body)}`).toBe(exchange.status);
  if (exchange.reason !== undefined) expect(reason, ask).toBe(exchange.reason);
  for (const [name, fact] of Object.entries(told)) {
    const found = headers[name.toLowerCase()];
    if (fact === null) expect(found, `${ask}: ${name}`).toBeUndefined();
    else holds(fact, found, names, `${ask}: ${name}`);
  }
  if (answer !== undefined) holds(answer, body, names, ask);
}

function lowered(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
