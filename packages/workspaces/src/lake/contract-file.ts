import { isObject, type JsonObject, member } from "@retain/artifacts/words/json";
import { jsonIn } from "@retain/artifacts/words/json-numbers";
import { withoutAccess } from "./directory-access.ts";

/** Lies beside the data. Spark and serverless SQL skip names that begin with an underscore. */
export const contractName = "_contract.json";

/** Where a contract that is too long for one request lies until it is whole, and where older versions left each that died. */
export const draftName = "_contract.json.part";

/** The text of the file that holds what a directory is for; undefined when there is nothing to say. */
export function contractText(name: string, body: JsonObject): string | undefined {
  const properties = withoutAccess(body.properties);
  if (Object.keys(properties).length === 0) return undefined;
  return `${JSON.stringify({ version: 1, name, properties }, null, 2)}\n`;
}

/** What such a file says. One that somebody else wrote is shown as its text, so that it is seen and not lost. */
export function contractProperties(text: string): JsonObject {
  const parsed = jsonIn(text);
  const properties = member(parsed, "properties");
  if (member(parsed, "version") === 1 && isObject(properties)) return withoutAccess(properties);
  return { contract: text };
}
