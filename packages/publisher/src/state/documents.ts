import type { ChangeOrigin } from "@retain/planner/plan/plan";
import { refText } from "@retain/planner/plan/ref-text";
import { readRefs, type Written, writeRefs } from "@retain/planner/plan/written-refs";
import { z } from "zod";
import type { DocumentKind } from "./read-document.ts";
import type { Manifest, Release, ReleasedChange } from "./state.ts";

// Members that are not named here are let be: a later release of the program may add some within a version.

const actor = z.looseObject({ name: z.string(), id: z.string().optional(), host: z.string() });

const entries = z.record(
  z.string(),
  z.looseObject({
    digest: z.string(),
    live: z.string(),
    etag: z.string().optional(),
    created: z.boolean(),
    release: z.string(),
    started: z.boolean().optional(),
  }),
);

const handed = z.record(z.string(), z.looseObject({ to: z.string(), release: z.string() }));

const begun = z.record(z.string(), z.looseObject({ digest: z.string(), release: z.string() }));

const manifest = {
  environment: z.string(),
  workspace: z.string(),
  release: z.string().nullable(),
  artifacts: entries,
  stopped: z.array(z.string()).optional(),
  begun: begun.optional(),
  handed: handed.optional(),
};
const manifestOne = z.looseObject({ version: z.literal(1), ...manifest });
const manifestTwo = z.looseObject({
  version: z.literal(2),
  project: z.string(),
  endpoint: z.string().optional(),
  ...manifest,
});

const difference = z.looseObject({
  path: z.string(),
  lines: z.array(z.looseObject({ mark: z.string(), text: z.string() })).optional(),
  risk: z.string(),
});

const reach = z.looseObject({
  pipelines: z.array(refText),
  triggers: z.array(z.looseObject({ ref: refText, started: z.boolean() })),
});

const change = {
  id: z.string(),
  ref: refText,
  action: z.string(),
  risk: z.string(),
  reason: z.string(),
  replaces: z.literal(true).optional(),
  neededBy: refText.optional(),
  renamedFrom: refText.optional(),
  renamedTo: refText.optional(),
  reach: reach.optional(),
  differences: z.array(difference),
  wave: z.number(),
  waitsFor: z.array(z.string()),
  seconds: z.number().optional(),
  problem: z.string().optional(),
  partly: z.literal(true).optional(),
};
const changeOne = z.looseObject({ ...change, origin: z.string(), is: z.string() });
const changeTwo = z.looseObject({
  ...change,
  origin: z.looseObject({ file: z.string(), package: z.string().optional() }).optional(),
  status: z.string(),
});

const release = {
  id: z.string(),
  project: z.string().optional(),
  environment: z.string(),
  workspace: z.string(),
  endpoint: z.string(),
  tool: z.string(),
  started: z.iso.datetime(),
  ended: z.iso.datetime(),
  by: actor,
  commit: z
    .looseObject({
      sha: z.string(),
      branch: z.string().optional(),
      author: z.string().optional(),
      subject: z.string().optional(),
      dirty: z.boolean(),
    })
    .optional(),
  packages: z.record(z.string(), z.string()),
  rollbackOf: z.string().optional(),
  result: z.string(),
  summary: z.record(z.string(), z.number()),
  recorded: z.array(z.string()),
  forgotten: z.array(z.string()),
  resumed: z
    .array(z.looseObject({ ref: z.string(), action: z.string(), at: z.string(), by: actor.optional() }))
    .optional(),
  downtime: z.array(z.looseObject({ ref: z.string(), seconds: z.number() })),
  artifacts: entries,
  stopped: z.array(z.string()).optional(),
  begun: begun.optional(),
  handed: handed.optional(),
  takenFrom: z.string().optional(),
};
const releaseOne = z.looseObject({ version: z.literal(1), ...release, changes: z.array(changeOne) });
const releaseTwo = z.looseObject({ version: z.literal(2), ...release, changes: z.array(changeTwo) });

/** `manifest.json`. */
export const manifestDocument: DocumentKind<Manifest> = {
  advice: "bring back an earlier version of the file; the newest file in releases/ holds the same entries",
  versions: {
    1: { schema: manifestOne, upgrade: (value) => ({ ...(value as Manifest), version: 2, project: null }) },
    2: { schema: manifestTwo, upgrade: (value) => value as Manifest },
  },
};

/** `releases/<id>.json`. */
export const releaseDocument: DocumentKind<Release> = {
  advice: "bring back an earlier version of the file; the other releases can still be read",
  versions: {
    1: { schema: releaseOne, upgrade: (value) => upgradeRelease(value as ReleaseOne) },
    2: { schema: releaseTwo, upgrade: (value) => readRelease(value as ReleaseDocument) },
  },
};

/** A release as it is written. */
type ReleaseDocument = Omit<Release, "changes"> & { readonly changes: readonly Written<ReleasedChange>[] };

/** A release of a retain that wrote origins as one text, and `is` for what became of a change. */
type ReleaseOne = Omit<Release, "version" | "changes"> & {
  readonly changes: readonly (Omit<Written<ReleasedChange>, "origin" | "status"> & {
    readonly origin: string;
    readonly is: ReleasedChange["status"];
  })[];
};

/** A release as it is written and printed. */
export function writeRelease(release: Release): ReleaseDocument {
  return { ...release, changes: release.changes.map(writeRefs) };
}

function readRelease(document: ReleaseDocument): Release {
  return { ...document, changes: document.changes.map((change) => readRefs<ReleasedChange>(change)) };
}

function upgradeRelease(document: ReleaseOne): Release {
  const changes = document.changes.map(({ origin, is, ...change }) => {
    const from = originIn(origin);
    return { ...change, ...(from === undefined ? {} : { origin: from }), status: is };
  });
  return readRelease({ ...document, version: 2, changes });
}

/** What an older retain wrote of an origin: `file`, or `name@version file` with a version of npm; nothing where there was none. */
function originIn(text: string): ChangeOrigin | undefined {
  const [, from, file] = /^((?:@[^@/ ]+\/)?[^@/ ]+@\d+\.\d+\.\d+[^ ]*) (.+)$/s.exec(text) ?? [];
  if (from !== undefined && file !== undefined) return { file, package: from };
  return text === "" ? undefined : { file: text };
}

/** What is written in metadata of the lock for those who find it taken. */
export const holderSchema = z.looseObject({
  by: actor,
  since: z.string(),
  command: z.string(),
  project: z.string().optional(),
  environment: z.string().optional(),
  state: z.string().optional(),
});

const at = z.string();

/** One line of a journal. */
export const journalLineSchema = z.discriminatedUnion("is", [
  z.looseObject({ at, is: z.literal("open"), release: z.string(), by: actor, changes: z.number() }),
  z.looseObject({
    at,
    is: z.literal("begin"),
    id: z.string(),
    ref: z.string(),
    action: z.enum(["create", "update", "delete", "stop", "start"]),
    digest: z.string().optional(),
    between: z.array(z.string()).optional(),
    found: z.looseObject({ live: z.string().nullable(), started: z.boolean().optional() }),
  }),
  z.looseObject({
    at,
    is: z.literal("end"),
    id: z.string(),
    result: z.enum(["done", "failed"]),
    problem: z.string().optional(),
  }),
  z.looseObject({ at, is: z.literal("unlocked") }),
]);

/** One body of a pack. */
export const bodyLineSchema = z.looseObject({
  ref: z.string(),
  sha256: z.string(),
  body: z.record(z.string(), z.unknown()),
});
