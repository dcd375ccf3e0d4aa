import { isObject, type Json } from "@retain/artifacts/words/json";
import { parseKeepingNumbers } from "@retain/artifacts/words/json-numbers";
import { formatPath, type Path } from "@retain/artifacts/words/path";
import { UnknownRef } from "@retain/planner/plan/ref-text";
import { WorkspaceError } from "@retain/workspaces/workspace-error";
import type { z } from "zod";

/** A kind of document of the state. */
export interface DocumentKind<T> {
  /** What to do with one that cannot be read. */
  readonly advice: string;
  /** How each version is read; the highest one is written. */
  readonly versions: { readonly [version: number]: DocumentVersion<T> };
}

interface DocumentVersion<T> {
  readonly schema: z.ZodType;
  /** Brings what fits the schema to the latest version; throws UnknownRef. */
  readonly upgrade: (value: unknown) => T;
}

/** Problems of a damaged document that are told; more would say nothing new. */
const mostShown = 3;

/** Reads a document by the version it carries. Throws WorkspaceError that names it. */
export function readDocument<T>(text: string, place: string, kind: DocumentKind<T>): T {
  return readValue(parseJson(text, place, kind.advice), place, kind);
}

/** The same for what was parsed already. */
export function readValue<T>(value: Json, place: string, { advice, versions }: DocumentKind<T>): T {
  const version = isObject(value) ? value.version : undefined;
  const known = typeof version === "number" ? versions[version] : undefined;
  if (known === undefined) {
    const latest = Math.max(...Object.keys(versions).map(Number));
    if (typeof version === "number" && version > latest) throw tooNew(place, version, latest);
    throw damaged(place, version === undefined ? "it has no version" : `its version is not valid`, advice);
  }
  checkShape(known.schema, value, place, advice);
  // The value itself, not zod's copy of it, which lacks members named __proto__.
  return knownRefs(place, () => known.upgrade(value));
}

/** Gives what is read; throws WorkspaceError where that names an artifact of a kind that nobody here knows. */
export function knownRefs<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UnknownRef)) throw error;
    throw new WorkspaceError({
      reason: "damaged",
      message: `${place} names '${error.text}', and this program knows no such kind of artifact`,
      ...newer,
    });
  }
}

/** Parses JSON; throws WorkspaceError that names the place. */
export function parseJson(text: string, place: string, advice: string): Json {
  try {
    return parseKeepingNumbers(text);
  } catch (error) {
    throw damaged(place, error instanceof Error ? error.message : String(error), advice);
  }
}

/** Throws WorkspaceError when a value does not fit its schema. */
export function checkShape(schema: z.ZodType, value: unknown, place: string, advice: string): void {
  const read = schema.safeParse(value);
  if (read.success) return;
  const { issues } = read.error;
  const shown = issues
    .slice(0, mostShown)
    .map(({ path, message }) => `${formatPath(path as Path) || "the whole"}: ${message}`);
  const more = issues.length > mostShown ? `; and ${issues.length - mostShown} more` : "";
  throw damaged(place, `${shown.join("; ")}${more}`, advice);
}

/** The error of a document that is not what was once written. */
export function damaged(place: string, why: string, advice: string): WorkspaceError {
  return new WorkspaceError({ reason: "damaged", message: `${place} is damaged`, why, advice });
}

function tooNew(place: string, version: number, latest: number): WorkspaceError {
  return new WorkspaceError({
    reason: "damaged",
    message: `${place} has version ${version}, but this program reads versions up to ${latest}`,
    ...newer,
  });
}

const newer = {
  why: "a newer retain has published to this environment",
  advice: "update: npm install retain@latest",
} as const;
