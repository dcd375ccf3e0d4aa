import { contractOf } from "@retain/artifacts/kinds/contracts";
import { type JsonObject, textAt } from "@retain/artifacts/words/json";
import type { Ref } from "@retain/artifacts/words/ref";
import { type SynapseKind, synapseKinds } from "@retain/artifacts/words/synapse-kinds";
import type { Bench, Conformance, Trial } from "../conformance/trial.ts";
import { parseObject } from "../http/parse-object.ts";
import { judge, retryOptions, sameHost, sendOnce } from "../http/requests.ts";
import { type Attempt, retry } from "../http/retry.ts";
import type { Doing } from "../target.ts";
import { getArtifact } from "./get.ts";
import { openSession, openSynapse } from "./open.ts";
import { followOperation } from "./operation.ts";
import { removeArtifact } from "./remove.ts";
import { artifactUrl, listUrl, routes } from "./routes.ts";
import type { Session } from "./session.ts";
import { setStarted } from "./set-started.ts";
import { type Specimen, specimens } from "./specimens.ts";
import { writeArtifact } from "./write.ts";

/** How one sees whether a Synapse workspace behaves as is known. */
export const synapseConformance: Conformance = {
  trials: Object.fromEntries(
    synapseKinds.map((kind) => [kind, routes[kind].written ? tried(kind) : observed(kind)]),
  ),
  clear: async (reach, ref) => {
    const workspace = openSynapse(reach);
    const live = await workspace.get(ref, () => "");
    if (live?.started === true) await workspace.setStarted?.(ref, false);
    // Asked for though nothing is seen: a read may lag behind.
    await workspace.remove({ ref, etag: undefined });
  },
};

/** Infrastructure is not made here: it is asked for as a plan does. */
function observed(kind: SynapseKind): Trial {
  return async ({ reach, prefix, step }) => {
    const session = openSession(reach).ready();
    await step("get one that does not exist", () => read(session, { kind, name: `${prefix}_none` }));
    await step("list", () => find(session, kind, prefix));
  };
}

/** Makes, reads, changes, renames and deletes one artifact. */
function tried(kind: SynapseKind): Trial {
  return async (bench) => {
    const { reach, prefix, stop, step, makes } = bench;
    const session = openSession(reach).ready();
    const named = (what: string) => `${prefix}_${what}`;
    const all = specimens(named);
    const specimen = all[kind];
    if (specimen === undefined) throw new Error(`there is no specimen of ${kind}`);
    const ref = { kind, name: named("one") };
    const needs = specimen.needs ?? [];
    const write = (to: Ref, properties: JsonObject, etag?: string) =>
      writeArtifact(session, { ref: to, body: { name: to.name, properties }, etag }, stop);

    await step("get one that does not exist", () => read(session, ref));
    for (const need of needs) {
      await makes(need);
      await step(`make the ${contractOf(need.kind).label} that it needs`, () =>
        write(need, (all[need.kind] as Specimen).properties),
      );
    }
    await makes(ref);
    await step("create", () => write(ref, specimen.properties));
    let etag: string | undefined;
    await step("get", async () => {
      etag = (await read(session, ref))?.etag;
    });
    await step("list", () => find(session, kind, ref.name));
    await step("change", () => write(ref, specimen.changed, etag));
    if (routes[kind].ifMatch)
      await step("change it by an etag that is not its own any more", () =>
        write(ref, specimen.properties, etag),
      );
    for (const { title, properties } of specimen.refused ?? []) {
      const other = { kind, name: named("refused") };
      await makes(other);
      await step(`create with ${title}`, () => write(other, properties));
    }
    for (const need of needs)
      await step(`delete the ${contractOf(need.kind).label} that it needs`, () =>
        remove(session, need, stop),
      );
    const last = await moved(bench, session, ref, named("two"));
    await step("delete", () => remove(session, last, stop));
    await step("delete it again", () => remove(session, last, stop));
    for (const need of needs.toReversed())
      await step(`delete the ${contractOf(need.kind).label} that is not needed any more`, () =>
        remove(session, need, stop),
      );
  };
}

/** What can be done to it but writing: it is started and stopped, or renamed. Resolves to what it is then. */
async function moved(
  { step, makes, stop }: Bench,
  session: Session,
  ref: Ref & { kind: SynapseKind },
  name: string,
) {
  if (contractOf(ref.kind).fires !== undefined) {
    await step("start", () => setStarted(session, ref, true, stop));
    await step("delete it while it is started", () => remove(session, ref, stop));
    await step("stop", () => setStarted(session, ref, false, stop));
    return ref;
  }
  // Credentials have no rename.
  if (ref.kind === "credential") return ref;
  const other = { kind: ref.kind, name };
  await makes(other);
  await step("rename", () => rename(session, ref, name, stop));
  await step("get it by its new name", () => read(session, other));
  return other;
}

const read = (session: Session, ref: Ref) => getArtifact(session, ref, () => "");

const remove = (session: Session, ref: Ref, stop: AbortSignal) =>
  removeArtifact(session, { ref, etag: undefined }, stop);

/** Renames as Studio does. Throws WorkspaceError. */
async function rename(session: Session, ref: Ref & { kind: SynapseKind }, name: string, stop: AbortSignal) {
  const doing: Doing = { target: session, verb: "write", ref };
  const [path, query] = (artifactUrl(session.endpoint, ref.kind, ref.name) ?? "").split("?");
  const call = {
    method: "POST",
    url: `${path}/rename?${query}`,
    body: JSON.stringify({ newName: name }),
  } as const;
  await retry(
    async (slot): Promise<Attempt<unknown>> => {
      const answer = await sendOnce(session, call, doing);
      if ("again" in answer) return answer;
      return judge(answer, doing) ?? followOperation(session, answer, ref.kind, slot, doing);
    },
    retryOptions(session, stop),
  );
}

/** Goes through the list of a kind until it shows this name, or to its end. Throws WorkspaceError. */
async function find(session: Session, kind: SynapseKind, name: string): Promise<void> {
  const doing: Doing = { target: session, verb: "read", what: routes[kind].list };
  let url: string | undefined = listUrl(session.endpoint, kind);
  while (url !== undefined) {
    const asked: string = url;
    const page = await retry(
      async (): Promise<Attempt<string>> => {
        const answer = await sendOnce(session, { method: "GET", url: asked }, doing);
        return "again" in answer ? answer : (judge(answer, doing) ?? { done: answer.text });
      },
      retryOptions(session, undefined),
    );
    const next: string | undefined = textAt(parseObject(page), "nextLink");
    url = page.includes(`"${name}"`) || !next ? undefined : sameHost(session, next, doing);
  }
}
