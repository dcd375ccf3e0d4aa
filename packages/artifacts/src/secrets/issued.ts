import { isPlain, looksRandom } from "./names.ts";
import type { SecretPattern } from "./patterns.ts";
import { isStandIn } from "./stand-ins.ts";

/** Prefixes that only an issuer writes, and what follows them. Sources: the issuers' pages on formats of tokens. */
const prefixed = [
  "gl(?:pat|dt|rt|cbt|ptt|oas|soat|agent|imt)-[\\w-]{20,255}",
  "npm_[A-Za-z0-9]{36}",
  "pypi-AgE[\\w-]{50,255}",
  "hf_[A-Za-z0-9]{30,64}",
  "(?:sk|rk|pk)_live_[A-Za-z0-9]{16,255}",
  "(?:sk|rk)_test_[A-Za-z0-9]{16,255}",
  "whsec_[A-Za-z0-9+/]{24,64}",
  "SG\\.[\\w-]{16,32}\\.[\\w-]{16,64}",
  "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
  "do[opr]_v1_[0-9a-f]{64}",
  "lin_api_[A-Za-z0-9]{32,64}",
  "ntn_[A-Za-z0-9]{40,64}",
  "hv[sb]\\.[\\w-]{24,255}",
  "dckr_pat_[\\w-]{24,64}",
  "gsk_[A-Za-z0-9]{40,64}",
  "figd_[\\w-]{32,64}",
  "ATATT3[\\w=-]{40,255}",
  "NRAK-[A-Z0-9]{27}",
  "PMAK-[0-9a-f]{24}-[0-9a-f]{34}",
  "rubygems_[0-9a-f]{48}",
  "ya29\\.[\\w-]{30,255}",
  "pscale_(?:pw|tkn)_[\\w.-]{32,64}",
];

/** What they begin with, in lower case. */
const prefixes = [
  ...["glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "gloas-", "glsoat-", "glagent-", "glimt-"],
  ...[
    "npm_",
    "pypi-age",
    "hf_",
    "k_live_",
    "k_test_",
    "whsec_",
    "sg.",
    "shpat_",
    "shpca_",
    "shppa_",
    "shpss_",
  ],
  ...["doo_v1_", "dop_v1_", "dor_v1_", "lin_api_", "ntn_", "hvs.", "hvb.", "dckr_pat_", "gsk_", "figd_"],
  ...["atatt3", "nrak-", "pmak-", "rubygems_", "ya29.", "pscale_"],
];

/** True when 86 signs of base64 may stand before `==`: code is full of comparisons. */
function endsLikeKey(text: string): boolean {
  for (let at = text.indexOf("=="); at >= 0; at = text.indexOf("==", at + 2)) {
    if ([1, 24, 48, 72, 86].every((back) => /[A-Za-z0-9+/]/.test(text[at - back] ?? ""))) return true;
  }
  return false;
}

/** Tokens and keys that tell by their own form what they are, wherever they stand. */
export const issuedPatterns: readonly SecretPattern[] = [
  {
    what: "a private key",
    advice: "token",
    hint: ["private key"],
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----[^-]{0,16384}(?:-----END[A-Z0-9 ]{0,64}-----)?/dg,
    // A program that cuts the first line off names it, and no key.
    accepts: (text) => /[A-Za-z0-9+/]{32}/.test(text),
    inOutputs: true,
  },
  {
    what: "a Databricks access token",
    advice: "token",
    hint: ["dapi"],
    pattern: /(?<![A-Za-z0-9])dapi[0-9a-f]{32}(?:-\d{1,2})?(?![A-Za-z0-9])/dg,
    inOutputs: true,
  },
  {
    what: "a GitHub token",
    advice: "token",
    hint: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
    pattern: /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{50,255})/dg,
    inOutputs: true,
  },
  {
    what: "a Slack token or webhook",
    advice: "token",
    hint: ["xoxb-", "xoxa-", "xoxp-", "xoxr-", "xoxs-", "xapp-", "hooks.slack.com/services/"],
    pattern:
      /(?<![A-Za-z0-9])(?:xox[abprs]|xapp)-[A-Za-z0-9-]{10,255}|hooks\.slack\.com\/services\/([A-Z0-9]{6,20}\/[A-Z0-9]{6,20}\/[A-Za-z0-9]{16,64})/dg,
    inOutputs: true,
  },
  {
    what: "a Teams webhook",
    advice: "token",
    hint: [".webhook.office.com/"],
    pattern:
      /\.webhook\.office\.com\/webhookb2\/([A-Za-z0-9@-]{36,128}\/IncomingWebhook\/[0-9a-f]{32}\/[\w/-]{8,128})/dg,
    inOutputs: true,
  },
  {
    what: "a cloud access key",
    advice: "token",
    hint: ["akia", "asia", "aiza"],
    pattern: /(?<![A-Za-z0-9_-])(?:A[KS]IA[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35})(?![A-Za-z0-9_-])/dg,
    // `ASIA` alone begins names in capitals as well.
    accepts: (secret) => !secret.startsWith("ASIA") || /\d/.test(secret),
    inOutputs: true,
  },
  {
    what: "an access token",
    advice: "token",
    hint: prefixes,
    pattern: new RegExp(`(?<![\\w.-])(?:${prefixed.join("|")})`, "dg"),
    accepts: (secret) => looksRandom(secret),
    inOutputs: true,
  },
  {
    what: "an access token",
    advice: "token",
    hint: ["sk-"],
    // Pages of scikit-learn name classes `sk-…` too: without capitals and digits.
    pattern: /(?<![\w-])sk-[\w-]{32,255}/dg,
    accepts: (secret) => looksRandom(secret) && /[A-Z]/.test(secret),
    inOutputs: true,
  },
  {
    what: "a client secret of an Entra application",
    advice: "identity",
    hint: ["q~"],
    pattern: /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])/dg,
    inOutputs: true,
  },
  {
    what: "an Azure DevOps token",
    advice: "token",
    hint: ["azdo"],
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}(?![A-Za-z0-9])/dg,
    inOutputs: true,
  },
  {
    what: "a key of an Azure service",
    advice: "token",
    hint: ["azfu", "azse", "azca", "acdb", "apim", "+ast", "+aba", "+asb", "+aeh", "+arm", "aiot"],
    // Keys that are made today carry their service inside: learn.microsoft.com, "identifiable secrets".
    pattern:
      /(?<![A-Za-z0-9+/=_-])(?:[A-Za-z0-9+/]{76}(?:APIM|ACDb|\+AST|\+ASt|\+ABa)[A-Za-z0-9+/]{5}[AQgw]==|[A-Za-z0-9+/]{33}(?:AIoT|\+ASb|\+AEh|\+ARm)[A-Za-z0-9+/]{6}=|[\w-]{44}AzFu[\w-]{5}[AQgw]==|[A-Za-z0-9]{42}AzSe[A-Za-z0-9]{6}|[A-Za-z0-9]{33}AzCa[A-Za-z0-9]{6}=)/dg,
    inOutputs: true,
  },
  {
    what: "a signed token (JWT)",
    advice: "token",
    hint: [".eyj"],
    pattern: /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/dg,
    inOutputs: true,
  },
  {
    what: "a shared access signature",
    advice: "storage",
    hint: ["sig="],
    pattern: /(?<![A-Za-z0-9])sig=([A-Za-z0-9%+/=_-]{20,256})/dgi,
    accepts: (secret) => looksRandom(secret) && !isStandIn(secret),
    inOutputs: true,
  },
  {
    what: "a storage account key",
    advice: "storage",
    hint: ["=="],
    likely: endsLikeKey,
    // A SHA-512 digest has the same length; package locks write it behind `sha512-`.
    pattern: /(?<![A-Za-z0-9+/=]|sha512-)[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])/dg,
  },
  {
    what: "a function key",
    advice: "function",
    hint: ["code="],
    pattern: /[?&]code=([A-Za-z0-9%+/_-]{40,128}={0,2})/dgi,
    accepts: (secret) => looksRandom(secret) && !isPlain(secret),
  },
];
