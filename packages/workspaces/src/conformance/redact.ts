import { redactHeard } from "../http/redact-heard.ts";

/** What is known to tell who or where, each with the word that takes its place. */
export type KnownNames = readonly (readonly [name: string, word: string])[];

/** Places whose name tells where, whatever it is. They go before known names, since one name may be that of several. */
const places: readonly (readonly [RegExp, string])[] = [
  [/(\/subscriptions\/)[^/\s"',)<]+/gi, "$1<subscription>"],
  [/(\/resourceGroups\/)[^/\s"',)<]+/gi, "$1<group>"],
  [/(\/workspaces\/)[^/\s"',)<]+/gi, "$1<workspace>"],
  [/(\/storageAccounts\/)[^/\s"',)<]+/gi, "$1<account>"],
  [/\b(subscription|resourceGroup|workspace|tenant)=[^\s,;)"'<]+/gi, "$1=<$1>"],
];

const grouped = /(\/resourceGroups\/|\bresourceGroup=)([^/\s"',;)<]+)/gi;

/** Forms that tell who or where, whatever they say. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]+(\.[\w-]*)*/g, "<token>"],
  [/\b(Bearer|SharedKey|SharedAccessSignature)\s+[^\s"',<]+/gi, "$1 <token>"],
  [/\b(sig|code|password|secret|key)=[^&\s"',<]+/gi, "$1=<token>"],
  [/[\w.+%-]+@[\w-]+(\.[\w-]+)+/g, "<mail>"],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?/g, "<instant>"],
  [/\b[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, "<instant>"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "<guid>"],
  [/\b[0-9a-f]{32}\b/gi, "<guid>"],
  [/\b(https?|abfss?|wasbs?):\/\/[^/\s"'<]+/gi, "$1://<host>"],
  [/\b[\w-]+(\.[\w-]+)*\.(net|com|org|io|cn|us|local|internal|cloud|dev|eu|de)\b(:\d+)?/gi, "<host>"],
  [/\b\d{1,3}(\.\d{1,3}){3}\b(:\d+)?/g, "<address>"],
  [/\b([0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b|\b([0-9a-f]{1,4}:){1,6}:[0-9a-f]{0,4}\b/gi, "<address>"],
  [/"?\b0x[0-9a-f]{6,}\b"?/gi, "<etag>"],
  [/\b[0-9a-f]{16,}\b/gi, "<token>"],
  [/(?=[\w+/-]*\d)(?=[\w+/-]*[a-z])(?=[\w+/-]*[A-Z])[A-Za-z0-9+/]{32,}={0,2}/g, "<token>"],
  [/\d{7,}/g, "<number>"],
];

/** Takes out of a text whatever tells who or where: known names first, then the forms that such things have. */
export function makeRedactor(known: KnownNames): (text: string) => string {
  const names = known
    .flatMap(([name, word]) => [name, encodeURIComponent(name)].map((text) => [text, word] as const))
    .filter(([text]) => text.length >= 3)
    .sort(([a], [b]) => b.length - a.length)
    .map(([text, word]) => [wherever(text), word] as const);
  /** A resource group is told nowhere but in the answers themselves. */
  const groups = new Map<string, RegExp>();
  return (text) => {
    for (const [, , name = ""] of text.matchAll(grouped)) groups.set(name, wherever(name));
    let rest = text;
    for (const [pattern, word] of places) rest = rest.replace(pattern, word);
    for (const [pattern, word] of names) rest = rest.replace(pattern, () => word);
    for (const pattern of groups.values()) rest = rest.replace(pattern, () => "<group>");
    rest = redactHeard(rest);
    for (const [pattern, word] of forms) rest = rest.replace(pattern, word);
    return rest;
  };
}

/** A short name may be a part of many a word: it counts where it stands alone. */
function wherever(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(name.length < 8 ? `(?<![a-z0-9])${escaped}(?![a-z0-9])` : escaped, "gi");
}
