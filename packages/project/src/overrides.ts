import { canonicalText } from "@retain/artifacts/canonical/text";
import { parseRef } from "@retain/artifacts/kinds/refs";
import { redactSecrets } from "@retain/artifacts/secrets/secrets";
import type { Artifact, Position } from "@retain/artifacts/words/artifact";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { isObject, type Json, type JsonObject } from "@retain/artifacts/words/json";
import { formatPath, type Path } from "@retain/artifacts/words/path";
import { byRef, formatRef, type Ref, refKey } from "@retain/artifacts/words/ref";
import { didYouMean } from "./did-you-mean.ts";
import type { Environment } from "./environment.ts";
import { type OverrideDeed, overrideEdits } from "./override-edits.ts";
import { parsePath, replaceAt, resolvePath, setMember, valueAt } from "./override-path.ts";
import { writtenAt } from "./written-at.ts";

/** What one override did. */
export interface OverrideEffect {
  readonly ref: Ref;
  readonly path: Path;
  readonly type: OverrideDeed;
  /** The values, secrets hidden; absent where there was none, or is none now. */
  readonly before?: Json;
  readonly after?: Json;
  /** False when the same value was there already. */
  readonly changes: boolean;
  readonly at: Position;
}

/** Artifacts with the environment's overrides put in, what each did, and the overrides that hit nothing. */
export interface Overridden {
  readonly artifacts: readonly Artifact[];
  readonly effects: readonly OverrideEffect[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Puts the overrides of an environment into copies of the bodies they name. */
export function applyOverrides(
  artifacts: readonly Artifact[],
  environment: Environment,
  options: { readonly value: (value: Json) => Json; readonly complete: boolean },
): Overridden {
  const diagnostics: Diagnostic[] = [];
  const effects: OverrideEffect[] = [];
  const changed = new Map<Artifact, Artifact>();
  const byKey = byRef(artifacts);
  for (const [written, places] of Object.entries(environment.overrides)) {
    const ref = parseRef(written);
    const artifact = ref && byKey.get(refKey(ref));
    if (artifact === undefined) {
      // An artifact that could not be read has its own problem.
      if (options.complete) diagnostics.push(noSuchArtifact(written, artifacts, environment));
      continue;
    }
    let result = changed.get(artifact) ?? artifact;
    for (const { type, place, value, source: within } of overrideEdits(places)) {
      const put = value === undefined ? undefined : options.value(value);
      const replaced =
        put === undefined
          ? without(result.body, place)
          : type === "add"
            ? withMember(result.body, place, put)
            : override(result.body, place, put);
      const source: Path = ["overrides", written, ...within];
      const at = environment.document.locate(source);
      if ("body" in replaced) {
        const { body, path, before } = replaced;
        const changes =
          before === undefined || put === undefined || canonicalText(before) !== canonicalText(put);
        const shown = (whole: JsonObject) => valueAt(redactSecrets(whole), path);
        effects.push({
          ref: artifact.ref,
          path,
          type,
          ...(before === undefined ? {} : { before: shown(result.body) }),
          ...(put === undefined ? {} : { after: shown(body) }),
          changes,
          at,
        });
        if (put === undefined) result = { ...result, body };
        else if (changes)
          result = writtenAt(result, body, path, (rest) => environment.document.locate([...source, ...rest]));
        else diagnostics.push(idleOverride(artifact.ref, place, path, at));
      } else diagnostics.push({ severity: "error", ...replaced, ref: artifact.ref, at });
    }
    changed.set(artifact, result);
  }
  return { artifacts: artifacts.map((artifact) => changed.get(artifact) ?? artifact), effects, diagnostics };
}

/** Overrides that repeat what is there hide that nothing differs, and go stale. */
function idleOverride(ref: Ref, place: string, path: Path, at: Position): Diagnostic {
  return {
    severity: "warning",
    code: "override-idle",
    message: `the override '${place}' changes nothing: the artifact already has this value`,
    ref,
    path,
    at,
    advice: "remove it",
  };
}

type Replaced =
  | { readonly body: JsonObject; readonly path: Path; readonly before?: Json }
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
        why: "other artifacts refer to it by name",
        advice: "rename the artifact in its source",
      };
    }
    const { path } = resolved;
    return { body: replaceAt(body, path, value) as JsonObject, path, before: valueAt(body, path) };
  }
  const { missing, at, known } = resolved;
  const inProperties = at.length === 0 && "path" in resolvePath(body, ["properties", ...steps]);
  const where = at.length === 0 ? "the artifact" : `'${formatPath(at)}'`;
  return {
    code: "override-path",
    message: `the override '${place}' matches nothing: ${where} has no '${missing}'`,
    advice: inProperties
      ? `did you mean '${place.startsWith("/") ? `/properties${place}` : `properties.${place}`}'?`
      : didYouMean(
          String(missing),
          known,
          known.length === 0
            ? "add the value to the artifact first"
            : `it has: ${known.slice(0, 12).join(", ")}`,
        ),
  };
}

/** The body with a member that it did not have; its holder must be there, and an object. */
function withMember(body: JsonObject, place: string, value: Json): Replaced {
  const steps = parsePath(place);
  const key = steps?.at(-1);
  if (steps === undefined || key === undefined) return override(body, place, value);
  const holder = resolvePath(body, steps.slice(0, -1));
  if ("missing" in holder) return told(override(body, place, value), "adds nothing");
  const found = valueAt(body, holder.path);
  if (!isObject(found)) return onlyMembers(place, "adds");
  const path = [...holder.path, String(key)];
  if (Object.hasOwn(found, String(key))) {
    return {
      code: "override-exists",
      message: `the override adds '${place}', but the artifact already has it`,
      why: "a reader would take the artifact's value for the effective one",
      advice: `move '${place}' out of \`add\` to replace its value, or remove the override`,
    };
  }
  return { body: setMember(body, holder.path, String(key), value) as JsonObject, path };
}

/** The body without a member that it has. */
function without(body: JsonObject, place: string): Replaced {
  const found = override(body, place, null);
  if (!("body" in found)) return told(found, "removes nothing");
  const { path, before } = found;
  const [holder, key] = [path.slice(0, -1), path.at(-1)];
  if (typeof key !== "string") return onlyMembers(place, "removes");
  if (path.length === 1) {
    return {
      code: "override-path",
      message: `the override removes '${place}', which every artifact needs`,
      advice: "remove a property inside it",
    };
  }
  return { body: setMember(body, holder, key, undefined) as JsonObject, path, before: before ?? null };
}

/** The refusal in the words of what was meant. */
function told(found: Replaced, does: string): Replaced {
  return "message" in found ? { ...found, message: found.message.replace("matches nothing", does) } : found;
}

function onlyMembers(place: string, does: string): Replaced {
  return {
    code: "override-path",
    message: `the override ${does} '${place}', which is an element of a list`,
    why: "the positions of the other elements would depend on the environment",
    advice: "replace the whole list",
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
    message: `the override of '${written}' matches nothing: there is no such artifact`,
    at: environment.document.locate(["overrides", written]),
    advice: didYouMean(
      written,
      artifacts.map(({ ref }) => formatRef(ref)),
      "write kind/name as plans and `retain validate --json` show it, or remove the override",
    ),
  };
}
