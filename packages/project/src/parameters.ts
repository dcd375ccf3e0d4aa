import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Path } from "@retain/artifacts/words/path";
import type { Environment } from "./environment.ts";
import type { ParameterDeclarations, PlacedValue } from "./parameter-schema.ts";
import { parameterUses } from "./placeholders.ts";
import type { Outputs } from "./terraform-outputs.ts";

/** A value of a parameter and where it comes from. */
interface GivenParameter extends PlacedValue {
  /** The output it comes from; absent when the file of the environment itself gives it. */
  readonly output?: string;
  /** The output that the file of the environment hides, for its own values win. */
  readonly hides?: string;
}

/** Everything that gives values to parameters of an environment, by name. */
export type GivenParameters = ReadonlyMap<string, GivenParameter>;

/** A parameter, the output it takes, and where that is said of the environment. */
interface TakenOutput {
  readonly name: string;
  readonly output: string;
  readonly at: PlacedValue["at"];
}

/** Which parameters take which outputs by name: as the file of the environment maps them, else as retain.yaml declares. */
export function takenOutputs(
  { parameters, terraform, document }: Environment,
  declarations: ParameterDeclarations | undefined,
): readonly TakenOutput[] {
  if (terraform === undefined) return [];
  const mapped = Object.entries(terraform.parameters).map(([name, output]) => ({
    name,
    output,
    at: document.locate(["terraform", "parameters", name]),
  }));
  const declared = Object.entries(declarations ?? {}).flatMap(([name, { output }]) =>
    output === undefined || Object.hasOwn(terraform.parameters, name) || Object.hasOwn(parameters, name)
      ? []
      : [{ name, output, at: document.locate(["terraform"]) }],
  );
  return [...mapped, ...declared];
}

/** The values of an environment: those of its file, below them the outputs that are mapped, below them outputs of the same name. */
export function givenParameters(
  environment: Environment,
  outputs: Outputs | undefined,
  declarations?: ParameterDeclarations,
): GivenParameters {
  const { parameters, document } = environment;
  const given = new Map<string, GivenParameter>();
  if (outputs !== undefined) {
    const at = document.locate(["terraform"]);
    for (const [output, value] of outputs.values) given.set(output, { value, output, at });
    for (const { name, output, at: place } of takenOutputs(environment, declarations)) {
      const value = outputs.values.get(output);
      given.delete(name);
      if (value !== undefined) given.set(name, { value, output, at: place });
    }
  }
  for (const [name, value] of Object.entries(parameters)) {
    const hides = given.get(name)?.output;
    const at = document.locate(["parameters", name]);
    given.set(name, { value, at, ...(hides === undefined ? {} : { hides }) });
  }
  return given;
}

/** A place where a parameter is used. */
export interface Use {
  /** Undefined when the placeholder is malformed. */
  readonly name: string | undefined;
  readonly path: Path;
  /** The artifact that uses it; undefined: an override of the environment. */
  readonly artifact?: Artifact;
  readonly environment?: Environment;
}

/** A folder that Studio writes knows nothing of our placeholders: its texts stay as they are. */
export function takesParameters(artifact: Artifact): boolean {
  return artifact.origin.package !== undefined;
}

/** Every use of a parameter in the artifacts and in the overrides of the environment. */
export function collectUses(
  artifacts: readonly Artifact[],
  environment: Environment | undefined,
): readonly Use[] {
  const inArtifacts = artifacts
    .filter(takesParameters)
    .flatMap((artifact) => parameterUses(artifact.body).map((use) => ({ ...use, artifact })));
  if (environment === undefined) return inArtifacts;
  const inOverrides = parameterUses(environment.overrides, ["overrides"]).map((use) => ({
    ...use,
    environment,
  }));
  return [...inArtifacts, ...inOverrides];
}
