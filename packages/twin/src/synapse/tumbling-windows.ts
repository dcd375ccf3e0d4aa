import type { Json, JsonObject } from "../http.ts";
import type { Refusal } from "./errors.ts";
import { isObject } from "./json.ts";
import type { StoredArtifact } from "./store.ts";

/**
 * Refuses an update that would give a tumbling window trigger other windows. Codes as recorded; the text about the
 * start as people report it from deployments, "null" and all, the other one after its model. Interval and frequency
 * cannot be edited once published: learn.microsoft.com/azure/data-factory/how-to-create-tumbling-window-trigger.
 */
export function refuseOtherWindows(
  existing: StoredArtifact | undefined,
  sent: JsonObject,
): Refusal | undefined {
  if (existing === undefined) return undefined;
  const stored = JSON.parse(existing.properties.toString()) as JsonObject;
  if (stored.type !== "TumblingWindowTrigger") return undefined;
  const [before, after] = [windowOf(stored), windowOf(sent)];
  if (instantOf(before.startTime) !== instantOf(after.startTime)) {
    return refusal(
      "TumblingWindowTriggerStartTimeUpdateNotAllowed",
      "Start time cannot be updated for Tumbling Window Trigger.null",
    );
  }
  if (before.frequency === after.frequency && before.interval === after.interval) return undefined;
  return refusal(
    "TumblingWindowTriggerFrequencyOrIntervalUpdateNotAllowed",
    "Frequency or interval cannot be updated for Tumbling Window Trigger.null",
  );
}

function windowOf({ typeProperties }: JsonObject): JsonObject {
  return isObject(typeProperties) ? typeProperties : {};
}

function instantOf(value: Json | undefined): Json | undefined {
  if (typeof value !== "string") return value;
  const time = Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(value) ? value : `${value}Z`);
  return Number.isNaN(time) ? value : time;
}

function refusal(code: string, message: string): Refusal {
  return { code, message };
}
