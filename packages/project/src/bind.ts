import { repointDefaults } from "@retain/artifacts/references/defaults";
import type { Artifact } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import type { JsonObject } from "@retain/artifacts/words/json";
import type { Environment } from "./environment.ts";
import { applyOverrides, type OverrideEffect } from "./overrides.ts";
import { parameterProblems } from "./parameter-problems.ts";
import type { ParameterDeclarations } from "./parameter-schema.ts";
import {
  collectUses,
  type GivenParameters,
  givenParameters,
  takesParameters,
  type Use,
} from "./parameters.ts";
import { substitute } from "./placeholders.ts";
import type { Outputs } from "./terraform-outputs.ts";
import { applyTriggerStates, type TriggerEffect } from "./trigger-states.ts";

/** What is bound to an environment. */
export interface BindInput {
  readonly artifacts: readonly Artifact[];
  /** Undefined: nothing is put in, and only the form of placeholders is judged. */
  readonly environment: Environment | undefined;
  /** What terraform gives; undefined when the environment names no outputs, or they could not be read. */
  readonly outputs?: Outputs | undefined;
  /** The parameters of the project, where retain.yaml declares them. */
  readonly declarations?: ParameterDeclarations | undefined;
  /** False when a source could not be read whole: what misses a target may miss it for that reason. */
  readonly complete: boolean;
}

/** What a parameter did. */
interface ParameterEffect {
  readonly name: string;
  /** How many texts of artifacts and overrides use it. */
  readonly uses: number;
  /** The output it comes from; absent when the file of the environment gives it. */
  readonly output?: string;
  /** The output that the file of the environment hides. */
  readonly hides?: string;
}

/** What an environment did to the artifacts. */
export interface EnvironmentEffects {
  /** Parameters that are used, in the order of their names. */
  readonly parameters: readonly ParameterEffect[];
  readonly triggers: readonly TriggerEffect[];
  readonly overrides: readonly OverrideEffect[];
}

/** The artifacts as this environment has them. */
export interface Bound {
  readonly artifacts: readonly Artifact[];
  /** Absent without an environment. */
  readonly effects?: EnvironmentEffects;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Puts parameters, states of triggers and overrides of an environment into the
 * artifacts, in this order, and points default linked services to those of its
 * workspace. Pure: the given artifacts are not touched, bodies that nothing
 * changes are shared.
 */
export function bind({ artifacts, environment, outputs, declarations, complete }: BindInput): Bound {
  const uses = collectUses(artifacts, environment);
  const given: GivenParameters = environment
    ? givenParameters(environment, outputs, declarations)
    : new Map();
  const problems = parameterProblems({ uses, environment, given, outputs, declarations, complete });
  if (environment === undefined) return { artifacts, diagnostics: problems };
  const values = Object.fromEntries([...given].map(([name, { value }]) => [name, value]));
  const filled = artifacts.map((artifact) =>
    takesParameters(artifact)
      ? withBody(artifact, substitute(artifact.body, values) as JsonObject)
      : artifact,
  );
  const stated = applyTriggerStates(filled, environment, complete);
  const overridden = applyOverrides(stated.artifacts, environment, {
    value: (value) => substitute(value, values),
    complete,
  });
  return {
    artifacts: overridden.artifacts.map((artifact) =>
      withBody(artifact, repointDefaults(artifact.body, environment.workspace)),
    ),
    effects: {
      parameters: parameterEffects(uses, given),
      triggers: stated.effects,
      overrides: overridden.effects,
    },
    diagnostics: [...problems, ...stated.diagnostics, ...overridden.diagnostics],
  };
}

function withBody(artifact: Artifact, body: JsonObject): Artifact {
  return body === artifact.body ? artifact : { ...artifact, body };
}

function parameterEffects(uses: readonly Use[], given: GivenParameters): readonly ParameterEffect[] {
  const counts = new Map<string, number>();
  for (const { name } of uses) if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, count]) => {
      const found = given.get(name);
      if (found === undefined) return [];
      const { output, hides } = found;
      return [
        {
          name,
          uses: count,
          ...(output === undefined ? {} : { output }),
          ...(hides === undefined ? {} : { hides }),
        },
      ];
    });
}
