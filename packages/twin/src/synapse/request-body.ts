import type { JsonObject, TwinRequest } from "../http.ts";
import { isObject, parseJson } from "./json.ts";

/** The body where it is a JSON object. */
export function readJson(request: TwinRequest): JsonObject | undefined {
  try {
    const body = parseJson(request.body.toString("utf8"));
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/** Its member `properties` where that is an object. */
export function readProperties(request: TwinRequest): JsonObject | undefined {
  const properties = readJson(request)?.properties;
  return isObject(properties) ? properties : undefined;
}
