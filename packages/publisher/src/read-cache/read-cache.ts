import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { redactOutput } from "@retain/artifacts/secrets/redact";
import { readListedNow } from "@retain/project/read-plain";
import type { BodyFacts } from "@retain/project/sources/read-body";
import type { RecordFacts } from "@retain/workspaces/records/digest-records";
import { writeWhole } from "../save-file.ts";
import type { CachePlace } from "./place.ts";

/**
 * What was found in files and in items of lists when they were read before, by `bytesKey`. All of it follows from the
 * bytes and from the program: losing it costs time and changes no result.
 */
export interface ReadCache {
  /** `tolerances` is the table of them, as a text, where digests are asked for. */
  readonly body: (key: string, tolerances: string | undefined) => BodyFacts | undefined;
  readonly record: (key: string, tolerances: string) => RecordFacts | undefined;
  readonly learnBody: (key: string, tolerances: string | undefined, facts: BodyFacts) => void;
  readonly learnRecord: (key: string, tolerances: string, facts: RecordFacts) => void;
  /** Writes what was learnt, if anything was. Never rejects: a disk that is full or read-only keeps nobody from planning. */
  readonly save: () => Promise<void>;
}

/** What is written. */
interface CacheFile {
  readonly program: string;
  /** Of the digests in it. */
  readonly tolerances: string;
  readonly bodies: readonly (readonly [string, BodyFacts])[];
  readonly records: readonly (readonly [string, RecordFacts])[];
}

/** Caches of projects that nobody planned for so long, in milliseconds, are removed. */
const oldest = 60 * 24 * 3_600_000;

/** Reads a cache at once; one that is not there, of another program or damaged is an empty one. */
export function openReadCache({ file, program }: CachePlace): ReadCache {
  const found = readCache(file, program);
  let tolerances = found?.tolerances;
  const bodies = new Map(found?.bodies);
  const records = new Map(found?.records);
  const used = { bodies: new Map<string, BodyFacts>(), records: new Map<string, RecordFacts>() };
  let learnt = false;
  /** Digests by other tolerances say nothing. */
  const keepTo = (asked: string) => {
    if (tolerances === asked) return;
    tolerances = asked;
    records.clear();
    for (const [key, { digest: _, ...facts }] of bodies) bodies.set(key, facts);
  };
  return {
    body: (key, asked) => {
      if (asked !== undefined) keepTo(asked);
      const facts = bodies.get(key);
      if (facts !== undefined) used.bodies.set(key, facts);
      return facts;
    },
    record: (key, asked) => {
      keepTo(asked);
      const facts = records.get(key);
      if (facts !== undefined) used.records.set(key, facts);
      return facts;
    },
    learnBody: (key, asked, facts) => {
      if (asked !== undefined) keepTo(asked);
      const before = bodies.get(key);
      const both = { ...before, ...withoutSecrets(facts) };
      used.bodies.set(key, both);
      if (before !== undefined && Object.keys(before).length === Object.keys(both).length) return;
      bodies.set(key, both);
      learnt = true;
    },
    learnRecord: (key, asked, facts) => {
      keepTo(asked);
      used.records.set(key, facts);
      if (records.has(key)) return;
      records.set(key, facts);
      learnt = true;
    },
    save: async () => {
      if (!learnt) return;
      learnt = false;
      const text = JSON.stringify({
        program,
        tolerances: tolerances ?? "",
        bodies: kept(bodies, used.bodies),
        records: kept(records, used.records),
      } satisfies CacheFile);
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await writeWhole(file, text);
        await removeOld(dirname(file), basename(file));
      } catch {}
    },
  };
}

/** Findings hold no secret; what is written goes through the redactor all the same, as what is shown does. */
function withoutSecrets(facts: BodyFacts): BodyFacts {
  if (facts.findings === undefined || facts.findings.length === 0) return facts;
  const findings = facts.findings.map(({ code, finding: { message, why, advice, ...rest } }) => ({
    code,
    finding: {
      ...rest,
      message: redactOutput(message),
      ...(why !== undefined && { why: redactOutput(why) }),
      ...(advice !== undefined && { advice: redactOutput(advice) }),
    },
  }));
  return { ...facts, findings };
}

/** What was used in this run, and of the rest, another branch's, as many again. */
function kept<Facts>(
  all: ReadonlyMap<string, Facts>,
  used: ReadonlyMap<string, Facts>,
): readonly (readonly [string, Facts])[] {
  const rest = [...all].filter(([key]) => !used.has(key));
  return [...used, ...rest.slice(0, Math.max(used.size, 100))];
}

function readCache(file: string, program: string): CacheFile | undefined {
  try {
    const found = JSON.parse(readListedNow(file).toString("utf8")) as CacheFile;
    const isWhole = Array.isArray(found.bodies) && Array.isArray(found.records);
    return isWhole && found.program === program ? found : undefined;
  } catch {
    return undefined;
  }
}

async function removeOld(folder: string, own: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === own || !/^read-[0-9a-f]{16}\.json$/.test(name)) continue;
    const { mtimeMs } = await stat(join(folder, name));
    if (Date.now() - mtimeMs > oldest) await rm(join(folder, name), { force: true });
  }
}
