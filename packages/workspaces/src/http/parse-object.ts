import { isObject } from "@retain/artifacts/words/json";
import { jsonIn } from "@retain/artifacts/words/json-numbers";

/** The object in a body, or undefined when it holds none. */
export function parseObject(text: string) {
  const value = jsonIn(text);
  return isObject(value) ? value : undefined;
}
