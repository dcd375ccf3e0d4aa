import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isObject, type JsonObject } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import { joinWorkspaces } from "@retain/workspaces/join-workspaces";
import type { ReadOptions, Workspace } from "@retain/workspaces/workspace";
import { WorkspaceError } from "@retain/workspaces/workspace-error";

/** A service that gives what it creates an id: a text to rules, a number to jobs. */
export interface MadeUpService {
  readonly endpoint: string;
  /** What it holds, by `refKey`. */
  readonly records: Map<string, JsonObject>;
  /** Makes something anew, as somebody does who deletes and creates it. */
  readonly replace: (key: string) => void;
  /** Keys whose next write it fails. */
  readonly failing: Set<string>;
  /** Keys that its list does not show yet. */
  readonly hidden: Set<string>;
  /** What is made anew by others while something is written: by the key of that. */
  readonly replacesOnWrite: Map<string, string>;
  /** Answers to writes hold no record. */
  silent: boolean;
  readonly close: () => Promise<void>;
}

export async function startService(): Promise<MadeUpService> {
  const records = new Map<string, JsonObject>();
  const failing = new Set<string>();
  const hidden = new Set<string>();
  const replacesOnWrite = new Map<string, string>();
  let given = 0;
  const newId = (key: string) => {
    given++;
    return key.startsWith("made-job/") ? given : `00000000-0000-4000-8000-${String(given).padStart(12, "0")}`;
  };
  const server = createServer(async (request, response) => {
    const key = decodeURIComponent(request.url ?? "").slice(1);
    const answer = (status: number, body?: unknown) =>
      response.writeHead(status).end(body === undefined ? undefined : JSON.stringify(body));
    if (request.method === "DELETE") {
      records.delete(key);
      return answer(200);
    }
    if (request.method === "GET") {
      const found = records.get(key);
      if (key === "")
        return answer(200, Object.fromEntries([...records].filter(([one]) => !hidden.has(one))));
      return found === undefined ? answer(404) : answer(200, found);
    }
    const sent: unknown[] = [];
    for await (const part of request) sent.push(part);
    if (failing.delete(key)) return answer(500);
    const body = parseKeepingNumbers(Buffer.concat(sent as Buffer[]).toString("utf8")) as JsonObject;
    const record = { ...body, id: records.get(key)?.id ?? newId(key) };
    records.set(key, record);
    const other = replacesOnWrite.get(key);
    if (other !== undefined) service.replace(other);
    return answer(200, service.silent ? {} : record);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const service: MadeUpService = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    records,
    failing,
    hidden,
    replacesOnWrite,
    silent: false,
    replace: (key) => void records.set(key, { ...records.get(key), id: newId(key) }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  return service;
}

/** Its client, joined to others as those of every service are: it knows nothing of whose ids bodies hold. */
export function openService({ endpoint }: MadeUpService): Workspace {
  const ask = async (method: string, ref?: Ref, body?: JsonObject) => {
    const url = `${endpoint}/${ref === undefined ? "" : encodeURIComponent(refKey(ref))}`;
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(url, { method, ...sent });
    const text = await answer.text();
    if (answer.status === 404) return undefined;
    if (answer.status !== 200)
      throw new WorkspaceError({ reason: "service", message: `${method} failed`, ref });
    const value = text === "" ? {} : parseKeepingNumbers(text);
    return isObject(value) ? value : {};
  };
  const describe = (ref: Ref, body: JsonObject, digest: ReadOptions["digest"]): LiveArtifact => ({
    ref,
    body,
    digest: digest(ref.kind, body),
  });
  return joinWorkspaces({
    "made-up": {
      name: "made-up",
      endpoint,
      targets: [{ service: "made-up", name: "made-up", endpoint }],
      read: async ({ digest, keep }) => ({
        workspace: "made-up",
        endpoint,
        listed: ["made-rule", "made-job"],
        artifacts: Object.entries((await ask("GET")) ?? {}).map(([key, record]) => {
          const body = record as JsonObject;
          const ref = { kind: key.slice(0, key.indexOf("/")), name: String(body.name) };
          const { body: _, ...described } = describe(ref, body, digest);
          return keep(ref, described.digest) ? { ...described, body } : described;
        }),
      }),
      get: async (ref, digest) => {
        const found = await ask("GET", ref);
        return found && describe(ref, found, digest);
      },
      write: async ({ ref, body }) => ({ body: (await ask("PUT", ref, body)) ?? {}, seconds: 0 }),
      remove: async ({ ref }) => {
        await ask("DELETE", ref);
        return { seconds: 0 };
      },
      traffic: () => ({ requests: 0, retries: 0, throttled: 0, peakConcurrency: 0 }),
    },
  });
}
