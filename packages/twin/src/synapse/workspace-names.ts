import { TwinError } from "../host/twin-error.ts";

// Lower-case letters, digits and hyphens, as Azure asks of a workspace; it also names a folder here.
const allowed = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/;

/** The names, once each. Throws a `TwinError` that lists those which cannot name a workspace. */
export function checkWorkspaceNames(names: readonly string[]): readonly string[] {
  const wrong = names.filter((name) => !allowed.test(name)).map((name) => `"${name}"`);
  if (wrong.length > 0) {
    throw new TwinError(
      `${wrong.join(", ")} is not a valid workspace name`,
      "use up to 50 lower-case letters, digits and hyphens, with a letter or digit at both ends",
    );
  }
  if (names.length === 0) throw new TwinError("a twin needs a workspace", "name at least one");
  return [...new Set(names)];
}
