import type { Tolerance } from "@retain/artifacts/words/kind";
import { type SynapseKind, synapseKinds } from "@retain/artifacts/words/synapse-kinds";
import type { BodyFile, BodyRead, DigestBy } from "@retain/project/sources/read-body";
import type { DigestedBatch, RecordBatch } from "@retain/workspaces/records/digest-records";
import type { CachePlace } from "../read-cache/place.ts";

/** The project's own tolerances, as they travel between threads: kinds without any are left out. */
export type ToleranceTable = { readonly [kind in SynapseKind]?: readonly Tolerance[] };

/** What the second thread is asked to do. */
export type Order =
  | {
      readonly type: "read-bodies";
      readonly files: readonly BodyFile[];
      /** Absent: nobody wants digests. */
      readonly tolerances?: ToleranceTable;
      readonly findings: boolean;
    }
  | {
      readonly type: "digest-records";
      readonly kind: SynapseKind;
      /** Moved, not copied; the answer moves it back. */
      readonly batch: RecordBatch;
      readonly tolerances: ToleranceTable;
    };

/** A body that was read on the other thread: its text, for a value would cost more to hand over than to parse. */
export type TextRead =
  | Extract<BodyRead, { problems: unknown }>
  | Omit<Extract<BodyRead, { text: string }>, "body">;

/** What the second thread is given when it starts. */
export interface ThreadStart {
  /** Where it finds what is known; absent without a cache. */
  readonly cache: CachePlace | undefined;
}

/** What came of an order. */
export type Done =
  | { readonly type: "bodies"; readonly reads: readonly TextRead[] }
  | { readonly type: "records"; readonly batch: DigestedBatch }
  | { readonly type: "no-json"; readonly message: string };

/** The tolerances of all kinds as a table, and as the text that a cache knows it by. */
export function tableOf(digestBy: DigestBy): ToleranceTable {
  return Object.fromEntries(
    synapseKinds.flatMap((kind) => {
      const own = digestBy(kind);
      return own.length === 0 ? [] : [[kind, own]];
    }),
  );
}
