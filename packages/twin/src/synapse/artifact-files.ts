import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { TwinError } from "../host/twin-error.ts";
import { isObject, parseJson } from "./json.ts";
import type { StoredArtifact } from "./store.ts";

/** One JSON file for each artifact, in a folder for each kind. */
export interface ArtifactFiles {
  /** Throws a `TwinError` for a file that holds no artifact. */
  load(): Iterable<{ readonly kind: string; readonly artifact: StoredArtifact }>;
  /** Whole or not at all: a twin that is killed in the middle keeps the former state. */
  write(kind: string, artifact: StoredArtifact): void;
  remove(kind: string, name: string): void;
}

/** The files under `folder`, which is made when absent. */
export function openArtifactFiles(folder: string): ArtifactFiles {
  mkdirSync(folder, { recursive: true });
  const made = new Set<string>();
  return {
    load: () => loadFrom(folder),
    write(kind, artifact) {
      const home = join(folder, kind);
      if (!made.has(kind)) mkdirSync(home, { recursive: true });
      made.add(kind);
      const path = join(home, fileName(artifact.name));
      const { properties, ...head } = artifact;
      const start = JSON.stringify(head).slice(0, -1);
      writeFileSync(
        `${path}.tmp`,
        Buffer.concat([Buffer.from(`${start},"properties":`), properties, Buffer.from("}\n")]),
      );
      renameSync(`${path}.tmp`, path);
    },
    remove: (kind, name) => rmSync(join(folder, kind, fileName(name)), { force: true }),
  };
}

function* loadFrom(folder: string): ReturnType<ArtifactFiles["load"]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const home = join(folder, entry.name);
    for (const file of readdirSync(home)) {
      if (file.endsWith(".json")) yield { kind: entry.name, artifact: readArtifact(join(home, file)) };
      // What a killed twin was writing never took effect.
      else if (file.endsWith(".json.tmp")) rmSync(join(home, file), { force: true });
    }
  }
}

function readArtifact(path: string): StoredArtifact {
  try {
    const held = parseJson(readFileSync(path, "utf8"));
    if (isObject(held) && isObject(held.properties) && Array.isArray(held.references)) {
      const { properties, ...head } = held;
      if (typeof head.name === "string" && typeof head.etag === "string") {
        return {
          ...(head as unknown as StoredArtifact),
          properties: Buffer.from(JSON.stringify(properties)),
        };
      }
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new TwinError(`${path} is not an artifact of the twin`, "delete the file, or reset the twin");
}

/** Names hold slashes, differ by case or fill a path: a readable start and a digest of the whole is safe anywhere. */
function fileName(name: string): string {
  const key = name.toLowerCase();
  const start = key.replace(/[^a-z0-9]+/g, "-").slice(0, 48);
  return `${start}.${createHash("sha256").update(key).digest("hex").slice(0, 16)}.json`;
}
