import { hash } from "node:crypto";
import type { Kind } from "../words/ref.ts";

/** Names bytes that hold a body of a kind: who saw them before knows what follows from them. */
export function bytesKey(kind: Kind, bytes: Uint8Array): string {
  return `${kind} ${hash("sha256", bytes, "base64url")}`;
}
