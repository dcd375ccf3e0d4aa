import type { TwinRequest } from "../http.ts";

const names = [
  "cache-control",
  "content-type",
  "content-encoding",
  "content-language",
  "content-disposition",
  "content-md5",
] as const;

/** The HTTP headers a file is read with, by their names in lower case. */
export type ContentHeaders = { readonly [N in (typeof names)[number]]?: string };

/** The wishes in a request: `x-ms-content-type` on the Data Lake endpoint, `x-ms-blob-content-type` on the blob one. */
export function wishedHeaders(request: TwinRequest, prefix: "x-ms-" | "x-ms-blob-"): ContentHeaders {
  const wished: Record<string, string> = {};
  for (const name of names) {
    const value = request.headers[`${prefix}${name}`];
    if (typeof value === "string" && value !== "") wished[name] = value;
  }
  return wished;
}

/** What a read of the file answers. A range says the MD5 of the whole file under another name. */
export function contentHeaders(headers: ContentHeaders, isRange: boolean): Record<string, string> {
  const answer: Record<string, string> = { "Content-Type": "application/octet-stream" };
  for (const name of names) {
    const value = headers[name];
    if (value === undefined) continue;
    if (name === "content-md5" && isRange) answer["x-ms-blob-content-md5"] = value;
    else answer[canonical(name)] = value;
  }
  return answer;
}

function canonical(name: (typeof names)[number]): string {
  if (name === "content-md5") return "Content-MD5";
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
