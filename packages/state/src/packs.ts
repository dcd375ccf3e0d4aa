import { createHash } from "node:crypto";
import { parseRef } from "@retain/artifacts/kinds/refs";
import type { JsonObject } from "@retain/artifacts/words/json";
import { formatRef, refKey } from "@retain/artifacts/words/ref";
import { packLines } from "./documents.ts";
import { readLines, writeLines } from "./lines.ts";
import { damaged } from "./read-document.ts";
import type { ReleasedBody } from "./state.ts";

/** SHA-256, in hex, of the compact JSON text of a body. */
export function bodyDigest(body: JsonObject): string {
  return createHash("sha256").update(JSON.stringify(body), "utf8").digest("hex");
}

/** The text of a pack, line by line: one line a body. */
export function writePack(bodies: readonly ReleasedBody[], project: string): Iterable<string> {
  const lines = bodies.map(({ ref, ...rest }) => ({ ref: formatRef(ref), ...rest }));
  return writeLines(lines, project, packLines.version);
}

/** The bodies of a project's pack by `refKey`. Throws WorkspaceError when one is not what was written. */
export function readPack(text: string, place: string, project: string): ReadonlyMap<string, JsonObject> {
  const bodies = new Map<string, JsonObject>();
  for (const { ref: name, sha256, body } of readLines(text, { place, project }, packLines)) {
    if (bodyDigest(body) !== sha256)
      throw damaged(place, `the body of ${name} is not the one that was written`, packLines.advice);
    // Of a kind that only a newer retain knows nobody here asks for a body.
    const ref = parseRef(name);
    if (ref !== undefined) bodies.set(refKey(ref), body);
  }
  return bodies;
}
