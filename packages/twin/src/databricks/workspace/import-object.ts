import type { DatabricksContext } from "../context.ts";
import { alreadyThere, invalid, notImitated, notThere, Refused } from "../refused.ts";
import { type Language, languageAt, writingOf } from "./languages.ts";
import { checkJupyter, hasHeader } from "./notebook-text.ts";
import { parentOf, readPath } from "./paths.ts";
import type { PutObject, WorkspaceObject } from "./tree.ts";

/** What is imported. */
export interface Import {
  readonly path: string;
  readonly bytes: Buffer;
  readonly format: string;
  readonly language?: Language | undefined;
  readonly overwrite: boolean;
  /** How the service says that something is there already; depends on the route. */
  readonly exists?: (object: WorkspaceObject, shown: string) => Refused;
}

const megabyte = 1024 * 1024;
/** "Known limitations of notebooks" and "What are workspace files?" of the documentation. */
const largest = { source: 10 * megabyte, jupyter: 100 * megabyte, file: 500 * megabyte };

/** Puts a notebook or a file at a path. Throws a `Refused` where the service would refuse. */
export function importObject({ tree }: DatabricksContext, asked: Import): WorkspaceObject {
  const wanted = readImport(asked);
  const { shown } = readPath(asked.path);
  const parent = parentOf(wanted.key);
  if (tree.get(parent)?.type !== "DIRECTORY")
    throw notThere(`The parent folder (${parentOf(shown)}) does not exist.`);
  const there = tree.get(wanted.key);
  if (there && there.type !== wanted.type) throw otherKind(shown, there, wanted);
  if (there && !asked.overwrite) throw (asked.exists ?? taken)(there, shown);
  return tree.put(wanted);
}

/** 400 where bytes are more than a form of import takes. Text as clients quote it. */
export function refuseLarge(size: number, most: number): void {
  if (size <= most) return;
  throw new Refused(
    400,
    "MAX_NOTEBOOK_SIZE_EXCEEDED",
    `File size imported is (${size} bytes), exceeded max size (${most} bytes)`,
  );
}

/** The most that the JSON form of import and export carries. */
export const largestJson = largest.source;

function readImport({ path, bytes, format, language }: Import): PutObject {
  const { key } = readPath(path);
  const file = (): PutObject => {
    refuseLarge(bytes.length, largest.file);
    return { type: "FILE", key, bytes };
  };
  const source = (at: string, of: Language): PutObject => {
    refuseLarge(bytes.length, largest.source);
    return { type: "NOTEBOOK", key: at, bytes, language: of, format: "SOURCE" };
  };
  const jupyter = (at: string): PutObject => {
    refuseLarge(bytes.length, largest.jupyter);
    checkJupyter(bytes);
    return { type: "NOTEBOOK", key: at, bytes, language: "PYTHON", format: "JUPYTER" };
  };
  switch (format) {
    case "SOURCE":
      // Without a language it means a zip archive of a directory.
      if (language === undefined)
        throw invalid("The zip file may not be valid or may be an unsupported version.");
      return source(key, language);
    case "JUPYTER":
      return jupyter(key);
    case "RAW":
      return file();
    case "AUTO": {
      if (/\.ipynb$/i.test(key) && !/\.(designer|dbquery)\.ipynb$/i.test(key))
        return jupyter(key.slice(0, -6));
      const told = languageAt(key);
      if (told === undefined || !hasHeader(bytes, told)) return file();
      return source(key.slice(0, -writingOf(told).extension.length), told);
    }
    case "HTML":
    case "DBC":
    case "R_MARKDOWN":
      throw notImitated(`the format ${format} of an import`);
    default:
      throw invalid(`Unsupported format: ${format}`);
  }
}

function taken(_object: WorkspaceObject, shown: string): Refused {
  return alreadyThere(`Path (${shown}) already exists.`);
}

/** An import does not change what kind of object a path is: delete it first. */
function otherKind(shown: string, there: WorkspaceObject, wanted: PutObject): Refused {
  return new Refused(
    400,
    "INVALID_PARAMETER_VALUE",
    `Cannot overwrite the asset at (${shown}) due to type mismatch (asked: ${wanted.type}, actual: ${there.type})`,
    "WORKSPACE_OBJECT_TYPE_MISMATCH",
  );
}
