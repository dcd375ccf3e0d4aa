import { isObject, type JsonObject, member, textAt } from "../../words/json.ts";
import type { Path } from "../../words/path.ts";

/** Where the body of a trigger says whether it runs. */
export const runtimeStatePath: Path = ["properties", "runtimeState"];

/** What the body of a trigger says of whether it runs, as it is written. */
export function runtimeStateOf(body: JsonObject): string | undefined {
  return textAt(member(body, "properties"), "runtimeState");
}

/** Whether the body of a trigger asks that it runs; undefined when it leaves that as it is found. */
export function asksToRun(body: JsonObject): boolean | undefined {
  const state = runtimeStateOf(body)?.toLowerCase();
  return state === "started" ? true : state === "stopped" ? false : undefined;
}

/** The body of a trigger that says so of whether it runs. */
export function withRuntimeState(body: JsonObject, state: string): JsonObject {
  const properties = isObject(body.properties) ? body.properties : {};
  return { ...body, properties: { ...properties, runtimeState: state } };
}

/** The body of a trigger that runs, or does not. */
export function withStarted(body: JsonObject, started: boolean): JsonObject {
  return withRuntimeState(body, started ? "Started" : "Stopped");
}

const eventTypes: ReadonlySet<string | undefined> = new Set(["BlobEventsTrigger", "CustomEventsTrigger"]);

/** True for the body of a trigger that fires on events of Event Grid: it runs only while it is subscribed there. */
export function isEventTrigger(body: JsonObject | undefined): boolean {
  return eventTypes.has(textAt(member(body, "properties"), "type"));
}
