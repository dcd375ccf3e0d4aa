import type { TwinRequest, TwinResponse } from "../../http.ts";
import { required, saysYes } from "../asked.ts";
import type { DatabricksContext, Routes } from "../context.ts";
import { invalid, notImitated, Refused } from "../refused.ts";
import { largestJson } from "./import-object.ts";
import { writingOf } from "./languages.ts";
import { objectAt } from "./look.ts";
import { jupyterAsSource, sourceAsJupyter, sourceOf } from "./notebook-text.ts";
import { readPath } from "./paths.ts";
import type { WorkspaceObject } from "./tree.ts";

/** The ways in which contents go out. */
export const exportRoutes: Routes = {
  "GET /api/2.0/workspace/export": {
    query: ["path", "format", "direct_download", "outputs"],
    answer: exportObject,
  },
  "GET /api/2.0/workspace-files/*": {
    answer(context, request) {
      const path = readPath(`/${request.segments.slice(3).join("/")}`);
      return download(exported(context, objectAt(context, path), "AUTO").bytes);
    },
  },
};

interface Exported {
  readonly bytes: Buffer;
  /** The extension, without its dot. */
  readonly type: string;
}

function exportObject(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const path = readPath(required(request, "path"));
  const format = request.url.searchParams.get("format") || "SOURCE";
  const { bytes, type } = exported(context, objectAt(context, path), format);
  if (saysYes(request, "direct_download")) return download(bytes);
  if (bytes.length > largestJson) {
    const message = `content size (${bytes.length} bytes) exceeded max size (${largestJson} bytes)`;
    throw new Refused(400, "MAX_READ_SIZE_EXCEEDED", message);
  }
  return { status: 200, body: { content: bytes.toString("base64"), file_type: type } };
}

function exported({ tree }: DatabricksContext, object: WorkspaceObject, format: string): Exported {
  // A directory comes as an archive, whatever is asked for.
  if (object.type === "DIRECTORY") throw notImitated("the archive of a directory");
  const kept = tree.bytes(object);
  if (!["SOURCE", "JUPYTER", "AUTO", "RAW"].includes(format)) {
    throw ["HTML", "DBC", "R_MARKDOWN"].includes(format)
      ? notImitated(`the format ${format} of an export`)
      : invalid(`Unsupported format: ${format}`);
  }
  if (object.type === "FILE") return { bytes: kept, type: object.key.split(".").slice(1).at(-1) ?? "" };
  const { language = "PYTHON", format: given } = object;
  const text = kept.toString("utf8");
  const asJupyter = format === "JUPYTER" || (format === "AUTO" && given === "JUPYTER");
  if (asJupyter) {
    return {
      bytes: given === "JUPYTER" ? kept : Buffer.from(sourceAsJupyter(text, language)),
      type: "ipynb",
    };
  }
  const source = given === "JUPYTER" ? jupyterAsSource(text) : sourceOf(text, language);
  return { bytes: Buffer.from(source), type: writingOf(language).extension.slice(1) };
}

function download(bytes: Buffer): TwinResponse {
  return { status: 200, headers: { "Content-Type": "application/octet-stream" }, body: bytes };
}
