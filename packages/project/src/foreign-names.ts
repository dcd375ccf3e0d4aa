import type { ForeignName, ForeignNames } from "@retain/artifacts/rules/validate";
import { isContainer, type Json } from "@retain/artifacts/words/json";
import type { Environment } from "./environment.ts";
import { namesIn, workspaceNames } from "./identifying-names.ts";
import { overrideEdits } from "./override-edits.ts";
import { parameterText } from "./placeholders.ts";
import type { Outputs } from "./terraform-outputs.ts";

/** An environment, and what terraform gives it where that is known. */
export interface KnownEnvironment {
  readonly environment: Environment;
  readonly outputs: Outputs | undefined;
}

/**
 * The names of all other environments that `own` does not have as well. An override of `own` excuses only what
 * others override too: it may hold the vault of another environment by a slip of the pen.
 */
export function foreignNames(own: KnownEnvironment, others: readonly KnownEnvironment[]): ForeignNames {
  const shared = keysOf(ownNames(own));
  const overridden = keysOf(overrideNames(own.environment));
  const found = new Map<string, ForeignName>();
  const add = (text: string, from: string, environment: string) => {
    const key = text.toLowerCase();
    const known = found.get(key);
    if (shared.has(key) || known?.environments.includes(environment)) return;
    found.set(key, { text, from, ...known, environments: [...(known?.environments ?? []), environment] });
  };
  for (const other of others) {
    const { name } = other.environment;
    for (const [text, from] of ownNames(other)) add(text, from, name);
    for (const [text, from] of overrideNames(other.environment)) {
      if (!overridden.has(text.toLowerCase())) add(text, from, name);
    }
  }
  return { environment: own.environment.name, names: [...found.values()] };
}

function keysOf(names: Iterable<readonly [string, string]>): ReadonlySet<string> {
  return new Set([...names].map(([name]) => name.toLowerCase()));
}

/** Each name by which an environment is known, and where it is from. */
function ownNames({ environment, outputs }: KnownEnvironment): ReadonlyMap<string, string> {
  const { workspace, places, parameters } = environment;
  const names = new Map<string, string>();
  const add = (found: readonly string[], from: string) => {
    for (const name of found) if (!names.has(name)) names.set(name, from);
  };
  add(workspaceNames(workspace), "its workspace");
  for (const [index, [kind, { name = "", endpoint = "" }]] of Object.entries(places).entries()) {
    // The name of the workspace it is about has been told apart from everyday words already.
    if (index === 0) add(namesIn(endpoint), "its endpoint");
    else add([...namesIn(endpoint), ...namesIn(name, "account")], `its ${kind}`);
  }
  for (const [name, value] of Object.entries(parameters)) {
    add(namesIn(parameterText(value), name), `its parameter '${name}'`);
  }
  for (const [name, value] of outputs?.values ?? []) {
    add(namesIn(parameterText(value), name), `its terraform output '${name}'`);
  }
  return names;
}

function overrideNames({ overrides }: Environment): readonly (readonly [string, string])[] {
  return Object.entries(overrides).flatMap(([ref, places]) =>
    overrideEdits(places).flatMap(({ place, value }) =>
      textsOf(value ?? null).flatMap((text) =>
        namesIn(text, place).map((name) => [name, `its override of '${ref}'`] as const),
      ),
    ),
  );
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === "string") return [value];
  if (!isContainer(value)) return [];
  return Object.values(value).flatMap((item: Json) => textsOf(item));
}
