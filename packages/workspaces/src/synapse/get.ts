import { isObject, textAt } from "@retain/artifacts/json";
import { parseKeepingNumbers } from "@retain/artifacts/json-numbers";
import type { LiveArtifact } from "@retain/artifacts/live";
import type { Ref } from "@retain/artifacts/ref";
import { persist } from "../persist.ts";
import type { Doing } from "../target.ts";
import type { ReadOptions } from "../workspace.ts";
import { describeRecord } from "./live-artifact.ts";
import { artifactUrl } from "./routes.ts";
import { judge, persistence, type Session, sendOnce } from "./session.ts";

/** Reads one artifact whole; undefined when there is none. Throws WorkspaceError. */
export function getArtifact(
  session: Session,
  ref: Ref,
  digest: ReadOptions["digest"],
): Promise<LiveArtifact | undefined> {
  const doing: Doing = { target: session, verb: "read", ref };
  const url = artifactUrl(session.endpoint, ref.kind, ref.name);
  if (url === undefined) return Promise.resolve(undefined);
  return persist<LiveArtifact | undefined>(
    async () => {
      const answer = await sendOnce(session, { method: "GET", url }, doing);
      if ("again" in answer) return answer;
      // By status: the code of a missing artifact differs from kind to kind, and is a number for notebooks.
      if (answer.status === 404) return { done: undefined };
      const failed = judge(answer, doing);
      if (failed !== undefined) return failed;
      const body = parseObject(answer.text);
      if (body === undefined) return { done: undefined };
      const name = textAt(body, "name") ?? ref.name;
      return { done: { ...describeRecord({ kind: ref.kind, name }, body, digest), body } };
    },
    persistence(session, undefined),
  );
}

/** The object in a body, or undefined when it holds none. */
export function parseObject(text: string) {
  try {
    const value = parseKeepingNumbers(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
