import { isObject, type JsonObject, member } from "../words/json.ts";

/** The names of the members of one of the properties of a body, such as its parameters. */
export function memberNames(body: JsonObject, property: string): readonly string[] {
  const found = member(member(body, "properties"), property);
  return isObject(found) ? Object.keys(found) : [];
}
