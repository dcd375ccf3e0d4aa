import type { Change, Place } from "./changes.ts";
import type { Entry, FilesystemProperties } from "./entry.ts";

interface Node {
  /** Absent between the root and an entry whose own directories nobody asked for yet. */
  entry?: Entry;
  readonly children: Map<string, Node>;
}

interface Filesystem {
  properties: FilesystemProperties;
  readonly root: Node;
}

/** What is known of every path of an account, in memory. A directory moves by one link, whatever lies in it. */
export interface LakeTree {
  apply(change: Change): void;
  filesystems(): ReadonlyMap<string, { readonly properties: FilesystemProperties }>;
  /** When a file system of this name was dropped last, milliseconds since the epoch. */
  droppedAt(name: string): number | undefined;
  entry(place: Place): Entry | undefined;
  /** Changes that lead from nothing to this tree. */
  snapshot(): Iterable<Change>;
  /** Every entry. */
  entries(): Iterable<Entry>;
}

/** An empty tree. */
export function createTree(): LakeTree {
  const filesystems = new Map<string, Filesystem>();
  const dropped = new Map<string, number>();

  const nodeAt = ({ filesystem, path }: Place): Node | undefined =>
    segmentsOf(path).reduce<Node | undefined>(
      (node, name) => node?.children.get(name),
      filesystems.get(filesystem)?.root,
    );
  const made = ({ filesystem, path }: Place): Node | undefined =>
    segmentsOf(path).reduce<Node | undefined>((node, name) => {
      const child = node?.children.get(name) ?? { children: new Map() };
      node?.children.set(name, child);
      return child;
    }, filesystems.get(filesystem)?.root);
  const unlink = ({ filesystem, path }: Place): Node | undefined => {
    const segments = segmentsOf(path);
    const name = segments.pop();
    const parent = nodeAt({ filesystem, path: segments.join("/") });
    if (name === undefined || !parent) return undefined;
    const node = parent.children.get(name);
    parent.children.delete(name);
    return node;
  };

  const apply = (change: Change): void => {
    switch (change.op) {
      case "filesystem": {
        const known = filesystems.get(change.name);
        if (known) known.properties = change.properties;
        else filesystems.set(change.name, { properties: change.properties, root: { children: new Map() } });
        break;
      }
      case "drop":
        filesystems.delete(change.name);
        dropped.set(change.name, change.at);
        break;
      case "put": {
        const node = made(change.place);
        if (!node) break;
        node.entry = change.entry;
        break;
      }
      case "remove":
        unlink(change.place);
        break;
      case "move": {
        const node = unlink(change.from);
        const segments = segmentsOf(change.to.path);
        const name = segments.pop();
        const parent = made({ filesystem: change.to.filesystem, path: segments.join("/") });
        if (node && parent && name !== undefined) parent.children.set(name, node);
      }
    }
  };

  return {
    apply,
    filesystems: () => filesystems,
    droppedAt: (name) => dropped.get(name),
    entry: (place) => nodeAt(place)?.entry,
    *snapshot() {
      for (const [name, at] of dropped) yield { op: "drop", name, at };
      for (const [name, { properties, root }] of filesystems) {
        yield { op: "filesystem", name, properties };
        for (const [path, entry] of below(root, "")) {
          yield { op: "put", place: { filesystem: name, path }, entry };
        }
      }
    },
    *entries() {
      for (const { root } of filesystems.values()) for (const [, entry] of below(root, "")) yield entry;
    },
  };
}

function* below(node: Node, path: string): Iterable<[path: string, entry: Entry]> {
  if (node.entry) yield [path, node.entry];
  for (const [name, child] of node.children) yield* below(child, path === "" ? name : `${path}/${name}`);
}

function segmentsOf(path: string): string[] {
  return path === "" ? [] : path.split("/");
}
