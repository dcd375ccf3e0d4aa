import { LakeRefusal } from "./refusal.ts";
import type { LakeRequest } from "./request.ts";

/** User metadata by name. */
export type Metadata = Readonly<Record<string, string>>;

/** The mark by which blob clients make and know a directory; never metadata of the user. */
export const folderMark = "hdi_isfolder";

/** `x-ms-properties` of the Data Lake endpoint: `name=base64,…`; `undefined` where it is absent. */
export function wishedProperties(request: LakeRequest): Metadata | undefined {
  const text = request.request.headers["x-ms-properties"];
  if (typeof text !== "string") return undefined;
  const properties: Record<string, string> = {};
  for (const part of text.split(",").filter((each) => each.trim() !== "")) {
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    if (at < 0) throw new LakeRefusal("InvalidHeaderValue", "x-ms-properties is name=base64, comma, next.");
    if (checkName(name) !== folderMark)
      properties[name] = Buffer.from(part.slice(at + 1), "base64").toString();
  }
  return properties;
}

/** `x-ms-meta-*` of the blob endpoint. HTTP leaves no case of their names to tell. */
export function wishedMetadata(request: LakeRequest): Metadata {
  const metadata: Record<string, string> = {};
  for (const [header, value] of Object.entries(request.request.headers)) {
    if (!header.startsWith("x-ms-meta-") || typeof value !== "string") continue;
    const name = checkName(header.slice("x-ms-meta-".length));
    if (name !== folderMark) metadata[name] = value;
  }
  return metadata;
}

/** Metadata as both endpoints answer it. */
export function metadataHeaders(metadata: Metadata): Record<string, string> {
  const entries = Object.entries(metadata);
  const properties = entries.map(([name, value]) => `${name}=${Buffer.from(value).toString("base64")}`);
  return {
    ...Object.fromEntries(
      // A header cannot carry what is not Latin: the properties beside it do.
      entries.map(([name, value]) => [`x-ms-meta-${name}`, value.replace(/[^\x20-\xff]/g, "?")]),
    ),
    ...(entries.length > 0 ? { "x-ms-properties": properties.join(",") } : {}),
  };
}

/** Names are identifiers of C# (Setting and retrieving properties and metadata). */
function checkName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) throw new LakeRefusal("InvalidPropertyName");
  return name;
}
