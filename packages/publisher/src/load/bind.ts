import type { Artifact } from "@retain/artifacts/artifact";
import { repointDefaults } from "@retain/artifacts/defaults";
import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { JsonObject } from "@retain/artifacts/json";
import type { Path } from "@retain/artifacts/path";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment } from "./environment.ts";
import { applyOverrides } from "./overrides.ts";
import { parameterUses, substitute } from "./placeholders.ts";

/** What is bound to an environment. */
export interface BindInput {
  readonly artifacts: readonly Artifact[];
  /** Undefined: nothing is put in, and only the form of placeholders is judged. */
  readonly environment: Environment | undefined;
  /** False when a source could not be read whole: what misses a target may miss it for that reason. */
  readonly complete: boolean;
}

/** The artifacts as this environment has them. */
export interface Bound {
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Puts parameters and overrides of an environment into the artifacts and
 * points default linked services to those of its workspace. Pure: the given
 * artifacts are not touched, bodies that nothing changes are shared.
 */
export function bind({ artifacts, environment, complete }: BindInput): Bound {
  const uses = collectUses(artifacts, environment);
  const malformed = uses.filter((use) => use.name === undefined).map(malformedPlaceholder);
  if (environment === undefined) return { artifacts, diagnostics: malformed };

  const { parameters, workspace } = environment;
  const filled = artifacts.map((artifact) =>
    takesParameters(artifact)
      ? withBody(artifact, substitute(artifact.body, parameters) as JsonObject)
      : artifact,
  );
  const overridden = applyOverrides(filled, environment, {
    value: (value) => substitute(value, parameters),
    complete,
  });
  return {
    artifacts: overridden.artifacts.map((artifact) =>
      withBody(artifact, repointDefaults(artifact.body, workspace)),
    ),
    diagnostics: [
      ...malformed,
      ...missingParameters(uses, environment),
      ...(complete ? unusedParameters(uses, environment) : []),
      ...overridden.diagnostics,
    ],
  };
}

function withBody(artifact: Artifact, body: JsonObject): Artifact {
  return body === artifact.body ? artifact : { ...artifact, body };
}

/** A folder that Studio writes knows nothing of our placeholders: its texts stay as they are. */
function takesParameters(artifact: Artifact): boolean {
  return artifact.origin.package !== undefined;
}

interface Use {
  readonly name: string | undefined;
  readonly path: Path;
  /** The artifact that uses it; undefined: an override of the environment. */
  readonly artifact?: Artifact;
  readonly environment?: Environment;
}

function collectUses(artifacts: readonly Artifact[], environment: Environment | undefined): readonly Use[] {
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

function malformedPlaceholder({ artifact, environment, path }: Use): Diagnostic {
  const at = artifact?.origin.locate?.(path) ?? environment?.document.locate(path) ?? artifact?.origin;
  return {
    severity: "error",
    code: "placeholder-malformed",
    message: "a placeholder of an environment's parameter is not written right",
    ...(artifact ? { ref: artifact.ref, path } : {}),
    ...(at ? { at: { file: at.file, line: at.line, column: at.column } } : {}),
    why: "the name begins with a letter or _ and holds letters, digits, '_', '.' and '-'",
    advice: `write it as \${retain:name}`,
  };
}

/** One problem a name, at the parameters of the environment, naming the first artifact that needs it. */
function missingParameters(uses: readonly Use[], environment: Environment): readonly Diagnostic[] {
  const given = Object.keys(environment.parameters);
  const missing = new Map<string, Use[]>();
  for (const use of uses) {
    if (use.name === undefined || given.includes(use.name)) continue;
    missing.set(use.name, [...(missing.get(use.name) ?? []), use]);
  }
  return [...missing].map(([name, users]) => {
    const first = users[0];
    const owner = first?.artifact;
    const others = users.length > 1 ? `; used in ${users.length} places` : "";
    return {
      severity: "error",
      code: "parameter-missing",
      message: `environment '${environment.name}' gives no value to the parameter '${name}'${others}`,
      ...(owner && first ? { ref: owner.ref, path: first.path } : {}),
      at:
        owner === undefined
          ? environment.document.locate(first?.path ?? [])
          : environment.document.locate(["parameters"]),
      advice: didYouMean(name, given, `write '${name}: VALUE' below 'parameters'`),
    };
  });
}

function unusedParameters(uses: readonly Use[], environment: Environment): readonly Diagnostic[] {
  const used = new Set(uses.flatMap((use) => (use.name === undefined ? [] : [use.name])));
  return Object.keys(environment.parameters)
    .filter((name) => !used.has(name))
    .map((name) => ({
      severity: "error",
      code: "parameter-unused",
      message: `nothing uses the parameter '${name}'`,
      at: environment.document.locate(["parameters", name]),
      advice: didYouMean(name, used, `remove it, or use it as \${retain:${name}} in an artifact or override`),
    }));
}
