import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";
import type { TwinResponse } from "../../src/http.ts";
import { createSynapseService, type SynapseOptions, type SynapseService } from "../../src/synapse/service.ts";

/** An answer, its body parsed. */
interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: bodies of many kinds, asserted field by field
  readonly body: any;
  /** As sent. */
  readonly text: string;
}

/** A dev endpoint whose clock stands still until it is told to go on. */
export interface DevEndpoint {
  readonly service: SynapseService;
  readonly folder: string;
  ask(method: string, target: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  stale(target: string): Promise<Answer>;
  /** Sends a write, lets its time pass, and polls it. */
  run(method: string, target: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  pass(ms: number): void;
}

/** Where the endpoints of these tests say they are. */
export const origin = "https://127.0.0.1:4711";
/** How long an operation takes here, milliseconds. */
export const operationMs = 1000;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** Opens one; its folder goes after the test. */
export function openDevEndpoint(
  options: { settings?: SynapseOptions["settings"]; folder?: string } = {},
): DevEndpoint {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "twin-synapse-"));
  folders.push(folder);
  let time = Date.parse("2024-05-06T07:08:09.000Z");
  const service = createSynapseService({
    workspace: "ws",
    folder,
    settings: { operationMs, ...options.settings },
    now: () => time,
  });
  const send = async (
    handler: SynapseService["handler"],
    method: string,
    target: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer> => {
    const url = new URL(target, origin);
    if (!url.searchParams.has("api-version") && !target.includes("?none")) {
      url.searchParams.set("api-version", "2020-12-01");
    }
    const segments = url.pathname.split("/").filter(Boolean).map(decodeURIComponent);
    const bytes = Buffer.from(
      body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body),
    );
    return answerOf(await handler({ method, url, segments, headers, body: bytes }));
  };
  const ask: DevEndpoint["ask"] = (method, target, body, headers = {}) =>
    send(service.handler, method, target, body, headers);
  const pass = (ms: number) => {
    time += ms;
  };
  return {
    service,
    folder,
    ask,
    pass,
    stale: (target) => send(service.stale, "GET", target, undefined, {}),
    async run(...question) {
      const accepted = await ask(...question);
      const location = accepted.headers.Location;
      if (accepted.status !== 202 || location === undefined) return accepted;
      pass(operationMs);
      return ask("GET", location);
    },
  };
}

/** What the twin's host makes of no answer: 501. */
function answerOf(response: TwinResponse | undefined): Answer {
  if (!response) return { status: 501, headers: {}, body: undefined, text: "" };
  const { status, headers = {}, body } = response;
  const text = body === undefined ? "" : Buffer.isBuffer(body) ? body.toString("utf8") : JSON.stringify(body);
  return { status, headers, text, body: text === "" ? undefined : JSON.parse(text) };
}

/** A pipeline that waits, with whatever else it should hold. */
export const pipeline = (more: Record<string, unknown> = {}) => ({
  properties: {
    activities: [{ name: "Wait", type: "Wait", typeProperties: { waitTimeInSeconds: 1 } }],
    ...more,
  },
});

/** A linked service without references. */
export const linkedService = (more: Record<string, unknown> = {}) => ({
  properties: { type: "AzureKeyVault", typeProperties: { baseUrl: "https://v.vault.azure.net/" }, ...more },
});

/** A dataset over a linked service. */
export const dataset = (referenceName: string) => ({
  properties: {
    type: "Binary",
    linkedServiceName: { referenceName, type: "LinkedServiceReference" },
    typeProperties: {},
  },
});
