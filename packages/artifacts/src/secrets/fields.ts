import { isObject, type Json, textAt } from "../words/json.ts";
import type { SecretAdvice } from "./advice.ts";
import { credentialPointer } from "./credential-pointer.ts";
import { isKept, isPlain, looksRandom, promiseOf, type SecretPromise } from "./names.ts";
import { isStandIn } from "./stand-ins.ts";

/** Why a whole text is a secret because of the property that holds it. */
interface SecretField {
  readonly what: string;
  readonly advice: SecretAdvice;
  /** What the name promises; undefined where the place leaves no doubt. */
  readonly promise: SecretPromise | undefined;
}

/** Properties that carry the value of the parameter, variable or header above them. */
const carriers: ReadonlySet<string> = new Set(["value", "defaultValue", "default"]);

const authorization = /^(?:proxy-)?authorization$/i;
const header: SecretField = { what: "a key in a header", advice: "token", promise: "key" };

/** `Bearer …`, `ApiKey …`, or the key alone. */
function isAuthorized(value: string): boolean {
  const key = /^(?:[\w-]{1,24} {1,4})?([^\s@{}<>$]{16,4096})$/.exec(value)?.[1];
  return key !== undefined && looksRandom(key) && !isPlain(key);
}

/**
 * Judges the text `value` of property `key` in `holder`, which stands at the
 * property `above`: undefined when the property says nothing about it, or the
 * value stands for a secret that is somewhere else.
 */
export function secretField(
  value: string,
  key: string | number,
  holder: Json,
  above: string | number | undefined,
): SecretField | undefined {
  if (typeof key !== "string" || value === "") return undefined;
  if (authorization.test(key)) return isAuthorized(value) ? header : undefined;
  const field = fieldOf(key, holder, above);
  if (field === undefined || isStandIn(value)) return undefined;
  if (field.advice === "encrypted") return credentialPointer(value) ? undefined : field;
  return field.promise === undefined || isKept(field.promise, value) ? field : undefined;
}

/** True when the property promises a secret, whatever value it has. */
export function promisesSecret(
  key: string | number,
  holder: Json,
  above: string | number | undefined,
): boolean {
  if (typeof key !== "string") return false;
  const field = fieldOf(key, holder, above);
  return field !== undefined && !field.promise?.startsWith("vague");
}

function fieldOf(key: string, holder: Json, above: string | number | undefined): SecretField | undefined {
  if (key === "encryptedCredential") {
    return { what: "an encrypted credential", advice: "encrypted", promise: "key" };
  }
  // The key of Azure Cognitive Search.
  if (key === "key" && above === "typeProperties") return byName("token");
  if (!carriers.has(key) || !isObject(holder)) return byName(key);
  const type = textAt(holder, "type");
  if (type !== undefined && type.toLowerCase() === "securestring") {
    return { what: "the literal value of a SecureString", advice: "field", promise: undefined };
  }
  // `{ value, type: "Expression" }` is computed at run time.
  if (type === "Expression") return undefined;
  const variable = textAt(holder, "variableName");
  if (variable !== undefined) return byName(variable);
  return typeof above === "string" ? byName(above) : undefined;
}

function byName(name: string): SecretField | undefined {
  const promise = promiseOf(name);
  if (promise === undefined) return undefined;
  const what = promise.endsWith("password") ? "a password" : "a key or token";
  return { what, advice: "field", promise };
}
