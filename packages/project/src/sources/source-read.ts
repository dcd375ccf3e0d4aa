import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";

/** What reading a source, or a part of it, came to. */
export interface SourceRead {
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Several readings as one, in their order. */
export function joinReads(reads: readonly SourceRead[]): SourceRead {
  return {
    artifacts: reads.flatMap((read) => read.artifacts),
    diagnostics: reads.flatMap((read) => read.diagnostics),
  };
}

/** Runs `task` on every item, at most `limit` at once; results in the order of the items. */
export async function eachInParallel<T, R>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) results[at] = await task(items[at] as T);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
