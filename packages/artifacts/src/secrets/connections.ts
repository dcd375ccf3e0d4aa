import { isKept, isPlain, looksRandom, promiseOf } from "./names.ts";
import type { SecretPattern } from "./patterns.ts";
import { nameOf } from "./place.ts";
import { isStandIn } from "./stand-ins.ts";

/** `user:password` in base64, as Basic authentication sends it. */
function isBasicPair(secret: string): boolean {
  try {
    return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(atob(secret));
  } catch {
    return false;
  }
}

const passwords = "password|passwd|passphrase|pwd|pass";

/** `;password = input(…` is a statement. */
const isCall = /^[A-Za-z_][\w.]{0,64}\(/;

/** The value behind a name in a list of pairs: `Pass=` there is a password, whatever it is elsewhere. */
function isKeptPair(secret: string, match: RegExpExecArray): boolean {
  const promise = promiseOf(nameOf(match));
  if (promise === undefined || isCall.test(secret)) return false;
  // At the start of a text only with what makes it a list of pairs: `password=pw` alone is code.
  const next = match.input[match.index + match[0].length];
  if (next !== ";" && next !== "&" && /^[\w.-]{0,64}[ \t]{0,8}$/.test(match.input.slice(0, match.index)))
    return false;
  if (promise.endsWith("password")) return isKept("password", secret);
  return secret.length >= 8 && looksRandom(secret) && !isPlain(secret) && !isStandIn(secret);
}

/** Secrets in connection strings, addresses, bodies of forms and headers. */
export const connectionPatterns: readonly SecretPattern[] = [
  {
    what: "an access key",
    advice: "storage",
    hint: ["accountkey", "accesskey", "sharedaccesssignature", "sharedsecret"],
    pattern:
      /(?:account|access)key\s{0,8}=\s{0,8}([^;"'`\s\\]{8,512})|(?:sharedaccesssignature|sharedsecretvalue)\s{0,8}=\s{0,8}([^;"'`\s\\]{8,2048})/dgi,
    accepts: (secret) => looksRandom(secret) && !isStandIn(secret),
    inOutputs: true,
  },
  {
    what: "a password in a connection string",
    advice: "connection",
    hint: "words",
    pattern: new RegExp(
      `(?:${passwords})(?<=(?:;[ \\t]{0,8}|["'\`]|^)\\w{0,48})[ \\t]{0,8}=[ \\t]{0,8}([^;"'\`\\r\\n\\\\]{1,256})`,
      "diy",
    ),
    accepts: isKeptPair,
    inOutputs: true,
  },
  {
    what: "a secret in a query or a form",
    advice: "connection",
    hint: "words",
    pattern: new RegExp(
      `(?:${passwords}|secret|token|key)(?<=(?:[?&;"'\`]|^)[\\w.-]{0,48})=([^&;"'\`\\s\\\\#]{3,512})`,
      "diy",
    ),
    accepts: isKeptPair,
    inOutputs: true,
  },
  {
    what: "a password in an address",
    advice: "connection",
    hint: ["://"],
    pattern: /:\/\/[^\s/:@'"`;?&<>{}()[\]]{1,64}:([^\s/:@'"`;?<>{}()[\]]{3,128})@[A-Za-z0-9[]/dg,
    inOutputs: true,
  },
  {
    what: "a bearer token",
    advice: "token",
    hint: ["bearer"],
    pattern: /\bbearer["']?[\s,]{1,4}["']?([A-Za-z0-9._~+/=-]{20,4096})/dgi,
    accepts: (secret) => looksRandom(secret) && !isPlain(secret),
    inOutputs: true,
  },
  {
    what: "a password of Basic authentication",
    advice: "connection",
    hint: ["basic "],
    pattern: /\bbasic {1,4}([A-Za-z0-9+/]{8,512}={0,2})/dgi,
    accepts: isBasicPair,
    inOutputs: true,
  },
  {
    what: "a key in a header",
    advice: "token",
    hint: ["authorization"],
    pattern:
      /authorization["'`\]\\]{0,4}\s{0,16}(?:=>|->|[:=,])\s{0,16}(?:[a-z]{1,2}(?=["'`]))?["'`\\]{0,3}(?:[A-Za-z-]{2,24}\s{1,4})?([A-Za-z0-9._~+/=:-]{16,4096})/dgi,
    accepts: (secret) => looksRandom(secret) && !isPlain(secret),
    inOutputs: true,
  },
];
