import { canonicalText } from "@retain/artifacts/canonical/form";
import type { Artifact } from "@retain/artifacts/words/artifact";
import { isExactNumber, isObject, type JsonObject, member, textAt } from "@retain/artifacts/words/json";
import { withScript } from "@retain/project/sources/sql-files";
import { decodeText, encodeText } from "@retain/project/text-file";
import { createPatch } from "rfc6902";
import { fileName } from "../pull/git-layout.ts";
import { editJson } from "./edit-json.ts";

/** What is to be written so that a source says something else. */
export interface SourceEdit {
  readonly what: "edited" | "patched";
  /** What the name of the file that is written has behind that of the source. */
  readonly suffix: string;
  readonly content: string | Uint8Array;
}

/**
 * The source of an artifact with another body: a JSON file of Synapse's layout and the script of a SQL
 * file are edited; what a program makes gets a JSON Patch (RFC 6902) of the body it makes, for people to
 * work in. Undefined where the source says it already. Pure.
 */
export function editSource(source: {
  readonly written: Artifact;
  readonly body: JsonObject;
  readonly bytes: Buffer;
}): SourceEdit | undefined {
  const { written, body, bytes } = source;
  if (canonicalText(written.body) === canonicalText(body)) return undefined;
  const text = decodeText(bytes) ?? "";
  const edited =
    written.origin.package === undefined ? editJson(text, body) : editScript(text, written, body);
  if (edited !== undefined) return { what: "edited", suffix: "", content: encodeText(edited, bytes) };
  const { kind, name } = written.ref;
  const operations = createPatch(written.body, body, numberOperations);
  return {
    what: "patched",
    suffix: `.${kind}.${fileName(name)}.patch.json`,
    content: `${JSON.stringify(operations, null, 2)}\n`,
  };
}

/** A number that is kept as text is one value, not an object with members. */
const numberOperations: NonNullable<Parameters<typeof createPatch>[2]> = (before, after, place) => {
  if (!isExactNumber(before) && !isExactNumber(after)) return undefined;
  if (canonicalText(before) === canonicalText(after)) return [];
  return [{ op: "replace", path: place.toString(), value: after }];
};

/** A SQL file, where nothing but its script differs; what its front matter says is left to people. */
function editScript(text: string, written: Artifact, body: JsonObject): string | undefined {
  if (!written.origin.file.toLowerCase().endsWith(".sql")) return undefined;
  const script = textAt(member(body.properties, "content"), "query");
  if (script === undefined || canonicalText(scriptless(written.body)) !== canonicalText(scriptless(body)))
    return undefined;
  return withScript(text, script);
}

function scriptless(body: JsonObject): JsonObject {
  const { properties } = body;
  if (!isObject(properties) || !isObject(properties.content)) return body;
  return { ...body, properties: { ...properties, content: { ...properties.content, query: null } } };
}
