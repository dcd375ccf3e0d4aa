import type { SecretAdvice } from "./secret-advice.ts";
import { isStandIn } from "./secret-stand-ins.ts";

/** A form in which secrets stand inside text. */
export interface SecretPattern {
  /** What is found, with its article: `a storage account key`. */
  readonly what: string;
  readonly advice: SecretAdvice;
  /** Cheap test on the lower-case text: without this part the pattern cannot match. */
  readonly hint: readonly string[];
  /**
   * Global, with indices; its first filled group is the secret, else the whole match.
   * Every run is anchored or bounded in length, so the time is linear in the text.
   */
  readonly pattern: RegExp;
  /** Refuses a match that only looks like a secret. Default: stand-ins (expressions, masks, placeholders). */
  readonly accepts?: (secret: string) => boolean;
  /** The secret carries a prefix that only its issuer writes: looked for even in notebook outputs. */
  readonly issued?: boolean;
}

const notStandIn = (secret: string) => !isStandIn(secret);
const looksRandom = (secret: string) => /\d/.test(secret) && /[A-Za-z]/.test(secret) && !isStandIn(secret);

/** Words and numbers, such as `bert_base_v2`: the name of something. */
const isName = (text: string) => /^[a-z]{1,20}(?:[_-](?:[a-z]{1,20}|v?\d{1,4}))+$/i.test(text);

/** A literal in code: without spaces, so that a prompt or a sentence is none. */
const isCodeLiteral = (secret: string) => !/\s/.test(secret) && !isStandIn(secret);

/** `user:password` in base64, as Basic authentication sends it. */
function isBasicPair(secret: string): boolean {
  try {
    return /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(atob(secret));
  } catch {
    return false;
  }
}

const passwordNames = "password|passwd|pwd|passphrase";
const keyNames =
  "client_?secret|app_?secret|account_?key|storage_?key|access_?key|secret_?key|api_?key|sas_?token|access_?token|auth_?token|(?<=[\"'\\s_]|^)token|secret_?access_?key|service_?principal_?key";

/** Every form of secret we know inside text, the specific before the general. */
export const secretPatterns: readonly SecretPattern[] = [
  {
    what: "a private key",
    advice: "token",
    hint: ["private key-----"],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY-----[^-]{0,16384}(?:-----END[A-Z0-9 ]{0,64}-----)?/dg,
    accepts: () => true,
    issued: true,
  },
  {
    what: "a Databricks access token",
    advice: "token",
    hint: ["dapi"],
    pattern: /(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?:-\d{1,2})?(?![A-Za-z0-9])/dg,
    issued: true,
  },
  {
    what: "a GitHub token",
    advice: "token",
    hint: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
    pattern: /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})/dg,
    issued: true,
  },
  {
    what: "a Slack token or webhook",
    advice: "token",
    hint: ["xoxb-", "xoxa-", "xoxp-", "xoxr-", "xoxs-", "hooks.slack.com/services/"],
    pattern:
      /(?<![A-Za-z0-9])xox[abprs]-[A-Za-z0-9-]{10,255}|hooks\.slack\.com\/services\/([A-Z0-9]{6,20}\/[A-Z0-9]{6,20}\/[A-Za-z0-9]{16,64})/dg,
    issued: true,
  },
  {
    what: "a Teams webhook",
    advice: "token",
    hint: [".webhook.office.com/"],
    pattern:
      /\.webhook\.office\.com\/webhookb2\/([A-Za-z0-9@-]{36,128}\/IncomingWebhook\/[0-9a-f]{32}\/[\w/-]{8,128})/dg,
    issued: true,
  },
  {
    what: "a cloud access key",
    advice: "token",
    hint: ["akia", "aiza"],
    pattern: /(?<![A-Za-z0-9_-])(?:AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35})(?![A-Za-z0-9_-])/dg,
    issued: true,
  },
  {
    what: "a client secret of an Entra application",
    advice: "identity",
    hint: ["q~"],
    pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/dg,
    issued: true,
  },
  {
    what: "an Azure DevOps token",
    advice: "token",
    hint: ["azdo"],
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])/dg,
    issued: true,
  },
  {
    what: "a signed token (JWT)",
    advice: "token",
    hint: [".eyj"],
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/dg,
    issued: true,
  },
  {
    what: "a shared access signature",
    advice: "storage",
    hint: ["sig="],
    pattern: /(?<![A-Za-z0-9])sig=([A-Za-z0-9%+/=_-]{20,256})/dgi,
    accepts: looksRandom,
  },
  {
    what: "a function key",
    advice: "function",
    hint: ["code="],
    pattern: /[?&]code=([A-Za-z0-9%+/_-]{40,128}={0,2})/dgi,
    accepts: looksRandom,
  },
  {
    what: "an access key",
    advice: "storage",
    hint: ["accountkey", "accesskey", "sharedaccesssignature", "sharedsecret"],
    pattern:
      /(?:account|access)key\s{0,8}=\s{0,8}([^;"'`\s\\]{8,512})|(?:sharedaccesssignature|sharedsecretvalue)\s{0,8}=\s{0,8}([^;"'`\s\\]{8,2048})/dgi,
    accepts: looksRandom,
  },
  {
    what: "a storage account key",
    advice: "storage",
    hint: ["=="],
    // A SHA-512 digest has the same length; package locks write it behind `sha512-`.
    pattern: /(?<![A-Za-z0-9+/=]|sha512-)[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])/dg,
  },
  {
    what: "a password or secret in SQL",
    advice: "sql",
    hint: ["password", "secret"],
    pattern:
      /(?<![\w.@])(?:password|secret)\s{0,64}=\s{0,64}N?(?:''([^']{1,512})''|'((?:[^']|''){1,512})')/dgi,
    // A literal that ends right before a plus: the password itself is computed.
    accepts: (secret) => !/^(?:'')?\s*\+/.test(secret) && !isStandIn(secret),
  },
  {
    what: "a password in a connection string",
    advice: "connection",
    hint: ["password", "pwd"],
    // At the start of a text only with the semicolon that makes it a connection string: `password=pw` is code.
    pattern:
      /(?:;[ \t]{0,8}|["'`])(?:password|pwd)[ \t]{0,8}=[ \t]{0,8}([^;"'`\r\n\\]{1,256})|^(?:password|pwd)=([^;"'`\r\n\\]{1,256});/dgi,
    accepts: notStandIn,
  },
  {
    what: "a password in an address",
    advice: "connection",
    hint: ["://"],
    pattern: /:\/\/[^\s/:@'"`;?&<>{}()[\]]{1,64}:([^\s/:@'"`;?&<>{}()[\]]{3,128})@[A-Za-z0-9[]/dg,
    accepts: notStandIn,
  },
  {
    what: "a password",
    advice: "code",
    hint: ["password", "passwd", "pwd", "passphrase"],
    pattern: new RegExp(
      `(?:${passwordNames})["'\`]?\\]?[ \\t]{0,32}(?:=|:|:=)[ \\t]{0,32}[a-z]?["'\`]([^"'\`\\r\\n]{1,256})["'\`]`,
      "dgi",
    ),
    accepts: isCodeLiteral,
  },
  {
    what: "a password",
    advice: "code",
    hint: ["password", "pwd"],
    pattern: new RegExp(
      `\\b(?:option|put|set|setproperty|config)\\([ \\t]{0,8}["'][\\w.]{0,128}?(?:${passwordNames})["'][ \\t]{0,8},[ \\t]{0,8}["']([^"'\\r\\n]{1,256})["']`,
      "dgi",
    ),
    accepts: isCodeLiteral,
  },
  {
    what: "a key or token",
    advice: "code",
    hint: ["secret", "key", "token"],
    pattern: new RegExp(
      `(?:${keyNames})["'\`]?\\]?[ \\t]{0,32}(?:=|:|:=)[ \\t]{0,32}[a-z]?["'\`]([^"'\`\\s]{16,512})["'\`]`,
      "dgi",
    ),
    accepts: (secret) => looksRandom(secret) && !isName(secret),
  },
  {
    what: "a bearer token",
    advice: "token",
    hint: ["bearer"],
    pattern: /\bbearer\s{1,4}([A-Za-z0-9._~+/=-]{20,4096})/dgi,
    accepts: looksRandom,
  },
  {
    what: "a password of Basic authentication",
    advice: "connection",
    hint: ["basic "],
    pattern: /\bbasic {1,4}([A-Za-z0-9+/]{8,512}={0,2})/dgi,
    accepts: isBasicPair,
  },
];
