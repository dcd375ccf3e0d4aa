import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./places.ts";
import type { World } from "./world.ts";

/** All that an apply leaves behind, without what differs from run to run: etags, times, ids of releases. */
export interface EndState {
  /** By kind and name. */
  readonly live: Readonly<Record<string, unknown>>;
  /** By ref: what the manifest says of it, and the body that its release keeps. */
  readonly published: Readonly<Record<string, unknown>>;
  /** What the state holds that it must not: a journal that no release closed, drafts, a release without its file. */
  readonly loose: readonly string[];
}

/** What the state says of its last release and of an apply that did not end. */
export interface Closing {
  readonly release: string | null;
  /** Whether the journal tells of an apply that no release closed. */
  readonly unfinished: boolean;
}

interface Entry {
  readonly digest: string;
  readonly live: string;
  readonly created: boolean;
  readonly release: string;
  readonly started?: boolean;
}

/** Reads the end state from the twin itself: from its memory and its files, past every client. */
export function stateOf(world: World, place: Place): EndState {
  const folder = stateFolder(world, place);
  const read = (path: string) => readFileSync(join(folder, path), "utf8");
  const list = (path: string) => (existsSync(join(folder, path)) ? readdirSync(join(folder, path)) : []);
  const manifest = JSON.parse(read("manifest.json")) as {
    readonly release: string;
    readonly artifacts: Readonly<Record<string, Entry>>;
  };
  const bodies = new Map(
    list("bodies").map((name) => {
      const lines = read(`bodies/${name}`).trim().split("\n").slice(1);
      const found = lines.map((line) => JSON.parse(line) as { readonly ref: string; readonly body: unknown });
      return [name.replace(".jsonl", ""), new Map(found.map(({ ref, body }) => [ref, body]))];
    }),
  );
  const published = Object.entries(manifest.artifacts).map(
    ([ref, { digest, live, created, release, started }]) => [
      ref,
      { digest, live, created, started, body: bodies.get(release)?.get(ref) ?? "(no body is kept)" },
    ],
  );
  return {
    live: liveOf(world, place),
    published: Object.fromEntries(published),
    loose: [
      ...(closingOf(world, place).unfinished ? ["the journal"] : []),
      ...list("drafts"),
      ...(existsSync(join(folder, `releases/${manifest.release}.json`)) ? [] : [manifest.release]),
    ],
  };
}

/** What stands in the workspace, less what it brings itself and what the service says anew with each write. */
export function liveOf({ twin }: World, { workspace }: Place): EndState["live"] {
  const bodies = Object.entries(twin.workspace(workspace).snapshot()).flatMap(([kind, held]) =>
    Object.entries(held).flatMap(([name, body]) => {
      const { etag: _, id: __, properties, ...rest } = body as Readonly<Record<string, object>>;
      if (name.includes(workspace)) return [];
      return [[`${kind}/${name}`, { ...rest, properties: { ...properties, lastPublishTime: "" } }] as const];
    }),
  );
  return Object.fromEntries(bodies.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A journal whose release the manifest names was closed, wherever it lies. */
export function closingOf(world: World, place: Place): Closing {
  const folder = stateFolder(world, place);
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    readonly release: string;
  };
  const journal = join(folder, "journal/current.jsonl");
  const lines = existsSync(journal) ? readFileSync(journal, "utf8").trim().split("\n").slice(1) : [];
  const opened = lines
    .map((line) => JSON.parse(line) as { readonly type: string; readonly release?: string })
    .findLast(({ type }) => type === "open");
  return {
    release: manifest.release,
    unfinished: opened !== undefined && opened.release !== manifest.release,
  };
}

function stateFolder({ twin }: World, { account, filesystem }: Place): string {
  return join(twin.lake(account).files, filesystem, "_retain/moving/twin");
}
