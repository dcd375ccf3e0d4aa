import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TwinRequest } from "../http.ts";

/** The account key kept in `folder`, made at the first start. */
export function accountKey(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "account-key");
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const key = randomBytes(64).toString("base64");
    writeFileSync(path, key, { mode: 0o600 });
    return key;
  }
}

/** Whether `Authorization: SharedKey account:signature` was made with this key for this very request. */
export function isSignedWith(key: string, account: string, request: TwinRequest): boolean {
  const [, name, signature = ""] = /^SharedKey ([^:]+):(.+)$/.exec(request.headers.authorization ?? "") ?? [];
  if (name !== account) return false;
  const wanted = createHmac("sha256", Buffer.from(key, "base64"))
    .update(signedText(account, request))
    .digest();
  const given = Buffer.from(signature, "base64");
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}

const signedHeaders = [
  "content-encoding",
  "content-language",
  "content-length",
  "content-md5",
  "content-type",
  "date",
  "if-modified-since",
  "if-match",
  "if-none-match",
  "if-unmodified-since",
  "range",
];

/** What is signed (Authorize with Shared Key, version 2009-09-19 and later). */
function signedText(account: string, { method, headers, url }: TwinRequest): string {
  const plain = signedHeaders.map((name) => {
    const value = String(headers[name] ?? "");
    if (name === "content-length" && value === "0") return "";
    // The date is that of x-ms-date, which is signed below.
    return name === "date" && headers["x-ms-date"] !== undefined ? "" : value;
  });
  const own = Object.keys(headers)
    .filter((name) => name.startsWith("x-ms-"))
    .sort()
    .map((name) => `${name}:${String(headers[name]).replace(/\s+/g, " ").trim()}`);
  // In path style the account stands in the path and before it, as for Azurite.
  const resource = `/${account}${url.pathname}`;
  const query = [...new Set([...url.searchParams.keys()].map((name) => name.toLowerCase()))]
    .sort()
    .map((name) => `${name}:${valuesOf(url, name).sort().join(",")}`);
  return [method, ...plain, ...own, resource, ...query].join("\n");
}

function valuesOf(url: URL, name: string): string[] {
  return [...url.searchParams].filter(([key]) => key.toLowerCase() === name).map(([, value]) => value);
}
