import { type JsonObject, member, textAt } from "@retain/artifacts/words/json";
import type { LiveArtifact } from "@retain/artifacts/words/live";
import type { Ref } from "@retain/artifacts/words/ref";
import type { ReadOptions } from "../workspace.ts";

/** What a record of the service says about the artifact it describes, its body left out. */
export function describeRecord(
  ref: Ref,
  record: JsonObject,
  digest: ReadOptions["digest"],
): Omit<LiveArtifact, "body"> {
  const etag = textAt(record, "etag");
  return {
    ref,
    digest: digest(ref.kind, record),
    ...(etag === undefined ? {} : { etag }),
    ...(ref.kind === "trigger" ? { started: isStarted(record) } : {}),
  };
}

/** Stopped and Disabled triggers do not run; nor does one without a state, which nobody started yet. */
function isStarted(record: JsonObject): boolean {
  return textAt(member(record, "properties"), "runtimeState")?.toLowerCase() === "started";
}
