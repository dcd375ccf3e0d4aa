import type { JsonObject } from "@retain/artifacts/json";
import type { Tolerance } from "@retain/artifacts/kind";
import { type Ref, refKey, textKey } from "@retain/artifacts/ref";
import { mergeLive } from "../drift/merge-live.ts";
import type { Environment } from "../load/environment.ts";
import { applyOverrides } from "../load/overrides.ts";

/**
 * A live body as it is to be written over a file: what an override of the environment replaces, adds or removes stays
 * as the file has it, since written back it would count for every other environment. Pure.
 */
export function keepOverridden(
  ref: Ref,
  live: JsonObject,
  {
    file,
    environment,
    tolerances,
  }: {
    /** What the file says; undefined where there is none. */
    readonly file: JsonObject | undefined;
    readonly environment: Environment;
    readonly tolerances: readonly Tolerance[];
  },
): JsonObject {
  const own = Object.entries(environment.overrides).filter(([text]) => textKey(text) === refKey(ref));
  if (file === undefined || own.length === 0) return live;
  const artifact = { ref, body: file, origin: { file: "", line: 1, column: 1 } };
  // A value with a placeholder differs from what is live; its place stays as the file has it all the same.
  const { artifacts, effects } = applyOverrides(
    [artifact],
    { ...environment, overrides: Object.fromEntries(own) },
    { value: (value) => value, complete: false },
  );
  const supplied = effects.map(({ path }) => path);
  const bound = artifacts[0]?.body ?? file;
  return mergeLive({ kind: ref.kind, source: file, bound, live, tolerances, supplied }).body;
}
