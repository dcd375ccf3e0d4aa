import { isKept, isPlain, looksRandom, promiseOf } from "./names.ts";
import type { SecretPattern } from "./patterns.ts";
import { isCompared, nameOf } from "./place.ts";
import { isStandIn } from "./stand-ins.ts";

const passwords = ["password", "passwd", "passphrase", "passcode", "pwd", "pass", "pw"];
const keys = ["secret", "token", "key"];
const words = [...passwords, ...keys].join("|");

/** A literal: three quotes, escaped quotes, doubled ones, then the plain ones, each to its like. */
const literal =
  "(?:[a-z]{0,2})(?:\"\"\"\\s{0,4}([^\"\\s]{1,512})\\s{0,4}\"\"\"|'''\\s{0,4}([^'\\s]{1,512})\\s{0,4}'''" +
  "|\\\\{1,3}[\"']([^\"'\\\\\\r\\n]{1,512})\\\\{1,3}[\"']|''([^'\\r\\n]{1,512})''" +
  "|\"([^\"\\r\\n]{1,512})\"|'([^'\\r\\n]{1,512})'|`([^`\\r\\n]{1,512})`)";

/** Code is full of names: a value without spaces that is not a name, and is long and random unless its key says password. */
function isKeptLiteral(secret: string, match: RegExpExecArray): boolean {
  const promise = promiseOf(nameOf(match));
  if (promise === undefined || /\s/.test(secret) || isCompared(match)) return false;
  if (promise.endsWith("password")) return isKept(promise, secret);
  return isKept("vague key", secret);
}

const isUser = (secret: string) => !/\s/.test(secret) && !isStandIn(secret);

/** What a command line is given: a sentence about the flag has no digits and signs. */
const isArgument = (secret: string) =>
  /[\d!@#$%^&*+]/.test(secret) && !/^[-$%{]/.test(secret) && !isStandIn(secret);

const setters =
  "options?|put|set|setproperty|setconf|config|conf|add|addheader|setheader|header|append|setdefault|tryaddwithoutvalidation";

/** `name = "…"`, `name: str = "…"`, `"name": "…"`, `"name" -> "…"`, over a line's end where a bracket or backslash is open. */
const assigned = (what: string, names: readonly string[]): SecretPattern => ({
  what,
  advice: "code",
  hint: "words",
  pattern: new RegExp(
    `(?:${names.join("|")})["'\`\\]\\\\]{0,4}[ \\t]{0,32}(?::[ \\t]{0,8}[a-z_][\\w.[\\]]{0,32}[ \\t]{0,8})?(?:=>|->|:=|=|:)\\s{0,32}(?:[(\\\\]\\s{0,32})?${literal}`,
    "diy",
  ),
  accepts: isKeptLiteral,
});

/** `set("name", "…")` and its like. */
const passed = (what: string, names: readonly string[]): SecretPattern => ({
  what,
  advice: "code",
  hint: "words",
  pattern: new RegExp(
    `(?:${names.join("|")})["'\`]?(?<=\\b(?:${setters})\\(\\s{0,32}["'\`]?[\\w.-]{0,96}["'\`]?)\\s{0,32},\\s{0,32}${literal}`,
    "diy",
  ),
  accepts: isKeptLiteral,
});

/** Secrets in programs, settings of Spark, command lines and comments. */
export const codePatterns: readonly SecretPattern[] = [
  assigned("a password", passwords),
  assigned("a key or token", keys),
  passed("a password", passwords),
  passed("a key or token", keys),
  {
    what: "a key or secret of a file system",
    advice: "code",
    hint: ["account.key.", "client.secret."],
    pattern:
      /(?:account\.key|client\.secret)\.[\w.{}-]{1,128}["'`\\]{0,4}\s{0,32}(?:=>|->|[,:=])\s{0,32}["'`\\]{0,4}([^\s"'`\\;,()]{8,512})/dgi,
    accepts: (secret) => looksRandom(secret) && !isPlain(secret) && !isStandIn(secret),
    inOutputs: true,
  },
  {
    what: "a password",
    advice: "code",
    hint: ["auth", "credential"],
    pattern:
      /\b(?:HTTPBasicAuth|HTTPDigestAuth|BasicAuth|NetworkCredential|auth\s{0,4}=\s{0,4})\(\s{0,16}["'][^"'\r\n]{1,128}["']\s{0,16},\s{0,16}["']([^"'\r\n]{1,256})["']/dg,
    accepts: isUser,
  },
  {
    what: "a key or token",
    advice: "identity",
    hint: ["clientsecretcredential"],
    pattern:
      /\bClientSecretCredential\(\s{0,16}[^,()]{1,128},\s{0,16}[^,()]{1,128},\s{0,16}["']([^"'\s]{8,256})["']/dg,
  },
  {
    what: "a secret on a command line",
    advice: "code",
    hint: "words",
    pattern: new RegExp(
      `(?:${words})(?<=(?<![\\w-])--?\\w[\\w-]{0,40})(?:=|["',]{0,3}\\s{1,8}["']?)([^\\s"'|;<>\\\\,]{4,256})`,
      "diy",
    ),
    accepts: (secret, match) => promiseOf(nameOf(match)) !== undefined && isArgument(secret),
  },
  {
    what: "a secret on a command line",
    advice: "code",
    hint: ["sqlcmd", "bcp", "mysql", "az login", "sshpass"],
    pattern:
      /\b(?:sqlcmd|bcp|mysql|mysqldump|az login|sshpass)\b[^\r\n]{0,200}?\s-p\s?["']?([^\s"'-][^\s"']{5,255})/dgi,
    accepts: (secret) => looksRandom(secret) && isArgument(secret),
  },
  {
    what: "a secret on a command line",
    advice: "code",
    hint: ["curl"],
    pattern: /\bcurl\b[^\r\n]{0,200}?\s(?:-u|--user)\s{0,4}["']?[^\s:"']{1,64}:([^\s"']{3,128})/dg,
    accepts: isArgument,
  },
  {
    what: "a secret in an environment variable",
    advice: "code",
    hint: "words",
    pattern: new RegExp(
      `(?:${words})(?<=(?:%env|%set_env|\\bexport|\\bsetx?|\\benv|\\$env:)\\s{0,8}[\\w.]{0,72})(?:\\s{0,4}=\\s{0,4}|[ \\t]{1,4})["']?([^\\s"';|<>]{4,512})`,
      "diy",
    ),
    accepts: (secret, match) => {
      const promise = promiseOf(nameOf(match));
      if (promise === undefined || !isArgument(secret)) return false;
      return promise.endsWith("password") || (secret.length >= 16 && looksRandom(secret));
    },
  },
  {
    what: "a password in a comment",
    advice: "code",
    hint: "words",
    pattern: /\b(?:password|passwd|pwd)\b[^\r\n:='"]{0,32}:[ \t]{1,4}([^\s'"<>,;(){}[\]]{8,64})/diy,
    accepts: (secret) => looksRandom(secret) && !isPlain(secret) && isArgument(secret),
  },
];
