import type { Artifact } from "@retain/artifacts/artifact";
import type { Diagnostic } from "@retain/artifacts/diagnostic";
import type { Json, JsonObject } from "@retain/artifacts/json";
import { formatPath } from "@retain/artifacts/path";
import { formatRef, parseRef, refKey } from "@retain/artifacts/ref";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment } from "./environment.ts";
import { parsePath, replaceAt, resolvePath } from "./override-path.ts";

/** Artifacts with the environment's overrides put in, and the overrides that hit nothing. */
export interface Overridden {
  readonly artifacts: readonly Artifact[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts the overrides of an environment into copies of the bodies they name. */
export function applyOverrides(
  artifacts: readonly Artifact[],
  environment: Environment,
  options: { readonly value: (value: Json) => Json; readonly complete: boolean },
): Overridden {
  const diagnostics: Diagnostic[] = [];
  const bodies = new Map<Artifact, JsonObject>();
  const byKey = new Map(artifacts.map((artifact) => [refKey(artifact.ref), artifact]));
  for (const [written, places] of Object.entries(environment.overrides)) {
    const ref = parseRef(written);
    const artifact = ref && byKey.get(refKey(ref));
    if (artifact === undefined) {
      // An artifact that could not be read has its own problem.
      if (options.complete) diagnostics.push(noSuchArtifact(written, artifacts, environment));
      continue;
    }
    let body = artifact.body;
    for (const [place, value] of Object.entries(places)) {
      const replaced = override(body, place, options.value(value));
      if ("body" in replaced) body = replaced.body;
      else {
        diagnostics.push({
          severity: "error",
          ...replaced,
          ref: artifact.ref,
          at: environment.document.locate(["overrides", written, place]),
        });
      }
    }
    bodies.set(artifact, body);
  }
  return {
    artifacts: artifacts.map((artifact) => {
      const body = bodies.get(artifact);
      return body === undefined || body === artifact.body ? artifact : { ...artifact, body };
    }),
    diagnostics,
  };
}

type Replaced =
  | { readonly body: JsonObject }
  | { readonly code: string; readonly message: string; readonly why?: string; readonly advice: string };

function override(body: JsonObject, place: string, value: Json): Replaced {
  const steps = parsePath(place);
  if (steps === undefined) {
    return {
      code: "override-path",
      message: `the override '${place}' is neither a JSON pointer nor a property path`,
      advice: "write /properties/x/0 or properties.x[0]",
    };
  }
  const resolved = resolvePath(body, steps);
  if ("path" in resolved) {
    if (resolved.path[0] === "name") {
      return {
        code: "override-name",
        message: "an override cannot change the name of an artifact",
        why: "other artifacts refer to it by its name",
        advice: "rename the artifact in its source",
      };
    }
    return { body: replaceAt(body, resolved.path, value) as JsonObject };
  }
  const { missing, at, known } = resolved;
  const inProperties = at.length === 0 && "path" in resolvePath(body, ["properties", ...steps]);
  const where = at.length === 0 ? "the artifact" : `'${formatPath(at)}'`;
  return {
    code: "override-path",
    message: `the override '${place}' hits nothing: ${where} has no '${missing}'`,
    advice: inProperties
      ? `did you mean '${place.startsWith("/") ? `/properties${place}` : `properties.${place}`}'?`
      : didYouMean(
          String(missing),
          known,
          known.length === 0
            ? "write the value into the artifact first"
            : `it has: ${known.slice(0, 12).join(", ")}`,
        ),
  };
}

function noSuchArtifact(
  written: string,
  artifacts: readonly Artifact[],
  environment: Environment,
): Diagnostic {
  return {
    severity: "error",
    code: "override-ref",
    message: `the override of '${written}' hits nothing: there is no such artifact`,
    at: environment.document.locate(["overrides", written]),
    advice: didYouMean(
      written,
      artifacts.map(({ ref }) => formatRef(ref)),
      "write kind/name as `retain validate --json` and plans show it, or remove the override",
    ),
  };
}
