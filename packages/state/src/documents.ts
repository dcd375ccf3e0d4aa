import { z } from "zod";
import type { LinesKind } from "./lines.ts";
import type { DocumentKind } from "./read-document.ts";
import type { JournalLine, Manifest, Release } from "./state.ts";
import {
  type LineDocument,
  type ManifestDocument,
  type ReleaseDocument,
  type ReleaseOne,
  readLine,
  readManifest,
  readOtherManifest,
  readRelease,
  upgradeLine,
  upgradeRelease,
  type WrittenBody,
} from "./written-state.ts";

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
    // By `kind/name`; a number that a double does not hold is no number of zod's.
    ids: z.record(z.string(), z.unknown()).optional(),
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
  pipelines: z.array(z.string()),
  triggers: z.array(z.looseObject({ ref: z.string(), started: z.boolean() })),
});

const change = {
  id: z.string(),
  ref: z.string(),
  action: z.string(),
  risk: z.string(),
  reason: z.string(),
  replaces: z.literal(true).optional(),
  neededBy: z.string().optional(),
  renamedFrom: z.string().optional(),
  renamedTo: z.string().optional(),
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
export const manifestDocument = manifestsReadBy(readManifest);

/** The same file of another state. */
export const otherManifestDocument = manifestsReadBy(readOtherManifest);

function manifestsReadBy(read: (document: ManifestDocument) => Manifest): DocumentKind<Manifest> {
  return {
    advice: "restore an earlier version of the file; the newest file in releases/ has the same entries",
    versions: {
      1: {
        schema: manifestOne,
        upgrade: (value) => read({ ...(value as ManifestDocument), version: 2, project: null }),
      },
      2: { schema: manifestTwo, upgrade: (value) => read(value as ManifestDocument) },
    },
  };
}

/** `releases/<id>.json`. */
export const releaseDocument: DocumentKind<Release> = {
  advice: "restore an earlier version of the file; the other releases can still be read",
  versions: {
    1: { schema: releaseOne, upgrade: (value) => upgradeRelease(value as ReleaseOne) },
    2: { schema: releaseTwo, upgrade: (value) => readRelease(value as ReleaseDocument) },
  },
};

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
const journalLine = z.discriminatedUnion("type", [
  z.looseObject({ at, type: z.literal("open"), release: z.string(), by: actor, changes: z.number() }),
  z.looseObject({
    at,
    type: z.literal("begin"),
    id: z.string(),
    ref: z.string(),
    action: z.enum(["create", "update", "delete", "stop", "start"]),
    digest: z.string().optional(),
    between: z.array(z.string()).optional(),
    found: z.looseObject({ live: z.string().nullable(), started: z.boolean().optional() }),
  }),
  z.looseObject({
    at,
    type: z.literal("end"),
    id: z.string(),
    result: z.enum(["done", "failed"]),
    problem: z.string().optional(),
  }),
  z.looseObject({ at, type: z.literal("unlocked") }),
]);

/** `journal/*.jsonl`: who goes on with a journal adds lines of today to those that it finds. */
export const journalLines: LinesKind<JournalLine> = {
  version: 2,
  advice: "move the file away; `retain drift` then shows what the interrupted apply left behind",
  upgrade: upgradeLine,
  schema: journalLine,
  read: (value) => readLine(value as LineDocument),
};

/** `bodies/*.jsonl`: one body a line. */
export const packLines: LinesKind<WrittenBody> = {
  version: 1,
  advice: "restore an earlier version of the file; it is written once and never changed",
  schema: z.looseObject({
    ref: z.string(),
    sha256: z.string(),
    body: z.record(z.string(), z.unknown()),
  }),
  read: (value) => value as WrittenBody,
};
