import { stat } from "node:fs/promises";
import { join } from "node:path";
import { canonicalText, committedForm } from "@retain/artifacts/canonical/form";
import {
  runtimeStateOf,
  runtimeStatePath,
  withRuntimeState,
} from "@retain/artifacts/kinds/synapse/runtime-state";
import { isObject, type JsonObject } from "@retain/artifacts/words/json";
import type { Tolerance } from "@retain/artifacts/words/kind";
import { formatPath } from "@retain/artifacts/words/path";
import type { SynapseRef } from "@retain/artifacts/words/synapse-kinds";
import { readListed } from "@retain/project/read-plain";
import { decodeText, encodeText } from "@retain/project/text-file";
import { editJson } from "../drift/edit-json.ts";
import { mergeLive } from "../drift/merge-live.ts";
import { layoutFile } from "./git-layout.ts";
import type { HeldArtifact } from "./held-artifacts.ts";

/** What is to be done with a file: it is not there, differs, or says the same already. */
type FileState = "new" | "differs" | "equal";

/** A file of the layout and how it stands in the folder. */
export interface PulledFile {
  /** Path inside the folder, with `/`. */
  readonly path: string;
  readonly state: FileState;
  readonly content: string | Uint8Array;
}

/** What a file is made from. */
export interface PullInput {
  readonly folder: string;
  readonly ref: SynapseRef;
  readonly live: JsonObject;
  /** The artifact as the folder holds it, where it does. */
  readonly held: HeldArtifact | undefined;
  readonly tolerances: readonly Tolerance[];
}

/**
 * The file that says what the workspace says. One that says it already, in whatever layout and but for what
 * means nothing, is equal; in one that differs every byte stays that need not change. Throws what the file
 * system throws when a held file cannot be read again.
 */
export async function pullFile(input: PullInput): Promise<PulledFile> {
  const { folder, ref, live, held } = input;
  if (held === undefined) {
    const { path, text } = layoutFile(ref, live);
    const there = await stat(join(folder, path)).catch(() => undefined);
    return { path, state: there === undefined ? "new" : "differs", content: text };
  }
  const merged = mergedBody(input, held);
  if (canonicalText(merged) === canonicalText(held.source)) {
    return { path: held.path, state: "equal", content: "" };
  }
  const bytes = await readListed(join(folder, held.path));
  const content = encodeText(editJson(decodeText(bytes) ?? "", merged), bytes);
  return { path: held.path, state: "differs", content };
}

function mergedBody({ ref, live, tolerances }: PullInput, held: HeldArtifact): JsonObject {
  const { body } = mergeLive({
    kind: ref.kind,
    source: held.source,
    bound: held.bound,
    live: committedForm(ref.kind, live),
    tolerances,
    supplied: held.supplied,
  });
  return ref.kind === "trigger" ? withState(body, live, held) : body;
}

/** What a trigger's file says of its state follows what it does; one that says nothing is stopped. */
function withState(body: JsonObject, live: JsonObject, { supplied }: HeldArtifact): JsonObject {
  const state = runtimeStateOf(live);
  if (!isObject(body.properties) || state === undefined) return body;
  if (supplied.some((path) => formatPath(path) === formatPath(runtimeStatePath))) return body;
  return (runtimeStateOf(body) ?? "Stopped") === state ? body : withRuntimeState(body, state);
}
