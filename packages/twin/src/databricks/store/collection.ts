import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TwinError } from "../../host/twin-error.ts";
import type { LastWrite } from "./last-write.ts";

/** Values by their keys, each in a file of its own. */
export interface Collection<T> {
  get(key: string): T | undefined;
  /** In the order in which they came. */
  all(): readonly T[];
  /** Whole or not at all, also where the twin is killed in the middle. */
  put(key: string, value: T): void;
  delete(key: string): void;
  /** As it was before the last request that wrote anything. */
  before(): Pick<Collection<T>, "get" | "all">;
}

interface Stored<T> {
  readonly key: string;
  readonly value: T;
}

/** The collection in `folder`, which is made when absent. Throws a `TwinError` for a file that cannot be read. */
export function openCollection<T>(folder: string, last: LastWrite): Collection<T> {
  mkdirSync(folder, { recursive: true });
  const values = new Map<string, T>(loadFrom<T>(folder).map(({ key, value }) => [key, value]));
  const remember = (key: string) => last.remember(values, key, values.get(key));
  return {
    get: (key) => values.get(key),
    all: () => [...values.values()],
    put(key, value) {
      remember(key);
      const path = join(folder, fileOf(key));
      writeFileSync(`${path}.tmp`, JSON.stringify({ key, value } satisfies Stored<T>));
      renameSync(`${path}.tmp`, path);
      values.set(key, value);
    },
    delete(key) {
      remember(key);
      rmSync(join(folder, fileOf(key)), { force: true });
      values.delete(key);
    },
    before() {
      const former = new Map(values);
      for (const [key, value] of last.of(values)) {
        if (value === undefined) former.delete(key);
        else former.set(key, value as T);
      }
      return { get: (key) => former.get(key), all: () => [...former.values()] };
    },
  };
}

function loadFrom<T>(folder: string): Stored<T>[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return files
    .map((name) => readStored<T>(join(folder, name)))
    .sort((one, other) => one.key.localeCompare(other.key, "en", { numeric: true }));
}

function readStored<T>(path: string): Stored<T> {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Stored<T>;
  } catch (error) {
    throw new TwinError(
      `${path} is damaged: ${(error as Error).message}`,
      "fix or delete the file, or start from nothing: retain twin reset",
    );
  }
}

/** Keys are names of any characters, also those that differ in case alone. */
function fileOf(key: string): string {
  return /^\d+$/.test(key)
    ? `${key}.json`
    : `${createHash("sha256").update(key).digest("hex").slice(0, 32)}.json`;
}
