import { createHash } from "node:crypto";
import { textKey } from "@retain/artifacts/kinds/refs";
import type { JsonObject } from "@retain/artifacts/words/json";
import { bodyLineSchema } from "./documents.ts";
import { readLines, writeLines } from "./lines.ts";
import { damaged } from "./read-document.ts";
import type { ReleasedBody } from "./state.ts";

const advice = "bring back an earlier version of the file; it is written once and never changed";

/** SHA-256, in hex, of the compact JSON text of a body. */
export function bodyDigest(body: JsonObject): string {
  return createHash("sha256").update(JSON.stringify(body), "utf8").digest("hex");
}

/** The text of a pack, line by line: one line a body. */
export function writePack(bodies: readonly ReleasedBody[], project: string): Iterable<string> {
  return writeLines(bodies, project);
}

/** The bodies of a project's pack by `refKey`. Throws WorkspaceError when one is not what was written. */
export function readPack(text: string, place: string, project: string): ReadonlyMap<string, JsonObject> {
  const lines = readLines<ReleasedBody>(text, { place, schema: bodyLineSchema, advice, project });
  for (const { ref, sha256, body } of lines) {
    if (bodyDigest(body) !== sha256)
      throw damaged(place, `the body of ${ref} is not the one that was written`, advice);
  }
  return new Map(lines.map(({ ref, body }) => [textKey(ref), body]));
}
