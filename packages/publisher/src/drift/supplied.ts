import { contractOf } from "@retain/artifacts/kinds/contracts";
import type { Position } from "@retain/artifacts/words/artifact";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Path } from "@retain/artifacts/words/path";
import { type Ref, refKey } from "@retain/artifacts/words/ref";
import type { EnvironmentEffects } from "@retain/project/bind";
import { parameterUses } from "@retain/project/placeholders";

/** A place of an artifact whose value an environment supplies. */
export interface SuppliedPlace {
  readonly path: Path;
  /** Where the environment says it; absent for parameters. */
  readonly at?: Position;
  /** The parameter that is used there. */
  readonly parameter?: string;
}

/**
 * The places of an artifact that an environment fills: what its source says there counts nowhere, so
 * nothing is written there. `takesParameters` is false for folders that know no placeholders.
 */
export function suppliedPlaces(
  artifact: { readonly ref: Ref; readonly body: JsonObject; readonly takesParameters: boolean },
  effects: EnvironmentEffects | undefined,
): readonly SuppliedPlace[] {
  const key = refKey(artifact.ref);
  const own = <T extends { readonly ref: Ref }>(list: readonly T[] = []) =>
    list.filter(({ ref }) => refKey(ref) === key);
  const { fires } = contractOf(artifact.ref.kind);
  return [
    ...own(effects?.overrides).map(({ path, at }) => ({ path, at })),
    ...own(effects?.triggers).flatMap(({ at }) => (fires ? [{ path: fires.statePath, at }] : [])),
    ...(artifact.takesParameters ? parameterUses(artifact.body) : []).map(({ path, name }) => ({
      path,
      ...(name === undefined ? {} : { parameter: name }),
    })),
  ];
}
