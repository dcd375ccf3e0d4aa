import type { JsonObject } from "../http.ts";
import type { SynapseContext } from "./context.ts";
import { newEtag } from "./etag.ts";
import { isObject } from "./json.ts";
import { kindAt } from "./kinds.ts";
import { newRecord } from "./operations.ts";
import { referencesIn } from "./references.ts";
import { storedProperties, withRuntimeState } from "./stored-properties.ts";

/** Stores an artifact as if it had always been there. Throws a `RangeError` when it cannot be one. */
export function seedArtifact(context: SynapseContext, path: string, name: string, body: JsonObject): void {
  const kind = kindAt(path);
  if (!kind) throw new RangeError(`"${path}" is not the path of a kind that the twin serves`);
  const { properties: sent, name: _name, id: _id, type: _type, etag: _etag, ...members } = body;
  if (!isObject(sent)) throw new RangeError(`the ${kind.label} ${name} has no "properties"`);
  const { workspace, store, now } = context;
  const stored = storedProperties(kind.path, sent, { workspace, name, now: now() });
  const isStarted = kind.path === "triggers" && sent.runtimeState === "Started";
  const properties = isStarted ? withRuntimeState(stored, "Started") : stored;
  store.put(kind.path, {
    name,
    etag: newEtag(now()),
    record: store.get(kind.path, name)?.record ?? newRecord(now()),
    properties: Buffer.from(JSON.stringify(properties)),
    references: referencesIn(kind.path, properties),
    // Pools hold more than properties at their top: location, tags, sku.
    ...(kind.access === "read" ? { members } : {}),
    ...(isStarted ? { subscription: "Enabled" } : {}),
  });
}
