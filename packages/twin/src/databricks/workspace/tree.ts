import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openCollection } from "../store/collection.ts";
import type { LastWrite } from "../store/last-write.ts";
import type { Language } from "./languages.ts";
import { parentOf } from "./paths.ts";

/** An object of the workspace. Times are milliseconds since the epoch. */
export interface WorkspaceObject {
  readonly id: number;
  readonly key: string;
  readonly type: "DIRECTORY" | "NOTEBOOK" | "FILE";
  readonly created: number;
  readonly modified: number;
  /** Of what is no directory: bytes, and the file that holds them. */
  readonly size: number;
  readonly content: string;
  readonly language?: Language;
  /** How a notebook was given. */
  readonly format?: "SOURCE" | "JUPYTER";
}

/** What is put at a path. */
export interface PutObject extends Pick<WorkspaceObject, "type" | "language" | "format"> {
  readonly key: string;
  readonly bytes: Buffer;
}

/** Directories, notebooks and files of a workspace. */
export interface WorkspaceTree {
  get(key: string): WorkspaceObject | undefined;
  byId(id: number): WorkspaceObject | undefined;
  /** What lies directly in a directory, by name. */
  children(key: string): readonly WorkspaceObject[];
  bytes(object: WorkspaceObject): Buffer;
  /** Creates or replaces; an object that is replaced keeps its id. */
  put(object: PutObject): WorkspaceObject;
  /** Makes a directory whose parent is there. */
  makeDirectory(key: string): WorkspaceObject;
  delete(key: string): void;
  /** Makes the home of whoever signs in, where it is not there. */
  home(user: string): void;
  /** As it was before the last write. */
  before(): Pick<WorkspaceTree, "get" | "byId" | "children">;
}

interface TreeOptions {
  readonly last: LastWrite;
  readonly nextId: () => number;
  readonly now: () => number;
}

/** Directories that every workspace has, and that nobody deletes. */
export const standing: readonly string[] = ["/", "/Shared", "/Users", "/Repos"];

/** The tree kept in `folder`. Throws a `TwinError` for a damaged file. */
export function openTree(folder: string, { last, nextId, now }: TreeOptions): WorkspaceTree {
  const objects = openCollection<WorkspaceObject>(join(folder, "objects"), last);
  const contents = join(folder, "contents");
  mkdirSync(contents, { recursive: true });
  const held = new Set(objects.all().map(({ content }) => content));
  // Written, but killed before the object that names it.
  for (const name of readdirSync(contents)) if (!held.has(name)) rmSync(join(contents, name));
  const children = new Map<string, Set<string>>();
  const enlist = (key: string) => {
    const names = children.get(parentOf(key)) ?? new Set();
    children.set(parentOf(key), names.add(key));
  };
  for (const { key } of objects.all()) if (key !== "/") enlist(key);
  const drop = ({ content }: WorkspaceObject) => {
    if (content !== "") rmSync(join(contents, content), { force: true });
  };
  const save = (object: WorkspaceObject) => {
    objects.put(object.key, object);
    if (object.key !== "/") enlist(object.key);
    return object;
  };
  const makeDirectory = (key: string) => {
    const made = now();
    const blank = { type: "DIRECTORY", created: made, modified: made, size: 0, content: "" } as const;
    return save({ id: nextId(), key, ...blank });
  };
  for (const key of standing) if (!objects.get(key)) makeDirectory(key);

  return {
    get: objects.get,
    byId: (id) => objects.all().find((object) => object.id === id),
    children: (key) => sorted([...(children.get(key) ?? [])].flatMap((child) => objects.get(child) ?? [])),
    bytes: ({ content }) => readFileSync(join(contents, content)),
    put({ key, bytes, ...rest }) {
      const former = objects.get(key);
      const content = String(nextId());
      writeFileSync(join(contents, content), bytes);
      // An edit is later than what it replaces, whatever the clock says: clients compare these times.
      const modified = Math.max(now(), (former?.modified ?? 0) + 1);
      const object = save({
        id: former?.id ?? nextId(),
        key,
        created: former?.created ?? modified,
        modified,
        size: bytes.length,
        content,
        ...rest,
      });
      if (former) drop(former);
      return object;
    },
    makeDirectory,
    delete(key) {
      const object = objects.get(key);
      if (object === undefined) return;
      objects.delete(key);
      children.get(parentOf(key))?.delete(key);
      drop(object);
    },
    home(user) {
      if (!objects.get(`/Users/${user}`)) makeDirectory(`/Users/${user}`);
    },
    before() {
      const former = objects.before();
      const all = former.all();
      return {
        get: former.get,
        byId: (id) => all.find((object) => object.id === id),
        children: (key) => sorted(all.filter((one) => one.key !== "/" && parentOf(one.key) === key)),
      };
    },
  };
}

function sorted(objects: WorkspaceObject[]): readonly WorkspaceObject[] {
  return objects.sort((one, other) => (one.key < other.key ? -1 : 1));
}
