import { z } from "zod";
import type { TwinRequest, TwinResponse } from "../../http.ts";
import { bodyOf, checked, saysYes } from "../asked.ts";
import type { DatabricksContext, Routes } from "../context.ts";
import { invalid, Refused } from "../refused.ts";
import { type Import, importObject, largestJson, refuseLarge } from "./import-object.ts";
import { languages } from "./languages.ts";
import type { WorkspaceObject } from "./tree.ts";

const fields = {
  path: z.string(),
  format: z.string().default("SOURCE"),
  language: z.enum(languages).optional(),
};
const jsonSchema = z.object({
  ...fields,
  content: z.string().default(""),
  overwrite: z.boolean().default(false),
});
const formSchema = z.object({ ...fields, overwrite: z.string().default("false") });

/** The ways in which notebooks and files come in. */
export const importRoutes: Routes = {
  "POST /api/2.0/workspace/import": {
    answer: async (context, request) => {
      const form = String(request.headers["content-type"] ?? "").startsWith("multipart/form-data");
      const { id } = importObject(context, form ? await fromForm(request) : fromJson(request));
      return { status: 200, body: { object_id: id } };
    },
  },
  // Deprecated, but what clients before the end of 2026 send.
  "POST /api/2.0/workspace-files/import-file/*": { query: ["overwrite"], answer: importFile },
};

function fromJson(request: TwinRequest): Import {
  const { content, ...rest } = bodyOf(request, jsonSchema);
  const bytes = Buffer.from(content, "base64");
  refuseLarge(bytes.length, largestJson);
  return { ...rest, bytes };
}

async function fromForm({ headers, body }: TwinRequest): Promise<Import> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "Content-Type": String(headers["content-type"]) },
  })
    .formData()
    .catch(() => {
      throw new Refused(400, "MALFORMED_REQUEST", "The multipart form could not be read.");
    });
  const texts = Object.fromEntries([...form].filter(([, value]) => typeof value === "string"));
  const { overwrite, ...rest } = checked(formSchema, texts);
  const content = form.get("content");
  if (content === null) throw invalid("Missing required field: content");
  const bytes = typeof content === "string" ? Buffer.from(content) : Buffer.from(await content.arrayBuffer());
  return { ...rest, overwrite: overwrite.toLowerCase() === "true", bytes };
}

function importFile(context: DatabricksContext, request: TwinRequest): TwinResponse {
  const path = `/${request.segments.slice(4).join("/")}`;
  const overwrite = saysYes(request, "overwrite");
  importObject(context, { path, bytes: request.body, format: "AUTO", overwrite, exists });
  return { status: 200, body: {} };
}

/** Texts and codes that the filer of the Databricks CLI tells apart. */
function exists({ type }: WorkspaceObject, shown: string): Refused {
  return type === "FILE"
    ? new Refused(409, "RESOURCE_ALREADY_EXISTS", `File already exists at (${shown})`)
    : new Refused(400, "", `Path (${shown}) already exists.`);
}
