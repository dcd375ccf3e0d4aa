import { credentialPointer } from "./credential-pointer.ts";
import { isObject, type Json, textAt } from "./json.ts";
import type { SecretAdvice } from "./secret-advice.ts";
import { isStandIn } from "./secret-stand-ins.ts";

/** Why a whole text is a secret because of the property that holds it. */
interface SecretField {
  readonly what: string;
  readonly advice: SecretAdvice;
}

/** Ends of property names, in lower case without `-`, `_` and spaces, whose texts are secrets. */
const passwordEnds = ["password", "passwd", "passphrase", "pwd"];
const keyEnds = [
  "accountkey",
  "accesskey",
  "secretkey",
  "clientsecret",
  "consumersecret",
  "tokensecret",
  "apikey",
  "subscriptionkey",
  "functionkey",
  "functionskey",
  "sastoken",
  "accesstoken",
  "refreshtoken",
  "apitoken",
  "authtoken",
  "serviceprincipalkey",
  "privatekey",
  "privatekeycontent",
  "keyfilecontent",
];

/** Properties that carry the value of the parameter or header above them. */
const carriers: ReadonlySet<string> = new Set(["value", "defaultValue", "default"]);

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
  const field = fieldOf(key, holder, above);
  if (field === undefined || isStandIn(value)) return undefined;
  return field.advice === "encrypted" && credentialPointer(value) ? undefined : field;
}

/** True when the property promises a secret, whatever value it has. */
export function promisesSecret(
  key: string | number,
  holder: Json,
  above: string | number | undefined,
): boolean {
  return typeof key === "string" && fieldOf(key, holder, above) !== undefined;
}

function fieldOf(key: string, holder: Json, above: string | number | undefined): SecretField | undefined {
  if (key === "encryptedCredential") return { what: "an encrypted credential", advice: "encrypted" };
  if (carriers.has(key) && isObject(holder)) {
    const type = textAt(holder, "type");
    if (type !== undefined && type.toLowerCase() === "securestring") {
      return { what: "the literal value of a SecureString", advice: "field" };
    }
    // `{ value, type: "Expression" }` is computed at run time.
    if (type === "Expression" || typeof above !== "string") return undefined;
    return byName(above);
  }
  return byName(key);
}

/** What the endings of a name promise; long names are texts of a user, not properties. */
function byName(name: string): SecretField | undefined {
  const last = name.charCodeAt(name.length - 1) | 32;
  if (name.length > 128 || !lastLetters.has(last)) return undefined;
  const plain = name.toLowerCase().replace(/[-_ ]/g, "");
  if (passwordEnds.some((end) => plain.endsWith(end))) return { what: "a password", advice: "field" };
  if (keyEnds.some((end) => plain.endsWith(end))) return { what: "a key or token", advice: "field" };
  return undefined;
}

/** The last letters of all those endings: most names are settled by theirs. */
const lastLetters: ReadonlySet<number> = new Set(
  [...passwordEnds, ...keyEnds].map((end) => end.charCodeAt(end.length - 1)),
);
