import { kindsOf } from "@retain/artifacts/kinds/contracts";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import { isObject, type JsonObject, textAt } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import type { Kind, Ref } from "@retain/artifacts/words/ref";
import { openHttpSession } from "@retain/workspaces/http/open-session";
import { askFor } from "@retain/workspaces/http/requests";
import { makeStopwatch } from "@retain/workspaces/http/stopwatch";
import { describeRecord } from "@retain/workspaces/records/live-artifact";
import type { ServiceWords } from "@retain/workspaces/target";
import type { ReadOptions, Workspace } from "@retain/workspaces/workspace";
import type { WorkspaceEntry, WorkspaceReach } from "@retain/workspaces/workspace-entry";
import { z } from "zod";

const words: ServiceWords = {
  noun: "dispatch",
  settings: "`dispatch`",
  remedies: [{ said: /CrewInUse/, advice: "end its shifts first" }],
};
const scope = "https://dispatch.example/.default";

/** The offices of a service that nobody ships, as workspaces. */
export const dispatchEntry: WorkspaceEntry = {
  noun: "dispatch",
  schema: ({ onTwin }) =>
    z
      .strictObject({ office: z.string().min(1) })
      .optional()
      .transform(
        (said) =>
          said && {
            name: said.office,
            ...(onTwin ? {} : { endpoint: `https://${said.office}.dispatch.example` }),
          },
      ),
  namedAt: ["dispatch", "office"],
  example: () => "dispatch: { office: NAME }",
  twin: { instances: "offices", address: "origin", start: ({ name = "" }) => ["--office", name] },
  words,
  scope: () => scope,
  open: openDispatch,
  conformance: async () => {
    const untried = "there is no such service to compare with";
    return { trials: { crew: { untried }, shift: { untried } }, clear: async () => {} };
  },
};

function openDispatch(reach: WorkspaceReach): Workspace {
  const { name, endpoint } = reach;
  const target = { name, endpoint, words };
  const session = openHttpSession({ ...reach, words, scope: reach.scope ?? scope, concurrency: 4 });
  const list = (kind: Kind) => `${endpoint}/${kind}s`;
  const url = ({ kind, name }: Ref, step = "") => `${list(kind)}/${encodeURIComponent(name)}${step}`;
  const found = (ref: Ref, record: JsonObject, digest: ReadOptions["digest"]): LiveArtifact => ({
    ...describeRecord({ kind: ref.kind, name: textAt(record, "name") ?? ref.name }, record, digest),
    body: record,
  });
  return {
    name,
    endpoint,
    targets: [{ service: "dispatch", name, endpoint }],
    read: async ({ digest, keep, named, onProgress, signal }) => {
      const kinds = kindsOf("dispatch");
      const lists = kinds.map(async (kind) => {
        const doing = { target, verb: "read", what: `the ${kind}s` } as const;
        const answer = await askFor(session, { method: "GET", url: list(kind), signal }, doing, { signal });
        const records = Array.isArray(answer?.value) ? answer.value.filter(isObject) : [];
        return records.map((record) => found({ kind, name: "" }, record, digest));
      });
      const artifacts = (await Promise.all(lists)).flat().sort((a, b) => compareRefs(a.ref, b.ref));
      await named;
      onProgress?.(artifacts.length);
      const kept = artifacts.map((artifact) => {
        const { body: _, ...described } = artifact;
        return keep(artifact.ref, artifact.digest) ? artifact : described;
      });
      return { workspace: name, endpoint, listed: kinds, artifacts: kept };
    },
    get: async (ref, digest) => {
      const doing = { target, verb: "read", ref } as const;
      const record = await askFor(session, { method: "GET", url: url(ref) }, doing, { missing: true });
      return record && found(ref, record, digest);
    },
    write: async ({ ref, body, etag }, signal) => {
      const doing = { target, verb: "write", ref, sent: body } as const;
      const stopwatch = makeStopwatch();
      const call = { method: "PUT", url: url(ref), body: JSON.stringify(body), etag } as const;
      const record = (await stopwatch.time(() => askFor(session, call, doing, { signal }))) ?? {};
      const written = textAt(record, "etag");
      return { body: record, seconds: stopwatch.seconds(), ...(written && { etag: written }) };
    },
    remove: async ({ ref, etag }, signal) => {
      const stopwatch = makeStopwatch();
      const call = { method: "DELETE", url: url(ref), etag } as const;
      const doing = { target, verb: "delete", ref } as const;
      await stopwatch.time(() => askFor(session, call, doing, { missing: true, signal }));
      return { seconds: stopwatch.seconds() };
    },
    setStarted: async (ref, started, signal) => {
      const stopwatch = makeStopwatch();
      const call = { method: "POST", url: url(ref, started ? "/start" : "/stop") } as const;
      const doing = { target, verb: started ? "start" : "stop", ref } as const;
      await stopwatch.time(() => askFor(session, call, doing, { signal }));
      return { seconds: stopwatch.seconds() };
    },
    traffic: session.transport.traffic,
  };
}
