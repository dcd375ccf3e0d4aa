import { allKinds } from "@retain/artifacts/kinds/contracts";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import type { Tolerance } from "@retain/artifacts/words/kind";
import type { Kind } from "@retain/artifacts/words/ref";
import type { BodyFile, BodyRead, DigestBy } from "@retain/project/sources/read-body";
import type { DigestedBatch, RecordBatch } from "@retain/workspaces/records/digest-records";
import type { CachePlace } from "../read-cache/place.ts";

/** What the second thread is asked to do. */
export type Order =
  | {
      readonly type: "read-bodies";
      readonly files: readonly BodyFile[];
      /** A `toleranceText`; absent: nobody wants digests. */
      readonly tolerances?: string;
      readonly findings: boolean;
    }
  | {
      readonly type: "digest-records";
      readonly kind: Kind;
      /** Moved, not copied; the answer moves it back. */
      readonly batch: RecordBatch;
      readonly tolerances: string;
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

/** The project's own tolerances, as they travel between threads and as a cache knows them: kinds without any are left out. */
export function toleranceText(digestBy: DigestBy): string {
  const own = allKinds().map((kind) => [kind, digestBy(kind)] as const);
  return JSON.stringify(Object.fromEntries(own.filter(([, tolerances]) => tolerances.length > 0)));
}

/** What a `toleranceText` says. Tolerances are compiled once for each array of them: keep what comes back. */
export function tolerancesIn(text: string): DigestBy {
  const table = parseKeepingNumbers(text) as unknown as { readonly [kind: string]: readonly Tolerance[] };
  return (kind) => table[kind] ?? none;
}

const none: readonly Tolerance[] = [];
