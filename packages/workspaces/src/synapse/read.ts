import { setMaxListeners } from "node:events";
import { compareRefs } from "@retain/artifacts/kinds/refs";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { isObject, textAt } from "@retain/artifacts/words/json";
import type { LiveArtifact, LiveSnapshot } from "@retain/artifacts/words/live";
import { refKey } from "@retain/artifacts/words/ref";
import { type SynapseKind, synapseKinds } from "@retain/artifacts/words/synapse-kinds";
import { interrupted } from "../http/pause.ts";
import { fetchStream, sameHost } from "../http/requests.ts";
import { digestRecords, gatherRecords, takeArtifacts } from "../records/digest-records.ts";
import type { Doing } from "../target.ts";
import type { ReadOptions } from "../workspace.ts";
import { WorkspaceError } from "../workspace-error.ts";
import { listItems } from "./list-items.ts";
import { listUrl, routes } from "./routes.ts";
import type { Session } from "./session.ts";

/**
 * Reads all that a workspace holds: one list a kind, all kinds at once, page after page.
 * The first problem stops the others. Throws WorkspaceError.
 */
export async function readWorkspace(session: Session, options: ReadOptions): Promise<LiveSnapshot> {
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);
  // All kinds listen to it at once; Node takes more than ten listeners for a leak.
  setMaxListeners(0, signal);
  const found = new Map<string, LiveArtifact>();
  let read = 0;
  const take = (page: readonly LiveArtifact[]) => {
    // An artifact that moves while we page may be seen twice: the later sight counts.
    for (const artifact of page) found.set(refKey(artifact.ref), artifact);
    read += page.length;
    options.onProgress?.(read);
  };
  const listed: SynapseKind[] = [];
  const reads = synapseKinds.map((kind) => readKind(session, kind, { ...options, signal }, take));
  try {
    const [ended] = await Promise.all([Promise.all(reads), options.named]);
    listed.push(...synapseKinds.filter((_, at) => ended[at]));
  } catch (error) {
    stop.abort();
    await Promise.allSettled(reads);
    throw error;
  }
  const artifacts = [...found.values()].sort((a, b) => compareRefs(a.ref, b.ref));
  return { workspace: session.name, endpoint: session.endpoint, listed, artifacts };
}

/** True when the list was read to its end; false for a kind that is only observed and that nobody shows us. */
async function readKind(
  session: Session,
  kind: SynapseKind,
  options: ReadOptions,
  take: (page: readonly LiveArtifact[]) => void,
): Promise<boolean> {
  const doing: Doing = { target: session, verb: "read", what: routes[kind].list };
  const seen = new Set<string>();
  try {
    for (let url: string | undefined = listUrl(session.endpoint, kind); url !== undefined; ) {
      if (seen.has(url)) throw circle(doing);
      seen.add(url);
      const page: Page = await readPage(session, kind, url, options, doing);
      take(page.artifacts);
      url = page.nextLink === undefined ? undefined : sameHost(session, page.nextLink, doing);
    }
    return true;
  } catch (error) {
    if (!(error instanceof WorkspaceError) || routes[kind].written) throw error;
    if (error.reason !== "not-found" && error.reason !== "forbidden") throw error;
    options.onNote?.(unseen(kind, error));
    return false;
  }
}

interface Page {
  readonly artifacts: readonly LiveArtifact[];
  readonly nextLink?: string;
}

function readPage(
  session: Session,
  kind: SynapseKind,
  url: string,
  { signal, keep, digest, named, digests = (of, batch) => digestRecords(of, batch, digest) }: ReadOptions,
  doing: Doing,
): Promise<Page> {
  return fetchStream(session, { method: "GET", url, signal }, doing, async ({ chunks, text }) => {
    const artifacts: LiveArtifact[] = [];
    const records = gatherRecords(async (batch) => {
      const digested = await digests(kind, batch);
      // What is to be kept is not known earlier; whoever waits for the whole is told where it never is.
      if (!(await isKnown(named))) throw interrupted();
      artifacts.push(...takeArtifacts(digested, keep));
    });
    const { page } = await listItems(chunks ?? single(text), records.add);
    await records.flush();
    if (!isObject(page) || !Array.isArray(page.value)) throw new SyntaxError("the page has no list `value`");
    const nextLink = textAt(page, "nextLink");
    return { artifacts, ...(nextLink === undefined || nextLink === "" ? {} : { nextLink }) };
  });
}

async function isKnown(named: ReadOptions["named"]): Promise<boolean> {
  return Promise.resolve(named).then(
    () => true,
    () => false,
  );
}

async function* single(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** Kinds that are only observed must not stop anybody: a workspace may lack them or hide them. */
function unseen(kind: SynapseKind, error: WorkspaceError): Diagnostic {
  return {
    severity: "warning",
    code: "workspace-kind-unseen",
    message: `${routes[kind].list} were not read; references to them are not checked`,
    ...(error.diagnostic.why === undefined ? {} : { why: error.diagnostic.why }),
  };
}

function circle(doing: Doing): WorkspaceError {
  return new WorkspaceError({
    reason: "service",
    message: `cannot read ${doing.what}: the pages of the list form a loop`,
    advice: "run the command again",
  });
}
