import { parseRef } from "@retain/artifacts/kinds/refs";
import { isObject, type Json } from "@retain/artifacts/words/json";
import type { HeldId, LiveId } from "@retain/artifacts/words/live";
import { byRef, formatRef, type Ref } from "@retain/artifacts/words/ref";
import type { ChangeOrigin } from "@retain/planner/plan/plan";
import { refOf } from "@retain/planner/plan/ref-text";
import { readRef, readRefs, type Written, writeRef, writeRefs } from "@retain/planner/plan/written-refs";
import type {
  Begun,
  HandedOver,
  JournalLine,
  Manifest,
  ManifestEntry,
  Records,
  Release,
  ReleasedBody,
  ReleasedChange,
  Resumed,
} from "./state.ts";

// What is a value here is text in the files of the lake. What reads throws UnknownRef.

/** What is known by ref, as documents hold it: by `kind/name`. */
type ByText<T> = { readonly [ref: string]: Omit<T, "ref"> };

/** Entries as they are written: ids by `kind/name` of what they are of. */
type EntriesDocument = {
  readonly [ref: string]: Omit<ManifestEntry, "ref" | "ids"> & {
    readonly ids?: { readonly [ref: string]: LiveId };
  };
};

/** The members that manifests and releases share, as they are written. */
interface RecordsDocument {
  readonly artifacts: EntriesDocument;
  readonly stopped?: readonly string[];
  readonly begun?: ByText<Begun>;
  readonly handed?: ByText<HandedOver>;
}

/** A manifest as it is written. */
export type ManifestDocument = Omit<Manifest, keyof Records> & RecordsDocument;

/** A release as it is written. */
export type ReleaseDocument = Omit<
  Release,
  keyof Records | "changes" | "recorded" | "forgotten" | "resumed" | "downtime"
> &
  RecordsDocument & {
    readonly changes: readonly Written<ReleasedChange>[];
    readonly recorded: readonly string[];
    readonly forgotten: readonly string[];
    readonly resumed?: readonly Written<Resumed>[];
    readonly downtime: readonly { readonly ref: string; readonly seconds: number }[];
  };

/** A release of a retain that wrote origins as one text, and `is` for what became of a change. */
export type ReleaseOne = Omit<ReleaseDocument, "version" | "changes"> & {
  readonly changes: readonly (Omit<Written<ReleasedChange>, "origin" | "status"> & {
    readonly origin: string;
    readonly is: ReleasedChange["status"];
  })[];
};

/** A line of a journal as it is written. */
export type LineDocument = JournalLine extends infer Line
  ? Line extends { readonly ref: Ref }
    ? Written<Line>
    : Line
  : never;

/** A body of a pack as it is written. */
export type WrittenBody = Written<ReleasedBody>;

/** A manifest as it is written. */
export function writeManifest(manifest: Manifest): ManifestDocument {
  const { artifacts, stopped, begun, handed, ...rest } = manifest;
  return { ...rest, ...writeRecords(manifest) };
}

/** The manifest of what fits its schema. */
export function readManifest(document: ManifestDocument): Manifest {
  const { artifacts, stopped, begun, handed, ...rest } = document;
  return { ...rest, ...readRecords(document) };
}

/** The manifest of another state, without what it holds of kinds that only a newer retain knows: none of it is ours to touch. */
export function readOtherManifest(document: ManifestDocument): Manifest {
  const { artifacts, stopped, begun, handed, ...rest } = document;
  return {
    ...rest,
    artifacts: readEntries(known(artifacts)),
    ...(handed === undefined ? {} : { handed: readMap(known(handed)) }),
  };
}

/** A release as it is written and printed. */
export function writeRelease(release: Release): ReleaseDocument {
  const { artifacts, stopped, begun, handed, resumed, ...rest } = release;
  return {
    ...rest,
    changes: release.changes.map(writeRefs),
    recorded: release.recorded.map(formatRef),
    forgotten: release.forgotten.map(formatRef),
    ...(resumed === undefined ? {} : { resumed: resumed.map(writeRef) }),
    downtime: release.downtime.map(writeRef),
    ...writeRecords(release),
  };
}

/** The release of what fits its schema. */
export function readRelease(document: ReleaseDocument): Release {
  const { artifacts, stopped, begun, handed, resumed, ...rest } = document;
  return {
    ...rest,
    changes: document.changes.map((change) => readRefs<ReleasedChange>(change)),
    recorded: document.recorded.map(refOf),
    forgotten: document.forgotten.map(refOf),
    ...(resumed === undefined ? {} : { resumed: resumed.map(readRef) }),
    downtime: document.downtime.map(readRef),
    ...readRecords(document),
  };
}

/** The release of what an older retain wrote. */
export function upgradeRelease(document: ReleaseOne): Release {
  const changes = document.changes.map(({ origin, is, ...change }) => {
    const from = originIn(origin);
    return { ...change, ...(from === undefined ? {} : { origin: from }), status: is };
  });
  return readRelease({ ...document, version: 2, changes });
}

/** A line of a journal as it is written. */
export function writeLine(line: JournalLine): LineDocument {
  return line.type === "begin" ? { ...line, ref: formatRef(line.ref) } : line;
}

/** The line of what fits its schema. */
export function readLine(line: LineDocument): JournalLine {
  return line.type === "begin" ? { ...line, ref: refOf(line.ref) } : line;
}

/** A line of an older retain, which wrote `is` for its type, as one of today; any other value as it is. */
export function upgradeLine(value: Json): Json {
  if (!isObject(value) || value.is === undefined) return value;
  const { is, ...line } = value;
  return { type: is, ...line };
}

/** What an older retain wrote of an origin: `file`, or `name@version file` with a version of npm; nothing where there was none. */
function originIn(text: string): ChangeOrigin | undefined {
  const [, from, file] = /^((?:@[^@/ ]+\/)?[^@/ ]+@\d+\.\d+\.\d+[^ ]*) (.+)$/s.exec(text) ?? [];
  if (from !== undefined && file !== undefined) return { file, package: from };
  return text === "" ? undefined : { file: text };
}

function writeRecords({ artifacts, stopped, begun, handed }: Records): RecordsDocument {
  return {
    artifacts: writeEntries(artifacts),
    ...(stopped === undefined ? {} : { stopped: stopped.map(formatRef) }),
    ...(begun === undefined ? {} : { begun: writeMap(begun) }),
    ...(handed === undefined ? {} : { handed: writeMap(handed) }),
  };
}

function readRecords({ artifacts, stopped, begun, handed }: RecordsDocument): Records {
  return {
    artifacts: readEntries(artifacts),
    ...(stopped === undefined ? {} : { stopped: stopped.map(refOf) }),
    ...(begun === undefined ? {} : { begun: readMap(begun) }),
    ...(handed === undefined ? {} : { handed: readMap(handed) }),
  };
}

function writeEntries(entries: Records["artifacts"]): EntriesDocument {
  return Object.fromEntries(
    [...entries.values()].map(({ ref, ids, ...rest }) => {
      const written = ids && Object.fromEntries(ids.map(({ of, id }) => [formatRef(of), id]));
      return [formatRef(ref), { ...rest, ...(written === undefined ? {} : { ids: written }) }];
    }),
  );
}

function readEntries(document: EntriesDocument): Records["artifacts"] {
  const entries = Object.entries(document).map(([text, { ids, ...rest }]): ManifestEntry => {
    // Of a kind that only a newer retain knows nothing here holds an id.
    const held = ids && Object.entries(ids).flatMap(([of, id]) => heldId(parseRef(of), id));
    return { ref: refOf(text), ...rest, ...(held === undefined ? {} : { ids: held }) };
  });
  return byRef(entries);
}

function heldId(of: Ref | undefined, id: LiveId): readonly HeldId[] {
  return of === undefined ? [] : [{ of, id }];
}

function writeMap<T extends { readonly ref: Ref }>(known: ReadonlyMap<string, T>): ByText<T> {
  return Object.fromEntries([...known.values()].map(({ ref, ...rest }) => [formatRef(ref), rest]));
}

function known<T>(document: { readonly [ref: string]: T }): { readonly [ref: string]: T } {
  return Object.fromEntries(Object.entries(document).filter(([text]) => parseRef(text) !== undefined));
}

function readMap<T extends { readonly ref: Ref }>(document: ByText<T>): ReadonlyMap<string, T> {
  return byRef(Object.entries(document).map(([text, rest]) => ({ ref: refOf(text), ...rest }) as T));
}
