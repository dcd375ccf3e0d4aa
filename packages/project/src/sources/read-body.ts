import { bytesKey } from "@retain/artifacts/canonical/bytes-key";
import { canonicalDigest } from "@retain/artifacts/canonical/form";
import { type BodyFindings, findInBody } from "@retain/artifacts/rules/validate";
import type { Problems } from "@retain/artifacts/words/diagnostic";
import { isObject, type Json, type JsonObject, textAt } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import type { Tolerance } from "@retain/artifacts/words/kind";
import type { Kind } from "@retain/artifacts/words/ref";
import type { SynapseKind } from "@retain/artifacts/words/synapse-kinds";
import { readListedNow } from "../read-plain.ts";
import { textOf, unreadable } from "../text-file.ts";
import { parseJson } from "./json-text.ts";

/** A file of a listing that holds the body of an artifact. */
export interface BodyFile {
  readonly absolute: string;
  /** The path that people know. */
  readonly file: string;
  readonly kind: SynapseKind;
}

/** What such a file holds, or why it holds nothing. */
export type BodyRead =
  | Problems
  | {
      readonly text: string;
      readonly body: Json;
      readonly facts: BodyFacts;
      /** Names the bytes and their kind; absent where nobody asked for what is known. */
      readonly key?: string;
    };

/** What follows from the bytes of a body, its kind and the tolerances alone. */
export interface BodyFacts {
  /** What `isPlain` says of the text. */
  readonly plain: boolean;
  /** Digest of the body under the given tolerances; absent without them, and for anything but an object. */
  readonly digest?: string;
  /** What the body shows by itself; absent if not asked for, and for anything but an object. */
  readonly findings?: BodyFindings;
}

/** What will be asked about every body that is read. */
export interface BodyNeeds {
  /** Given by who needs digests. */
  readonly digestBy?: DigestBy | undefined;
  /** The bodies will be validated. */
  readonly findings?: boolean | undefined;
  /** What was found before, by key; only of bytes that are sound JSON. */
  readonly known?: ((key: string) => BodyFacts | undefined) | undefined;
}

/** The project's own tolerances of a kind, for who wants digests of what is read. */
export type DigestBy = (kind: Kind) => readonly Tolerance[];

/** Reads files and hands each over as it is read, in any order, by its place; bad ones become problems, never a throw. */
export type ReadBodies = (
  files: readonly BodyFile[],
  needs: BodyNeeds,
  onRead: (at: number, read: BodyRead) => void,
) => Promise<void>;

/** Reads one file at once: a warm file costs a third of what it costs to be waited for. */
export function readBody({ absolute, file, kind }: BodyFile, needs: BodyNeeds): BodyRead {
  let bytes: Buffer;
  try {
    bytes = readListedNow(absolute);
  } catch (error) {
    return { problems: [unreadable(file, error)] };
  }
  const key = needs.known && bytesKey(kind, bytes);
  const known = key === undefined ? undefined : needs.known?.(key);
  const read = textOf(file, bytes);
  if ("problems" in read) return read;
  const { text } = read;
  const parsed =
    known === undefined ? parseJson(file, text) : { value: parseKeepingNumbers(text, known.plain), ...known };
  if ("problems" in parsed) {
    return { problems: parsed.problems.map((problem) => ({ severity: "error", ...problem })) };
  }
  const { value: body, plain } = parsed;
  const facts = isObject(body) ? factsOf(kind, body, needs, known) : {};
  return { text, body, facts: { plain, ...facts }, ...(key !== undefined && { key }) };
}

/** What is asked about a body, as far as it is not known already. */
function factsOf(
  kind: SynapseKind,
  body: JsonObject,
  { digestBy, findings }: BodyNeeds,
  known: BodyFacts | undefined,
): Omit<BodyFacts, "plain"> {
  return {
    ...(digestBy && { digest: known?.digest ?? canonicalDigest(kind, body, digestBy(kind)) }),
    ...(findings === true && {
      findings: known?.findings ?? findInBody({ kind, name: textAt(body, "name") ?? "" }, body),
    }),
  };
}

/** Reads all files on this thread. */
export const readBodiesHere: ReadBodies = async (files, needs, onRead) => {
  for (const [at, file] of files.entries()) onRead(at, readBody(file, needs));
};
