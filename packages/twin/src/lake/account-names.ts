import { TwinError } from "../host/twin-error.ts";
import { isFilesystemName } from "./names.ts";

/** The account names, once each. Throws a `TwinError` that lists those which cannot name a storage account. */
export function checkLakeNames(names: readonly string[]): readonly string[] {
  const wrong = names.filter((name) => !/^[a-z0-9]{3,24}$/.test(name)).map((name) => `"${name}"`);
  if (wrong.length > 0) {
    throw new TwinError(
      `${wrong.join(", ")} is not a valid storage account name`,
      "use 3 to 24 lower-case letters and digits",
    );
  }
  return [...new Set(names)];
}

/** The names, once each. Throws a `TwinError` that lists those which cannot name a file system. */
export function checkFilesystemNames(names: readonly string[]): readonly string[] {
  const wrong = names.filter((name) => !isFilesystemName(name)).map((name) => `"${name}"`);
  if (wrong.length > 0) {
    throw new TwinError(
      `${wrong.join(", ")} is not a valid file system name`,
      "use 3 to 63 lower-case letters, digits and single dashes",
    );
  }
  return [...new Set(names)];
}

/** The account of a twin that names none: the twin's name as far as an account may bear it. */
export function defaultLakeName(twin: string): string {
  return twin.replaceAll("-", "").padEnd(3, "lake").slice(0, 24);
}
