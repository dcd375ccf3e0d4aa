import { join } from "node:path";
import { rememberDigest } from "@retain/artifacts/canonical/form";
import { contractOf } from "@retain/artifacts/kinds/contracts";
import { rememberFindings } from "@retain/artifacts/rules/validate";
import type { Diagnostic } from "@retain/artifacts/words/diagnostic";
import { isObject, type JsonObject } from "@retain/artifacts/words/json";
import type { SynapseKind } from "@retain/artifacts/words/synapse-kinds";
import { didYouMean } from "../did-you-mean.ts";
import { jsonLocator } from "../locate-json.ts";
import { listFiles } from "./folder-listing.ts";
import {
  type BodyFile,
  type BodyNeeds,
  type BodyRead,
  type ReadBodies,
  readBodiesHere,
} from "./read-body.ts";
import { joinReads, type SourceRead } from "./source-read.ts";
import { folderMeaning, folderNames, kindOfFile } from "./synapse-layout.ts";

/** How the bodies of a folder are read. */
export interface FolderOptions extends BodyNeeds {
  /** Default: on this thread. */
  readonly readBodies?: ReadBodies | undefined;
}

/** Reads a folder in Synapse's own git layout. `shown` turns a path inside it into the one people know. */
export async function readSynapseFolder(
  folder: string,
  shown: (path: string) => string,
  { readBodies = readBodiesHere, ...needs }: FolderOptions = {},
): Promise<SourceRead> {
  const listing = await listFiles(folder, shown);
  const files = listing.files.filter((file) => /\.json$/i.test(file));
  const found = files.flatMap((path): readonly Found[] => {
    const kind = kindOfFile(path);
    return kind === undefined ? [] : [{ path, kind, file: shown(path), absolute: join(folder, path) }];
  });
  const reads = new Array<SourceRead>(found.length);
  await readBodies(found, needs, (at, read) => {
    reads[at] = artifactOf(found[at] as Found, read, needs);
  });
  const about =
    found.length === 0
      ? [nothingFound(files, shown)]
      : [...leftOut(files, shown), ...passedOver(listing.files, shown)];
  return joinReads([{ artifacts: [], diagnostics: [...listing.diagnostics, ...about] }, ...reads]);
}

/** A file of an artifact, by its path in the folder. */
interface Found extends BodyFile {
  readonly path: string;
}

function artifactOf(
  { path, kind, file, absolute }: Found,
  read: BodyRead,
  { digestBy }: BodyNeeds,
): SourceRead {
  if ("problems" in read) return { artifacts: [], diagnostics: read.problems };
  const { body, text } = read;
  const { digest, findings } = read.facts;
  const refused = notAnArtifact(body, kind, file);
  if (refused !== undefined) return { artifacts: [], diagnostics: [refused] };
  const { name } = body as JsonObject & { readonly name: string };
  if (digest !== undefined && digestBy) rememberDigest(kind, body as JsonObject, digestBy(kind), digest);
  if (findings !== undefined) rememberFindings(body as JsonObject, findings);
  const locate = jsonLocator(absolute, file);
  const diagnostics = nameProblems(path, kind, name, body as JsonObject).map(
    ({ path: where, ...problem }): Diagnostic => ({
      severity: "warning",
      ref: { kind, name },
      path: where,
      at: locate(where) ?? { file, line: 1, column: 1 },
      ...problem,
    }),
  );
  const start = text.length - text.trimStart().length;
  const origin = {
    file,
    ...(start === 0 ? { line: 1, column: 1 } : startOf(text, start)),
    folder: path.split("/").slice(0, -1).join("/"),
    locate,
  };
  return { artifacts: [{ ref: { kind, name }, body: body as JsonObject, origin }], diagnostics };
}

function startOf(text: string, start: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, start).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function notAnArtifact(body: unknown, kind: SynapseKind, file: string): Diagnostic | undefined {
  const { label } = contractOf(kind);
  const why = !isObject(body)
    ? "an artifact must be a JSON object"
    : typeof body.name !== "string" || body.name === ""
      ? "it has no 'name'"
      : undefined;
  if (why === undefined) return undefined;
  return {
    severity: "error",
    code: "artifact-invalid",
    message: `the file is JSON, but not a ${label}`,
    at: { file, line: 1, column: 1 },
    why,
    advice: 'an artifact looks like {"name": "…", "properties": {…}}; move other files out of this folder',
  };
}

interface NameProblem {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
  readonly why?: string;
  readonly advice: string;
}

function nameProblems(
  path: string,
  kind: SynapseKind,
  name: string,
  body: JsonObject,
): readonly NameProblem[] {
  const problems: NameProblem[] = [];
  const fileName = (path.split("/").at(-1) ?? "").replace(/\.json$/i, "");
  if (fileName !== name && decodedName(fileName) !== name) {
    problems.push({
      code: "file-name",
      message: `the file is named '${fileName}', but its artifact '${name}'`,
      path: ["name"],
      why: "the name in the file is used; Studio expects both to be equal",
      advice: `rename the file to '${name}.json'`,
    });
  }
  const type = typeof body.type === "string" ? body.type : "";
  const written = /^Microsoft\.Synapse\/workspaces\/(?:.*\/)?([^/]+)$/i.exec(type)?.[1];
  const { resourceType, label, folder } = contractOf(kind);
  if (
    written !== undefined &&
    written.toLowerCase() !== (resourceType.split("/").at(-1) ?? "").toLowerCase()
  ) {
    problems.push({
      code: "folder-kind",
      message: `the type in the file is '${written}', but the file is in the folder for a ${label}`,
      path: ["type"],
      why: "the folder decides, as it does in Studio",
      advice: `move the file out of '${folder}', or correct its type`,
    });
  }
  return problems;
}

/** Names that no file system takes are percent-encoded when a workspace is written down. */
function decodedName(fileName: string): string | undefined {
  try {
    return decodeURIComponent(fileName);
  } catch {
    return undefined;
  }
}

function nothingFound(files: readonly string[], shown: (path: string) => string): Diagnostic {
  const deeper = [
    ...new Set(
      files.flatMap((file) => {
        const folders = file.split("/").slice(0, -1);
        const at = folders.findIndex((name) => folderMeaning(name) !== undefined);
        return at > 0 ? [shown(folders.slice(0, at).join("/"))] : [];
      }),
    ),
  ];
  return {
    severity: "error",
    code: "source-empty",
    message: `'${shown("")}' contains no folder of Synapse's git layout with JSON files`,
    why: "folders named pipeline, dataset, linkedService and so on must be directly inside it",
    advice:
      deeper.length > 0
        ? `did you mean ${deeper
            .slice(0, 3)
            .map((path) => `'${path}'`)
            .join(" or ")}?`
        : "name the folder that Synapse Studio writes to",
  };
}

/** Files that somebody may expect to be published, and are none: code of its own form, and what lies among artifacts. */
function passedOver(files: readonly string[], shown: (path: string) => string): readonly Diagnostic[] {
  const passed = files.filter((file) => {
    if (/\.json$/i.test(file) || /(?:^|\/)(?:readme|license)[^/]*$/i.test(file)) return false;
    return /\.ipynb$/i.test(file) || kindOfFile(file) !== undefined;
  });
  if (passed.length === 0) return [];
  const named = passed.slice(0, 3).map((file) => `'${shown(file)}'`);
  const more = passed.length - named.length;
  return [
    {
      severity: "note",
      code: "file-passed-over",
      message: `${passed.length === 1 ? "1 file is" : `${passed.length} files are`} ignored, because artifacts must be JSON here: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`,
      advice: "write artifacts as Studio does: a notebook is notebook/NAME.json",
    },
  ];
}

/** Folders whose files are left out although somebody may expect them to be published. */
function leftOut(files: readonly string[], shown: (path: string) => string): readonly Diagnostic[] {
  const folders = new Map<string, number>();
  for (const file of files) {
    const [folder, inside] = file.split("/");
    if (folder !== undefined && inside !== undefined) folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return [...folders].flatMap(([folder, count]): readonly Diagnostic[] => {
    const meaning = folderMeaning(folder);
    const unknown = meaning === undefined ? didYouMean(folder, folderNames, "") : "";
    if (meaning !== "other" && unknown === "") return [];
    return [
      {
        severity: "warning",
        code: "folder-unknown",
        message: `'${shown(folder)}' holds artifacts of an unknown kind (${count} JSON); they are left out`,
        advice: unknown === "" ? "they are not published" : unknown,
      },
    ];
  });
}
