import { isKept } from "./names.ts";
import type { SecretPattern } from "./patterns.ts";
import { isCompared } from "./place.ts";
import { isStandIn } from "./stand-ins.ts";

/** A literal that ends right before a plus: the password itself is computed. */
const isComputed = (secret: string) => /^(?:'')?\s*\+/.test(secret);

const isLiteral = (secret: string, match: RegExpExecArray) =>
  !isComputed(secret) && !isCompared(match) && isKept("password", secret);

/** Words and signs that a password written without quotes holds, and a sentence does not. */
const isBare = (secret: string) => /[\d!@#$%^&*]/.test(secret) && !isStandIn(secret);

/** A literal of SQL, doubled quotes within one. */
const literal = "(?:N|E)?(?:''([^']{1,512})''|'((?:[^']|''){1,512})')";

/** Secrets in statements. */
export const sqlPatterns: readonly SecretPattern[] = [
  {
    what: "a password or secret in SQL",
    advice: "sql",
    hint: "words",
    pattern: new RegExp(`(?<![\\w.@])(?:password|secret)\\s{0,64}=\\s{0,64}${literal}`, "diy"),
    accepts: isLiteral,
  },
  {
    what: "a password or secret in SQL",
    advice: "sql",
    hint: "words",
    pattern: new RegExp(`(?<![\\w.@'"-])password\\s{1,16}${literal}`, "diy"),
    accepts: (secret, match) => !/\s/.test(secret) && isLiteral(secret, match),
  },
  {
    what: "a password or secret in SQL",
    advice: "sql",
    hint: ["identified"],
    pattern: new RegExp(
      `\\bidentified\\s{1,16}(?:with\\s{1,16}[\\w"']{1,64}\\s{1,16})?by\\s{1,16}(?:(?:password|values)\\s{1,16})?(?:${literal}|\\\\?"([^"\\\\\\r\\n]{1,256})\\\\?")`,
      "dgi",
    ),
    accepts: (secret) => !/\s/.test(secret) && isKept("password", secret),
  },
  {
    what: "a password or secret in SQL",
    advice: "sql",
    hint: ["identified"],
    pattern:
      /\b(?:user|role)\s{1,16}[\w"'@%.]{1,128}\s{1,16}identified\s{1,16}by\s{1,16}([^\s;'"\\]{4,128})/dgi,
    accepts: isBare,
  },
  {
    what: "a password or secret in SQL",
    advice: "sql",
    hint: ["password"],
    pattern: new RegExp(
      `\\bset\\s{1,16}password\\s{1,16}(?:for\\s{1,16}[^=\\r\\n]{1,128})?=\\s{0,16}(?:password\\s{0,4}\\(\\s{0,4})?${literal}`,
      "dgi",
    ),
    accepts: (secret) => isKept("password", secret),
  },
  {
    what: "a password or secret in SQL",
    advice: "sql",
    hint: "words",
    pattern: new RegExp(
      `(?:password|passwd|pwd|pass|pw)(?<=@\\w{0,64})\\s{0,16}(?:(?:as\\s{1,8})?\\w{1,32}(?:\\s{0,4}\\(\\s{0,4}(?:\\d{1,5}|max)\\s{0,4}\\))?\\s{0,16})?=\\s{0,16}${literal}`,
      "diy",
    ),
    accepts: isLiteral,
  },
  {
    what: "a password or secret in SQL",
    advice: "sql",
    hint: ["sp_addlogin", "sp_password"],
    pattern: /\bsp_(?:addlogin|password)\s{1,16}N?'[^']{0,128}'\s{0,8},\s{0,8}N?'([^']{1,256})'/dgi,
  },
];
