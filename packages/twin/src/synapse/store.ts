import type { JsonObject } from "../http.ts";
import { type ArtifactFiles, openArtifactFiles } from "./artifact-files.ts";

/** An artifact as the service holds it. */
export interface StoredArtifact {
  /** In the case it was created with. */
  readonly name: string;
  /** GUID-like, other after every write. */
  readonly etag: string;
  /** `properties` as JSON text. Kept as bytes: a list of thousands is answered without serialising any. */
  readonly properties: Buffer;
  /** What it needs, as `kind/name`, the name in any case. */
  readonly references: readonly string[];
  /** Top-level members of a read-only resource (location, tags, sku). */
  readonly members?: JsonObject;
  /** What its operations say of it, whatever they do (recorded traffic). */
  readonly record?: ArtifactRecord;
  /** Event subscription of a trigger. Absent: never subscribed. */
  readonly subscription?: "Enabled" | "Disabled";
}

/** The service's own record of an artifact, which outlives updates and renames. */
export interface ArtifactRecord {
  readonly recordId: number;
  readonly created: string;
  readonly artifactId: string;
}

/** The artifacts of one workspace, in memory and on disk. Names are equal ignoring case. */
export interface ArtifactStore {
  /** `stale`: as before the last write to this artifact. */
  get(kind: string, name: string, stale?: boolean): StoredArtifact | undefined;
  /** By name. `stale`: as before the last write to this kind. */
  list(kind: string, stale?: boolean): readonly StoredArtifact[];
  /** Kinds that were ever written. */
  kinds(): readonly string[];
  put(kind: string, artifact: StoredArtifact): void;
  delete(kind: string, name: string): void;
  /** Puts `artifact` instead of `name`, as one write. */
  rename(kind: string, name: string, artifact: StoredArtifact): void;
}

interface Shelf {
  readonly artifacts: Map<string, StoredArtifact>;
  /** Each artifact as it was before its last write; `undefined`: it did not exist. */
  readonly before: Map<string, StoredArtifact | undefined>;
  /** Keys that the last write to this kind touched. */
  touched: readonly string[];
  /** Sorted by name; taken away by every write. */
  sorted: readonly StoredArtifact[] | undefined;
}

/** Opens the artifacts kept in `folder`, which is made when absent. Throws a `TwinError` for a damaged file. */
export function openStore(folder: string): ArtifactStore {
  const files = openArtifactFiles(folder);
  const shelves = new Map<string, Shelf>();
  for (const { kind, artifact } of files.load()) {
    shelfOf(shelves, kind).artifacts.set(artifactKey(artifact.name), artifact);
  }
  return storeOver(shelves, files);
}

function storeOver(shelves: Map<string, Shelf>, files: ArtifactFiles): ArtifactStore {
  return {
    get(kind, name, stale = false) {
      const shelf = shelves.get(kind);
      const key = artifactKey(name);
      return stale && shelf?.before.has(key) ? shelf.before.get(key) : shelf?.artifacts.get(key);
    },
    list(kind, stale = false) {
      const shelf = shelves.get(kind);
      if (!shelf) return [];
      if (!stale) {
        shelf.sorted ??= sortedByName(shelf.artifacts);
        return shelf.sorted;
      }
      const former = new Map(shelf.artifacts);
      for (const key of shelf.touched) replace(former, key, shelf.before.get(key));
      return sortedByName(former);
    },
    kinds: () => [...shelves.keys()],
    put(kind, artifact) {
      files.write(kind, artifact);
      change(shelfOf(shelves, kind), new Map([[artifactKey(artifact.name), artifact]]));
    },
    delete(kind, name) {
      files.remove(kind, name);
      change(shelfOf(shelves, kind), new Map([[artifactKey(name), undefined]]));
    },
    rename(kind, name, artifact) {
      const [from, to] = [artifactKey(name), artifactKey(artifact.name)];
      files.write(kind, artifact);
      if (from !== to) files.remove(kind, name);
      change(
        shelfOf(shelves, kind),
        new Map<string, StoredArtifact | undefined>([
          [from, undefined],
          [to, artifact],
        ]),
      );
    },
  };
}

/** Names are unique ignoring case within a kind, as the documentation of naming rules says. */
export function artifactKey(name: string): string {
  return name.toLowerCase();
}

function shelfOf(shelves: Map<string, Shelf>, kind: string): Shelf {
  const found = shelves.get(kind);
  if (found) return found;
  const shelf: Shelf = { artifacts: new Map(), before: new Map(), touched: [], sorted: undefined };
  shelves.set(kind, shelf);
  return shelf;
}

function change(shelf: Shelf, changes: ReadonlyMap<string, StoredArtifact | undefined>): void {
  for (const [key, artifact] of changes) {
    shelf.before.set(key, shelf.artifacts.get(key));
    replace(shelf.artifacts, key, artifact);
  }
  shelf.touched = [...changes.keys()];
  shelf.sorted = undefined;
}

function replace(
  artifacts: Map<string, StoredArtifact>,
  key: string,
  artifact: StoredArtifact | undefined,
): void {
  if (artifact) artifacts.set(key, artifact);
  else artifacts.delete(key);
}

function sortedByName(artifacts: ReadonlyMap<string, StoredArtifact>): readonly StoredArtifact[] {
  return [...artifacts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, artifact]) => artifact);
}
