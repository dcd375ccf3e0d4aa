import { contractOf } from "@retain/artifacts/kinds/contracts";
import { type JsonObject, textAt } from "@retain/artifacts/words/json";
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
  const { fires } = contractOf(ref.kind);
  return {
    ref,
    digest: digest(ref.kind, record),
    ...(etag === undefined ? {} : { etag }),
    // One without a state does not run: nobody started it yet.
    ...(fires === undefined ? {} : { started: fires.stateIn(record) === true }),
  };
}
